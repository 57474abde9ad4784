"""Views of activation functions."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers.activations import elu, elu_grad, leaky_relu, leaky_relu_grad, relu, sigmoid
from helpers.figures import COLORS, GREY, plot_curve
from helpers.registry import ACTIVATIONS
from helpers.views import Update


def steepness_view(ax: Axes) -> Update:
    """A sigmoid of k·x beside the step that it approaches as k grows."""
    x = np.linspace(-5, 5, 401)
    ax.plot([-5, 0, 0, 5], [0, 0, 1, 1], color=COLORS["step"], linewidth=1.2, label="step")
    (curve,) = ax.plot(x, x, color=COLORS["sigmoid"], label="σ(kx)")
    title = ax.set_title("k")
    ax.set(xlabel="x", xlim=(-5, 5), ylim=(-0.1, 1.1))
    ax.legend(loc="upper left")

    def update(k: float) -> list[Artist]:
        curve.set_ydata(sigmoid(k * x))
        title.set_text(f"k = {k:.2g}: slope {k / 4:.3g} at 0")
        return [curve, title]

    return update


def probe_view(axes: Sequence[Axes]) -> Update:
    """Value and slope of four functions at one input, read off their curves; takes three axes."""
    names = ("step", "sigmoid", "tanh", "relu")
    grid = np.linspace(-5, 5, 401)
    dots: dict[tuple[str, str], Line2D] = {}
    for kind, ax in zip(("function", "derivative"), axes, strict=False):
        for name in names:
            y = getattr(ACTIVATIONS[name], kind)(grid)
            plot_curve(ax, grid, y, name, slope=kind == "derivative", linewidth=1.6)
            (dots[name, kind],) = ax.plot([], [], "o", color=COLORS[name], label=f"_{name}")
        ax.set(xlabel="x", xlim=(-5, 5))
    axes[0].set(title="value", ylim=(-1.3, 5.2))
    axes[1].set(title="slope", ylim=(-0.1, 1.1))
    axes[2].axis("off")
    head = axes[2].text(0, 0.9, "", family="monospace")
    rows = {
        name: axes[2].text(0, 0.7 - 0.18 * row, "", family="monospace", color=COLORS[name])
        for row, name in enumerate(names)
    }

    def update(x: float) -> list[Artist]:
        reading = {key: float(getattr(ACTIVATIONS[key[0]], key[1])(x)) for key in dots}
        for key, y in reading.items():
            dots[key].set_data([x], [y])
        head.set_text(f"x = {x:<5.1f}   value   slope")
        for name, row in rows.items():
            value, slope = reading[name, "function"], reading[name, "derivative"]
            row.set_text(f"{name:<9}{value:8.4f}{slope:8.4f}".replace("nan", "   "))
        return [*dots.values(), head, *rows.values()]

    return update


def alpha_view(axes: Sequence[Axes]) -> Update:
    """Leaky ReLU and ELU of one alpha, with their slopes beside them; takes two axes."""
    x = np.linspace(-4, 4, 401)
    left = x[x <= 0]  # to the right of 0 alpha changes nothing
    values, slopes = axes
    values.plot(x, relu(x), color=GREY, linewidth=1.2, label="ReLU")
    slopes.plot([0, 4], [1, 1], "--", color=GREY)
    lines = {
        (name, slope): plot_curve(ax, left, left, name, slope=slope, label=label)
        for ax, slope in ((values, False), (slopes, True))
        for name, label in (("leaky_relu", "Leaky ReLU"), ("elu", "ELU"))
    }
    values.set(xlabel="x", xlim=(-4, 4), ylim=(-6.2, 4.2))
    slopes.set(xlabel="x", xlim=(-4, 4), ylim=(-0.1, 1.6))
    values.legend(loc="lower right")
    title, slope_title = values.set_title("α"), slopes.set_title("slope")

    def update(alpha: float) -> list[Artist]:
        lines["leaky_relu", False].set_ydata(leaky_relu(left, alpha))
        lines["elu", False].set_ydata(elu(left, alpha))
        lines["leaky_relu", True].set_ydata(leaky_relu_grad(left, alpha))
        lines["elu", True].set_ydata(elu_grad(left, alpha))
        title.set_text(f"values for α = {alpha:.2f}")
        slope_title.set_text(f"slopes at 0: {alpha:.2f} and 1")
        return [*lines.values(), title, slope_title]

    return update
