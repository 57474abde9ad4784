"""Pictures of chapter `relu_family`."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
from ipywidgets import FloatSlider
from matplotlib.axes import Axes

from helpers import elu, elu_grad, gelu_grad, leaky_relu, leaky_relu_grad, lookup, relu
from lecture.figures import (
    BLUE,
    COLORS,
    GREY,
    ORANGE,
    Still,
    label_curve,
    plot_curve,
    show,
    subplots,
)
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

EDGE = 5.0  # of the pictures of the plane
ALPHAS = (0.2, 0.6, 1.0)  # of the stills
OPEN: dict[str, Any] = {"linestyle": "", "markersize": 7, "markerfacecolor": "white"}


def border(weights: Any, bias: float) -> tuple[Any, Any]:
    """The two ends, inside the picture, of the line on which a net input is 0; NaN if outside."""
    normal = weights / np.hypot(*weights)
    foot = -bias / np.hypot(*weights) * normal
    steps = np.linspace(-3 * EDGE, 3 * EDGE, 6001)[:, None]
    points = foot + steps * np.array([-normal[1], normal[0]])
    inside = points[(np.abs(points) <= EDGE).all(axis=1)]
    ends = inside[[0, -1]] if len(inside) else np.full((2, 2), np.nan)
    return ends[:, 0], ends[:, 1]


def plot_borders(X: Any, first: Any, pushed: Any) -> Still:
    """Show the samples and the line of each unit, before and after a push of the biases."""
    figure, axes = subplots(1, 2, figsize=(9, 4.4), sharey=True)
    titles = (
        _("As drawn at the start: {dead} dead units"),
        _("Biases pushed down by 4: {dead} dead units"),
    )
    dead = []
    for ax, layer, title in zip(axes, (first, pushed), titles, strict=True):
        silent = (X @ layer[1:] + layer[0]).max(axis=0) <= 0
        dead.append(int(silent.sum()))
        ax.plot(*X.T, ".", color=GREY, markersize=4)
        for unit, is_dead in zip(layer.T, silent, strict=True):
            color, style = (ORANGE, "--") if is_dead else (BLUE, "-")
            ax.plot(*border(unit[1:], unit[0]), style, color=color, linewidth=1.4)
        ax.set(title=title.format(dead=dead[-1]), xlabel="$x_1$", aspect="equal")
        ax.set(xlim=(-EDGE, EDGE), ylim=(-EDGE, EDGE))
    axes[0].set_ylabel("$x_2$")
    alt = _(
        "The samples as grey dots, and for each unit the line on which its net input is 0. Left "
        "all lines pass through the middle of the dots and {left} units are dead. Right the "
        "lines have moved out; {right} units are dead, and their dashed lines pass the dots by."
    )
    return show(figure, alt.format(left=dead[0], right=dead[1]))


def plot_leaks(x: Any, leaks: Mapping[float, Any]) -> Still:
    """Show Leaky ReLUs of several alphas side by side."""
    figure, axes = subplots(1, len(leaks), figsize=(9, 3.4), sharey=True)
    for ax, (alpha, y) in zip(axes, leaks.items(), strict=True):
        plot_curve(ax, x, y, "leaky_relu")
        ax.plot(x, relu(x), ":", color=GREY)
        ax.plot(-10, alpha * -10, "o", color=ORANGE)
        ax.annotate(
            f"({-10}, {-10 * alpha:g})", (-10, -10 * alpha), (8, -6), textcoords="offset points",
            color=ORANGE, va="top",
        )  # fmt: skip
        ax.set(title=f"Leaky ReLU, α = {alpha}", xlabel="z", xlim=(-10.5, 10), ylim=(-4, 10))
    axes[0].text(-9.7, 0.4, _("dotted: ReLU"), color=GREY)
    alt = _(
        "Leaky ReLU on -10 to 10 with α = 0.2, which falls to -2 on the left, and with α = 0.09, "
        "which falls to -0.9; on the right both are the line through 0 with slope 1, as the ReLU."
    )
    return show(figure, alt)


def plot_pairs(relu_scores: Any, leaky_scores: Any) -> Still:
    """Show two scores of each run, joined."""
    figure, ax = subplots(figsize=(8, 3.8))
    runs = np.arange(len(relu_scores))
    gap = np.full(len(runs), np.nan)
    sticks = np.column_stack([relu_scores, leaky_scores, gap]).ravel()
    ax.plot(np.repeat(runs, 3), sticks, color=GREY, linewidth=1.5)
    ax.plot(runs, relu_scores, "o", color=COLORS["relu"], label="ReLU")
    ax.plot(runs, leaky_scores, "s", color=COLORS["leaky_relu"], label="Leaky ReLU, α = 0.2")
    ax.set_xticks(runs, [str(run) for run in runs])
    ax.set(title=_("Two networks from one start, ten times"))
    ax.set(xlabel=_("run"), ylabel=_("share right"))
    ax.set(xlim=(-0.5, len(runs) - 0.5), ylim=(0.4, 1))
    ax.legend(loc="lower right", bbox_to_anchor=(1, 1), ncols=1, fontsize="small")
    better, worse = int((leaky_scores > relu_scores).sum()), int((leaky_scores < relu_scores).sum())
    alt = _(
        "For each of ten runs two dots, joined: the share right on new points with the ReLU and "
        "with the leak. The leak lies above in {better} runs, by very different amounts, and "
        "below in {worse}."
    )
    return show(figure, alt.format(better=better, worse=worse))


def alpha_view(axes: Sequence[Axes]) -> Update:
    """Draw Leaky ReLU and ELU of one alpha, with their slopes beside them; takes two axes."""
    x = np.linspace(-3, 3, 301)
    left = x[x <= 0]
    values, slopes = axes
    values.plot(x, relu(x), ":", color=GREY, label="ReLU")
    leaky = plot_curve(values, left, left, "leaky_relu", label="Leaky ReLU")
    curve = plot_curve(values, left, left, "elu", label="ELU")
    values.plot([0, 3], [0, 3], color="black", label=_("all three"))
    slopes.plot([0, 3], [1, 1], "--", color="black", label=_("both"))
    leaky_slope = plot_curve(slopes, left, left, "leaky_relu", slope=True, label="Leaky ReLU")
    curve_slope = plot_curve(slopes, left, left, "elu", slope=True, label="ELU")
    (ends,) = slopes.plot([], [], "o", color="black", **OPEN)
    values.set(xlabel="z", xlim=(-3, 3), ylim=(-3.8, 3.2))
    slopes.set(xlabel="z", xlim=(-3, 3), ylim=(-0.1, 1.6))
    values.legend(loc="lower right", fontsize="small")
    slopes.legend(loc="upper left", fontsize="small")
    title = values.set_title("")
    slopes.set_title(_("slopes"))

    def update(alpha: float) -> Moving:
        leaky.set_ydata(leaky_relu(left, alpha))
        curve.set_ydata(elu(left, alpha))
        leaky_slope.set_ydata(leaky_relu_grad(left, alpha))
        curve_slope.set_ydata(elu_grad(left, alpha))
        jumps = abs(alpha - 1) > 1e-9
        ends.set_data(([0, 0], [alpha, 1]) if jumps else ([], []))
        title.set_text(_("values, α = {alpha:.2f}").format(alpha=alpha))
        return {
            "leaky_relu": leaky,
            "elu": curve,
            "leaky_relu slope": leaky_slope,
            "elu slope": curve_slope,
            "ends": ends,
            "title": title,
        }

    return update


def move_alpha() -> LivePlot:
    """Give a slider to alpha."""
    figure, axes = subplots(1, 2, figsize=(9, 3.9))
    return LivePlot(
        figure,
        alpha_view(axes),
        alt=_("Leaky ReLU and ELU for α = {alpha:.2f} beside the ReLU, and the slopes of both."),
        alpha=FloatSlider(0.2, min=0, max=1.2, step=0.05, description="α"),
    )


def plot_three_alphas() -> Still:
    """Show three settings of alpha: values above, slopes below."""
    figure, axes = subplots(2, len(ALPHAS), figsize=(9, 5.6), sharey="row", sharex=True)
    for column, alpha in zip(axes.T, ALPHAS, strict=True):
        alpha_view(column)(alpha=alpha)
        title = _("slopes at -3: {leaky_relu:.2f}, {elu:.2f}")
        column[1].set_title(title.format(leaky_relu=alpha, elu=elu_grad(-3.0, alpha)))
        column[0].set_xlabel("")
    for ax in axes[:, 1:].ravel():
        ax.get_legend().remove()
    alt = _(
        "Leaky ReLU and ELU with their slopes for α = 0.2, 0.6 and 1. Left of 0 the Leaky ReLU is "
        "straight with slope α, the ELU levels off at -α and its slope fades. At α = 1 the Leaky "
        "ReLU is a straight line, and the slope of the ELU no longer jumps at 0."
    )
    return show(figure, alt)


def plot_gap(x: Any, gap: Any) -> Still:
    """Show the difference between two formulas for the GELU."""
    figure, ax = subplots(figsize=(7, 3))
    ax.plot([-5, 5], [0, 0], color=GREY, linewidth=0.8)
    plot_curve(ax, x, gap, "gelu")
    ax.set(title=_("The tanh form of the GELU, minus the GELU"), xlabel="z", ylabel=_("difference"))
    ax.set(xlim=(-5, 5), ylim=(-6e-4, 6e-4))
    ax.ticklabel_format(axis="y", style="plain")
    alt = _(
        "The difference between both formulas on -5 to 5: a wave that stays between {least:.4f} "
        "and {most:.4f}, is 0 at 0 and fades at both ends."
    )
    return show(figure, alt.format(least=gap.min(), most=gap.max()))


def plot_gelu_and_elu(x: Any, gelu_values: Any, elu_values: Any) -> Still:
    """Show GELU and ELU side by side, with their slopes."""
    figure, axes = subplots(1, 2, figsize=(9, 3.8), sharey=True)
    pairs: dict[str, tuple[Any, Callable[..., Any]]] = {
        "gelu": (gelu_values, gelu_grad),
        "elu": (elu_values, elu_grad),
    }
    for ax, (name, (y, derivative)) in zip(axes, pairs.items(), strict=True):
        curve = plot_curve(ax, x, y, name)
        slope = plot_curve(ax, x, derivative(x), name, slope=True)
        label_curve(ax, curve, name.upper(), at=3, dx=-8)
        label_curve(ax, slope, _("slope"), at=3.6, dx=0, dy=-8)
        ax.set(xlabel="z", xlim=(-5, 5), ylim=(-1.2, 5.2))
    axes[0].set_title(_("GELU dips and returns to 0"))
    axes[1].set_title(_("ELU levels off at -1"))
    alt = _(
        "GELU, with a shallow dip left of 0 and a slope that falls below 0 and rises above 1; "
        "ELU, which falls to -1 on the left, with a slope that rises from 0 to 1 and stays there."
    )
    return show(figure, alt)


def plot_relatives(x: Any, values: Mapping[str, Any]) -> Still:
    """Show some members of the family, and their slopes beside them."""
    figure, axes = subplots(1, 2, figsize=(9, 3.8))
    for name, y in values.items():
        entry = lookup(name)
        plot_curve(axes[0], x, y, name, label=name)
        slope = entry.derivative(x)
        if name == "relu":
            slope = np.where(np.abs(x) < 1e-9, np.nan, slope)  # a gap where it jumps
        plot_curve(axes[1], x, slope, name, slope=True)
    axes[1].plot([0, 0], [0, 1], "o", color=COLORS["relu"], **OPEN)
    axes[0].set(title=_("values"), xlabel="z", xlim=(-4, 3), ylim=(-0.5, 3.2))
    axes[1].set(title=_("slopes"), xlabel="z", xlim=(-4, 3), ylim=(-0.2, 1.2))
    axes[0].legend()
    alt = _(
        "ReLU, GELU, SiLU and softplus: all near 0 on the left and near the ReLU on the right; "
        "their slopes rise from 0 to 1, those of GELU and SiLU below 0 and above 1 on the way."
    )
    return show(figure, alt)
