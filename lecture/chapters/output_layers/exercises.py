"""Exercises of chapter `output_layers`."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from typing import Any

import numpy as np

from helpers import log_softmax, sigmoid, softmax
from lecture.exercise import Exercise, exercise

WANTED = np.array([0.5, 0.3, 0.2])


def softmax_of(logits: Any) -> tuple[Any]:
    """What `my_logits` is judged by: its softmax, so that any constant may be added."""
    return (softmax(np.atleast_1d(np.asarray(logits, dtype=float))),)


my_logits = Exercise(
    "my_logits",
    np.log(WANTED),
    probe=softmax_of,
    results=("the softmax",),
    right="only the differences count: log(0.5 / 0.3) and log(0.3 / 0.2). Add 100 to all three "
    "and check them again.",
)
my_logits.wrong("these are the probabilities: the softmax takes e to the power of each.", WANTED)
my_logits.wrong(
    "these are the logits of three sigmoids, log(p / (1 - p)). In a softmax a class is compared "
    "with another class: look at the log odds of class 0 against class 1.",
    np.log(WANTED / (1 - WANTED)),
)
my_logits.wrong(
    "the order is turned round: the largest probability needs the largest logit.", -np.log(WANTED)
)
my_logits.wrong("take the natural logarithm, np.log: it undoes e^z.", np.log10(WANTED))
my_logits.wrong("e^z is what the softmax does: you need what undoes it.", np.exp(WANTED))
my_logits.wrong(
    "these are sigmoids of the probabilities: you need what undoes e^z.", sigmoid(WANTED)
)


# NumPy's numbers: the logit of odds taken for a probability divides by 0, which is no error then.
COSTS = np.array([[1.0, 1.0], [1.0, 4.0], [3.0, 1.0], [2.0, 8.0], [10.0, 1.0]])


@exercise(
    cases=[*map(tuple, COSTS), (5, 20)],
    results=("the probability", "the logit"),
    right="at the threshold the odds are false_alarm / miss, so both answers cost the same.",
)
def my_threshold(false_alarm, miss):
    return false_alarm / (false_alarm + miss), np.log(false_alarm / miss)


Threshold = Callable[[float, float], float]


def thresholds(probability: Threshold, logit: Threshold) -> Callable[[float, float], Any]:
    """An answer to `my_threshold` of two parts."""
    return lambda false_alarm, miss: (probability(false_alarm, miss), logit(false_alarm, miss))


def right_p(a: float, b: float) -> float:
    return a / (a + b)


def right_z(a: float, b: float) -> float:
    return float(np.log(a / b))


my_threshold.wrong(
    "both are upside down: the more a miss costs, the lower the threshold must be.",
    thresholds(lambda a, b: b / (a + b), lambda a, b: np.log(b / a)),
)
my_threshold.wrong(
    "0.5 and 0 are right only if both mistakes cost the same.",
    thresholds(lambda a, b: 0.5, lambda a, b: 0),
)
my_threshold.wrong(
    "the two results have changed places: first the probability.", thresholds(right_z, right_p)
)
my_threshold.wrong(
    "the logit is right; the first result is the odds at the threshold, not the probability.",
    thresholds(lambda a, b: a / b, right_z),
)
my_threshold.wrong(
    "the first result is the odds at the threshold. With equal costs it must be 0.5; and the logit "
    "is the logarithm of the odds.",
    thresholds(lambda a, b: a / b, lambda a, b: np.log(a / b / (1 - a / b))),
)
my_threshold.wrong(
    "the logit is right; the probability is upside down. With 1 and 4 the chapter has 0.2.",
    thresholds(lambda a, b: b / (a + b), right_z),
)
my_threshold.wrong(
    "the probability is right; the logit has the wrong sign.",
    thresholds(right_p, lambda a, b: -right_z(a, b)),
)
my_threshold.wrong(
    "the probability is right; its logit is the logarithm of the odds, p / (1 - p), not of p.",
    thresholds(right_p, lambda a, b: np.log(right_p(a, b))),
)
my_threshold.wrong(
    "the probability is right; the second result is the odds: take their logarithm.",
    thresholds(right_p, lambda a, b: a / b),
)
my_threshold.wrong(
    "the probability is right; you need what undoes the sigmoid, not the sigmoid.",
    thresholds(right_p, lambda a, b: float(sigmoid(right_p(a, b)))),
)
my_threshold.wrong(
    "the probability is right; the second result must be its logit.",
    thresholds(right_p, right_p),
)

BATCH = np.array(
    [[2.0, 1.0, 0.1], [5.0, 1.0, 0.1], [-3.0, -1.0, -2.0], [0.0, 4.0, 4.5], [-1.0, 0.5, 0.0]]
)


@exercise(
    cases=[
        (np.array([2.0, 1.0, 0.1]),),
        (BATCH,),
        (np.array([2, 4, 5, 3]),),
        (np.array([[1000.0, 1001.0], [-1000.0, -1003.0], [0.0, 1000.0], [1000.0, 0.0]]),),
        (np.array([0.0, 0.0, 2000.0]),),
        (np.array([-1000.0, -1003.0]),),
    ],
    each="row",
    right="each row sums to 1, and no logit is too large for it.",
)
def my_softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


def softmax_less(shift):
    """A softmax that takes `shift(z)` off, which is right on paper whatever it is."""

    def shifted(z):
        e = np.exp(z - shift(z))
        return e / e.sum(axis=-1, keepdims=True)

    return shifted


my_softmax.wrong(
    "logits near 1000 overflow, and this adds up the whole batch: each row has to sum to 1.",
    lambda z: np.exp(z) / np.exp(z).sum(),
)
my_softmax.wrong(
    "this adds up the whole batch: each row has to sum to 1.",
    lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(),
)
my_softmax.wrong(
    "this goes down the columns: the classes stand along the last axis.",
    lambda z: softmax(z, axis=0),
)
my_softmax.wrong(
    "the formula is right, but logits near 1000 overflow: what may you take off first?",
    softmax_less(lambda z: 0),
)
for middle_or_least in (np.mean, np.min):
    my_softmax.wrong(
        "take off the largest logit: if you take off less, the row [0, 0, 2000] overflows.",
        softmax_less(partial(middle_or_least, axis=-1, keepdims=True)),
    )
my_softmax.wrong(
    "take off the maximum of each row: that of the batch may leave a row all 0.",
    softmax_less(np.max),
)
my_softmax.wrong("this is the logarithm of the softmax.", log_softmax)
my_softmax.wrong(
    "this is not divided by its sum yet.", lambda z: np.exp(z - z.max(axis=-1, keepdims=True))
)
my_softmax.wrong(
    "the exponential is missing: negative logits give no probability this way.",
    lambda z: z / z.sum(axis=-1, keepdims=True),
)
my_softmax.wrong("a sigmoid for each class: they have to share a sum of 1.", sigmoid)
my_softmax.wrong(
    "right for several rows. One row alone is no list of rows: there a loop meets single numbers, "
    "and the softmax of each is 1.",
    lambda z: np.array([softmax(np.atleast_1d(row)) for row in z]).reshape(z.shape),
)


@exercise(
    cases=[
        (np.array([2.0, 1.0, 0.1]), 1.0),
        (np.array([2.0, 1.0, 0.1]), 2.0),
        (np.array([2.0, 4.0, 5.0, 3.0]), 0.5),
        (np.array([2000.0, 1990.0]), 2.0),
        (np.array([0.0, 2000.0]), 1.0),
        (np.array([2000.0, 1000.0]), 500.0),
    ],
    right="the logits are divided, before the exponential; the sum stays 1.",
)
def my_tempered(z, temperature):
    e = np.exp((z - np.max(z)) / temperature)
    return e / np.sum(e)


my_tempered.wrong(
    "the bug is still there: with these numbers the sum is 1 / temperature.",
    lambda z, t: softmax(z) / t,
)
my_tempered.wrong(
    "this is upside down: a temperature above 1 has to level the bars out.",
    lambda z, t: softmax(z * t),
)
my_tempered.wrong(
    "the temperature has no effect: the division by the sum undoes a shift of all logits, and a "
    "division after the exponential.",
    lambda z, t: softmax(z),
)
my_tempered.wrong(
    "this multiplies the probabilities: their sum is the temperature.", lambda z, t: softmax(z) * t
)
my_tempered.wrong(
    "the right powers, but they do not sum to 1 yet.", lambda z, t: softmax(z) ** (1 / t)
)
my_tempered.wrong(
    "right on paper, but a power of e that is rounded to 0 stays 0: divide the logits first.",
    lambda z, t: softmax(z) ** (1 / t) / np.sum(softmax(z) ** (1 / t)),
)
my_tempered.wrong(
    "right on paper, but large logits overflow: take the maximum off, as before.",
    lambda z, t: softmax_less(lambda z: 0)(z / t),
)
my_tempered.wrong(
    "right on paper, but all powers may be 0: divide the maximum by the temperature as well.",
    lambda z, t: softmax_less(lambda _: z.max())(z / t),
)
my_tempered.wrong(
    "this divides only the maximum: brackets are missing. All logits must be divided.",
    lambda z, t: softmax_less(lambda z: z.max() / t)(z),
)
my_tempered.wrong(
    "take off the largest logit: if you take off less, z = [0, 2000] overflows.",
    lambda z, t: softmax_less(np.min)(z / t),
)
