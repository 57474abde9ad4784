"""The tests bite: on a scratch copy, one change at a time must make them fail."""

import json
import os
import re
import shutil
import subprocess
import sys

import pytest

from lecture.figures import COMPARED
from stored import ROOT

CHAPTER = "notebooks/01_c2f_neuron.ipynb"
TESTS = "tests/chapters/test_c2f_neuron.py"
KOREAN = "notebooks/ko/01_c2f_neuron.ipynb"
CATALOG = "lecture/locale/ko/LC_MESSAGES/lecture.po"
VIEWS = "lecture/chapters/c2f_neuron/views.py"


@pytest.fixture(scope="module")
def scratch(tmp_path_factory):
    """A copy of the project, small enough for a run each: one chapter and the tests it needs."""
    copy = tmp_path_factory.mktemp("scratch") / "project"
    for folder in ("helpers", "lecture", "tests", "tools"):
        shutil.copytree(ROOT / folder, copy / folder, ignore=shutil.ignore_patterns("__pycache__"))
    (copy / "notebooks" / "ko").mkdir(parents=True)
    for name in (CHAPTER, KOREAN, "pyproject.toml"):
        shutil.copy(ROOT / name, copy / name)
    return copy


def run(scratch, *tests):
    """Run tests on the scratch copy, with its own packages, and return how that ended."""
    command = [sys.executable, "-m", "pytest", "-q", "-n0", "-rf", "-p", "no:cacheprovider", *tests]
    env = {**os.environ, "PYTHONPATH": str(scratch)}
    env.pop("CI", None)  # there pytest repeats each message in its summary
    return subprocess.run(
        command, cwd=scratch, env=env, capture_output=True, text=True, check=False
    )


@pytest.fixture
def change(scratch):
    """Change a file of the scratch copy for one test."""
    kept = {}

    def change(name, edit):
        path = scratch / name
        before = path.read_text(encoding="utf-8")
        kept.setdefault(path, before)
        changed = edit(before)
        assert changed != before, "the change changes nothing"
        path.write_text(changed, encoding="utf-8")

    yield change
    for path, content in kept.items():
        path.write_text(content, encoding="utf-8")


def in_sources(*pairs):
    """An edit of what the cells say, not of what is stored of their outputs."""

    def edit(source):
        notebook = json.loads(source)
        for old, new in pairs:
            changed = 0
            for cell in notebook["cells"]:
                before = cell["source"]
                cell["source"] = [line.replace(old, new) for line in before]
                changed += before != cell["source"]
            assert changed == 1, f"{changed} cells hold {old!r}"
        return json.dumps(notebook)

    return edit


def replace(old, new):
    return lambda source: source.replace(old, new)


def failed(done):
    """The names of the tests that failed."""
    return set(re.findall(r"^FAILED \S+?::(.+?)(?: - .*)?$", done.stdout, re.MULTILINE))


IN_THE_CHAPTER = {
    "number": ("print(c2f(degrees))", "print(c2f(degrees) + 0.1)"),
    "curve": ("(celsius), c2f(celsius))", "(celsius), 1.002 * c2f(celsius))"),
}
IN_ITS_ROOM = {
    "label": ("A weight says how much", "The weight says how much"),
    "colour": ('ax.plot(0, 32, "o", color=ORANGE)', 'ax.plot(0, 32, "o", color=BLUE)'),
    "limit": ("np.arange(0, 181, 5)", "np.arange(0, 186, 5)"),
}


def test_each_change_of_a_chapter_fails_where_it_was_made(scratch, change):
    change(CHAPTER, in_sources(*IN_THE_CHAPTER.values(), ("52 against 12", "52 against 13")))
    for name, (old, new) in IN_ITS_ROOM.items():
        assert old in (scratch / VIEWS).read_text(encoding="utf-8"), name
        change(VIEWS, replace(old, new))
    change(VIEWS, replace("y = weight * x + bias\n", "y = weight * x + bias + 0 / (bias - 60)\n"))
    change(VIEWS, replace("c2f(x, weight, bias, corner)", "c2f(x, weight, bias, 32)"))
    done = run(scratch, CHAPTER, TESTS)
    stale, broken_slider, wrong_line = "test_two_weights", "test_fit_live", "test_neuron_live"
    cells = {name for name in failed(done) if name.startswith("Cell ")}
    assert failed(done) - cells == {stale, broken_slider, wrong_line}, done.stdout
    assert "ZeroDivisionError" in done.stdout
    assert "output at" in done.stdout
    changes = len(IN_THE_CHAPTER) + len(IN_ITS_ROOM) + 1  # stills show the wrong line, too
    assert len(cells) == changes, done.stdout
    assert done.stdout.count(f"mismatch '{COMPARED}'") == changes - 1


def without(name):
    """An edit that drops a cell."""

    def edit(source):
        notebook = json.loads(source)
        notebook["cells"] = [cell for cell in notebook["cells"] if cell["id"] != name]
        return json.dumps(notebook)

    return edit


def test_what_falls_behind_in_korean_is_listed_cell_by_cell(scratch, change):
    change(CHAPTER, in_sources(("52 against 12", "12 against 52")))
    change(KOREAN, in_sources(("48로", "47로"), ("$x_0 = 1$", "$x_0 = 2$")))
    change(KOREAN, without("sticks"))
    change(CATALOG, lambda source: source.replace("가중치", "뷁", 1))
    tests = "behind or no_word or hangul_used"
    done = run(scratch, "tests/test_korean.py", "tests/test_font.py", "-k", tests)
    assert failed(done) == {
        "test_no_cell_stays_behind_the_english[c2f_neuron]",
        "test_what_is_no_word_is_the_same[c2f_neuron]",
        "test_every_hangul_used_has_a_glyph",
    }, done.stdout
    for line in (
        "seen-weight: its English has changed",
        "sticks: missing",
        "seen-weight: Number missing: 48",
        "neuron: Formula not in English: $x_0 = 2$",
        "뷁",
    ):
        assert line in done.stdout


WRONG = """
right = silu_grad, leaky_relu_grad


@elementwise
def tanh_grad(x):
    return 1 - np.abs(np.tanh(x))


@elementwise
def silu_grad(x):
    return 1.001 * right[0](x)


@elementwise
def leaky_relu_grad(x, alpha=0.01):
    return np.where(x == 0, 1.0, right[1](x, alpha))
"""


def test_a_wrong_derivative_fails_alone(scratch, change):
    change("helpers/activations.py", lambda source: source + WRONG)
    central, at_zero = "test_derivative_equals_central_difference", "test_slopes_at_zero"
    done = run(scratch, "tests/test_activations.py", "-k", f"{central} or {at_zero}")
    names = {f"{central}[{name}]" for name in ("tanh_grad", "silu_grad")}
    assert failed(done) == names | {at_zero}, done.stdout
