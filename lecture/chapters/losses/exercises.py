"""Exercises of chapter `losses`."""

from __future__ import annotations

import numpy as np

from helpers import log_softmax, sigmoid, softmax
from lecture.exercise import Exercise, exercise

my_class_weight = Exercise(
    "my_class_weight", 49, right="20 · 49 = 980 · 1: both groups weigh the same."
)
my_class_weight.wrong("this is 1000 / 20: count the healthy, not all patients.", 50)
my_class_weight.wrong("this is upside down: the few must count more, not less.", 1 / 49)
my_class_weight.wrong("this is the share of the ill, which are few: they must count more.", 0.02)
my_class_weight.wrong(
    "with this each ill patient alone counts as much as all 980 healthy ones.", 980
)


my_best_stock = Exercise(
    "my_best_stock",
    40,
    right="below 40 the slope is negative (3 · 1 - 2 · 3 = -3), above it positive (4 · 1 - 3 = 1).",
)
my_best_stock.wrong("this is the mean: it would be best for squared errors.", 38)
my_best_stock.wrong(
    "this is the median: it would be best if both mistakes cost the same. Count with 3 and 1.", 30
)
my_best_stock.wrong("this is best with the prices exchanged: too few costs 3, not 1.", 20)
my_best_stock.wrong(
    "just below 90 the slope is 4 · 1 - 1 · 3 = 1: one loaf less would be cheaper.", 90
)

PROBABILITIES = np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]])
TRUE = np.array([[0, 1, 0], [1, 0, 0]])
my_hand_gradient = Exercise(
    "my_hand_gradient",
    (PROBABILITIES - TRUE) / 2,
    right="p - t, over the N = 2 samples: every row sums to 0.",
)
my_hand_gradient.wrong("divide by N: the loss is the mean of two samples.", PROBABILITIES - TRUE)
my_hand_gradient.wrong(
    "N counts the samples here, 2, and not all six probabilities.", (PROBABILITIES - TRUE) / 6
)
my_hand_gradient.wrong(
    "N counts the samples here, 2, and not the three classes.", (PROBABILITIES - TRUE) / 3
)
my_hand_gradient.wrong("the signs are reversed: p - t, not t - p.", (TRUE - PROBABILITIES) / 2)
my_hand_gradient.wrong("the signs are reversed, and the mean is missing.", TRUE - PROBABILITIES)
my_hand_gradient.wrong(
    "this is the slope with respect to p. With respect to the logit it is simpler.",
    -TRUE / PROBABILITIES / 2,
)
for one_hot in np.eye(3)[list(np.ndindex(3, 3))]:
    if not np.array_equal(one_hot, TRUE):
        my_hand_gradient.wrong(
            "the 1 is taken off in a wrong place: classes are counted from 0, so class 1 is the "
            "second column, and class 0 the first.",
            (PROBABILITIES - one_hot) / 2,
        )
my_hand_gradient.wrong(
    "1 and 0 are classes here, not targets: in each row take 1 off at the true class alone.",
    (PROBABILITIES - np.array([[1], [0]])) / 2,
)


@exercise(
    cases=[
        (np.array([[2.0, 1.0], [0.0, 3.0], [1.0, -3.0], [0.5, 4.0]]), np.array([0, 1, 1, 0])),
        (np.array([[2.0, 1.0, 0.1], [0.0, 3.0, -2.0]]), np.array([2, 0])),
        (np.array([[1000.0, 0.0], [-1000.0, 0.0]]), np.array([0, 0])),
    ],
    right="no exponential overflows, no logarithm meets a 0.",
)
def my_cross_entropy(z, labels):
    below = z - z.max(axis=1, keepdims=True)
    log_p = below - np.log(np.exp(below).sum(axis=1, keepdims=True))  # shape (n, k)
    return -np.mean(log_p[np.arange(len(labels)), labels])


def of_the_labels(table, labels):
    """The entry of each row at its label."""
    return table[np.arange(len(labels)), labels]


CAPPED = "p is kept away from 0 by a small number: at p = 0 that hides the true loss, here 1000."
for small in (1e-7, 1e-10, 1e-15):
    my_cross_entropy.wrong(
        CAPPED,
        lambda z, labels, small=small: -np.mean(np.log(of_the_labels(softmax(z), labels) + small)),
    )
    my_cross_entropy.wrong(
        CAPPED,
        lambda z, labels, small=small: (
            -np.mean(np.log(np.maximum(of_the_labels(softmax(z), labels), small)))
        ),
    )
my_cross_entropy.wrong(
    "this is the sum over the samples: take their mean.",
    lambda z, labels: -np.sum(of_the_labels(log_softmax(z), labels)),
)
my_cross_entropy.wrong(
    "this divides by all N · K entries: only one in each row counts, so divide by N.",
    lambda z, labels: -np.mean(np.eye(z.shape[1])[labels] * log_softmax(z)),
)
my_cross_entropy.wrong(
    "the logarithm of the sum is missing: a logit is no log-probability yet.",
    lambda z, labels: -np.mean(of_the_labels(z, labels)),
)
my_cross_entropy.wrong(
    "this softmax goes down the columns: one row is one sample.",
    lambda z, labels: -np.mean(of_the_labels(log_softmax(z, axis=0), labels)),
)
my_cross_entropy.wrong(
    "this softmax runs over the whole table: one row is one sample.",
    lambda z, labels: -np.mean(of_the_labels(log_softmax(z.ravel()).reshape(z.shape), labels)),
)
my_cross_entropy.wrong(
    "z[:, labels] is a square table, every row with every label: take one per row.",
    lambda z, labels: -np.mean(log_softmax(z)[:, labels]),
)
my_cross_entropy.wrong(
    "this is the mean over all the classes: only the true one counts.",
    lambda z, labels: -np.mean(log_softmax(z)),
)


@exercise(
    cases=[
        (np.array([-2.0, -0.5, 0.0, 1.0, 3.0]), np.array([0, 1, 1, 0, 1])),
        (np.array([0.5, -1.5]), np.array([0, 0])),
        (np.array([-800.0, 800.0, 2.0]), np.array([1, 1, 0])),
    ],
    right="prediction minus target, divided by N: the two factors p (1 - p) have cancelled.",
)
def my_logit_gradient(z, t):
    p = sigmoid(z)
    return (p - t) / len(z)


my_logit_gradient.wrong(
    "the bug is still there: with respect to which variable is this the slope?",
    lambda z, t: (sigmoid(z) - t) / (sigmoid(z) * (1 - sigmoid(z))) / len(z),
)
my_logit_gradient.wrong(
    "the mean is missing: divide by the number of samples.", lambda z, t: sigmoid(z) - t
)
my_logit_gradient.wrong(
    "the sigmoid is missing: compare p with the target.", lambda z, t: (z - t) / len(z)
)
my_logit_gradient.wrong(
    "p (1 - p) is there once too often: the slope with respect to p divides by it already.",
    lambda z, t: (sigmoid(z) - t) * sigmoid(z) * (1 - sigmoid(z)) / len(z),
)
