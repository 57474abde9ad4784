"""Views of networks."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import cache
from itertools import pairwise
from typing import Any

import numpy as np
from contourpy import FillType, LineType, contour_generator
from matplotlib.artist import Artist
from matplotlib.axes import Axes
from matplotlib.patches import PathPatch
from matplotlib.path import Path

from helpers._validation import Array
from helpers.figures import COLORS, GREY
from helpers.network import Network
from helpers.views import Update

CLASS_COLORS = (COLORS["sigmoid"], COLORS["elu"])
SEEDS = 10
NONE = np.empty((0, 2))
JOINED: dict[str, Any] = {
    "line_type": LineType.ChunkCombinedNan,
    "fill_type": FillType.ChunkCombinedCode,
}


def draw_network(ax: Axes, names: Sequence[Sequence[str]], captions: Sequence[str]) -> None:
    """Draw the units of each layer as circles, by name, with every connection and a caption."""
    ax.axis("off")
    tallest = max(map(len, names))
    ax.set(xlim=(-0.4, len(names) - 0.6), ylim=(-tallest - 0.4, tallest - 0.4))
    box = {"boxstyle": "circle,pad=0.4", "facecolor": "white", "edgecolor": "black"}
    places = [
        [(i, len(units) - 1 - 2 * k) for k in range(len(units))] for i, units in enumerate(names)
    ]
    for left, right in pairwise(places):
        for x0, y0 in left:
            for x1, y1 in right:
                ax.plot([x0, x1], [y0, y1], color=GREY, linewidth=1.2, zorder=0)
    for i, (units, caption) in enumerate(zip(names, captions, strict=True)):
        for (x, y), name in zip(places[i], units, strict=True):
            ax.text(x, y, name, ha="center", va="center", bbox=box)
        ax.text(i, -tallest - 0.3, caption, ha="center", va="bottom")


def gradient_view(ax: Axes, X: Array, t: Array) -> Update:
    """Norm of the gradient of each layer of an untrained network, for ten random starts."""
    (each,) = ax.plot([], [], ".-", linewidth=0.8, markersize=4, alpha=0.5, label="_each start")
    (median,) = ax.plot([], [], "o-", label="_median")
    title = ax.set_title("gradient")
    title.set_label("_title")
    ax.set(xlabel="layer (the last is the output)", ylabel="norm of the gradient")
    ax.set(xlim=(0, 22), ylim=(1e-15, 10), yscale="log", xticks=[1, 5, 10, 15, 20])

    def update(activation: str, depth: int) -> list[Artist]:
        sizes = [2] + [16] * depth + [1]
        norms = np.full((SEEDS, depth + 2), np.nan)  # nan: a gap between two starts
        for seed in range(SEEDS):
            net = Network(sizes, activation, "sigmoid", "binary_cross_entropy", seed)
            norms[seed, :-1] = [np.linalg.norm(slopes) for slopes in net.backward(X, t)]
        layers, middle = np.arange(1, depth + 3), np.median(norms[:, :-1], axis=0)
        each.set_data(np.tile(layers, SEEDS), norms.ravel())
        median.set_data(layers[:-1], middle)
        each.set_color(COLORS[activation])
        median.set_color(COLORS[activation])
        title.set_text(f"{activation}, depth {depth}: first / last {middle[0] / middle[-1]:.1g}")
        return [each, median, title]

    return update


def decision_view(axes: Sequence[Axes], X: Array, t: Array) -> Update:
    """What a network of one hidden layer says of every point while it learns; takes two axes."""
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    x, y = (np.linspace(a, b, 61) for a, b in zip(low, high, strict=True))
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    for k, marker in enumerate("os"):
        axes[0].plot(*X[t == k].T, marker, color=CLASS_COLORS[k], markersize=4, label=f"class {k}")
    side = PathPatch(Path(NONE), color=CLASS_COLORS[1], alpha=0.2, label="_side of 1")
    axes[0].add_patch(side)
    lines = {
        level: axes[0].plot([], [], style, color="black", linewidth=width, label=f"_{level}")[0]
        for level, style, width in ((0.1, ":", 1.2), (0.5, "-", 2), (0.9, ":", 1.2))
    }
    (curve,) = axes[1].plot([], [], label="_loss")
    (dot,) = axes[1].plot([], [], "o", label="_now")
    titles = [ax.set_title("network") for ax in axes]
    for title in titles:
        title.set_label("_title")
    axes[0].set(xlabel="$x_1$", ylabel="$x_2$", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    axes[1].set(xlabel="epoch", ylabel="loss", xlim=(-10, 310), ylim=(0, 1))

    @cache
    def learn(hidden: str, width: int) -> tuple[list[Network], list[float]]:
        sizes, loss = [2, width, 1], "binary_cross_entropy"
        net = Network(sizes, hidden, "sigmoid", loss, 0, learning_rate=1, epochs=10)
        nets, losses = [copy.deepcopy(net)], []
        for _ in range(30):
            losses += net.fit(X, t).loss_history_
            nets.append(copy.deepcopy(net))
        return nets, [*losses, net.compute_loss(X, t)]

    def update(hidden: str, width: int, epochs: int) -> list[Artist]:
        nets, losses = learn(hidden, width)
        net = nets[epochs // 10]
        contours: Any = contour_generator(x, y, net.forward(points).reshape(61, 61), **JOINED)
        for level, line in lines.items():
            path = contours.lines(level)[0][0]
            line.set_data(*(NONE if path is None else path).T)
        (outline,), (codes,) = contours.filled(0.5, 2)
        side.set_path(Path(NONE if outline is None else outline, codes))
        curve.set_data(np.arange(301), losses)
        dot.set_data([epochs], [losses[epochs]])
        curve.set_color(COLORS[hidden])
        dot.set_color(COLORS[hidden])
        accuracy = np.mean((net.forward(X)[:, 0] >= 0.5) == t)
        titles[0].set_text(f"{hidden}, width {width}: {accuracy:.1%}")
        titles[1].set_text(f"epoch {epochs}: loss {losses[epochs]:.3f}")
        return [side, *lines.values(), curve, dot, *titles]

    return update
