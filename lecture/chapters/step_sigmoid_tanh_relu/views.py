"""Pictures of chapter `step_sigmoid_tanh_relu`: stills, and what its sliders move."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from ipywidgets import FloatLogSlider, FloatSlider, IntSlider
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers import ACTIVATIONS, relu, sigmoid
from helpers._validation import Array
from lecture.figures import (
    COLORS,
    GREEN,
    GREY,
    ORANGE,
    label_curve,
    plot_curve,
    show,
    subplots,
)
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

Function = Callable[..., Any]
NAMES = {"step": "step", "sigmoid": "sigmoid", "tanh": "tanh", "relu": "ReLU"}
MARKERS = {"step": "s", "sigmoid": "^", "tanh": "v", "relu": "o"}
WIDTHS = {"step": 1.4, "sigmoid": 2.0, "tanh": 2.0, "relu": 4.0}  # the step stays seen on the ReLU
NEAR = 1e-9  # nearer to 0 than any other point of a grid
TABLE = ["monospace", "Lecture Hangul"]  # fonts: the letters of a table are of one width
PLACES, WORDS = [-np.pi, 0, np.pi, 2 * np.pi], ["-π", "0", "π", "2π"]  # ticks


def draw_jump(
    ax: Axes, z: Any, y: Any, name: str, *, at_zero: float | None = None, up: float = 3, **line: Any
) -> None:
    """Draw y, which jumps at z = 0, in two pieces with open dots, and a filled one at its value.

    Lines of a `zorder` above `up` run over the open dots.
    """
    z, y = np.asarray(z, float), np.asarray(y, float)
    left, right = z < -NEAR, z > NEAR
    ends = y[left][-1], y[right][0]
    plot_curve(ax, [*z[left], 0], [*y[left], ends[0]], name, **line)
    plot_curve(ax, [0, *z[right]], [ends[1], *y[right]], name, **line)
    color = COLORS[name]
    for end in dict.fromkeys(ends):
        ax.plot(0, end, "o", color=color, markerfacecolor="white", markersize=7, zorder=up)
    if at_zero is not None:
        ax.plot(0, at_zero, "o", color=color, markersize=7, zorder=4)


# Each function with its slope.


def plot_step(z: Array, unipolar: Function, bipolar: Function) -> Any:
    """Draw the two step functions and their slope, which has a gap at 0."""
    figure, axes = subplots(1, 3, figsize=(9, 3.1), sharey=True)
    for ax, function in zip(axes, (unipolar, bipolar), strict=False):
        draw_jump(ax, z, function(z), "step", at_zero=float(function(np.zeros(1))[0]))
    draw_jump(axes[2], z, np.zeros(z.size), "step", slope=True)
    axes[2].text(0, 0.12, _("no slope at 0"), ha="center")
    titles = _("unipolar"), _("bipolar"), _("slope of both")
    for ax, title in zip(axes, titles, strict=True):
        ax.set(title=title, xlabel=_("net input z"), xlim=(-5, 5), ylim=(-1.2, 1.2))
    return show(
        figure,
        _(
            "Two step functions, from 0 to 1 and from -1 to 1. At 0 an open dot marks the lower "
            "level and a filled dot the upper one. The slope of both is 0, with a gap at 0."
        ),
    )


def plot_sigmoid(z: Array, values: Array, slopes: Array) -> Any:
    """The sigmoid and its slope."""
    figure, ax = subplots(figsize=(7, 3.6))
    curve = plot_curve(ax, z, values, "sigmoid")
    slope = plot_curve(ax, z, slopes, "sigmoid", slope=True)
    label_curve(ax, curve, "σ(z)", at=1.5, dx=-8)
    label_curve(ax, slope, _("slope σ'(z), at most 0.25"), at=1.0, dx=8)
    ax.set(title=_("The sigmoid is flat at both ends"), xlabel=_("net input z"), xlim=(-5, 5))
    return show(
        figure,
        _(
            "The sigmoid rises from near 0 to near 1. Its slope is a hill of height 0.25 at z = 0, "
            "and nearly 0 at -5 and 5."
        ),
    )


def plot_tanh(z: Array, values: Array, slopes: Array) -> Any:
    """Draw tanh and its slope beside the sigmoid and its slope."""
    figure, ax = subplots()
    for name, y in (("sigmoid", ACTIVATIONS["sigmoid"].function(z)), ("tanh", values)):
        curve = plot_curve(ax, z, y, name)
        at, dx, dy = (3, 0, -9) if name == "sigmoid" else (-2.2, 0, 9)
        label_curve(ax, curve, "σ(z)" if name == "sigmoid" else "tanh z", at=at, dx=dx, dy=dy)
    hill = plot_curve(ax, z, slopes, "tanh", slope=True)
    low = plot_curve(ax, z, ACTIVATIONS["sigmoid"].derivative(z), "sigmoid", slope=True)
    label_curve(ax, hill, _("slope of tanh"), at=-0.6, dx=-10, dy=0)
    label_curve(ax, low, _("slope of σ"), at=3.4, dx=0, dy=8)
    title = _("tanh is centred on 0, and four times as steep there")
    ax.set(title=title, xlabel=_("net input z"))
    ax.set(xlim=(-5, 5), ylim=(-1.1, 1.1))
    return show(
        figure,
        _(
            "tanh runs from -1 to 1 through 0 and its slope is a hill of height 1. The sigmoid "
            "runs from 0 to 1 and its slope is a wider hill of height 0.25."
        ),
    )


def plot_relu(z: Array, values: Array, slopes: Array) -> Any:
    """Draw the ReLU, and beside it its slope, which jumps at 0."""
    figure, (left, right) = subplots(1, 2, figsize=(9, 3.4))
    plot_curve(left, z, values, "relu")
    draw_jump(right, z, slopes, "relu", slope=True)
    left.set(title=_("ReLU(z): a corner at 0"), xlabel=_("net input z"), xlim=(-5, 5))
    right.set(
        title=_("its slope: 0, then 1"), xlabel=_("net input z"), xlim=(-5, 5), ylim=(-0.2, 1.2)
    )
    return show(
        figure,
        _(
            "Left: the ReLU is 0 up to z = 0 and then the line y = z. Right: its slope is 0 below "
            "0 and 1 above 0, with open dots at 0: there is no slope there."
        ),
    )


# The steepness of a sigmoid.


def steepness_view(ax: Axes) -> Update:
    """Draw a sigmoid of w·x beside the step that it approaches as w grows."""
    x = np.linspace(-5, 5, 401)
    draw_jump(ax, x, x >= 0, "step", at_zero=1, linewidth=1.2)
    (curve,) = ax.plot(x, x, color=COLORS["sigmoid"])
    title = ax.set_title("w")
    ax.text(-4.8, 1, _("black: step"), va="center")
    ax.text(-4.8, 0.86, _("blue: σ(w x)"), va="center", color=COLORS["sigmoid"])
    ax.set(xlabel=_("input x"), xlim=(-5, 5), ylim=(-0.1, 1.1))

    def update(weight: float) -> Moving:
        curve.set_ydata(sigmoid(weight * x))
        said = _("w = {weight:.2g}: slope {slope:.3g} at 0")
        title.set_text(said.format(weight=weight, slope=weight / 4))
        return {"curve": curve, "title": title}

    return update


def move_steepness() -> LivePlot:
    """A sigmoid of w·x with a slider for w."""
    figure, ax = subplots(figsize=(7, 3.6))
    return LivePlot(
        figure,
        steepness_view(ax),
        alt=_("A sigmoid of {weight:.2g} times x beside the step function."),
        weight=FloatLogSlider(
            1, min=-1, max=2, step=0.1, readout_format=".2g", description=_("weight w")
        ),
    )


def plot_steepness(*weights: float) -> Any:
    """The sigmoid of w·x for several w."""
    figure, axes = subplots(1, len(weights), figsize=(9, 3.1), sharey=True)
    for ax, weight in zip(axes, weights, strict=True):
        steepness_view(ax)(weight=weight)
    return show(
        figure,
        _(
            "Sigmoids of 0.5x, 2x and 20x: nearly a straight line, an S, and almost the step "
            "itself."
        ),
    )


# A probe that reads value and slope.


def probe_view(axes: Sequence[Axes]) -> Update:
    """Read value and slope of four functions off their curves at one z; takes three axes."""
    z = np.linspace(-5, 5, 401)
    dots: dict[str, Line2D] = {}
    for kind, ax in zip(("function", "derivative"), axes, strict=False):
        for name in reversed(NAMES):
            style: dict[str, Any] = {"slope": kind == "derivative", "linewidth": WIDTHS[name]}
            y = getattr(ACTIVATIONS[name], kind)(z)
            if name == "step" or (name == "relu" and kind == "derivative"):
                value = 1.0 if kind == "function" else None
                if name == "relu":  # its open dot at (0, 1) is no hole in the hill of tanh
                    style |= {"zorder": 1.6, "up": 1.7}
                draw_jump(ax, z, y, name, at_zero=value, **style)
            else:
                plot_curve(ax, z, y, name, **style)
        for name, marker in MARKERS.items():
            (dots[f"{name} {kind}"],) = ax.plot([], [], marker, **marker_style(name), zorder=5)
        ax.set(xlabel=_("net input z"), xlim=(-5.3, 5.3))
    axes[0].set(title=_("value"), ylim=(-1.3, 5.3))
    axes[1].set(title=_("slope"), ylim=(-0.1, 1.1))
    axes[2].axis("off")
    axes[2].set(xlim=(0, 1), ylim=(0, 1))
    head = axes[2].text(0, 0.9, "", family=TABLE)
    rows = {}
    for row, (name, color) in enumerate((name, COLORS[name]) for name in NAMES):
        rows[name] = axes[2].text(0.1, 0.72 - 0.18 * row, "", family=TABLE, color=color)
        axes[2].plot(0.03, 0.745 - 0.18 * row, MARKERS[name], **marker_style(name), clip_on=False)

    def update(z: float) -> Moving:
        head.set_text(_("z = {z:<6.1f} value  slope").format(z=z))
        for name, row in rows.items():
            value, slope = value_and_slope(name, z)
            dots[f"{name} function"].set_data([z], [value])
            dots[f"{name} derivative"].set_data([z], [slope])
            said = "{name:<8}{value:7.4f}{slope:7.4f}"
            if np.isnan(slope):
                said = _("{name:<8}{value:7.4f}   none")
            row.set_text(said.format(name=NAMES[name], value=value, slope=slope))
        return {**dots, "head": head, **rows}

    return update


def marker_style(name: str) -> dict[str, Any]:
    """The marker of a function: the step's is an open frame, so that others are seen in it."""
    color = COLORS[name]
    if name == "step":
        return {"color": color, "markerfacecolor": "none", "markersize": 15, "markeredgewidth": 1.6}
    return {"color": color, "markeredgecolor": "white", "markersize": 10}


