"""Exercises of chapter `choosing_an_activation`."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers.losses import cross_entropy_with_logits
from helpers.network import Network
from helpers.outputs import softmax
from lecture.exercise import exercise


def points(n: int, seed: int) -> tuple[Any, Any]:
    """Points on a square, and whether they lie inside a circle."""
    X = np.random.default_rng(seed).uniform(-2, 2, size=(n, 2))
    return X, (np.hypot(X[:, 0], X[:, 1]) < 1.6).astype(int)


RACE = (*points(60, 0), *points(83, 1))

LOGITS = np.array([[2.0, 1.0, 0.1, -1.0], [0.0, 3.0, -2.0, 0.5], [1.0, 1.0, 4.0, -3.0]])


def verdict(a: Any, b: Any) -> int:
    """Which of two activations is better in every start: 1, -1, or 0 for neither."""
    return int(a.min() > b.max()) - int(b.min() > a.max())


def picked_log(p: Any, labels: Any) -> Any:
    """Mean of minus the logarithm of what each row gives to its label."""
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


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


@exercise(
    cases=[
        (np.array([0.916, 0.913, 0.914]), np.array([0.786, 0.735, 0.836])),
        (np.array([0.88, 0.91, 0.92]), np.array([0.87, 0.9, 0.91])),
        (np.array([0.62, 0.6, 0.61]), np.array([0.91, 0.92, 0.9])),
        (np.array([0.8, 0.9, 0.85]), np.array([0.7, 0.8, 0.75])),
        (np.array([0.5, 0.92, 0.84]), np.array([0.8, 0.82, 0.81])),
        (np.array([0.7, 0.72, 0.9]), np.array([0.8, 0.82, 0.81])),
    ],
    right="the worst start of one against the best start of the other.",
)
def my_verdict(a, b):
    return int(np.min(a) > np.max(b)) - int(np.min(b) > np.max(a))


my_verdict.wrong(
    "this compares the means: a difference within the spread is none.",
    lambda a, b: np.sign(np.mean(a) - np.mean(b)),
)
my_verdict.wrong(
    "this compares the medians: a difference within the spread is none.",
    lambda a, b: np.sign(np.median(a) - np.median(b)),
)
my_verdict.wrong(
    "this compares the best starts: the others count as well.",
    lambda a, b: np.sign(np.max(a) - np.max(b)),
)
my_verdict.wrong(
    "this compares start by start: each of a must be better than each of b.",
    lambda a, b: int((a > b).all()) - int((b > a).all()),
)
my_verdict.wrong(
    "a tie is no better: with equal shares the race is open.",
    lambda a, b: int(a.min() >= b.max()) - int(b.min() >= a.max()),
)
my_verdict.wrong("b can win, too: then the answer is -1.", lambda a, b: int(a.min() > b.max()))


@exercise(
    cases=[(LOGITS, np.array([0, 1, 0])), (LOGITS[:2, :3], np.array([2, 0]))],
    right="a row of logits is one photo, so the softmax runs along the rows.",
)
def my_loss(z, labels):
    p = softmax(z, axis=-1)
    rows = np.arange(len(labels))
    return -np.mean(np.log(p[rows, labels]))


my_loss.wrong(
    "the bug is still there: what does each row of p sum to?",
    lambda z, k: picked_log(softmax(z, axis=0), k),
)
my_loss.wrong(
    "now the softmax is taken twice: a helper that wants logits gets probabilities.",
    lambda z, k: cross_entropy_with_logits(k, softmax(z)),
)
my_loss.wrong(
    "this is the sum over the photos: take their mean.",
    lambda z, k: len(k) * cross_entropy_with_logits(k, z),
)
my_loss.wrong(
    "this softmax runs over the whole table: one row is one photo.",
    lambda z, k: picked_log(softmax(z.ravel()).reshape(z.shape), k),
)


@exercise(
    cases=[(hidden, *RACE) for hidden in ("identity", "tanh", "relu")],
    right="five starts, new points, one median: now you can race any activation.",
)
def my_race(hidden, X, t, new_X, new_t):
    shares = []
    for seed in range(5):
        loss = "binary_cross_entropy"
        net = Network([2, 8, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=50)
        net.fit(X, t)
        shares.append(np.mean(net.predict(new_X) == new_t))
    return np.median(shares)


my_race.wrong("this judges by the points it was trained on: judge by new ones.", race(train=True))
my_race.wrong("this is the mean of the five starts: the median is asked for.", race(np.mean))
my_race.wrong("this is the best of the five starts: the median is asked for.", race(np.max))
my_race.wrong("this is one start only: train with the seeds 0 to 4.", race(seeds=1))
my_race.wrong("this is the share of the wrong answers.", lambda *args: 1 - race()(*args))
my_race.wrong(
    "this is a number of points: divide by how many there are.", lambda *args: 83 * race()(*args)
)
