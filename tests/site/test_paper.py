"""Every chapter on paper and on the projector: `make handout` and `make slides`."""

from __future__ import annotations

import ast
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
import pytest
from playwright.sync_api import Browser, Page
from pypdf import PdfReader
from pypdfium2 import PdfDocument
from pypdfium2.raw import FPDF_PAGEOBJ_IMAGE as PICTURE

import handout
import paper
import slides
from lab import ROOT
from lecture.language import _, set_language
from stored import CHAPTERS, KOREAN, place, room

A4 = (595, 842)  # points
MARGIN = 50  # points, less than 18 mm
FONTS = {"SourceSansPro", "DejaVuSans", "DejaVuSansMono", "LectureHangul"}
ENGLISH = [("en", path) for path in CHAPTERS]
ALL = ENGLISH + [("ko", path) for path in KOREAN]
NAMES = [place(path) for _language, path in ALL]
LEFT_OUT = "Complete|Exercise|Twomoreexercises|Lookaword|Sources|연습|용어찾아보기|참고문헌"
CUT_OFF = """() => Reveal.getSlides().flatMap((slide, number) => {
    const {h, v} = Reveal.getIndices(slide);
    Reveal.slide(h, v, 99);
    return [...slide.querySelectorAll("*")]
        .filter((element) => !element.closest(".notes, mjx-assistive-mml"))
        .map((element) => element.getBoundingClientRect())
        .filter((box) => box.width && (box.bottom > 720 || box.right > 1280 || box.left < 0))
        .map((box) => `slide ${number + 1}: ${box.right} ${box.bottom}`);
})"""

SEEN_BESIDE_A_QUESTION = """() => Reveal.getSlides().flatMap((slide) => {
    if (!slide.querySelector(".predict")) return [];
    const {h, v} = Reveal.getIndices(slide);
    Reveal.slide(h, v, -1);
    const look = (element) => getComputedStyle(element.closest(".fragment") ?? element);
    const seen = [...slide.querySelectorAll("pre, img")].filter(
        (element) => look(element).opacity > 0 && look(element).visibility === "visible");
    return [{
        texts: seen.map((element) => element.textContent),
        alts: seen.map((element) => element.alt ?? ""),
    }];
})"""


