"""Pictures of chapter `c2f_neuron`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise, product
from typing import Any

import numpy as np
from ipywidgets import FloatSlider
from matplotlib.axes import Axes

from helpers import c2f
from lecture.figures import BLUE, COLORS, GREEN, GREY, ORANGE, Still, label_curve, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

NEURONS = [(-1, 32, 32), (1.8, 50, 32), (1.8, 32, 0)]  # weight, bias, corner of the stills
FITS = [(1.0, 0), (1.0, 42), (1.8, 33)]  # weight, bias of the stills


def plot_converter(celsius: Any, fahrenheit: Any) -> Still:
    """Show the plain converter."""
    figure, ax = subplots()
    ax.plot(celsius, fahrenheit, color=COLORS["identity"])
    ax.plot(0, 32, "o", color=ORANGE)
    below_right = {"textcoords": "offset points", "va": "top"}
    ax.annotate(_("water freezes: (0, 32)"), (0, 32), (10, -4), **below_right)
    ax.set(title=_("The plain converter is a straight line"), xlabel="°C", ylabel="°F")
    ax.set(xlim=(-20, 50), ylim=(-10, 150))
    return show(
        figure,
        _(
            "A straight line rises from minus 4 °F at minus 20 °C to 122 °F at 50 °C, through 32 "
            "at 0."
        ),
    )


def plot_display(celsius: Any, plain: Any, shown: Any) -> Still:
    """Show what the display makes of the plain converter."""
    figure, ax = subplots()
    (line,) = ax.plot(celsius, plain, "--", color=GREY)
    (green,) = ax.plot(celsius, shown, color=COLORS["relu"])
    label_curve(ax, green, _("flat below 0 °C"), at=-10)
    label_curve(ax, line, _("plain converter"), at=-8, dx=20, dy=0)
    ax.set(title=_("The display has a corner at (0, 32)"), xlabel="°C", ylabel=_("°F shown"))
    ax.set(xlim=(-20, 50), ylim=(-10, 150))
    return show(
        figure,
        _(
            "A line lies flat at 32 °F up to 0 °C, then rises to 122 °F at 50 °C; the plain "
            "converter, dashed, goes on falling below 0 °C, to minus 4 °F at minus 20 °C."
        ),
    )


def plot_neuron() -> Still:
    """Show a neuron: inputs, their weights, the sum z, the activation function h, the output y."""
    figure, ax = subplots(figsize=(7, 2.6))
    ax.axis("off")
    ax.set(xlim=(0, 10), ylim=(-1.2, 1.2))
    box = {"boxstyle": "circle,pad=0.5", "facecolor": "white", "edgecolor": "black"}
    arrow = {"arrowstyle": "->", "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    middle = {"ha": "center", "va": "center"}
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for text, weight, y in (("$x_0 = 1$", "$w_0 = b$", 0.8), ("$x_1$", "$w_1$", -0.8)):
        ax.text(1.2, y, text, ha="right", va="center")
        ax.annotate("", (4.0, y / 8), (1.4, y), arrowprops=arrow)
        ax.text(2.7, y * 0.85, weight, bbox=plain, **middle)
    for x, text in ((4.5, r"$\Sigma$"), (7.0, "$h$")):
        ax.text(x, 0, text, bbox=box, **middle)
    for start, end, text in ((5.0, 6.5, "$z$"), (7.5, 8.8, "")):
        ax.annotate("", (end, 0), (start, 0), arrowprops=arrow)
        ax.text((start + end) / 2, 0.15, text, ha="center", va="bottom")
    ax.text(9.0, 0, "$y$", va="center")
    return show(
        figure,
        _("Two inputs, 1 and x1, each with a weight, are summed to z; h of z is the output y."),
    )


def plot_two_weights(weights: Sequence[float], bias: float, x: float) -> Still:
    """Show lines of one bias and two weights, and their values at x."""
    figure, ax = subplots()
    xs = np.linspace(0, 3, 7)
    for weight in weights:
        (line,) = ax.plot(xs, weight * xs + bias)
        y = weight * x + bias
        ax.plot(x, y, "o", color=line.get_color())
        label_curve(ax, line, f"y = {weight}x + {bias}", at=1.4, dx=-8)
        beside = {"textcoords": "offset points", "va": "top", "color": line.get_color()}
        ax.annotate(f"{y:g} = {y - bias:g} + {bias:g}", (x, y), (8, -6), **beside)
    ax.set(title=_("A weight says how much an input counts"), xlabel="x", ylabel="y")
    ax.set(xlim=(0, 3), ylim=(0, 80))
    return show(
        figure,
        _(
            "Two lines from (0, 4): y = 4x + 4 is 12, that is 8 + 4, at x = 2; y = 24x + 4 is 52, "
            "that is 48 + 4."
        ),
    )


def plot_inputs(inputs: Any) -> Still:
    """Show how often inputs of each size come, and the mean."""
    figure, ax = subplots(figsize=(7, 3))
    ax.hist(inputs, bins=np.arange(0, 181, 5), color=BLUE)
    top = ax.get_ylim()[1]
    for threshold in (20, 100):
        ax.plot([threshold, threshold], [0, 0.9 * top], "--", color=ORANGE)
        text = _("threshold {threshold}").format(threshold=threshold)
        ax.text(threshold + 3, 0.9 * top, text, color=ORANGE, va="top")
    title = _("Many small inputs, a few large ones")
    ax.set(title=title, xlabel=_("input x"), ylabel=_("how many"))
    ax.set(xlim=(0, 180), ylim=(0, top))
    return show(
        figure,
        _(
            "A histogram of ten thousand inputs falls from its highest bar at 0. A little more "
            "than a third of it lies to the right of the threshold 20, next to nothing to the "
            "right of 100."
        ),
    )


def neuron_view(ax: Axes) -> Update:
    """Draw one neuron of one input: net input z, output h(z), and the corner of h."""
    x = np.linspace(-20, 50, 281)
    (net,) = ax.plot(x, x, "--", color=GREY, label=_("net input z"))
    (output,) = ax.plot(x, x, color=GREEN, label=_("output h(z)"))
    (kink,) = ax.plot([], [], "o", color=ORANGE, label=_("corner of h"))
    title = ax.set_title("z")
    ax.set(xlabel=_("input x"), ylabel=_("z and h(z)"), xlim=(-20, 50), ylim=(-60, 150))
    ax.legend(loc="upper left")

    def update(weight: float, bias: float, corner: float) -> Moving:
        net.set_ydata(bias + weight * x)
        output.set_ydata(c2f(x, weight, bias, corner))
        at = (corner - bias) / weight if weight else np.inf
        kink.set_data(([at], [corner]) if -20 <= at <= 50 else ([], []))
        said = _("w {weight:.1f}, b {bias:g}, corner {corner:g}")
        title.set_text(said.format(weight=weight, bias=bias, corner=corner))
        return {"net": net, "output": output, "kink": kink, "title": title}

    return update


def move_neuron() -> LivePlot:
    """Give sliders to the weight, the bias and the corner of a neuron."""
    figure, ax = subplots()
    return LivePlot(
        figure,
        neuron_view(ax),
        alt=_(
            "A neuron with weight {weight:.1f}, bias {bias:g} and corner {corner:g}: net input z "
            "as a dashed line, output h(z) as a line with a corner."
        ),
        weight=FloatSlider(1.8, min=-3, max=3, step=0.1),
        bias=FloatSlider(32, min=-60, max=60, step=1),
        corner=FloatSlider(32, min=-40, max=60, step=1),
    )


def plot_three_neurons() -> Still:
    """Show three settings of the neuron."""
    figure, axes = subplots(1, 3, figsize=(9, 3.2))
    for ax, (weight, bias, corner) in zip(axes, NEURONS, strict=True):
        neuron_view(ax)(weight=weight, bias=bias, corner=corner)
    keep_first(axes)
    return show(
        figure,
        _(
            "Three changes of the converter. Weight -1: the line falls up to x = 0 and then stays "
            "flat. Bias 50: the corner keeps its height and moves left, to -10. Corner 0: the "
            "line is flat at 0 up to -17.8 and then rises."
        ),
    )


def keep_first(axes: Any) -> None:
    """Leave the legend and the name of the y axis to the first of several pictures."""
    for ax in axes[1:]:
        ax.set_ylabel("")
        if ax.get_legend():
            ax.get_legend().remove()


def fit_view(ax: Axes, celsius: Any, target: Any) -> Update:
    """Draw readings, the line of a neuron, and a stick for the error of each reading."""
    x, t = np.asarray(celsius, float), np.asarray(target, float)
    ends = np.array([-20.0, 45.0])
    (sticks,) = ax.plot([], [], color=ORANGE, linewidth=2, label=_("error"))
    (line,) = ax.plot(ends, ends, color=COLORS["identity"], label=_("prediction"))
    ax.plot(x, t, "o", color=BLUE, markersize=6, label=_("target"))
    title = ax.set_title("mean absolute error")
    ax.set(xlabel="°C", ylabel="°F", xlim=(-20, 45), ylim=(-60, 180))
    ax.legend(loc="upper left")

    def update(weight: float, bias: float) -> Moving:
        y = weight * x + bias
        line.set_ydata(weight * ends + bias)
        gap = np.full_like(x, np.nan)
        sticks.set_data(np.column_stack([x, x, gap]).ravel(), np.column_stack([y, t, gap]).ravel())
        said = _("mean absolute error {error:.1f} °F").format(error=np.abs(y - t).mean())
        title.set_text(f"w {weight:.1f}, b {bias:g}: {said}")
        return {"sticks": sticks, "line": line, "title": title}

    return update


def fit_by_hand(celsius: Any, target: Any) -> LivePlot:
    """Give sliders to the weight and the bias of a neuron that is to fit some readings."""
    figure, ax = subplots()
    return LivePlot(
        figure,
        fit_view(ax, celsius, target),
        alt=_(
            "Twelve readings and the line with weight {weight:.1f} and bias {bias:g}; a stick "
            "between each reading and the line is its error."
        ),
        weight=FloatSlider(1, min=0.5, max=2.5, step=0.1),
        bias=FloatSlider(0, min=0, max=60, step=1),
    )


def plot_three_fits(celsius: Any, target: Any) -> Still:
    """Show three settings of the neuron that is to fit the readings."""
    figure, axes = subplots(1, 3, figsize=(9.6, 3.2))
    for ax, (weight, bias) in zip(axes, FITS, strict=True):
        title: Any = fit_view(ax, celsius, target)(weight=weight, bias=bias)["title"]
        title.set_text(title.get_text().replace(": ", "\n"))
        ax.set(ylim=(-30, 130))
    keep_first(axes)
    return show(
        figure,
        _(
            "Twelve readings and three lines. Weight 1 and bias 0: all sticks point up. Weight 1 "
            "and bias 42: sticks point down at the left and up at the right. Weight 1.8 and bias "
            "33: the sticks are too short to see, except one or two."
        ),
    )


LAYERS = [(1.2, 2), (5, 3), (8.8, 1)]  # where each stands, and how many units it has


def places(units: int) -> Any:
    """The heights at which the units of a layer stand."""
    return np.array([0.0]) if units == 1 else np.linspace(1, -1, units) * (1 if units > 2 else 0.6)


def draw_network(ax: Axes, nodes: Sequence[Sequence[str]], fires: Sequence[Sequence[bool]]) -> None:
    """Draw layers of circles with what is written in them, and the arrows between them."""
    ax.axis("off")
    ax.set(xlim=(0, 10), ylim=(-2.0, 1.75))
    arrow = {"arrowstyle": "->", "color": GREY, "linewidth": 1.4, "shrinkA": 22, "shrinkB": 22}
    names = [_("inputs"), _("hidden layer"), _("output layer")]
    at = [[(x, y) for y in places(count)] for x, count in LAYERS]
    for left, right in pairwise(at):
        for start, end in product(left, right):
            ax.annotate("", end, start, arrowprops=arrow)
    for name, spots, words, on in zip(names, at, nodes, fires, strict=True):
        ax.text(spots[0][0], 1.6, name, ha="center", va="center", weight="bold")
        for (x, y), word, fire in zip(spots, words, on, strict=True):
            look: Any = {"markeredgecolor": "black", "color": "#BFE5D9" if fire else "white"}
            ax.plot(x, y, "o", markersize=42, **look)
            ax.text(x, y, word, ha="center", va="center")


def plot_network() -> Still:
    """Show a network of two inputs, three hidden units and one output unit."""
    figure, ax = subplots(figsize=(7, 3.8))
    nodes = [["$x_1$", "$x_2$"], ["$a_1$", "$a_2$", "$a_3$"], ["$y$"]]
    draw_network(ax, nodes, [[False] * len(layer) for layer in nodes])
    for x, text in ((3.1, "$W_1$: (2, 3), $b_1$: (3,)"), (6.9, "$W_2$: (3, 1), $b_2$: (1,)")):
        ax.text(x, -1.8, text, ha="center", va="center")
    return show(
        figure,
        _(
            "A network from left to right: two inputs, three units of the hidden layer, one unit "
            "of the output layer. An arrow leads from each input to each hidden unit and from each "
            "hidden unit to the output unit."
        ),
    )


def plot_forward(x: Any, W1: Any, a: Any, W2: Any, y: Any) -> Still:
    """Show the network with the numbers of one sample in it; the units that fire are green."""
    figure, ax = subplots(figsize=(7, 3.8))
    numbers = [np.asarray(layer, float).ravel() for layer in (x, a, y)]
    fires = [[False, False], list(numbers[1] > 0), list(numbers[2] > 0)]
    draw_network(ax, [[f"{number:g}" for number in layer] for layer in numbers], fires)
    at = [[(place, height) for height in places(count)] for place, count in LAYERS]
    plain = {"facecolor": "white", "edgecolor": "none", "pad": 1}
    for (left, right), weights in zip(pairwise(at), (W1, W2), strict=True):
        for (i, start), (j, end) in product(enumerate(left), enumerate(right)):
            spot = np.array(start) + (0.66 if len(right) > 1 else 0.4) * np.subtract(end, start)
            text = f"{np.asarray(weights)[i, j]:g}"
            ax.text(*spot, text, bbox=plain, ha="center", va="center", color=ORANGE)
    ax.text(5, -1.8, _("orange: weights; green: units that fire"), ha="center", va="center")
    inputs, activations, output = (", ".join(f"{n:g}" for n in layer) for layer in numbers)
    alt = _(
        "The network with numbers: the inputs {inputs}; the activations {activations}; the output "
        "{output}."
    )
    return show(figure, alt.format(inputs=inputs, activations=activations, output=output))
