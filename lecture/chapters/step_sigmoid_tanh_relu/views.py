"""Pictures of chapter `step_sigmoid_tanh_relu`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes
from matplotlib.lines import Line2D

from helpers import ACTIVATIONS, sigmoid
from lecture.figures import COLORS, plot_curve
from lecture.live import Moving, Update


def steepness_view(ax: Axes) -> Update:
    """Draw a sigmoid of k·x beside the step that it approaches as k grows."""
    x = np.linspace(-5, 5, 401)
    ax.plot([-5, 0, 0, 5], [0, 0, 1, 1], color=COLORS["step"], linewidth=1.2, label="step")
    (curve,) = ax.plot(x, x, color=COLORS["sigmoid"], label="σ(kx)")
    title = ax.set_title("k")
    ax.set(xlabel="x", xlim=(-5, 5), ylim=(-0.1, 1.1))
    ax.legend(loc="upper left")

    def update(k: float) -> Moving:
        curve.set_ydata(sigmoid(k * x))
        title.set_text(f"k = {k:.2g}: slope {k / 4:.3g} at 0")
        return {"curve": curve, "title": title}

    return update


def probe_view(axes: Sequence[Axes]) -> Update:
    """Read value and slope of four functions off their curves at one input; takes three axes."""
    names = ("step", "sigmoid", "tanh", "relu")
    grid = np.linspace(-5, 5, 401)
    dots: dict[str, Line2D] = {}
    for kind, ax in zip(("function", "derivative"), axes, strict=False):
        for name in names:
            y = getattr(ACTIVATIONS[name], kind)(grid)
            plot_curve(ax, grid, y, name, slope=kind == "derivative", linewidth=1.6)
            (dots[f"{name} {kind}"],) = ax.plot([], [], "o", color=COLORS[name])
        ax.set(xlabel="x", xlim=(-5, 5))
    axes[0].set(title="value", ylim=(-1.3, 5.2))
    axes[1].set(title="slope", ylim=(-0.1, 1.1))
    axes[2].axis("off")
    head = axes[2].text(0, 0.9, "", family="monospace")
    rows = {
        name: axes[2].text(0, 0.7 - 0.18 * row, "", family="monospace", color=COLORS[name])
        for row, name in enumerate(names)
    }

    def update(x: float) -> Moving:
        head.set_text(f"x = {x:<5.1f}   value   slope")
        for name, row in rows.items():
            entry = ACTIVATIONS[name]
            value, slope = float(entry.function(x)), float(entry.derivative(x))
            dots[f"{name} function"].set_data([x], [value])
            dots[f"{name} derivative"].set_data([x], [slope])
            row.set_text(f"{name:<9}{value:8.4f}{slope:8.4f}".replace("nan", "   "))
        return {**dots, "head": head, **rows}

    return update