def value_and_slope(name: str, z: float) -> tuple[float, float]:
    """Value and slope of an activation function at one net input."""
    entry = ACTIVATIONS[name]
    return float(entry.function(z)), float(entry.derivative(z))


def move_probe() -> LivePlot:
    """The four functions with a slider that reads value and slope."""
    figure, axes = subplots(1, 3, figsize=(9.5, 4.2))
    return LivePlot(
        figure,
        probe_view(axes),
        alt=_(
            "Value and slope of step, sigmoid, tanh and ReLU at z = {z:.1f}: dots on their curves."
        ),
        z=FloatSlider(1.5, min=-5, max=5, step=0.1, description=_("net input z")),
    )


def plot_probe(*probes: float) -> Any:
    """Values and slopes at several net inputs, as dots on a line for each function."""
    figure, axes = subplots(1, len(probes), figsize=(9, 3.4), sharey=True)
    for ax, z in zip(axes, probes, strict=True):
        for row, name in enumerate(NAMES):
            value, slope = value_and_slope(name, z)
            ax.plot(value, row - 0.17, "o", color=COLORS[name])
            ax.plot(slope, row + 0.17, "D", color=COLORS[name], markerfacecolor="white")
            if np.isnan(slope):
                ax.text(0, row + 0.17, _("no slope"), ha="center", va="center", color=GREY)
            if name == "relu" and z == 0:
                ax.text(0.15, row + 0.17, _("helper: 0"), va="center", color=GREY)
        ax.set(title=f"z = {z:g}", xlim=(-1.3, 2.0), ylim=(3.6, -0.6), xticks=[-1, 0, 1])
        ax.grid(visible=False, axis="y")
    axes[0].set_yticks(range(len(NAMES)), NAMES.values())
    axes[1].set(xlabel=_("dot: value, open diamond: slope"))
    return show(
        figure,
        _(
            "Values and slopes at -5, 0 and 1.7. At -5 all slopes are near 0. At 0 the slopes are: "
            "none for the step, 0.25 for the sigmoid, 1 for tanh, 0 for the ReLU as the helper "
            "says. At 1.7 the ReLU has the slope 1, tanh and the sigmoid both about 0.13."
        ),
    )


