"""What a reader does in the browser: run a chapter, move its sliders, answer, fill an exercise."""

import ast
import re
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Locator, expect

from chapters import CHAPTERS, ROOT, cells, read, tags
from helpers.quiz import load
from lab import Chapter

PLOT = ".widget-vbox:has(> .widget-gridbox)"
BROKEN = "text=/Error displaying widget|Loading widget|widget not found|model not found/i"
PICTURE = f'[data-mime-type="image/svg+xml"] img, {PLOT} svg[role=img]'
# The picture without its alternative text: what can be seen.
SEEN = (
    "plot => plot.querySelector('.widget-gridbox').innerHTML.replace(/aria-label=\"[^\"]*\"/g, '')"
)


def having(pattern: str) -> pytest.MarkDecorator:
    """Run a test on the chapters whose code holds a pattern."""
    held = [path for path in CHAPTERS if find(path, pattern)]
    return pytest.mark.parametrize(
        "chapter", held, ids=lambda p: p.stem, indirect=True, scope="module"
    )


def find(path: Path, pattern: str) -> list[re.Match[str]]:
    """The first match of a pattern in each code cell that has one."""
    found = (re.search(pattern, cell.source, re.M) for cell in cells(path, "code"))
    return [match for match in found if match]


def numbered(chapter: Chapter, number: int) -> Locator:
    """Cell `number` of the notebook, as the browser shows it."""
    return chapter.page.locator(".jp-Notebook .jp-Cell").nth(number)


def test_every_cell_runs_and_warns_of_nothing(chapter: Chapter) -> None:
    for number, cell in enumerate(read(chapter.path).cells):
        shown = numbered(chapter, number)
        if cell.cell_type == "code":
            assert re.search(r"\d", shown.locator(".jp-InputPrompt").text_content() or ""), (
                "did not run"
            )
        complaints = shown.locator('[data-mime-type$=".stderr"]')
        assert complaints.count() == ("raises-exception" in tags(cell)), cell.source


def test_every_figure_and_widget_is_there(chapter: Chapter) -> None:
    page = chapter.page
    expect(page.locator(BROKEN)).to_have_count(0)
    expect(page.locator(PLOT)).to_have_count(len(find(chapter.path, r"\bLivePlot\(")))
    expect(page.locator(".lecture-quiz")).to_have_count(len(find(chapter.path, r"^quiz\(")))
    expect(page.locator(PICTURE)).to_have_count(len(find(chapter.path, r"^show\(|\bLivePlot\(")))
    for picture in page.locator(PICTURE).all():
        picture.scroll_into_view_if_needed()
        box = picture.bounding_box()
        assert box
        assert box["width"] > 100
        assert box["height"] > 50


@having(r"\bLivePlot\(")
def test_sliders_follow_the_keyboard(chapter: Chapter) -> None:
    for plot, slider in sliders(chapter):
        handle = slider.get_by_role("slider")
        handle.focus()
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        keys = ["End", "Home", "End", "ArrowLeft"][at_end:]
        changes(plot, slider, [partial(chapter.page.keyboard.press, key) for key in keys])


@having(r"\bLivePlot\(")
def test_sliders_follow_the_mouse(chapter: Chapter) -> None:
    for plot, slider in sliders(chapter):
        changes(plot, slider, [partial(drag, slider, part) for part in (0.95, 0.3)])


def sliders(chapter: Chapter) -> Iterator[tuple[Locator, Locator]]:
    """Every slider of every live plot, with its plot; put back afterwards, by typing its value."""
    for plot in chapter.page.locator(PLOT).all():
        for slider in plot.locator(".widget-slider").all():
            readout = slider.locator(".widget-readout")
            value = readout.text_content() or ""
            yield plot, slider
            readout.fill(value)
            readout.press("Enter")


def drag(slider: Locator, part: float) -> None:
    """Drag the handle of a slider to a part of its way."""
    slider.get_by_role("slider").hover()
    mouse, track = slider.page.mouse, slider.locator(".noUi-base").bounding_box()
    assert track
    mouse.down()
    mouse.move(track["x"] + part * track["width"], track["y"], steps=5)
    mouse.up()


