"""Views of a single neuron."""

from __future__ import annotations

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from helpers.figures import COLORS, GREY
from helpers.neuron import c2f
from helpers.views import Update


def neuron_view(ax: Axes) -> Update:
    """One neuron of one input: net input z, output h(z), and the corner where h begins to act."""
    x = np.linspace(-20, 50, 281)
    (net,) = ax.plot(x, x, "--", color=GREY, label="net input z")
    (output,) = ax.plot(x, x, color=COLORS["relu"], label="output h(z)")
    (kink,) = ax.plot([], [], "o", color=COLORS["tanh"], label="corner of h")
    title = ax.set_title("z")
    ax.set(xlabel="input x", ylabel="z and h(z)", xlim=(-20, 50), ylim=(-60, 150))
    ax.legend(loc="upper left")

    def update(weight: float, bias: float, corner: float) -> list[Artist]:
        net.set_ydata(bias + weight * x)
        output.set_ydata(c2f(x, weight, bias, corner))
        kink.set_data([(corner - bias) / weight] if weight else [], [corner] if weight else [])
        title.set_text(f"w {weight:.1f}, b {bias:g}, corner {corner:g}")
        return [net, output, kink, title]

    return update


def line_view(ax: Axes) -> Update:
    """A neuron without an activation: the line y = weight·x + bias."""
    x = np.linspace(-3, 3, 2)
    (line,) = ax.plot(x, x, color=COLORS["sigmoid"], label="_line")
    title = ax.set_title("y")
    ax.set(xlabel="x", ylabel="y", xlim=(-3, 3), ylim=(-6, 6))

    def update(weight: float, bias: float) -> list[Artist]:
        line.set_ydata(weight * x + bias)
        title.set_text(f"y = {weight:.1f}·x {'-' if bias < 0 else '+'} {abs(bias):.1f}")
        return [line, title]

    return update