# Hinges.


def plot_hinges(x: Array, parts: Array, line: Array) -> Any:
    """What each hidden unit adds, and the broken line that is their sum."""
    figure, (left, right) = subplots(1, 2, figsize=(9, 3.6), sharey=True)
    for number, part in enumerate(parts.T, 1):
        (curve,) = left.plot(x, part, color=GREEN)
        text = _("unit {number}").format(number=number)
        label_curve(left, curve, text, at=2, dx=-8, dy=6 if part[-1] > 0 else -6)
    right.plot(x, line, color=GREEN)
    hinges = [float(x[np.flatnonzero(part)[0] - 1]) for part in parts.T]
    right.plot(hinges, np.interp(hinges, x, line), "o", color=ORANGE)
    left.set(title=_("what each unit adds"), xlabel=_("input x"), xlim=(-4, 3))
    title = _("their sum: three hinges, four pieces")
    right.set(title=title, xlabel=_("input x"), xlim=(-4, 3))
    return show(
        figure,
        _(
            "Left: three units, flat at 0 up to -2, 0 and 1; the first and the third then rise, "
            "the second falls. Right: their sum, flat, rising, falling, rising, with a dot at each "
            "hinge."
        ),
    )


def fit_hinges(x: Array, y: Array, units: int) -> tuple[Array, Array, float]:
    """Hinges, evenly spaced from x[0] on, and the weights and the bias that fit y best.

    For fixed hinges the output is a sum of known columns, so least squares give the weights.
    """
    hinges = np.linspace(x[0], x[-1], units + 1)[:-1]
    columns = np.column_stack([np.ones(x.size), relu(x[:, None] - hinges)])
    bias, *weights = np.linalg.lstsq(columns, y)[0]
    return hinges, np.array(weights), float(bias)


