"""What a reader does in the browser: run a chapter, move its sliders, answer, fill an exercise."""

import re
from collections.abc import Callable
from functools import partial
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from axe_playwright_python.sync_playwright import Axe
from conftest import IN_FULL, IN_PART, LIVE, git
from playwright.sync_api import Locator, Page, TimeoutError, expect

from lab import Chapter, Lab, save
from lecture.language import _
from lecture.quiz import load
from stored import CHAPTERS, cells, place, read, room, tags

PLOT = ".widget-vbox:has(> .widget-gridbox)"
BROKEN = "text=/Error displaying widget|Loading widget|Failed to (load|create)|model not found/i"
PICTURE = f'[data-mime-type="image/png"] img, {PLOT} svg[role=img]'
CELLS = """cells => cells.map((cell) => ({
    ran: /\\d/.test(cell.querySelector(".jp-InputPrompt")?.textContent),
    complains: cell.querySelector('[data-mime-type$=".stderr"]') !== null,
}))"""
SIZES = """pictures => pictures.map((picture) => {
    const box = picture.getBoundingClientRect();
    return picture.naturalWidth === 0 ? [0, 0] : [box.width, box.height];
})"""
# What a control says, what its picture says, and what can be seen of it.
STATE = f"""(control) => {{
    const plot = control.closest("{PLOT}");
    return {{
        text: control.value ?? control.querySelector(".widget-readout").textContent,
        alt: plot.querySelector("svg[role=img]").ariaLabel,
        seen: plot.querySelector(".widget-gridbox").innerHTML.replace(/aria-label="[^"]*"/g, ""),
    }};
}}"""
FOLLOWED = f"""([control, before]) => {{
    const now = ({STATE})(control);
    return now.text !== before.text && now.alt !== before.alt && now;
}}"""
BACK = f"""([control, first]) => {{
    const now = ({STATE})(control);
    return now.text === first.text && now.alt === first.alt;
}}"""

SOLVED = "from lecture.check import all_exercises\n{0} = all_exercises()['{0}'].solution"

# axe judges no colour that is scrolled out of sight.
UNROLLED = """
    body, .jp-WindowedPanel-outer { overflow: visible !important; }
    .lm-Widget { overflow: visible !important; contain: none !important; }
    .jp-Cell { content-visibility: visible !important; }
"""
OURS = [".jp-MarkdownOutput", ".jp-OutputArea-output"]  # not the menus, prompts and editors
KNOWN = {  # what JupyterLab and ipywidgets do, whatever a notebook says: docs/browser.md
    "aria-input-field-name": ".noUi-handle",
    "color-contrast": "[class^=ansi-]",
    "image-alt": ".jp-RenderedImage > img",
    "link-in-text-block": ".jp-MarkdownOutput a",
}


def having(pattern: str) -> pytest.MarkDecorator:
    """Run a test on the chapters whose code holds a pattern."""
    return on([path for path in reversed(IN_FULL) if find(path, pattern)])


def on(chapters: list[Path]) -> pytest.MarkDecorator:
    """Run a test on these chapters."""
    return pytest.mark.parametrize("chapter", chapters, ids=place, indirect=True, scope="module")


def find(path: Path, pattern: str) -> list[re.Match[str]]:
    """The first match of a pattern in each code cell that has one."""
    found = (re.search(pattern, cell.source, re.M) for cell in cells(path, "code"))
    return [match for match in found if match]


def test_every_cell_runs_and_warns_of_nothing(chapter: Chapter) -> None:
    shown = chapter.page.locator(".jp-Notebook .jp-Cell").evaluate_all(CELLS)
    for cell, seen in zip(read(chapter.path).cells, shown, strict=True):
        assert seen["ran"] == (cell.cell_type == "code"), cell.source
        assert seen["complains"] == ("raises-exception" in tags(cell)), cell.source


def test_every_figure_and_widget_is_there(chapter: Chapter) -> None:
    page = chapter.page
    expect(page.locator(BROKEN)).to_have_count(0)
    expect(page.locator(PLOT)).to_have_count(len(find(chapter.path, LIVE)))
    expect(page.locator(".lecture-quiz")).to_have_count(len(find(chapter.path, r"^quiz\(")))
    outputs = [output for cell in cells(chapter.path, "code") for output in cell.outputs]
    pictures = sum("image/png" in output.get("data", {}) for output in outputs)
    expect(page.locator(PICTURE)).to_have_count(pictures)
    for width, height in page.locator(PICTURE).evaluate_all(SIZES):
        assert width > 100
        assert height > 50


