"""Pictures of chapter `backpropagation`."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
from matplotlib.axes import Axes

from helpers import Network
from helpers._validation import Array
from lecture.figures import COLORS, GREY
from lecture.live import Moving, Update

SEEDS = 10


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
    """Draw the norm of each layer's gradient in an untrained network, for ten random starts."""
    (each,) = ax.plot([], [], ".-", linewidth=0.8, markersize=4, alpha=0.5)
    (median,) = ax.plot([], [], "o-")
    title = ax.set_title("gradient")
    ax.set(xlabel="layer (the last is the output)", ylabel="norm of the gradient")
    ax.set(xlim=(0, 22), ylim=(1e-15, 10), yscale="log", xticks=[1, 5, 10, 15, 20])

    def update(activation: str, depth: int) -> Moving:
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
        return {"each": each, "median": median, "title": title}

    return update
