"""Every live plot moves on a page without a kernel, and shows what Python draws at its setting."""

from __future__ import annotations

import itertools
import json
import math
import random
import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import nbformat
import pytest
from playwright.sync_api import Browser, Locator, Page

import live
from built import DESKTOP, PHONE, served
from lab import ROOT
from lecture import set_language
from lecture.figures import COMPARED, drawing
from lecture.live import LivePlot

BUILT = ROOT / "build" / "site" / "_layers"
CHAPTERS = [(lang, path) for lang, at in live.NOTEBOOKS.items() for path in sorted(at.glob("*"))]
CHAPTERS = [(lang, path) for lang, path in CHAPTERS if path.suffix == ".ipynb"]
NAMES = [f"{language}-{path.stem}" for language, path in CHAPTERS]
HEAD = (
    "<!doctype html><html lang={}><meta charset=utf-8><title>live</title>"
    "<meta name=viewport content='width=device-width'><script src={}_static/live.js defer></script>"
)
PLACE = (
    "<div class=lecture-live data-chapter={} data-name={} data-lang={}><img alt=still></div>"
    "<p style='height:150vh'></p>"
)
NUMBER = re.compile(r"-?\d+\.\d+")


def plots_named(path: Path) -> list[str]:
    """The live plots that a chapter shows."""
    cells = nbformat.read(path, as_version=4).cells
    code = "\n".join(cell.source for cell in cells if cell.cell_type == "code")
    return re.findall(r"^(\w+_live) = ", code, re.M)


