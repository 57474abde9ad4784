"""Exercises of chapter `losses`."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.activations import sigmoid
from helpers.losses import (
    mae,
    mse,
)
from helpers.outputs import log_softmax, softmax
from lecture.exercise import Exercise, exercise

LOGITS = np.array([[2.0, 1.0, 0.1, -1.0], [0.0, 3.0, -2.0, 0.5], [1.0, 1.0, 4.0, -3.0]])


def picked(table: Any, labels: Any) -> Any:
    """The entry of each row at its label."""
    return table[np.arange(len(labels)), labels]


my_class_weight = Exercise(
    "my_class_weight", 49, right="20 · 49 = 980 · 1: both groups weigh the same."
)
my_class_weight.wrong("this is 1000 / 20: count the healthy, not all patients.", 50)
my_class_weight.wrong("this is upside down: the few must count more, not less.", 1 / 49)
my_class_weight.wrong("this is the share of the ill, which are few: they must count more.", 0.02)
my_class_weight.wrong(
    "with this each ill patient alone counts as much as all 980 healthy ones.", 980
)


@exercise(
    cases=[
        (np.array([1.0, 2.0, 3.0]), np.array([3.0, 4.0, 5.0])),
        (np.array([0.0, 0.0]), np.array([-7.0, 8.0])),
        (np.array([[1, 2], [3, 4], [5, 6]]), np.array([[1, 0], [3, 5], [9, 6]])),
    ],
    right="square, mean, root, in this order, whatever the shape.",
)
def my_rmse(t, y):
    return np.sqrt(np.mean((y - t) ** 2))


my_rmse.wrong("this is MSE: the root is missing.", lambda t, y: mse(t, y))
my_rmse.wrong(
    "len(t) counts the rows alone: divide by the number of all the entries.",
    lambda t, y: np.sqrt(np.sum((y - t) ** 2) / len(t)),
)
my_rmse.wrong("this is MAE: square the errors, and take the root last.", lambda t, y: mae(t, y))
my_rmse.wrong(
    "this is the root of the sum: it grows with the number of examples.",
    lambda t, y: np.sqrt(np.sum((y - t) ** 2)),
)
my_rmse.wrong(
    "here errors of opposite sign pay for one another: square before you average.",
    lambda t, y: np.abs(np.mean(y - t)),
)


@exercise(
    cases=[
        (LOGITS, np.array([0, 1, 0])),
        (LOGITS[:2, :3], np.array([2, 0])),
        (np.array([[1000.0, 0.0], [-1000.0, 0.0]]), np.array([0, 0])),
    ],
    right="no exponential overflows, no logarithm meets a 0.",
)
def my_cross_entropy(z, labels):
    below = z - z.max(axis=1, keepdims=True)
    log_p = below - np.log(np.exp(below).sum(axis=1, keepdims=True))  # shape (n, k)
    return -np.mean(log_p[np.arange(len(labels)), labels])


my_cross_entropy.wrong(
    "a small number was added to p: at p = 0 that hides the true loss, here 1000.",
    lambda z, k: -np.mean(np.log(picked(softmax(z), k) + 1e-7)),
)
my_cross_entropy.wrong(
    "this is the sum over the examples: take their mean.",
    lambda z, k: -np.sum(picked(log_softmax(z), k)),
)
my_cross_entropy.wrong(
    "the logarithm of the sum is missing: a logit is no log-probability yet.",
    lambda z, k: -np.mean(picked(z, k)),
)
my_cross_entropy.wrong(
    "this softmax goes down the columns: one row is one example.",
    lambda z, k: -np.mean(picked(log_softmax(z, axis=0), k)),
)
my_cross_entropy.wrong(
    "this softmax runs over the whole table: one row is one example.",
    lambda z, k: -np.mean(picked(log_softmax(z.ravel()).reshape(z.shape), k)),
)
my_cross_entropy.wrong(
    "z[:, labels] is a square table, every row with every label: take one per row.",
    lambda z, k: -np.mean(log_softmax(z)[:, k]),
)
my_cross_entropy.wrong(
    "this is the mean over all the classes: only the true one counts.",
    lambda z, k: -np.mean(log_softmax(z)),
)


@exercise(
    cases=[
        (np.array([-2.0, -0.5, 0.0, 1.0, 3.0]), np.array([0, 1, 1, 0, 1])),
        (np.array([0.5, -1.5]), np.array([0, 0])),
        (np.array([-800.0, 800.0, 2.0]), np.array([1, 1, 0])),
    ],
    right="prediction minus target, over N: the two factors p (1 - p) have cancelled.",
)
def my_logit_gradient(z, t):
    p = sigmoid(z)
    return (p - t) / len(z)


my_logit_gradient.wrong(
    "the bug is still there: over which variable is this the slope?",
    lambda z, t: (sigmoid(z) - t) / (sigmoid(z) * (1 - sigmoid(z))) / len(z),
)
my_logit_gradient.wrong(
    "the mean is missing: divide by the number of examples.", lambda z, t: sigmoid(z) - t
)
my_logit_gradient.wrong(
    "the sigmoid is missing: compare p with the target.", lambda z, t: (z - t) / len(z)
)
my_logit_gradient.wrong(
    "p (1 - p) is there once too often: the slope over p divides by it already.",
    lambda z, t: (sigmoid(z) - t) * sigmoid(z) * (1 - sigmoid(z)) / len(z),
)
