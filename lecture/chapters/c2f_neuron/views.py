"""Pictures of chapter `c2f_neuron`."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from helpers import c2f
from lecture.figures import GREEN, GREY, ORANGE
from lecture.live import Moving, Update


def neuron_view(ax: Axes) -> Update:
    """Draw one neuron of one input: net input z, output h(z), and the corner of h."""
    x = np.linspace(-20, 50, 281)
    (net,) = ax.plot(x, x, "--", color=GREY, label="net input z")
    (output,) = ax.plot(x, x, color=GREEN, label="output h(z)")
    (kink,) = ax.plot([], [], "o", color=ORANGE, label="corner of h")
    title = ax.set_title("z")
    ax.set(xlabel="input x", ylabel="z and h(z)", xlim=(-20, 50), ylim=(-60, 150))
    ax.legend(loc="upper left")

    def update(weight: float, bias: float, corner: float) -> Moving:
        net.set_ydata(bias + weight * x)
        output.set_ydata(c2f(x, weight, bias, corner))
        kink.set_data([(corner - bias) / weight] if weight else [], [corner] if weight else [])
        title.set_text(f"w {weight:.1f}, b {bias:g}, corner {corner:g}")
        return {"net": net, "output": output, "kink": kink, "title": title}

    return update


def draw_neuron(ax: Axes, inputs: list[str], weights: list[str]) -> None:
    """Draw a neuron: inputs, their weights, the sum z, the activation h and the output y."""
    ax.axis("off")
    ax.set(xlim=(0, 10), ylim=(-1.2, 1.2))
    box = {"boxstyle": "circle,pad=0.5", "facecolor": "white", "edgecolor": "black"}
    arrow = {"arrowstyle": "->", "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    for text, weight, y in zip(inputs, weights, np.linspace(0.8, -0.8, len(inputs)), strict=True):
        ax.text(1.2, y, text, ha="right", va="center")
        ax.annotate("", (4.0, y / 8), (1.4, y), arrowprops=arrow)
        ax.text(
            2.7,
            y * 0.75 + (0.1 if y >= 0 else -0.1),
            weight,
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    for x, text in ((4.5, r"$\Sigma$"), (7.0, "$h$")):
        ax.text(x, 0, text, ha="center", va="center", bbox=box)
    for start, end, text in ((5.0, 6.5, "$z$"), (7.5, 8.8, "")):
        ax.annotate("", (end, 0), (start, 0), arrowprops=arrow)
        ax.text((start + end) / 2, 0.15, text, ha="center", va="bottom")
    ax.text(9.0, 0, "$y = h(z)$", va="center")