@pytest.fixture(scope="module")
def pages(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Where pages are served that hold nothing but live plots: <address>[ko/]<chapter>.html."""
    folder = tmp_path_factory.mktemp("site")
    if BUILT.exists():
        shutil.copytree(BUILT, folder / "_layers")
    else:
        live.write(folder / "_layers")
    for language, path in CHAPTERS:
        below = folder / ("ko" if language == "ko" else "")
        if not (below / "_static").exists():
            shutil.copytree(ROOT / "site" / "_static", below / "_static")
        names = plots_named(path)
        places = [PLACE.format(path.stem[3:], name, language) for name in names]
        (below / f"{path.stem}.html").write_text(HEAD.format(language, "") + "".join(places))
    with served(folder) as where:
        yield where
    set_language("en")


def visit(chromium: Browser, pages: str, language: str, path: Path, **options: Any) -> Page:
    page = chromium.new_page(**options)
    page.goto(f"{pages}{'ko/' if language == 'ko' else ''}{path.stem}.html")
    return page


def awake(page: Page, name: str) -> Locator:
    """A live plot, once it has come into view and moves."""
    plot = page.locator(f".lecture-live[data-name={name}]")
    plot.scroll_into_view_if_needed()
    plot.locator("svg[role=img]").wait_for()
    return plot


def move(plot: Locator, setting: tuple[int, ...]) -> None:
    """Bring every control to the value of this number."""
    for k, number in enumerate(setting):
        plot.locator(".lecture-live-control").nth(k).locator("input, select").evaluate(
            """(control, number) => {
                if (control.type === "checkbox") control.checked = Boolean(number);
                else if (control.localName === "select") control.selectedIndex = number;
                else control.value = number;
                control.dispatchEvent(new Event("input", { bubbles: true }));
            }""",
            number,
        )


def drawn(svg: str, name: str) -> list[tuple[str, dict[str, str], str]]:
    """What an SVG text draws, in order: kind, attributes and words, with rounded numbers."""
    found = []
    for element in ElementTree.fromstring(svg).iter():
        kind = element.tag.rpartition("}")[2]
        drawn = element.get("clip-path") or element.get("transform")
        if kind in ("svg", "g", "defs", "style") and not drawn:
            continue
        attributes = {}
        for key, value in element.attrib.items():
            value = " ".join(value.replace(f"{name}-", "").split())
            if not value.startswith("rotate(-0 "):
                attributes[key] = NUMBER.sub(lambda n: f"{float(n[0]) + 0.00123:.1f}", value)
        if kind == "g":
            attributes.pop("id", None)
        attributes = {key: re.sub(r"\.0\b", "", value) for key, value in attributes.items()}
        found.append((kind, attributes, (element.text or "").strip()))
    return found


def some_settings(shape: tuple[int, ...], start: tuple[int, ...]) -> list[tuple[int, ...]]:
    """The first setting, both ends of all controls, and three that are drawn by lot."""
    lot = random.Random(str(shape))
    by_lot = [tuple(lot.randrange(length) for length in shape) for _ in range(3)]
    return [start, tuple(0 for _ in shape), tuple(length - 1 for length in shape), *by_lot]


def close(found: Any, wanted: Any) -> bool:
    """Equal but for hundredths of a point."""
    numbers = re.compile(r"-?\d+(?:\.\d+)?")
    texts = [json.dumps(entry) for entry in (found, wanted)]
    if numbers.sub("#", texts[0]) != numbers.sub("#", texts[1]):
        return False
    pairs = zip(*(map(float, numbers.findall(text)) for text in texts), strict=True)
    return all(math.isclose(a, b, abs_tol=0.11) for a, b in pairs)


def layer_of(plot: LivePlot, values: dict[str, Any]) -> str:
    """What Python shows at these values."""
    for name, value in values.items():
        plot.controls[name].value = value
    return plot.layer(**plot.values)


def test_the_plots_are_those_of_the_whole_chapter() -> None:
    """Only statements that a live plot needs are run; it is drawn as in the stored notebook."""
    for language, path in CHAPTERS:
        plots = live.live_plots(path, language)
        assert list(plots) == plots_named(path)
        stored = {}
        for cell in nbformat.read(path, as_version=4).cells:
            for name in plots:
                if cell.cell_type == "code" and f"{name} = " in cell.source:
                    (stored[name],) = (o.data[COMPARED] for o in cell.outputs if COMPARED in o.data)
        for name, plot in plots.items():
            assert drawing(plot.figure) == stored[name], name


@pytest.mark.parametrize(("language", "path"), CHAPTERS, ids=NAMES)
@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_plot_shows_what_python_draws(
    chromium: Browser, pages: str, language: str, path: Path, viewport: dict[str, int]
) -> None:
    page = visit(chromium, pages, language, path, viewport=viewport)
    wrong: list[str] = []
    page.on("pageerror", lambda error: wrong.append(str(error)))
    for name, plot in live.live_plots(path, language).items():
        coarse = live.COARSE.get(name, {})
        grid = {k: live.positions(c, coarse.get(k)) for k, c in plot.controls.items()}
        described = [live.described(plot.controls[k], values) for k, values in grid.items()]
        place = awake(page, name)
        labels = place.locator("label").all_inner_texts()
        assert labels == [control.description for control in plot.controls.values()]
        if language == "ko":
            assert re.search("[가-힣]", place.locator("svg[role=img]").get_attribute("aria-label"))
        start = tuple(control["start"] for control in described)
        pictures = set()
        for setting in some_settings(tuple(map(len, grid.values())), start):
            move(place, setting)
            values = {key: grid[key][k] for key, k in zip(grid, setting, strict=True)}
            wanted = drawn(layer_of(plot, values), name)
            svg = place.locator("svg[role=img]")
            shown = svg.evaluate("svg => new XMLSerializer().serializeToString(svg.lastChild)")
            found = drawn(shown, name)
            assert close(found, wanted), (name, values)
            assert svg.get_attribute("aria-label") == plot.alt
            outputs = place.locator("output").all_inner_texts()
            texts = [d["values"][k] for d, k in zip(described, setting, strict=True)]
            assert outputs == [
                t for t, d in zip(texts, described, strict=True) if d["kind"] == "range"
            ]
            pictures.add(shown)
        assert len(pictures) > 3, f"{name} does not move"
        background = place.locator("svg[role=img] > g").first.evaluate(
            "g => new XMLSerializer().serializeToString(g)"
        )
        assert close(drawn(background, name), drawn(plot.background, name)), name
        box = place.locator("svg[role=img]").bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= viewport["width"]
        assert bool(coarse) == place.locator(".lecture-live-note").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]
    assert not wrong
    page.close()


def test_keys_and_touch_move_a_plot(chromium: Browser, pages: str) -> None:
    for language, path in CHAPTERS:
        page = visit(chromium, pages, language, path, viewport=PHONE, has_touch=True)
        for name in plots_named(path):
            place = awake(page, name)
            alt = place.locator("svg[role=img]").get_attribute
            for control in place.locator("input, select").all():
                before = alt("aria-label")
                control.focus()
                last = control.evaluate("c => (c.value ?? c.selectedIndex) === (c.max ?? -1)")
                control.press("ArrowLeft" if last else "ArrowDown")
                if alt("aria-label") == before:
                    control.press("ArrowUp")
                assert alt("aria-label") != before, name
            slider = place.locator("input[type=range]").first
            before = slider.input_value()
            box = slider.bounding_box()
            far = 0.9 if int(before) < int(slider.get_attribute("max")) / 2 else 0.1
            page.touchscreen.tap(box["x"] + far * box["width"], box["y"] + box["height"] / 2)
            assert slider.input_value() != before, name
        page.close()


def test_it_loads_when_it_comes_into_view_and_stays_still_without_script(
    chromium: Browser, pages: str
) -> None:
    language, path = CHAPTERS[1]
    asked: list[str] = []
    page = chromium.new_page(viewport=DESKTOP)
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{pages}{path.stem}.html")
    first, second = plots_named(path)
    awake(page, first)
    assert not any(second in url for url in asked)
    awake(page, second)
    assert any(second in url for url in asked)
    page.close()
    still = visit(chromium, pages, language, path, java_script_enabled=False)
    assert still.locator("img[alt=still]").count() == 2
    assert still.locator("svg").count() == 0
    still.close()


def test_without_its_drawings_the_still_picture_stays(chromium: Browser, pages: str) -> None:
    _, path = CHAPTERS[0]
    page = chromium.new_page()
    page.route("**/_layers/**", lambda route: route.fulfill(status=404))
    with page.expect_console_message(lambda message: "404" in message.text):
        page.goto(f"{pages}{path.stem}.html")
    assert page.locator("img[alt=still]").count() == len(plots_named(path))
    page.close()


def test_all_drawings_are_small(pages: str) -> None:
    if BUILT.exists():
        files = list(BUILT.rglob("*.gz"))
        assert len(files) == sum(len(plots_named(path)) for _, path in CHAPTERS)
        assert sum(file.stat().st_size for file in files) < 3e6


def test_columns_and_templates_keep_every_text() -> None:
    texts = [f'<path d="M {x} 1.5"/><text>{x / 10:.2f}</text>' for x in range(12)]
    packed = live.packed([t for t in texts for _ in range(3)], (12, 3))
    assert packed["axes"] == [0]
    ((entry,),) = ([packed["shapes"]],)
    (shape,) = entry
    columns = []
    for values in shape["columns"]:
        steps = itertools.accumulate(values) if isinstance(values[0], int) else values
        columns.append([f"{v / 100:g}" if isinstance(v, int) else v for v in steps])
    rebuilt = [
        "".join(itertools.chain(*zip(shape["text"], [*row, ""], strict=True)))
        for row in zip(*columns, strict=True)
    ]
    assert rebuilt == texts
