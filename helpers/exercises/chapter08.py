"""Exercises of chapter 8: choosing an activation."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.activations import relu, relu_grad
from helpers.exercises import Exercise
from helpers.network import Network


def points(n: int, seed: int) -> tuple[Any, Any]:
    """Points on a square, and whether they lie inside a circle."""
    X = np.random.default_rng(seed).uniform(-2, 2, size=(n, 2))
    return X, (np.hypot(X[:, 0], X[:, 1]) < 1.6).astype(int)


RACE = (*points(60, 0), *points(83, 1))
Z = np.array([[-1.0, 2.0, -3.0, -0.5], [0.5, 1.0, -1.0, 0.0], [-2.0, 3.0, -2.0, -1.0]])


def layer_case(samples: int, units_in: int, units_out: int) -> tuple[Any, ...]:
    """Inputs, weights, biases and what comes back; some neurons active, some not."""
    rng = np.random.default_rng(units_in)
    shapes = (samples, units_in), (units_in, units_out), (units_out,), (samples, units_out)
    X, W, b, upstream = (rng.normal(size=shape) for shape in shapes)
    return X, W, b, upstream


def relu_layer(slope: Callable[[Any], Any]) -> Callable[..., Any]:
    """The gradient over W of a layer whose activation has this slope at z."""
    return lambda X, W, b, upstream: X.T @ (upstream * slope(X @ W + b))


def race(
    summary: Any = np.median, seeds: int = 5, train: bool = False, epochs: int = 50
) -> Callable[..., Any]:
    """A race as the exercise asks for it, or with one thing changed."""

    def shares(hidden: Any, X: Any, t: Any, new_X: Any, new_t: Any) -> Any:
        scores = []
        for seed in range(seeds):
            net = Network(
                [2, 8, 1], hidden, "sigmoid", "binary_cross_entropy", seed, learning_rate=1,
                epochs=epochs,
            ).fit(X, t)  # fmt: skip
            scores.append(np.mean(net.predict(X) == t if train else net.predict(new_X) == new_t))
        return summary(scores)

    return shares


def always_active(X: Any, W: Any, b: Any, upstream: Any) -> Any:
    """The slope of the rectified output, where 0 counts as active."""
    return X.T @ (upstream * (relu(X @ W + b) >= 0))


EXERCISES = [
    Exercise(
        "8.1",
        "my_dead_count",
        reference=lambda Z: (relu_grad(Z) == 0).all(axis=0).sum(),
        cases=[
            (Z,),
            (Z[:, :3],),
            (np.array([[-1.0, 2.0], [-0.5, -1.0]]),),
            (np.array([[-1.0, 0.0, -2.0], [0.0, 0.0, 1.0]]),),
        ],
        wrong=[
            (
                lambda Z: (Z <= 0).all(axis=1).sum(),
                "this counts examples for which no neuron is active: a neuron is a column.",
            ),
            (
                lambda Z: (Z <= 0).any(axis=0).sum(),
                "this counts neurons that are inactive for some example: dead ones are for all.",
            ),
            (lambda Z: (Z <= 0).sum(), "this counts numbers, not neurons."),
            (
                lambda Z: (Z < 0).all(axis=0).sum(),
                "a net input of exactly 0 gives no gradient either: the helper's slope is 0 there.",
            ),
            (
                lambda Z: (Z > 0).any(axis=0).sum(),
                "these are the living ones.",
            ),
            (
                lambda Z: (Z.mean(axis=0) <= 0).sum(),
                "a negative mean is not enough: one positive net input keeps a neuron alive.",
            ),
        ],
        right="a neuron is dead if no example gives it a positive net input.",
    ),
    Exercise(
        "8.2",
        "my_relu_gradient",
        reference=lambda X, W, b, upstream: relu_layer(relu_grad)(X, W, b, upstream),
        cases=[layer_case(6, 2, 4), layer_case(5, 3, 3)],
        wrong=[
            (
                always_active,
                "the bug is still there: this is what comes out if every neuron is active.",
            ),
            (
                relu_layer(relu),
                "this multiplies by the output itself: the slope is 1 or 0.",
            ),
            (
                relu_layer(lambda z: z <= 0),
                "just the wrong ones pass: the slope is 1 where the neuron is active.",
            ),
            (
                lambda X, W, b, upstream: X.T @ relu(upstream),
                "this cuts what comes back by its own sign: the slope is asked at z.",
            ),
            (
                lambda X, W, b, upstream: X.T @ (upstream * (X @ W > 0)),
                "the bias is missing from the net input.",
            ),
        ],
        right="the slope is 1 where z > 0, and that is where the output is above 0.",
    ),
    Exercise(
        "8.3",
        "my_race",
        reference=lambda hidden, X, t, new_X, new_t: race()(hidden, X, t, new_X, new_t),
        cases=[(hidden, *RACE) for hidden in ("identity", "tanh", "relu")],
        wrong=[
            (race(train=True), "this judges by the points it was trained on: judge by new ones."),
            (race(np.mean), "this is the mean of the five starts: the median is asked for."),
            (race(np.max), "this is the best of the five starts: the median is asked for."),
            (race(seeds=1), "this is one start only: train with the seeds 0 to 4."),
            (
                lambda *args: 1 - race()(*args),
                "this is the share of the wrong answers.",
            ),
            (
                lambda *args: 83 * race()(*args),
                "this is a number of points: divide by how many there are.",
            ),
        ],
        right="five starts, new points, one median: now you can race any activation.",
    ),
]
