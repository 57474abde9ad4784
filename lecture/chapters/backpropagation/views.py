"""Pictures of chapter `backpropagation`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from ipywidgets import FloatSlider
from matplotlib.axes import Axes

from helpers import GATES, INPUTS
from helpers._validation import Array
from lecture.figures import BLUE, COLORS, GREY, ORANGE, Still, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

CIRCLE = {"boxstyle": "circle,pad=0.4", "facecolor": "white", "edgecolor": "black"}
LABEL = {"boxstyle": "round,pad=0.15", "facecolor": "white", "edgecolor": "none"}
LEVELS = {"1/4": 1 / 4, "1/6": 1 / 6, "1/8": 1 / 8, "0": 0.0}


def draw_network(ax: Axes, names: Sequence[Sequence[str]], captions: Sequence[str]) -> None:
    """Draw the units of each layer as circles, by name, with every connection and a caption."""
    ax.axis("off")
    tallest = max(map(len, names))
    ax.set(xlim=(-0.4, len(names) - 0.6), ylim=(-tallest - 0.4, tallest - 0.4))
    places = [
        [(i, len(units) - 1 - 2 * k) for k in range(len(units))] for i, units in enumerate(names)
    ]
    for left, right in pairwise(places):
        for x0, y0 in left:
            for x1, y1 in right:
                ax.plot([x0, x1], [y0, y1], color=GREY, linewidth=1.2, zorder=0)
    for i, (units, caption) in enumerate(zip(names, captions, strict=True)):
        for (x, y), name in zip(places[i], units, strict=True):
            ax.text(x, y, name, ha="center", va="center", bbox=CIRCLE)
        ax.text(i, -tallest - 0.3, caption, ha="center", va="bottom")


def plot_network() -> Still:
    """Draw the network of the chapter: two inputs, three hidden units, one output."""
    figure, ax = subplots(figsize=(7, 3.6))
    draw_network(
        ax,
        [["$x_1$", "$x_2$"], ["$a_1$", "$a_2$", "$a_3$"], ["$y$"]],
        [_("inputs"), _("hidden layer: sigmoid"), _("output layer: identity")],
    )
    ax.plot([0, 1], [1, 2], color=BLUE, linewidth=3, zorder=0)
    ax.text(0.42, 1.62, "$w$", color=BLUE, ha="center", va="bottom", fontsize=14)
    ax.text(0.5, 2.25, "$W_1$ (2, 3)", ha="center")
    ax.text(1.5, 2.25, "$W_2$ (3, 1)", ha="center")
    alt = _(
        "Two inputs, each joined to three hidden units, these to one output: 6 + 3 weights. The "
        "weight from the first input to the first hidden unit is blue."
    )
    return show(figure, alt)


def plot_chain(values: Sequence[float], slopes: Sequence[float]) -> Still:
    """Draw the way from a weight to one sample's part of the loss: values above, blames below.

    `values` of w, z, a, y and L_n; `slopes` of the steps back, L_n to y, y to a, a to z, z to w.
    """
    figure, ax = subplots(figsize=(8.6, 2.9))
    ax.axis("off")
    ax.set(xlim=(-0.5, 4.5), ylim=(-1.4, 1.4))
    blames = np.cumprod([1.0, *slopes])[::-1]
    for i, name in enumerate(["w", "z", "a", "y", "L_n"]):
        ax.text(i, 0, f"${name}$", ha="center", va="center", bbox=CIRCLE, fontsize=15)
        ax.text(i, 0.55, f"{values[i]:.3f}", ha="center", va="bottom", fontsize=13)
        ax.text(i, -0.55, f"{blames[i]:.3f}", ha="center", va="top", color=BLUE, fontsize=13)
    for i, slope in enumerate(slopes[::-1]):
        ends = {"xy": (i + 0.8, 0.1), "xytext": (i + 0.2, 0.1)}
        ax.annotate("", **ends, arrowprops={"arrowstyle": "->", "color": "black"})
        ends = {"xy": (i + 0.2, -0.1), "xytext": (i + 0.8, -0.1)}
        ax.annotate("", **ends, arrowprops={"arrowstyle": "->", "color": BLUE})
        ax.text(i + 0.5, -0.2, f"× {slope:.3f}", ha="center", va="top", color=BLUE, fontsize=11)
    ax.text(2, 1.1, _("forward: the values"), ha="center", va="bottom")
    back = _("back: the blames, from this sample alone")
    ax.text(2, -1.1, back, ha="center", va="top", color=BLUE)
    alt = _(
        "From w by z, a and y to the sample's part of the loss: values stand above the circles, "
        "blames below. Each step back multiplies the blame by one slope."
    )
    return show(figure, alt)


def two_places(number: float) -> str:
    """Write a number with two decimals, and no zero with a minus."""
    return f"{number:.2f}".replace("-0.00", "0.00")


def path_view(ax: Axes) -> Update:
    """Draw a hidden value a that feeds two outputs, and its blame along both paths.

    The outputs are v1 a and v2 a, their targets 1 and 0, L is half the sum of squared errors.
    """
    ax.axis("off")
    ax.set(xlim=(-0.35, 2.3), ylim=(-1.45, 1.55))
    places, colors = [(0.0, 0.0), (1.0, 1.0), (1.0, -1.0), (2.0, 0.0)], [BLUE, ORANGE]
    nodes = [
        ax.text(x, y, "", ha="center", va="center", bbox=CIRCLE, fontsize=11) for x, y in places
    ]
    lines, labels = [], []
    for k in (0, 1):
        for (x0, y0), (x1, y1) in [(places[3], places[k + 1]), (places[k + 1], places[0])]:
            lines.append(ax.plot([x0, x1], [y0, y1], color=colors[k], zorder=0)[0])
            place: dict[str, Any] = {"ha": "center", "va": "center", "bbox": LABEL}
            labels.append(
                ax.text((x0 + x1) / 2, (y0 + y1) / 2, "", fontsize=11, color=colors[k], **place)
            )
    title = ax.set_title("")

    def update(v1: float, v2: float, a: float) -> Moving:
        outputs = np.array([v1, v2]) * a
        blames = outputs - [1, 0]
        paths = blames * [v1, v2]
        loss = np.sum(blames**2) / 2
        values = [two_places(value) for value in (a, *outputs, loss)]
        for node, name, value in zip(nodes, ("a", "y_1", "y_2", "L"), values, strict=True):
            node.set_text(f"${name}$\n{value}")
        for k, weight in enumerate((v1, v2)):
            blame, path = two_places(blames[k]), two_places(paths[k])
            labels[2 * k].set_text(_("blame {blame}").format(blame=blame))
            labels[2 * k + 1].set_text(f"{blame} × {two_places(weight)} = {path}")
            lines[2 * k].set_linewidth(1 + 3 * abs(blames[k]))
            lines[2 * k + 1].set_linewidth(1 + 3 * abs(paths[k]))
        first, second, total = (two_places(value) for value in (*paths, paths.sum()))
        said = _("blame of a: {first} + {second} = {total}")
        title.set_text(said.format(first=first, second=second, total=total))
        return {"nodes": nodes, "lines": lines, "labels": labels, "title": title}

    return update


def move_paths() -> LivePlot:
    """Let a reader move the two weights and the hidden value."""
    figure, ax = subplots(figsize=(6.6, 3.9))
    return LivePlot(
        figure,
        path_view(ax),
        alt=_(
            "The hidden value {a:.2f} feeds two outputs by the weights {v1:.2f} and {v2:.2f}; the "
            "blames along the blue and the orange path add up in it."
        ),
        v1=FloatSlider(1.0, min=-1.5, max=1.5, step=0.1),
        v2=FloatSlider(0.4, min=-1.5, max=1.5, step=0.1),
        a=FloatSlider(0.5, min=0, max=1, step=0.1),
    )


def plot_paths(settings: Sequence[tuple[float, float, float]]) -> Still:
    """Draw the two paths for three settings (v1, v2, a)."""
    figure, axes = subplots(1, len(settings), figsize=(9.6, 3.2))
    for ax, (v1, v2, a) in zip(axes, settings, strict=True):
        moving = path_view(ax)(v1, v2, a)
        for words in [*moving["nodes"], *moving["labels"]]:
            words.set_fontsize(9)
        moving["title"].set_fontsize(10)
    alt = _(
        "Three times a hidden value and two outputs. Left only the blue path carries blame; in "
        "the middle the two blames cancel; right they add up."
    )
    return show(figure, alt)


def plot_quotient_errors(eps: Sequence[float], errors: Sequence[float]) -> Still:
    """Draw the error of a difference quotient for each eps, with the two causes of it."""
    figure, ax = subplots(figsize=(7, 4))
    steps = np.asarray(eps)
    ax.plot(steps, errors, "o", color=BLUE, markersize=5, zorder=3)
    large, small = steps[steps > 3e-5], steps[steps < 3e-6]
    ax.plot(large, errors[0] * (large / steps[0]) ** 2, "--", color=GREY)
    ax.plot(small, 2.2e-16 / small, ":", color=GREY, linewidth=2)
    ax.text(3e-4, 3e-5, _("falls like eps²"), ha="right", color=GREY)
    ax.text(3e-9, 2e-6, _("rounding / eps"), color=GREY)
    ax.set(title=_("Smaller is not better"), xlabel="eps", ylabel=_("error"))
    ax.set(xscale="log", yscale="log", xlim=(1e-12, 1), ylim=(1e-12, 10))
    alt = _(
        "Error against eps, both axes logarithmic: from the right it falls along a dashed line, "
        "near 1e-6 it turns, and to the left it scatters and rises."
    )
    return show(figure, alt)


def plot_xor(losses: Sequence[float], network: Callable[[Array], Any]) -> Still:
    """Draw the loss of each epoch, and where the network's output is one half."""
    figure, axes = subplots(1, 2, figsize=(9, 3.6))
    axes[0].plot(losses, color=COLORS["sigmoid"])
    axes[0].set(title=_("The loss rests, then falls"), xlabel=_("epoch"), ylabel="MSE")
    axes[0].set(ylim=(0, 0.5))
    side = np.linspace(-0.3, 1.3, 81)
    grid = np.stack(np.meshgrid(side, side), axis=-1).reshape(-1, 2)
    surface = np.asarray(network(grid)).reshape(81, 81)
    axes[1].contour(side, side, surface, levels=[0.5], colors="black", linewidths=2)
    targets = np.array(GATES["XOR"])
    for k, marker in enumerate("os"):
        axes[1].plot(*INPUTS[targets == k].T, marker, color=[GREY, ORANGE][k], markersize=12)
    axes[1].set(title=_("The output is 0.5 on the black lines"), xlabel="$x_1$", ylabel="$x_2$")
    alt = _(
        "A loss that rests at 0.25, then falls to 0; two lines cut off the points (0, 1) and "
        "(1, 0)."
    )
    return show(figure, alt)


def plot_final_losses(final: dict[int, Sequence[float]]) -> Still:
    """Draw the last loss of every start, one row for each number of hidden units."""
    figure, ax = subplots(figsize=(7, 3.2))
    for name, level in LEVELS.items():
        ax.axvline(level, color=GREY, linestyle="--", zorder=0)
        ax.text(level, 3.62, name, ha="center", va="bottom", color=GREY)
    for width, losses in final.items():
        shift = np.linspace(-0.25, 0.25, len(losses))
        ax.plot(losses, width + shift, "o", color=BLUE, markersize=6, alpha=0.7)
    ax.set(xlabel=_("loss after training"), ylabel=_("hidden units"), xlim=(-0.03, 0.3))
    ax.set(ylim=(0.4, 3.6), yticks=list(final))
    alt = _(
        "One dot for each start. With one hidden unit the dots lie near 1/6 or at 1/4, with two "
        "most lie at 0, with three all do."
    )
    return show(figure, alt)
