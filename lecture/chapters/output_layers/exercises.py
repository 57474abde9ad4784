"""Exercises of chapter `output_layers`."""

from __future__ import annotations

from functools import partial

import numpy as np

from helpers import log_softmax, sigmoid, softmax
from lecture.exercise import Exercise, exercise

my_logit = Exercise(
    "my_logit", float(np.log(0.8 / 0.2)), right="log(0.8 / 0.2) = log 4: odds of four to one."
)
my_logit.wrong("this is the logit of 0.2: the odds stand upside down.", float(np.log(0.2 / 0.8)))
my_logit.wrong("these are the odds, 0.8 / 0.2: the logit is their logarithm.", 4)
my_logit.wrong("these are the odds of False: divide 0.8 by 0.2 and take the logarithm.", 0.25)
my_logit.wrong(
    "this is log(0.8): the odds, p / (1 - p), go into the logarithm.", float(np.log(0.8))
)
my_logit.wrong("this is σ(0.8): you need the inverse of σ at 0.8.", float(sigmoid(0.8)))
my_logit.wrong("0.8 is the probability itself: what z makes σ(z) = 0.8?", 0.8)

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


@exercise(
    cases=[
        (BATCH,),
        (BATCH[:2] - 50,),
        (np.array([[3.0, 1.0, 2.0, 0.0]]),),
        (np.array([[1000.0, 998.0], [-1001.0, -1000.0]]),),
    ],
    results=("classes", "confidence"),
    each="row",
    right="the class needs no softmax, how sure it is does.",
)
def my_decision(Z):
    return np.argmax(Z, axis=1), np.max(softmax(Z), axis=1)


def classes_and(confidence):
    """The right classes, with `confidence(Z)`."""
    return lambda Z: (Z.argmax(axis=1), confidence(Z))


my_decision.wrong(
    "the classes are right; how sure they are is a probability, not a logit.",
    classes_and(lambda Z: Z.max(axis=1)),
)
my_decision.wrong(
    "the classes are right; the probability needs all logits of the row, not one.",
    classes_and(lambda Z: sigmoid(Z.max(axis=1))),
)
my_decision.wrong(
    "the classes are right; the softmax is taken over the wrong axis.",
    classes_and(lambda Z: softmax(Z, axis=0).max(axis=1)),
)
my_decision.wrong(
    "the classes are right; of each row's probabilities only the largest is wanted.",
    classes_and(softmax),
)
my_decision.wrong(
    "the classes are right; this softmax overflows near 1000 and adds up the whole batch.",
    classes_and(lambda Z: (np.exp(Z) / np.exp(Z).sum()).max(axis=1)),
)
my_decision.wrong(
    "the classes are right; this softmax adds up the whole batch.",
    classes_and(lambda Z: softmax(Z.ravel()).reshape(Z.shape).max(axis=1)),
)
my_decision.wrong(
    "the classes are right; this softmax overflows near 1000.",
    classes_and(lambda Z: softmax_less(lambda z: 0)(Z).max(axis=1)),
)
my_decision.wrong(
    "the classes are right; this softmax needs the maximum of each row, not of all.",
    classes_and(lambda Z: softmax_less(np.max)(Z).max(axis=1)),
)
my_decision.wrong(
    "this goes down the columns: one row is one example.",
    lambda Z: (Z.argmax(axis=0), softmax(Z, axis=0).max(axis=0)),
)
my_decision.wrong(
    "the two results have changed places: first the classes.",
    lambda Z: (softmax(Z).max(axis=1), Z.argmax(axis=1)),
)
my_decision.wrong(
    "the classes are counted from 0.", lambda Z: (Z.argmax(axis=1) + 1, softmax(Z).max(axis=1))
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
    "take off the largest logit: if you take off less, z = [0, 2000] overflows.",
    lambda z, t: softmax_less(np.min)(z / t),
)