def bare(text: str) -> str:
    """The text without spaces, ligatures and marks."""
    for ligature, letters in {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl"}.items():
        text = text.replace(ligature, letters)
    return re.sub(r"[\s`*$]", "", text)


def headings(path: Path) -> list[str]:
    return headings_of(nbformat.read(path, as_version=4).cells)


def headings_of(cells: list[Any]) -> list[str]:
    text = "\n".join(cell.source for cell in cells if cell.cell_type == "markdown")
    return [bare(line) for line in re.findall(r"(?m)^#+ (.*)$", text)]


def pictures(path: Path) -> int:
    return sum(paper.picture(cell) is not None for cell in nbformat.read(path, as_version=4).cells)


def local(page: Page) -> list[str]:
    """What a page asks for from elsewhere."""
    requests: list[str] = []
    page.on(
        "request",
        lambda r: None if r.url.startswith(("file:", "data:")) else requests.append(r.url),
    )
    return requests


@pytest.fixture(scope="module")
def page(chromium: Browser) -> Iterator[Page]:
    page = chromium.new_page(viewport={"width": 1280, "height": 720})
    yield page
    page.close()


# Paper.


@pytest.mark.parametrize(("english", "korean"), list(zip(CHAPTERS, KOREAN, strict=True)))
def test_a_predict_is_known_in_both_languages(english: Path, korean: Path) -> None:
    asking = [
        [cell.id for cell in nbformat.read(path, 4).cells if paper.PREDICT.search(cell.source)]
        for path in (english, korean)
    ]
    assert len(asking[0]) > 1
    assert asking[0] == asking[1]


@dataclass
class Printed:
    """A chapter and what its PDF holds: the size of each page in points, its text without spaces,
    and where each picture stands: left, bottom, right, top.
    """

    path: Path
    language: str
    file: Path
    sizes: list[tuple[int, int]] = field(default_factory=list)
    texts: list[str] = field(default_factory=list)
    boxes: list[tuple[float, float, float, float]] = field(default_factory=list)

    def __post_init__(self) -> None:
        pdf = PdfDocument(self.file)
        self.outline = [bare(entry.get_title()) for entry in pdf.get_toc()]
        for sheet in pdf:
            self.sizes.append((round(sheet.get_width()), round(sheet.get_height())))
            self.texts.append(bare(sheet.get_textpage().get_text_range()))
            self.boxes += [picture.get_bounds() for picture in sheet.get_objects([PICTURE], 9)]


@pytest.fixture(scope="module", params=ALL, ids=NAMES)
def printed(request: Any, page: Page, tmp_path_factory: Any) -> Printed:
    """A chapter, printed without the network."""
    language, path = request.param
    requests = local(page)
    pdf = handout.print_chapter(page, path, language, tmp_path_factory.mktemp("handout"))
    assert requests == []
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    assert page.locator("mjx-container").count()
    return Printed(path, language, pdf)


def test_handout_has_numbered_a4_pages_with_the_title(printed: Printed) -> None:
    count = len(printed.texts)
    assert 5 <= count <= 35
    assert set(printed.sizes) == {A4}
    for number, text in enumerate(printed.texts, 1):
        assert text.startswith(headings(printed.path)[0])
        assert f"{number}/{count}" in text


def test_handout_has_every_heading_in_its_outline(printed: Printed) -> None:
    titles, expected = printed.outline, headings(printed.path)
    assert titles[: len(expected)] == expected
    assert titles[len(expected)] == handout.WORDS[printed.language]["answers"]


def test_handout_has_every_figure_whole(printed: Printed) -> None:
    assert len(printed.boxes) == pictures(printed.path)
    for left, bottom, right, top in printed.boxes:
        assert left >= MARGIN
        assert bottom >= MARGIN
        assert right <= A4[0] - MARGIN
        assert top <= A4[1] - MARGIN


def test_handout_brings_its_fonts_along(printed: Printed) -> None:
    names = set()
    for sheet in PdfReader(printed.file).pages:
        for font in sheet["/Resources"]["/Font"].values():
            name = (
                font["/BaseFont"] if "/BaseFont" in font else font["/FontDescriptor"]["/FontName"]
            )
            names.add(str(name).partition("+")[2].partition("-")[0])
    assert names <= FONTS
    assert printed.language == "en" or "LectureHangul" in names


def messages(path: Path) -> list[str]:
    """What the checks of a chapter say, and the code of its solutions."""
    source = (ROOT / "lecture" / "chapters" / room(path) / "exercises.py").read_text("utf-8")
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and len(node.value) > 30:
            found.append(_(node.value))
        if isinstance(node, ast.FunctionDef):
            found.append("".join(ast.unparse(line) for line in node.body))
    return [message for message in found if len(message) > len("pass")]


def test_handout_has_no_solution(printed: Printed) -> None:
    text = "".join(printed.texts)
    set_language(printed.language)
    try:
        said = [bare(message) for message in messages(printed.path)[1:]]
    finally:
        set_language("en")
    assert said
    assert [message for message in said if message in text] == []


def test_handout_has_the_questions_and_answers_them_on_its_last_pages(printed: Printed) -> None:
    before, behind = "".join(printed.texts[:-2]), "".join(printed.texts[-2:])
    cells = nbformat.read(printed.path, as_version=4).cells
    quiz = [question for cell in cells for question in paper.questions(cell)]
    assert quiz
    for question in quiz:
        for choice in question.choices:
            assert sum(other.right for other in question.choices) == 1
            why = bare(re.sub("<.*?>", "", choice.why.replace("&lt;", "<").replace("&gt;", ">")))
            assert why not in before
            assert (why in behind) == choice.right


# The projector.


@pytest.fixture(scope="module")
def folder(tmp_path_factory: Any) -> Path:
    folder = tmp_path_factory.mktemp("slides")
    slides.copy_assets(folder)
    return folder


@pytest.fixture(scope="module", params=ALL, ids=NAMES)
def shown(request: Any, page: Page, folder: Path) -> tuple[Path, Page]:
    """A chapter, and its slides in Chromium."""
    language, path = request.param
    file = slides.write(page, path, language, folder)
    requests = local(page)
    page.goto(file.as_uri())
    page.wait_for_function("window.Reveal && Reveal.isReady()")
    assert requests == []
    return path, page


def test_no_slide_is_too_full(shown) -> None:
    _path, page = shown
    assert page.evaluate("Reveal.getTotalSlides()") > 10
    assert page.evaluate(CUT_OFF) == []


def test_formulas_of_slides_are_typeset(shown) -> None:
    _path, page = shown
    assert page.locator("mjx-merror, [data-mjx-error]").count() == 0
    shown_text = page.evaluate("document.querySelector('.slides').innerText")
    assert "$$" not in shown_text


def test_slides_have_every_heading_but_those_of_exercises_and_sources(shown) -> None:
    path, page = shown
    found = [bare(text) for text in page.locator("h1, h2, h3").all_text_contents()]
    closing = page.locator("section:not(:has(section))").last
    assert closing.locator("a[href$='.html']").count()  # the next chapter, or the one before
    cells = nbformat.read(path, as_version=4).cells
    kept = [cell for section in slides.sections(cells) for cell in section]
    expected = headings_of(kept)
    left_out = [heading for heading in headings_of(cells) if heading not in expected]
    assert found == expected
    assert all(re.match(LEFT_OUT, heading) for heading in left_out)
    assert not [heading for heading in found if re.match(LEFT_OUT, heading)]
    assert len(expected) > 5


def test_slides_have_every_picture_and_name_the_live_plots(shown) -> None:
    path, page = shown
    assert page.locator("figure img[alt]").count() == pictures(path)
    source = "\n".join(cell.source for cell in nbformat.read(path, as_version=4).cells)
    names = page.locator(".lecture-live").evaluate_all(
        "plots => plots.map(plot => [plot.dataset.chapter, plot.dataset.name, plot.dataset.lang])"
    )
    language = "ko" if path in KOREAN else "en"
    assert names == [[room(path), name, language] for name in paper.LIVE.findall(source)]


def test_an_answer_is_seen_only_when_asked_for(shown) -> None:
    """Beside the question of a Predict neither a picture nor a print that answers it is seen."""
    path, page = shown
    cells = nbformat.read(path, as_version=4).cells
    answers = [output for cell in cells if paper.hidden(cell) for output in cell.outputs]
    prints = {bare(output.text) for output in answers if "text" in output}
    alts = {output.metadata["image/png"].alt for output in answers if "data" in output}
    asking = page.evaluate(SEEN_BESIDE_A_QUESTION)
    assert len(asking) > 4
    assert prints | alts
    for seen in asking:
        assert not prints & {bare(text) for text in seen["texts"]}
        assert not alts & set(seen["alts"])


def test_the_answer_of_a_question_is_the_next_fragment(shown) -> None:
    path, page = shown
    cells = nbformat.read(path, as_version=4).cells
    quiz = [question for cell in cells for question in paper.questions(cell)]
    beside = page.locator("section:not(:has(section)):has(.choices)")
    assert beside.count() == len(quiz)
    for section in beside.all():
        assert section.locator(".fragment").count() == 1


# What is asked for wrongly.


@pytest.mark.parametrize("main", [handout.main, slides.main])
def test_a_chapter_that_is_not_there_is_named(main: Callable[[list[str]], None]) -> None:
    with pytest.raises(SystemExit, match=r"nothing\.ipynb: no such chapter"):
        main(["nothing.ipynb"])


def test_a_chapter_without_outputs_is_named(tmp_path: Path) -> None:
    path = tmp_path / "01_c2f_neuron.ipynb"
    notebook = nbformat.read(CHAPTERS[1], as_version=4)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs = []
    nbformat.write(notebook, path)
    with pytest.raises(SystemExit, match=r"01_c2f_neuron\.ipynb: no outputs are stored"):
        paper.read(path)


def test_a_chapter_that_misses_its_pair_is_named(tmp_path: Path, monkeypatch) -> None:
    (tmp_path / "notebooks" / "ko").mkdir(parents=True)
    (tmp_path / "notebooks" / "01_c2f_neuron.ipynb").touch()
    monkeypatch.setattr(paper, "ROOT", tmp_path)
    with pytest.raises(SystemExit, match=r"01_c2f_neuron\.ipynb: .* missing in Korean"):
        paper.wanted([])
