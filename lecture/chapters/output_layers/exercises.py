"""Exercises of chapter `output_layers`."""

from __future__ import annotations

import numpy as np

from helpers.activations import sigmoid
from helpers.outputs import log_softmax, softmax
from lecture.exercise import Exercise, exercise

BATCH = np.array([[2.0, 1.0, 0.1], [5.0, 1.0, 0.1], [-3.0, -1.0, -2.0], [0.0, 4.0, 4.5]])

my_logit = Exercise(
    "my_logit", float(np.log(4)), right="log(0.8 / 0.2) = log 4: odds of four to one."
)
my_logit.wrong("this is the logit of 0.2: the odds stand upside down.", float(-np.log(4)))
my_logit.wrong("these are the odds, 0.8 / 0.2: the logit is their logarithm.", 4)
my_logit.wrong("these are the odds of False: divide 0.8 by 0.2 and take the logarithm.", 0.25)
my_logit.wrong(
    "this is log(0.8): the odds, p / (1 - p), go into the logarithm.", float(np.log(0.8))
)
my_logit.wrong("this is σ(0.8): you need the inverse of σ at 0.8.", float(sigmoid(0.8)))
my_logit.wrong("0.8 is the probability itself: what z makes σ(z) = 0.8?", 0.8)


@exercise(
    cases=[
        (np.array([2.0, 1.0, 0.1]),),
        (BATCH,),
        (np.array([2, 4, 5, 3]),),
        (np.array([[1000.0, 1001.0], [-1000.0, -1003.0]]),),
    ],
    right="each row sums to 1, and no logit is too large for it.",
)
def my_softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


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
    lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True),
)
my_softmax.wrong(
    "take off the maximum of each row: that of the batch may leave a row all 0.",
    lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1, keepdims=True),
)
my_softmax.wrong("this is the logarithm of the softmax.", lambda z: log_softmax(z))
my_softmax.wrong(
    "this is not divided by its sum yet.", lambda z: np.exp(z - z.max(axis=-1, keepdims=True))
)
my_softmax.wrong(
    "the exponential is missing: negative logits give no probability this way.",
    lambda z: z / z.sum(axis=-1, keepdims=True),
)
my_softmax.wrong("a sigmoid for each class: they have to share a sum of 1.", lambda z: sigmoid(z))


@exercise(
    cases=[(BATCH,), (BATCH[:2] - 50,), (np.array([[3.0, 1.0, 2.0, 0.0]]),)],
    right="the class needs no softmax, how sure it is does.",
)
def my_decision(Z):
    return np.argmax(Z, axis=1), np.max(my_softmax.solution(Z), axis=1)


my_decision.wrong(
    "the classes are right; how sure they are is a probability, not a logit.",
    lambda Z: (Z.argmax(axis=1), Z.max(axis=1)),
)
my_decision.wrong(
    "the classes are right; the probability needs all logits of the row, not one.",
    lambda Z: (Z.argmax(axis=1), sigmoid(Z.max(axis=1))),
)
my_decision.wrong(
    "the classes are right; the softmax is taken over the wrong axis.",
    lambda Z: (Z.argmax(axis=1), softmax(Z, axis=0).max(axis=1)),
)
my_decision.wrong(
    "the classes are right; of each row's probabilities only the largest is wanted.",
    lambda Z: (Z.argmax(axis=1), softmax(Z)),
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
    "the temperature has no effect: what is shifted, or divided after the "
    "exponential and brought to sum 1, is what it was.",
    lambda z, t: softmax(z),
)
my_tempered.wrong(
    "this multiplies the probabilities: their sum is the temperature.", lambda z, t: softmax(z) * t
)
my_tempered.wrong(
    "the right powers, but they do not sum to 1 yet.", lambda z, t: softmax(z) ** (1 / t)
)
