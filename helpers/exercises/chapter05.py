"""Exercises of chapter 5: loss functions."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.activations import sigmoid
from helpers.exercises import Exercise
from helpers.losses import (
    binary_cross_entropy_with_logits_grad,
    cross_entropy_with_logits,
    mae,
    mse,
    rmse,
)
from helpers.outputs import log_softmax, softmax

LOGITS = np.array([[2.0, 1.0, 0.1, -1.0], [0.0, 3.0, -2.0, 0.5], [1.0, 1.0, 4.0, -3.0]])


def picked(table: Any, labels: Any) -> Any:
    """The entry of each row at its label."""
    return table[np.arange(len(labels)), labels]


EXERCISES = [
    Exercise(
        "5.1",
        "my_weight",
        reference=49,
        wrong=[
            (50, "this is 1000 / 20: count the healthy, not all patients."),
            (1 / 49, "this is upside down: the few must count more, not less."),
            (0.02, "this is the share of the ill, which are few: they must count more."),
            (980, "with this each ill patient alone counts as much as all 980 healthy ones."),
        ],
        right="20 · 49 = 980 · 1: both groups weigh the same.",
    ),
    Exercise(
        "5.2",
        "my_rmse",
        reference=lambda t, y: rmse(t, y),
        cases=[
            (np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])),
            (np.array([0.0, 0.0]), np.array([-7.0, 8.0])),
            (np.array([[1, 2], [3, 4], [5, 6]]), np.array([[1, 0], [3, 5], [9, 6]])),
        ],
        wrong=[
            (lambda t, y: mse(t, y), "this is MSE: the root is missing."),
            (
                lambda t, y: np.sqrt(np.sum((y - t) ** 2) / len(t)),
                "len(t) counts the rows alone: divide by the number of all the entries.",
            ),
            (lambda t, y: mae(t, y), "this is MAE: square the errors, and take the root last."),
            (
                lambda t, y: np.sqrt(np.sum((y - t) ** 2)),
                "this is the root of the sum: it grows with the number of examples.",
            ),
            (
                lambda t, y: np.abs(np.mean(y - t)),
                "here errors of opposite sign pay for one another: square before you average.",
            ),
        ],
        right="square, mean, root, in this order, whatever the shape.",
    ),
    Exercise(
        "5.3",
        "my_cross_entropy",
        reference=lambda z, labels: cross_entropy_with_logits(labels, z),
        cases=[
            (LOGITS, np.array([0, 1, 0])),
            (LOGITS[:2, :3], np.array([2, 0])),
            (np.array([[1000.0, 0.0], [-1000.0, 0.0]]), np.array([0, 0])),
        ],
        wrong=[
            (
                lambda z, k: -np.mean(np.log(picked(softmax(z), k) + 1e-7)),
                "a small number was added to p: at p = 0 that hides the true loss, here 1000.",
            ),
            (
                lambda z, k: -np.sum(picked(log_softmax(z), k)),
                "this is the sum over the examples: take their mean.",
            ),
            (
                lambda z, k: -np.mean(picked(z, k)),
                "the logarithm of the sum is missing: a logit is no log-probability yet.",
            ),
            (
                lambda z, k: -np.mean(picked(log_softmax(z, axis=0), k)),
                "this softmax goes down the columns: one row is one example.",
            ),
            (
                lambda z, k: -np.mean(picked(log_softmax(z.ravel()).reshape(z.shape), k)),
                "this softmax runs over the whole table: one row is one example.",
            ),
            (
                lambda z, k: -np.mean(log_softmax(z)[:, k]),
                "z[:, labels] is a square table, every row with every label: take one per row.",
            ),
            (
                lambda z, k: -np.mean(log_softmax(z)),
                "this is the mean over all the classes: only the true one counts.",
            ),
        ],
        right="no exponential overflows, no logarithm meets a 0.",
    ),
    Exercise(
        "5.4",
        "my_logit_gradient",
        reference=lambda z, t: binary_cross_entropy_with_logits_grad(t, z),
        cases=[
            (np.array([-2.0, -0.5, 0.0, 1.0, 3.0]), np.array([0, 1, 1, 0, 1])),
            (np.array([0.5, -1.5]), np.array([0, 0])),
            (np.array([-800.0, 800.0, 2.0]), np.array([1, 1, 0])),
        ],
        wrong=[
            (
                lambda z, t: (sigmoid(z) - t) / (sigmoid(z) * (1 - sigmoid(z))) / len(z),
                "the bug is still there: over which variable is this the slope?",
            ),
            (lambda z, t: sigmoid(z) - t, "the mean is missing: divide by the number of examples."),
            (lambda z, t: (z - t) / len(z), "the sigmoid is missing: compare p with the target."),
            (
                lambda z, t: (sigmoid(z) - t) * sigmoid(z) * (1 - sigmoid(z)) / len(z),
                "p (1 - p) is there once too often: the slope over p divides by it already.",
            ),
        ],
        right="prediction minus target, over N: the two factors p (1 - p) have cancelled.",
    ),
]