@having(LIVE)
def test_sliders_follow_the_keyboard(chapter: Chapter) -> None:
    for slider in chapter.page.locator(PLOT).locator(".widget-slider").all():
        handle = slider.get_by_role("slider")
        handle.focus()
        at_end = handle.get_attribute("aria-valuenow") == handle.get_attribute("aria-valuemax")
        keys = ["End", "Home", "ArrowRight"][at_end:]
        moves_the_picture(slider, [partial(chapter.page.keyboard.press, key) for key in keys])


@having(LIVE)
def test_a_slider_follows_the_mouse(chapter: Chapter) -> None:
    slider = chapter.page.locator(PLOT).locator(".widget-slider").first
    moves_the_picture(slider, [partial(drag, slider, part) for part in (0.95, 0.3)])


@having(LIVE)
def test_other_controls_follow_the_keyboard(chapter: Chapter) -> None:
    for dropdown in chapter.page.locator(PLOT).get_by_role("combobox").all():
        last = dropdown.locator("option").count() - 1
        chosen = dropdown.evaluate("select => select.selectedIndex")
        keys = ["ArrowDown"] * (last - chosen) + ["ArrowUp"] * last
        moves_the_picture(dropdown, [partial(choose, dropdown, key) for key in keys])


def choose(dropdown: Locator, arrow: str) -> None:
    """Open a list, go to its next entry and take it; JupyterLab keeps arrows from a closed one."""
    for key in ("Space", arrow, "Enter"):
        dropdown.press(key)


def drag(slider: Locator, part: float) -> None:
    """Drag the handle of a slider to a part of its way."""
    slider.get_by_role("slider").hover()
    mouse, track = slider.page.mouse, slider.locator(".noUi-base").bounding_box()
    assert track
    mouse.down()
    mouse.move(track["x"] + part * track["width"], track["y"], steps=2)
    mouse.up()


def moves_the_picture(control: Locator, actions: list[Callable[[], object]]) -> None:
    """At each action the text of a control and the alternative text of the picture follow."""
    first = control.evaluate(STATE)
    seen = {first["seen"], *(follow(control, act)["seen"] for act in actions)}
    assert len(seen) > 1, f"{name(control)} changes nothing"
    put_back(control, first)


def put_back(control: Locator, first: dict[str, str]) -> None:
    readout = control.locator(".widget-readout")
    if readout.count():
        readout.fill(first["text"])
        readout.press("Enter")
    else:
        control.select_option(first["text"])
    control.page.wait_for_function(BACK, arg=[control.element_handle(), first])


def follow(control: Locator, act: Callable[[], object]) -> dict[str, str]:
    """Act on a control, and wait until its text and the alternative text of the picture change."""
    before = control.evaluate(STATE)
    act()
    try:
        now = control.page.wait_for_function(FOLLOWED, arg=[control.element_handle(), before])
    except TimeoutError:
        pytest.fail(f"{name(control)}: {before['text']} and {before['alt']} stay")
    return now.json_value()


@having(rf"{LIVE}|^quiz\(")
def test_tab_reaches_every_control(chapter: Chapter) -> None:
    for group in chapter.page.locator(f"{PLOT}, .lecture-quiz").all():
        controls = group.locator("[role=slider], select, input, button").all()
        controls[0].focus()
        reached = 0
        for _press in range(3 * len(controls)):
            reached += controls[reached].evaluate("control => control === document.activeElement")
            if reached == len(controls):
                break
            chapter.page.keyboard.press("Tab")
        assert reached == len(controls), f"Tab stops before {name(controls[reached])}"


def name(control: Locator) -> str:
    return control.locator("xpath=ancestor-or-self::*[label][1]/label").text_content() or ""


