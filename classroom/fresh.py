"""Fresh cases for each exercise whose answer is a function or a class, drawn from a seed.

They are of the kinds that the check in a chapter uses, so that each mistake that it knows fails
here, too. An answer that is a value has no other case.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from helpers import circle_points, elu
from lecture.chapters.choosing_an_activation.exercises import SHARES

Cases = list[tuple[Any, ...]]


def my_tanh_slope(rng: np.random.Generator) -> Cases:
    y = rng.uniform(-0.98, 0.98, 6)
    return [(y,), (y[:4].reshape(2, 2) / 2,), (float(y[5]),)]


def my_sigmoid(rng: np.random.Generator) -> Cases:
    far = rng.uniform(800, 1200, 2)
    return [
        (rng.normal(0, 3, 5),),
        (rng.integers(-9, 10, (2, 3)),),
        (far * [-1, 1],),
        (-rng.uniform(38, 45, 2),),
        (-rng.uniform(520, 690, 1),),
        (float(rng.normal()),),
    ]


def my_clamp(rng: np.random.Generator) -> Cases:
    low, width = rng.uniform(-50, 50), rng.uniform(2, 40)
    z = low + width * np.concatenate(
        [rng.uniform(-1, 0, 2), rng.uniform(0, 1, 3), rng.uniform(1, 2, 3)]
    )
    z = rng.permutation(z)
    whole = rng.permutation([-9, -4, 0, 1, 5, 8])
    return [
        (z, low, low + width),
        (z.reshape(2, 4), low + 0.1, low + 0.9 * width),
        (whole, -2.5, 3.25),
        (float(z[0]), low, low + width),
    ]


def my_weight_slope(rng: np.random.Generator) -> Cases:
    x = rng.normal(0, 2, 6)
    return [
        (x, rng.uniform(0.3, 0.8), rng.uniform(0.5, 1)),
        (x[:4].reshape(2, 2), rng.uniform(-2, -1.2), rng.normal()),
        (float(x[5]), rng.uniform(1.2, 2), rng.normal()),
    ]


def my_hat(rng: np.random.Generator) -> Cases:
    x = np.concatenate([rng.uniform(low, low + 1, 2) for low in (-2, 0, 1, 2, 3.5, 8)])
    return [(rng.permutation(x),), (rng.permutation([-3, 0, 1, 2, 3, 6]).reshape(2, 3),), (x[4],)]


def my_threshold(rng: np.random.Generator) -> Cases:
    return [*map(tuple, rng.uniform(1, 30, (4, 2)).tolist()), (int(rng.integers(2, 9)), 1)]


def my_softmax(rng: np.random.Generator) -> Cases:
    apart = rng.uniform(900, 1100, 4)
    return [
        (rng.normal(0, 2, 3),),
        (rng.normal(0, 3, (4, 3)),),
        (np.array([[apart[0], apart[0] + 1], [-apart[1], -apart[1] - 3], [0, apart[2]]]),),
        (np.array([0, 0, 2 * apart[3]]),),
    ]


def my_tempered(rng: np.random.Generator) -> Cases:
    large = rng.uniform(1900, 2100)
    return [
        (rng.normal(0, 2, 3), rng.uniform(2, 5)),
        (rng.normal(0, 2, 4), rng.uniform(0.3, 0.8)),
        (np.array([large, large - 9]), rng.uniform(2, 3)),
        (np.array([0, large]), 1.0),
        (np.array([large, large / 2]), rng.uniform(400, 600)),
    ]


def my_cross_entropy(rng: np.random.Generator) -> Cases:
    far = rng.uniform(900, 1100)
    return [
        (rng.normal(0, 2, (4, 2)), rng.permutation([0, 1, 1, 0])),
        (rng.normal(0, 2, (3, 4)), rng.permutation([3, 0, 2])),
        (np.array([[far, 0], [-far, 0]]), np.array([1, 0])),
    ]


def my_logit_gradient(rng: np.random.Generator) -> Cases:
    return [
        (rng.normal(0, 2, 6), rng.integers(0, 2, 6)),
        (rng.uniform(700, 900, 3) * [-1, 1, 0.001], np.array([1, 1, 0])),
    ]


def my_update(rng: np.random.Generator) -> Cases:
    cases = []
    for z, t in [(0, 1), (-1, 1), (1, 0), (1, 1), (-1, 0)]:
        size = int(rng.integers(2, 4))
        weights, x = rng.integers(3, 7, size) / 2, rng.permutation([2.0, 1.0, 0.5])[:size]
        cases.append((weights, z - weights @ x, x, t, rng.choice([0.125, 0.25, 0.5])))
    return cases


def my_linear_step(rng: np.random.Generator) -> Cases:
    return [
        (
            rng.normal(size=(n, d)),
            rng.normal(size=n) + 2,
            rng.normal(size=d),
            rng.normal() - 1,
            rng.uniform(0.1, 0.4),
        )
        for n, d in [(4, 2), (3, 3), (6, 1)]
    ]


def my_layer_gradients(rng: np.random.Generator) -> Cases:
    shapes = [((n, d), (d, m), (m,), (n, m)) for n, d, m in [(5, 2, 3), (3, 4, 2), (2, 3, 3)]]
    return [tuple(rng.normal(size=shape) for shape in four) for four in shapes]


def my_gradients(rng: np.random.Generator) -> Cases:
    return [
        (
            *(rng.normal(size=(n, 2)), rng.integers(0, 2, (n, out)).astype(float)),
            *(rng.normal(size=shape) for shape in [(2, hidden), hidden, (hidden, out), out]),
        )
        for n, hidden, out in [(5, 3, 1), (6, 4, 2)]
    ]


def MyNetwork(rng: np.random.Generator) -> Cases:
    return [
        (
            *(sizes, int(rng.integers(100, 1000)), rng.normal(size=(n, sizes[0]))),
            *(rng.permutation([0.0, 1.0] * (n // 2))[:, None], rng.uniform(0.2, 0.4), 9),
        )
        for sizes, n in [([2, 3, 1], 6), ([3, 4, 2, 1], 8)]
    ]


def my_first_layer_share(rng: np.random.Generator) -> Cases:
    return [(rng.uniform(1.5, 4, n), rng.uniform(0.1, 0.9, n)) for n in (3, 5, 2)]


def my_start_scale(rng: np.random.Generator) -> Cases:
    return [(int(rng.integers(3, 400)), rng.uniform(0.15, 0.45)) for _ in range(4)]


def my_elu_slope(rng: np.random.Generator) -> Cases:
    alphas = rng.uniform([0.3, 1.3, 1.8], [0.8, 1.7, 2.5])
    z = np.append(rng.normal(0, 2, 5), 0)
    return [
        (elu(z, alphas[0]), alphas[0]),
        (elu(-np.abs(z[:4]).reshape(2, 2), alphas[1]), alphas[1]),
        (float(elu(-1.5, alphas[2])), alphas[2]),
    ]


def my_alpha_gradient(rng: np.random.Generator) -> Cases:
    return [(rng.normal(-0.5, 2, shape), rng.normal(size=shape)) for shape in [(3, 4), (5, 2)]]


def my_dead_count(rng: np.random.Generator) -> Cases:
    cases = []
    for dead, alive in [(2, 1), (3, 2), (1, 4)]:
        Z = -rng.uniform(0.5, 5, (4, dead + alive + 2))
        Z[0, :dead] = 0  # dead
        Z[1, dead:] = rng.uniform(0.1, 0.4, alive + 2)  # alive
        Z[2, dead] = 4  # fires for two
        Z[1, -1] = 1e-9  # barely alive
        cases.append((rng.permutation(rng.permutation(Z), axis=1),))
    return cases


def my_relu_backward(rng: np.random.Generator) -> Cases:
    z = rng.permutation(np.concatenate([[0, 0], rng.normal(0, 2, 6), [-1, 1]]))
    dA = rng.normal(0, 2, 10)
    return [(dA, z), (dA.reshape(5, 2), np.round(z).reshape(5, 2))]


def my_verdict(rng: np.random.Generator) -> Cases:
    cases = []
    for a, b in SHARES:
        pairs = np.array([a, b])[:, rng.permutation(len(a))] + rng.integers(-9, 5)
        cases.append((pairs[0] / 100, pairs[1] / 100))
    return [cases[i] for i in rng.permutation(len(cases))]


def my_loss(rng: np.random.Generator) -> Cases:
    return [
        (rng.normal(0, 2, (4, 3)), rng.permutation([0, 1, 2, 0])),
        (rng.normal(0, 2, (2, 4)) + np.array([[40, 0, 0, 0]] * 2), np.array([2, 3])),
        (rng.normal(800, 2, (2, 3)), rng.integers(0, 3, 2)),
        (rng.normal(0, 1, (2, 3)) + 18 * np.eye(2, 3), np.array([1, 0])),
    ]


def my_race(rng: np.random.Generator) -> Cases:
    old, new = rng.integers(1000, 10_000, 2).tolist()
    return [
        (*names, *circle_points(50, seed=old), *circle_points(70, seed=new))
        for names in [("relu", "tanh")]
    ]


def my_split(rng: np.random.Generator) -> Cases:
    sizes = [(40, 90), (120, 220)]
    return [
        (n, int(n * rng.uniform(0.4, 0.8)), int(rng.integers(1000)))
        for n in (int(rng.integers(*size)) for size in sizes)
    ]


FRESH: dict[str, Callable[[np.random.Generator], Cases]] = {
    name: draw for name, draw in list(globals().items()) if name.lower().startswith("my")
}


def fresh_cases(name: str, seed: int) -> Cases:
    """The hidden cases of an exercise."""
    return FRESH[name](np.random.default_rng([seed, *name.encode()]))
