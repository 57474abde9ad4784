from functools import cache

import numpy as np
from matplotlib.figure import Figure
from scipy.special import expit

from helpers import Network

BCE = "binary_cross_entropy"
LAWS = {  # h(z), and its slope from z and the value
    "sigmoid": (expit, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z, a: np.where(z > 0, 1, 0)),
}


@cache
def circle():
    """The points of the chapters, and whether each was inside the circle before the noise."""
    rng = np.random.default_rng(0)
    points = rng.uniform(-2, 2, size=(200, 2))
    inside = (points[:, 0] ** 2 + points[:, 1] ** 2 < 1.6**2) * 1
    return points + rng.normal(0, 0.15, size=(200, 2)), inside


def layer_norms(activation, depth, seed):
    """Norm of each layer's gradient, by the chain rule written out."""
    (points, inside), (h, slope) = circle(), LAWS[activation]
    network = Network([2] + [16] * depth + [1], activation, "sigmoid", BCE, seed)
    layers = [(array[0], array[1:]) for array in network.parameters()]
    nets, values = [], [points]
    for bias, weights in layers:
        nets.append(values[-1] @ weights + bias)
        values.append(h(nets[-1]))
    delta = (expit(nets[-1]) - inside[:, None]) / 200
    norms = []
    for i in range(depth, -1, -1):
        squares = np.sum((values[i].T @ delta) ** 2) + np.sum(delta.sum(axis=0) ** 2)
        norms.insert(0, np.sqrt(squares))
        if i:
            delta = delta @ layers[i][1].T * slope(nets[i - 1], values[i])
    return norms


def gradient_live(activation, depth):
    norms = np.array([layer_norms(activation, depth, seed) for seed in range(10)])
    gap = np.full((10, 1), np.nan)
    layers = np.arange(1, depth + 2)
    median = np.median(norms, axis=0)
    ratio = f"{median[0] / median[-1]:.1g}"
    return {
        "_title": [f"{activation}, depth {depth}: first / last {ratio}"],
        "_median": (layers, median),
        "_each start": (
            np.tile([*layers, depth + 2], 10),
            np.concatenate([norms, gap], axis=1).ravel(),
        ),
    }


@cache
def losses(hidden, width):
    network = Network([2, width, 1], hidden, "sigmoid", BCE, 0, learning_rate=1, epochs=301)
    return network.fit(*circle()).loss_history_


def decision_live(hidden, width, epochs):
    points, inside = circle()
    network = Network([2, width, 1], hidden, "sigmoid", BCE, 0, learning_rate=1, epochs=epochs or 1)
    if epochs:
        network.fit(points, inside)
    x, y = (np.linspace(side.min() - 0.3, side.max() + 0.3, 61) for side in points.T)
    grid = np.column_stack([np.tile(x, 61), np.repeat(y, 61)])
    p = network.forward(grid).reshape(61, 61)
    ax = Figure().subplots()
    pieces = ax.contour(x, y, p, levels=[0.1, 0.5, 0.9], algorithm="serial").allsegs
    (region,) = ax.contourf(x, y, p, levels=[0.5, 2], algorithm="serial").get_paths()
    loss = losses(hidden, width)[epochs]
    right = np.mean((network.forward(points)[:, 0] >= 0.5) == inside)
    return {
        "_title": [f"{hidden}, width {width}: {right:.1%}", f"epoch {epochs}: loss {loss:.3f}"],
        "_loss": (np.arange(301), losses(hidden, width)),
        "_now": ([epochs], [loss]),
        "_side of 1": region.vertices.T,
        **{
            f"_{level}": joined(lines) for level, lines in zip((0.1, 0.5, 0.9), pieces, strict=True)
        },
    }


def joined(lines):
    """The lines in one array, a gap between two of them."""
    gap = np.full((1, 2), np.nan)
    return np.concatenate([part for line in lines for part in (line, gap)] or [gap])[:-1].T


SHOWS = {"gradient_live": gradient_live, "decision_live": decision_live}