@having(r"^quiz\(")
def test_a_quiz_says_right_and_wrong(chapter: Chapter) -> None:
    choices = load(room(chapter.path))[0]["choices"]
    right, wrong = _("✓ Right."), _("✗ Not this one.")
    quiz = chapter.page.locator(".lecture-quiz")
    for choice in sorted(choices, key=lambda choice: choice.get("right", False)):
        button = quiz.get_by_label(_(choice["text"]), exact=True).first
        if choice.get("right"):
            button.press("Space")
        else:
            button.click()
        said = right if choice.get("right") else wrong
        expect(quiz.get_by_role("alert").first).to_contain_text(said)


@having(r"^check\(")
def test_a_filled_exercise_is_right(chapter: Chapter) -> None:
    fill_the_first_exercise(chapter.path, chapter.page)


@pytest.mark.parametrize("path", IN_PART, ids=place)
def test_a_slider_and_an_exercise_in_korean(path: Path, parts: Page) -> None:
    slider = parts.locator(PLOT).nth(IN_PART.index(path)).locator(".widget-slider").first
    moves_the_picture(slider, [partial(slider.get_by_role("slider").press, "Home")])
    said = slider.evaluate(STATE)["alt"]
    assert re.search("[가-힣]", said)
    fill_the_first_exercise(path, parts)


def rewrite(cell: Locator, source: str) -> None:
    """Put a source in place of a cell's own, and run it."""
    cell.locator(".cm-content").click()
    cell.page.keyboard.press("ControlOrMeta+A")
    cell.page.keyboard.insert_text(source)
    cell.page.keyboard.press("Shift+Enter")


def fill_the_first_exercise(path: Path, page: Page) -> None:
    """Nothing filled in is not yet right; the solution is."""
    notebook = read(path).cells
    stub = next(number for number, cell in enumerate(notebook) if "exercise" in tags(cell))
    (name,) = re.findall(r'^check\("(\w+)", \1\)', notebook[stub + 1].source, re.M)
    editor = page.locator(".jp-CodeCell", has_text=notebook[stub].source.splitlines()[0]).last
    answer = page.locator(".jp-CodeCell", has_text=f'check("{name}", {name})')
    expect(answer.get_by_role("status")).to_contain_text(_("Not yet:"))
    rewrite(editor, SOLVED.format(name))
    page.keyboard.press("Shift+Enter")
    expect(answer.get_by_role("status")).to_contain_text(_("Right:"))


@on([CHAPTERS[0]])
def test_a_reader_changes_no_file_but_the_copy(chapter: Chapter, lab: Lab) -> None:
    rewrite(chapter.page.locator(".jp-CodeCell", has_text="my_weight = ").first, "my_weight = 3")
    save(chapter.page)
    assert "my_weight = 3" in (lab.clone / "work" / chapter.path.name).read_text(encoding="utf-8")
    assert git(lab.clone, "status", "--porcelain") == ""
    expect(chapter.page.get_by_text("Jupyter news")).to_have_count(0)
    listed = chapter.page.locator(".jp-DirListing-itemText")
    expect(listed).to_have_text(["ko", *(path.name for path in CHAPTERS)])


def test_the_browser_complains_of_nothing_and_stays_at_home(chapter: Chapter) -> None:
    assert chapter.errors == []
    hosts = {urlsplit(url).hostname for url in chapter.requests if not url.startswith("data:")}
    assert hosts <= {"localhost", None}  # None: blob: and about:


def test_axe_finds_nothing_serious(chapter: Chapter) -> None:
    unrolled = chapter.page.add_style_tag(content=UNROLLED)
    options = {"resultTypes": ["violations"], "preload": False}
    inside = ["svg > *", "mjx-container > *"]  # of pictures and formulas, read by their names
    where = {"include": OURS, "exclude": inside}
    violations = Axe().run(chapter.page, where, options).response["violations"]
    unrolled.evaluate("style => style.remove()")
    found = [
        f"{violation['id']}: {node['html']}"
        for violation in violations
        if violation["impact"] in {"serious", "critical"}
        for node in violation["nodes"]
        if not known(chapter, violation["id"], node["target"][-1])
    ]
    assert found == []


def known(chapter: Chapter, rule: str, target: str) -> bool:
    where = KNOWN.get(rule, ":not(*)")
    return chapter.page.locator(target).evaluate("(node, where) => node.matches(where)", where)
