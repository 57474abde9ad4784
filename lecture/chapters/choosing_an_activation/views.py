"""Pictures of chapter `choosing_an_activation`."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers import Network
from helpers._validation import Array
from lecture.figures import BLUE, COLORS, ORANGE
from lecture.live import Moving, Update

CLASS_COLORS = (BLUE, ORANGE)
LEVELS = {0.1: ":", 0.5: "-", 0.9: ":"}  # of the probability of class 1, and their lines


def decision_view(axes: Sequence[Axes], X: Array, t: Array) -> Update:
    """Draw what a network of one hidden layer says of every point while it learns; two axes."""
    plane, history = axes
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    x, y = (np.linspace(a, b, 61) for a, b in zip(low, high, strict=True))
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    for k, marker in enumerate("os"):
        plane.plot(*X[t == k].T, marker, color=CLASS_COLORS[k], markersize=4, label=f"class {k}")
    (curve,) = history.plot([], [])
    (dot,) = history.plot([], [], "o")
    titles = [ax.set_title("network") for ax in axes]
    plane.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    history.set(xlabel="epoch", ylabel="loss", xlim=(-10, 310), ylim=(0, 1.3))
    borders: dict[str, Any] = {}

    def draw_borders(chances: Array) -> None:
        """Draw where the network says 0.1, 0.5 and 0.9, in place of the borders before."""
        for border in borders.values():
            border.remove()
        borders.clear()
        borders["side of 1"] = plane.contourf(
            x, y, chances, levels=[0.5, 2], colors=[CLASS_COLORS[1]], alpha=0.2
        )
        crossed = [level for level in LEVELS if chances.min() < level < chances.max()]
        if crossed:
            styles = [LEVELS[level] for level in crossed]
            borders["borders"] = plane.contour(
                x, y, chances, levels=crossed, colors="black", linestyles=styles, linewidths=1.6
            )

    @cache
    def learn(hidden: str, width: int) -> tuple[list[Network], list[float]]:
        sizes, loss = [2, width, 1], "binary_cross_entropy"
        net = Network(sizes, hidden, "sigmoid", loss, 0, learning_rate=1, epochs=10)
        nets, losses = [copy.deepcopy(net)], []
        for _ in range(30):
            losses += net.fit(X, t).loss_history_
            nets.append(copy.deepcopy(net))
        return nets, [*losses, net.compute_loss(X, t)]

    def update(hidden: str, width: int, epochs: int) -> Moving:
        nets, losses = learn(hidden, width)
        net = nets[epochs // 10]
        draw_borders(net.forward(points).reshape(61, 61))
        curve.set_data(np.arange(301), losses)
        dot.set_data([epochs], [losses[epochs]])
        curve.set_color(COLORS[hidden])
        dot.set_color(COLORS[hidden])
        accuracy = np.mean((net.forward(X)[:, 0] >= 0.5) == t)
        titles[0].set_text(f"{hidden}, width {width}: {accuracy:.1%}")
        titles[1].set_text(f"epoch {epochs}: loss {losses[epochs]:.3f}")
        moving = {"loss": curve, "now": dot, "title": titles[0], "title of the loss": titles[1]}
        return {**borders, **moving}

    return update