def changes(plot: Locator, slider: Locator, actions: list[Callable[[], None]]) -> None:
    """At each action the text beside the slider and the alternative text of the picture follow."""
    readout, picture = slider.locator(".widget-readout"), plot.locator("svg[role=img]")
    seen = {plot.evaluate(SEEN)}
    for act in actions:
        value, alt = readout.text_content() or "", picture.get_attribute("aria-label")
        act()
        expect(readout).not_to_have_text(value)
        expect(picture).not_to_have_attribute("aria-label", alt or "")
        seen.add(plot.evaluate(SEEN))
    assert len(seen) > 1, f"{name(slider)} changes nothing"


@having(r"\bLivePlot\(")
def test_other_controls_follow_the_keyboard(chapter: Chapter) -> None:
    for plot in chapter.page.locator(PLOT).all():
        for dropdown in plot.get_by_role("combobox").all():
            seen = {plot.evaluate(SEEN)}
            for option in range(dropdown.locator("option").count()):
                dropdown.select_option(index=option)
                chapter.page.wait_for_timeout(200)
                seen.add(plot.evaluate(SEEN))
            assert len(seen) > 1


@having(r"\bLivePlot\(")
def test_tab_reaches_every_control(chapter: Chapter) -> None:
    focused = "() => document.activeElement"
    for plot in chapter.page.locator(PLOT).all():
        controls = plot.locator("[role=slider], select, input, button").all()
        controls[0].focus()
        reached = 0
        for _ in range(3 * len(controls)):
            active = chapter.page.evaluate_handle(focused)
            reached += controls[reached].evaluate("(control, active) => control == active", active)
            if reached == len(controls):
                break
            chapter.page.keyboard.press("Tab")
        assert reached == len(controls), f"Tab stops before {name(controls[reached])}"


def name(control: Locator) -> str:
    return control.locator("xpath=ancestor-or-self::*[label][1]/label").text_content() or ""


@having(r"^quiz\(")
def test_a_quiz_says_right_and_wrong(chapter: Chapter) -> None:
    (called,) = find(chapter.path, r'^quiz\("(\w+)"\)')
    choices = next(q["choices"] for q in load(called[1]) if "choices" in q)
    quiz = chapter.page.locator(".lecture-quiz")
    for choice in sorted(choices, key=lambda choice: choice.get("right", False)):
        quiz.get_by_text(choice["text"], exact=True).first.click()
        word = "Right." if choice.get("right") else "Not this one."
        expect(quiz.get_by_role("alert").first).to_contain_text(word)


@having(r"^check\(")
def test_a_filled_exercise_is_right(chapter: Chapter) -> None:
    notebook = read(chapter.path).cells
    stub = next(number for number, cell in enumerate(notebook) if "exercise" in tags(cell))
    asked = re.search(r'^check\("[\d.]+", (\w+)\)', notebook[stub + 1].source, re.M)
    assert asked
    editor, answer = numbered(chapter, stub).locator(".cm-content"), numbered(chapter, stub + 1)
    expect(answer.get_by_role("status")).to_contain_text("Not yet")
    editor.click()
    chapter.page.keyboard.press("ControlOrMeta+A")
    chapter.page.keyboard.insert_text(solution(chapter.path.stem[:2], asked[1]))
    chapter.page.keyboard.press("Shift+Enter")
    chapter.page.keyboard.press("Shift+Enter")
    expect(answer.get_by_role("status")).to_contain_text("Right")


def solution(chapter: str, name: str) -> str:
    """The imports of the solutions of a chapter, and what defines `name` there."""
    source = (ROOT / "solutions" / f"chapter{chapter}.py").read_text(encoding="utf-8")
    parts = []
    for node in ast.parse(source).body:
        targets = [node, *getattr(node, "targets", [])]
        defines = name in {getattr(t, "name", getattr(t, "id", None)) for t in targets}
        if defines or isinstance(node, ast.Import | ast.ImportFrom):
            parts.append(ast.get_source_segment(source, node))
    return "\n".join(parts)


def test_the_browser_complains_of_nothing_and_stays_at_home(chapter: Chapter) -> None:
    assert chapter.errors == []
    hosts = {urlsplit(url).hostname for url in chapter.requests if not url.startswith("data:")}
    assert hosts <= {"127.0.0.1", None}  # None: blob: and about:
