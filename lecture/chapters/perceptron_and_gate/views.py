"""Pictures of chapter `perceptron_and_gate`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers import GATES, INPUTS, Perceptron, fires
from helpers._validation import Array
from lecture.figures import BLUE, ORANGE
from lecture.live import Moving, Update

EPOCHS = 10
FRAME = np.array([[-9, -9], [9, -9], [9, 9], [-9, 9]])


def line_and_half_plane(weights: Array, bias: float) -> tuple[Array, Array]:
    """Find the line where w·x + b = 0, and a polygon of the points where it is positive."""
    size = np.hypot(*weights)
    if size == 0:
        return np.empty((0, 2)), FRAME if bias > 0 else FRAME[:1]
    normal = weights / size
    along = np.array([-normal[1], normal[0]])
    line = np.outer([-9, 9], along) - bias / size * normal
    return line, np.vstack([line, line[::-1] + 9 * normal])


def boundary_view(ax: Axes) -> Update:
    """Draw the four inputs with their targets, and where a neuron of these weights fires."""
    (region,) = ax.fill([0], [0], color=BLUE, alpha=0.2, linewidth=0)
    (line,) = ax.plot([], [], color=BLUE)
    (wrong,) = ax.plot([], [], "o", color=ORANGE, markersize=19, mfc="none", mew=2)
    dots = [ax.plot([], [], "o", color="black", mfc=fill)[0] for fill in ("white", "black")]
    title = ax.set_title("weights")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xticks=(0, 1), yticks=(0, 1))
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal")

    def update(targets: Array, weights: Array, bias: float) -> Moving:
        points, polygon = line_and_half_plane(weights, bias)
        line.set_data(points.T)
        region.set_xy(polygon)
        targets = np.asarray(targets)
        for target, dot in enumerate(dots):
            dot.set_data(INPUTS[targets == target].T)
        wrong.set_data(INPUTS[fires(INPUTS @ weights + bias) != targets].T)
        title.set_text(f"b {bias:.1f}, w {weights[0]:.1f}, {weights[1]:.1f}".replace("-0.0", "0.0"))
        return {
            "fires": region,
            "boundary": line,
            "wrong": wrong,
            "target 0": dots[0],
            "target 1": dots[1],
            "title": title,
        }

    return update


def perceptron_view(axes: Sequence[Axes]) -> Update:
    """Draw the boundary after an epoch, and the mistakes of every epoch; takes two axes."""
    move_boundary = boundary_view(axes[0])
    epochs = np.arange(1, EPOCHS + 1)
    bars = axes[1].bar(epochs, 0 * epochs, color=ORANGE)
    (now,) = axes[1].plot([], [], "v", color="black")
    title = axes[1].set_title("gate")
    axes[1].set(xlabel="epoch", ylabel="mistakes", xlim=(-0.6, EPOCHS + 0.6), ylim=(0, 4.7))
    axes[1].set(xticks=range(0, EPOCHS + 1, 2), yticks=range(5))

    def update(gate: str, epoch: int, learning_rate: float) -> Moving:
        history = Perceptron(learning_rate, EPOCHS).fit(INPUTS, GATES[gate]).history_
        weights, bias = history[epoch - 1][:2] if epoch else (np.zeros(2), 0.0)
        for bar, after in zip(bars, history, strict=True):
            bar.set_height(after.updates)
        now.set_data([epoch], [(history[epoch - 1].updates if epoch else 0) + 0.3])
        title.set_text(f"{gate}, after epoch {epoch}")
        boundary = move_boundary(GATES[gate], weights, bias)
        return {**boundary, "mistakes": bars, "now": now, "title of the gate": title}

    return update