def sine_line(units: int, until: float = np.pi) -> tuple[Array, Array, float]:
    """Corners (x, y) of the line fitted to the sine from -π to π, and how far it is off."""
    x = np.linspace(-np.pi, np.pi, 401)
    hinges, weights, bias = fit_hinges(x, np.sin(x), units)
    line = bias + relu(x[:, None] - hinges) @ weights
    corners = np.append(hinges, until)
    heights = bias + relu(corners[:, None] - hinges) @ weights
    return corners, heights, float(np.abs(line - np.sin(x)).max())


def hinges_view(ax: Axes) -> Update:
    """Draw the broken line of n ReLUs that is fitted to the sine."""
    x = np.linspace(-np.pi, np.pi, 401)
    ax.plot(x, np.sin(x), color=GREY, linewidth=1.6)
    ax.text(-3.2, 1.1, _("grey: sin x"), va="center", color=GREY)
    (line,) = ax.plot([], [], color=GREEN)
    (dots,) = ax.plot([], [], "o", color=ORANGE, markersize=7)
    title = ax.set_title("n")
    ax.set(xlabel=_("input x"), xlim=(-3.4, 3.4), ylim=(-1.35, 1.35))
    ax.set_xticks(PLACES[:3], WORDS[:3])

    def update(n: int) -> Moving:
        corners, heights, distance = sine_line(n)
        line.set_data(corners, heights)
        dots.set_data(corners[:-1], heights[:-1])
        title.set_text(_("n = {n}: at most {distance:.3f} off").format(n=n, distance=distance))
        return {"line": line, "dots": dots, "title": title}

    return update


def move_hinges() -> LivePlot:
    """The broken line fitted to the sine, with a slider for the number of ReLUs."""
    figure, ax = subplots(figsize=(7, 3.6))
    return LivePlot(
        figure,
        hinges_view(ax),
        alt=_("A broken line of {n} ReLUs, with a dot at each hinge, fitted to the sine curve."),
        n=IntSlider(3, min=1, max=20, description=_("units n")),
    )


def plot_hinge_fits(*numbers: int) -> Any:
    """The fitted line for several numbers of units."""
    figure, axes = subplots(1, len(numbers), figsize=(9, 3.1), sharey=True)
    for ax, n in zip(axes, numbers, strict=True):
        hinges_view(ax)(n=n)
    return show(
        figure,
        _(
            "The sine and its broken lines. With 2 units the line is straight and far off, with 4 "
            "it is a zigzag near the curve, with 8 the eye hardly sees a difference."
        ),
    )


def plot_outside(units: int) -> Any:
    """The fitted line beyond the points that it was fitted to."""
    figure, ax = subplots(figsize=(7, 3.6))
    x = np.linspace(-np.pi, 2 * np.pi, 601)
    ax.axvspan(-np.pi, np.pi, color="#EEEEEE", zorder=0)
    ax.plot(x, np.sin(x), color=GREY, linewidth=1.6)
    corners, heights = sine_line(units, until=2 * np.pi)[:2]
    ax.plot(corners, heights, color=GREEN)
    ax.text(0, -2.6, _("fitted here"), ha="center", color=GREY)
    ax.text(6.1, 0.25, "sin x", ha="right", color=GREY)
    ax.text(5.2, -2.6, _("broken line"), ha="right", color=GREEN)
    title = _("{units} units know nothing of what lies outside").format(units=units)
    ax.set(title=title, xlabel=_("input x"))
    ax.set(xlim=(-3.4, 6.6), ylim=(-3.3, 1.4))
    ax.set_xticks(PLACES, WORDS)
    return show(
        figure,
        _(
            "Between -π and π the broken line lies on the sine. To the right of π the sine turns "
            "up again, and the line goes on falling straight, down to about -2.9 at 2π."
        ),
    )
