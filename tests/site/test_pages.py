"""Every page of the site, as a reader meets it: alone, on a desktop, on a phone, on paper."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from itertools import pairwise

import pytest
from bs4 import BeautifulSoup
from playwright.sync_api import Browser, expect

from build_site import KEPT, NOTEBOOKS, broken_links
from built import DESKTOP, PAGES, PHONE, SITE, Visit
from lab import ROOT

NAMES = [path.relative_to(SITE).as_posix() for path in PAGES]
CHAPTERS = [name for name in NAMES if re.search(r"\d\d_", name)]
ENGLISH = [name for name in CHAPTERS if "/" not in name]


def cells(name: str) -> list[dict]:
    """The code cells of the notebook that a page was made from."""
    path = ROOT / "notebooks" / name.replace(".html", ".ipynb")
    notebook = json.loads(path.read_text(encoding="utf-8"))
    return [cell for cell in notebook["cells"] if cell["cell_type"] == "code"]


def tree(name: str) -> BeautifulSoup:
    return BeautifulSoup((SITE / name).read_text(encoding="utf-8"), "html.parser")


@pytest.fixture(scope="module", params=NAMES)
def visit(request: pytest.FixtureRequest, chromium: Browser, address: str) -> Iterator[Visit]:
    """A page, read to its end."""
    context = chromium.new_context(viewport=DESKTOP)
    visit = Visit(context.new_page())
    visit.page.goto(address + request.param, wait_until="networkidle")
    visit.page.evaluate("window.MathJax?.startup.promise")
    yield visit
    context.close()


@pytest.fixture
def page(visit: Visit) -> Iterator:
    yield visit.page
    visit.page.set_viewport_size(DESKTOP)
    visit.page.emulate_media(media="screen")


def test_page_needs_no_other_host(visit: Visit, address: str) -> None:
    assert visit.requests
    assert [url for url in visit.requests if not url.startswith((address, "data:"))] == []
    assert visit.errors == []


def test_formulas_are_typeset(page) -> None:
    written = page.locator("span.math, div.math").count()
    assert page.locator("mjx-container").count() == written
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0


def test_page_fits_a_phone_and_a_sheet(page) -> None:
    for size, media in ((PHONE, "screen"), ({"width": 718, "height": 1000}, "print")):
        page.set_viewport_size(size)
        page.emulate_media(media=media)
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
        shapes = page.locator(".cell_output img").evaluate_all(
            "all => all.filter(i => i.offsetParent).map("
            "i => [i.getBoundingClientRect().right, i.offsetWidth / i.offsetHeight,"
            " i.naturalWidth / i.naturalHeight])"
        )
        for right, seen, drawn in shapes:
            assert right <= size["width"]
            assert seen == pytest.approx(drawn, rel=0.03)


def test_page_leads_to_the_other_language(page, visit: Visit, address: str) -> None:
    here = page.url.removeprefix(address)
    language = page.locator("html").get_attribute("lang")
    switch = page.locator("a.lecture-language")
    expect(switch).to_be_in_viewport(ratio=1)
    there = switch.evaluate("link => link.href").removeprefix(address)
    assert {here, there} == {here.removeprefix("ko/"), "ko/" + here.removeprefix("ko/")}
    assert (SITE / there).is_file()
    assert tree(there).html["lang"] == {"en": "ko", "ko": "en"}[language]


@pytest.mark.parametrize("name", CHAPTERS)
def test_figures_keep_their_alternative_texts(name: str) -> None:
    stored = [
        output["metadata"]["image/png"]["alt"]
        for cell in cells(name)
        for output in cell["outputs"]
        if "image/png" in output.get("data", {})
    ]
    assert [image.get("alt") for image in tree(name).select(".cell_output img")] == stored
    assert stored
    assert all(stored)


@pytest.mark.parametrize("name", CHAPTERS)
def test_live_plots_are_named(name: str) -> None:
    lasts = ["".join(cell["source"]).splitlines()[-1] for cell in cells(name)]
    found = tree(name).select("div.lecture-live")
    assert [plot["data-name"] for plot in found] == [
        last for last in lasts if last.endswith("_live")
    ]
    for plot in found:
        assert plot["data-chapter"] == re.search(r"\d\d_(\w+)", name)[1]
        assert plot["data-lang"] == ("ko" if name.startswith("ko/") else "en")
        assert len(plot.select("img")) == 1


@pytest.mark.parametrize("name", CHAPTERS)
def test_answers_are_folded(name: str) -> None:
    hidden = [
        cell
        for cell in cells(name)
        if "hide-output" in cell["metadata"].get("tags", []) and cell["outputs"]
    ]
    folds = tree(name).select("details.hide")
    assert len(folds) == len(hidden) > 0
    assert not [fold for fold in folds if fold.has_attr("open")]
    assert not [fold for fold in folds if not fold.select_one(".cell_output")]


@pytest.mark.parametrize("name", CHAPTERS)
def test_exercises_say_where_to_solve_them(name: str) -> None:
    exercises = [cell for cell in cells(name) if "exercise" in cell["metadata"].get("tags", [])]
    page = tree(name)
    notes = page.select(".lecture-where a")
    assert len(notes) >= len(exercises) > 0
    assert {note["href"] for note in notes} == {"#open-in"}
    assert len(page.select("#open-in")) == 1
    assert not page.select(".cell_output [role=status]")


def test_answer_and_quiz_open_on_demand(chromium: Browser, address: str) -> None:
    page = chromium.new_page(viewport=PHONE)
    page.goto(address + "01_c2f_neuron.html")
    fold = page.locator("details.hide").first
    expect(fold.locator(".cell_output")).to_be_hidden()
    fold.get_by_text("Show the answer").click()
    expect(fold.locator(".cell_output")).to_be_visible()
    choice = page.locator(".text_html details").first
    expect(choice.locator("p")).to_be_hidden()
    choice.locator("summary").press("Enter")
    expect(choice.locator("p")).to_be_visible()
    page.close()


@pytest.mark.parametrize("prefix", ["", "ko/"])
def test_chapters_follow_one_another(prefix: str) -> None:
    order = ["index.html", *ENGLISH]
    for before, after in pairwise(order):
        assert tree(prefix + before).select_one("a.right-next")["href"] == after
        assert tree(prefix + after).select_one("a.left-prev")["href"] == before


@pytest.mark.parametrize(
    ("start", "word", "where"),
    [
        ("", "threshold", "01_c2f_neuron"),
        ("ko/", "뉴런", "01_c2f_neuron"),
        ("ko/", "임곗값", "03_"),
    ],
)
def test_search_finds(chromium: Browser, address: str, start: str, word: str, where: str) -> None:
    page = chromium.new_page()
    page.goto(f"{address}{start}search.html?q={word}")
    expect(page.locator(f"#search-results li a[href*='{where}']").first).to_be_visible()
    page.close()


def test_a_word_is_found_before_its_particle() -> None:
    text = (SITE / "ko" / "searchindex.js").read_text(encoding="utf-8")
    index = json.loads(text[text.index("{") : text.rindex("}") + 1])
    terms = index["terms"] | index["titleterms"]
    assert {"뉴런", "뉴런은"} <= terms.keys()
    words = [word for word in terms if re.match("[가-힣]{3,}", word)]
    assert [word for word in words if word[:2] not in terms] == []


def test_theme_is_chosen(chromium: Browser, address: str) -> None:
    context = chromium.new_context(viewport=PHONE, color_scheme="dark")
    page = context.new_page()
    page.goto(address + "index.html")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    page.get_by_label("Color mode").click()
    page.get_by_role("button", name="Light").click()
    page.goto(address + "ko/01_c2f_neuron.html")
    expect(page.locator("html")).to_have_attribute("data-theme", "light")
    context.close()


def test_first_chapter_is_light(chromium: Browser, address: str) -> None:
    """Under 1.5 MB is transferred before a live plot comes into view."""
    page = chromium.new_page(viewport=PHONE)
    sizes: list[float] = []
    session = page.context.new_cdp_session(page)
    session.send("Network.enable")
    session.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(address + "01_c2f_neuron.html", wait_until="networkidle")
    assert 100_000 < sum(sizes) < 1_500_000
    page.close()


def test_site_is_whole_and_small() -> None:
    assert [path.stem for path in sorted((ROOT / NOTEBOOKS["en"]).glob("*.ipynb"))] == [
        name.removesuffix(".html") for name in ENGLISH
    ]
    assert {name.removeprefix("ko/") for name in NAMES} == {n for n in NAMES if "/" not in n}
    assert broken_links(SITE) == []
    ours = [path for path in SITE.iterdir() if path.name not in KEPT]
    files = [path for part in ours for path in [part, *part.rglob("*")] if path.is_file()]
    assert sum(path.stat().st_size for path in files) < 20e6
    for path in files:
        assert b"text/vnd.lecture.drawing" not in path.read_bytes(), path
