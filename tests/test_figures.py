"""Figures: their style stays theirs, and what is stored of them says all that is seen."""

import base64
import io
import json
import re
import subprocess
import sys

import matplotlib
import nbformat
import numpy as np
import pytest
from PIL import Image

from helpers import ACTIVATIONS
from lecture.figures import (
    COLORS,
    COMPARED,
    DRAWS,
    LectureAxes,
    drawing,
    label_curve,
    plot_curve,
    show,
    style,
    subplots,
)

X = np.linspace(-1, 1, 50)


def figure_of(**changes):
    """A figure with one of each thing, or with one thing changed."""
    has = {"scale": 1, "title": "a title", "color": "black", "marker": "o", "limit": 2} | changes
    figure, (left, right) = subplots(1, 2, figsize=(7, 3))
    left.plot(X, has["scale"] * X**2, color=has["color"], label="curve")
    left.plot([0], [1], has["marker"])
    left.set(title=has["title"], xlim=(-1, has["limit"]), ylim=(-0.1, 1.1))
    right.bar([0, 1], [1, has["scale"]])
    right.annotate("$x_1$ and more", (0, 0.5))
    left.legend()
    return figure


def test_the_readers_own_pyplot_stays_as_it_was():
    code = (
        "import matplotlib as m; before = dict(dict.items(m.rcParams))\n"
        "from lecture import subplots, show, LivePlot\n"
        "from ipywidgets import FloatSlider\n"
        "from lecture.chapters.start_here.views import line_view\n"
        "figure, ax = subplots(); ax.plot([0, 1]); show(figure, 'a')._repr_mimebundle_()\n"
        "figure, ax = subplots()\n"
        "LivePlot(figure, line_view(ax), alt='a', weight=FloatSlider(1), bias=FloatSlider(0))\n"
        "assert dict(dict.items(m.rcParams)) == before\n"
        "import sys; assert 'matplotlib.pyplot' not in sys.modules"
    )
    subprocess.run([sys.executable, "-W", "error", "-c", code], check=True)


def test_the_style_is_the_lectures_whatever_pyplots_is():
    with matplotlib.rc_context({"lines.linewidth": 9, "font.size": 30, "axes.grid": False}):
        changed = drawing(figure_of())
    assert changed == drawing(figure_of())


def test_what_draws_reads_the_style():
    assert all(vars(LectureAxes)[name].__wrapped__ for name in DRAWS)
    _, ax = subplots()
    assert ax.plot([0, 1])[0].get_linewidth() == 2.4
    assert ax.text(0, 0, "a").get_fontsize() == 12
    assert not ax.legend(["a"]).get_frame_on()
    assert matplotlib.rcParams["lines.linewidth"] == matplotlib.rcParamsDefault["lines.linewidth"]


@pytest.mark.parametrize(
    "change",
    [
        {"scale": 1.01},
        {"title": "a table"},
        {"color": "#000001"},
        {"marker": "s"},
        {"limit": 2.01},
    ],
    ids=lambda change: next(iter(change)),
)
def test_a_change_that_can_be_seen_changes_the_drawing(change):
    assert drawing(figure_of(**change)) != drawing(figure_of())


@pytest.mark.parametrize("last_bit", [1 - 1e-13, 1 + 1e-13])
def test_the_last_bit_of_another_processor_does_not(last_bit):
    assert drawing(figure_of(scale=last_bit)) == drawing(figure_of())


def test_one_changed_word_changes_few_lines_of_the_drawing():
    before, after = (drawing(figure_of(title=t)).splitlines() for t in ("one word", "one world"))
    assert sum(a != b for a, b in zip(before, after, strict=True)) <= 2


def test_the_drawing_can_be_read():
    lines = drawing(figure_of()).splitlines()
    assert any(line.startswith("text") and line.endswith("a title") for line in lines)
    assert any("stroke: #000000" in line for line in lines)
    assert max(map(len, lines)) < 2000


def test_what_is_stored_of_a_figure():
    data, metadata = show(figure_of(), "a curve & bars")._repr_mimebundle_()
    assert set(data) == {"image/png", "text/plain", COMPARED}
    assert data["text/plain"] == metadata["image/png"]["alt"] == "a curve & bars"
    picture = Image.open(io.BytesIO(base64.b64decode(data["image/png"])))
    size = metadata["image/png"]
    assert picture.size == (7 * 120, 3 * 120)
    assert (size["width"], size["height"]) == (672, 288)
    assert len(data["image/png"]) < 40_000
    again, _ = show(figure_of(), "a curve & bars")._repr_mimebundle_()
    assert data == again


def test_few_colours_keep_each_line_its_own():
    figure, ax = subplots()
    for number, name in enumerate(["sigmoid", "tanh", "relu"]):
        for shift in range(5):  # as many pale lines as the starts of an experiment
            ax.plot(X, X + number + shift / 9, color=COLORS[name], alpha=0.5, linewidth=0.5)
        ax.fill_between(X, X - number, X - number - 1, color=COLORS[name], alpha=0.2)
    stored = show(figure, "lines")._repr_mimebundle_()[0]["image/png"]
    few = Image.open(io.BytesIO(base64.b64decode(stored))).convert("RGB")
    drawn = io.BytesIO()
    with style():
        figure.savefig(drawn, format="png")
    change = np.subtract(few, Image.open(drawn).convert("RGB"), dtype=int)
    assert np.abs(change).max() < 50
    assert np.mean(change**2) < 12


def test_a_stored_drawing_is_split_into_lines():
    """So that git shows the line that changed."""
    data, metadata = show(figure_of(), "a curve")._repr_mimebundle_()
    output = nbformat.v4.new_output("execute_result", data, metadata=metadata, execution_count=1)
    cell = nbformat.v4.new_code_cell("1", outputs=[output])
    stored = json.loads(nbformat.writes(nbformat.v4.new_notebook(cells=[cell])))
    lines = stored["cells"][0]["outputs"][0]["data"][COMPARED]
    assert "".join(lines) == data[COMPARED]
    assert len(lines) > 30


def test_no_front_end_shows_the_drawing():
    known = r"text/(plain|html|markdown|latex)|image/|application/(json|javascript|pdf)"
    assert not re.match(known, COMPARED)


def test_every_activation_has_a_colour_of_its_own():
    assert COLORS.keys() == ACTIVATIONS.keys()
    assert len(set(COLORS.values())) == len(COLORS)


def test_a_slope_is_dashed_and_a_label_has_the_colour_of_its_line():
    _, ax = subplots()
    value, slope = (plot_curve(ax, X, X**2, "tanh", slope=slope) for slope in (False, True))
    assert (value.get_linestyle(), slope.get_linestyle()) == ("-", "--")
    label_curve(ax, value, "here", at=0.5, dx=8)
    assert ax.texts[0].get_color() == COLORS["tanh"]
    assert ax.texts[0].xy == (0.5, pytest.approx(0.25, abs=1e-3))
