"""Exercises of chapter 4: output layers."""

from __future__ import annotations

import numpy as np

from helpers.activations import sigmoid
from helpers.exercises import Exercise
from helpers.outputs import log_softmax, softmax

BATCH = np.array([[2.0, 1.0, 0.1], [5.0, 1.0, 0.1], [-3.0, -1.0, -2.0], [0.0, 4.0, 4.5]])

EXERCISES = [
    Exercise(
        "4.1",
        "my_logit",
        reference=float(np.log(4)),
        wrong=[
            (float(-np.log(4)), "this is the logit of 0.2: the odds stand upside down."),
            (4, "these are the odds, 0.8 / 0.2: the logit is their logarithm."),
            (0.25, "these are the odds of False: divide 0.8 by 0.2 and take the logarithm."),
            (float(np.log(0.8)), "this is log(0.8): the odds, p / (1 - p), go into the logarithm."),
            (float(sigmoid(0.8)), "this is σ(0.8): you need the inverse of σ at 0.8."),
            (0.8, "0.8 is the probability itself: what z makes σ(z) = 0.8?"),
        ],
        right="log(0.8 / 0.2) = log 4: odds of four to one.",
    ),
    Exercise(
        "4.2",
        "my_softmax",
        reference=lambda z: softmax(z),
        cases=[
            (np.array([2.0, 1.0, 0.1]),),
            (BATCH,),
            (np.array([2, 4, 5, 3]),),
            (np.array([[1000.0, 1001.0], [-1000.0, -1003.0]]),),
        ],
        wrong=[
            (
                lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(),
                "this adds up the whole batch: each row has to sum to 1.",
            ),
            (
                lambda z: softmax(z, axis=0),
                "this goes down the columns: the classes stand along the last axis.",
            ),
            (
                lambda z: np.exp(z) / np.exp(z).sum(axis=-1, keepdims=True),
                "the formula is right, but logits near 1000 overflow: what may you take off first?",
            ),
            (
                lambda z: np.exp(z - z.max()) / np.exp(z - z.max()).sum(axis=-1, keepdims=True),
                "take off the maximum of each row: that of the batch may leave a row all 0.",
            ),
            (lambda z: log_softmax(z), "this is the logarithm of the softmax."),
            (
                lambda z: np.exp(z - z.max(axis=-1, keepdims=True)),
                "this is not divided by its sum yet.",
            ),
            (
                lambda z: z / z.sum(axis=-1, keepdims=True),
                "the exponential is missing: negative logits give no probability this way.",
            ),
            (
                lambda z: sigmoid(z),
                "a sigmoid for each class: they have to share a sum of 1.",
            ),
        ],
        right="each row sums to 1, and no logit is too large for it.",
    ),
    Exercise(
        "4.3",
        "my_decision",
        reference=lambda Z: (Z.argmax(axis=1), softmax(Z).max(axis=1)),
        cases=[(BATCH,), (BATCH[:2] - 50,), (np.array([[3.0, 1.0, 2.0, 0.0]]),)],
        wrong=[
            (
                lambda Z: (Z.argmax(axis=1), Z.max(axis=1)),
                "the classes are right; how sure they are is a probability, not a logit.",
            ),
            (
                lambda Z: (Z.argmax(axis=1), sigmoid(Z.max(axis=1))),
                "the classes are right; the probability needs all logits of the row, not one.",
            ),
            (
                lambda Z: (Z.argmax(axis=1), softmax(Z, axis=0).max(axis=1)),
                "the classes are right; the softmax is taken over the wrong axis.",
            ),
            (
                lambda Z: (Z.argmax(axis=1), softmax(Z)),
                "the classes are right; of each row's probabilities only the largest is wanted.",
            ),
            (
                lambda Z: (Z.argmax(axis=0), softmax(Z, axis=0).max(axis=0)),
                "this goes down the columns: one row is one example.",
            ),
            (
                lambda Z: (softmax(Z).max(axis=1), Z.argmax(axis=1)),
                "the two results have changed places: first the classes.",
            ),
            (
                lambda Z: (Z.argmax(axis=1) + 1, softmax(Z).max(axis=1)),
                "the classes are counted from 0.",
            ),
        ],
        right="the class needs no softmax, how sure it is does.",
    ),
    Exercise(
        "4.4",
        "my_tempered",
        reference=lambda z, temperature: softmax(z, temperature=temperature),
        cases=[
            (np.array([2.0, 1.0, 0.1]), 1.0),
            (np.array([2.0, 1.0, 0.1]), 2.0),
            (np.array([2.0, 4.0, 5.0, 3.0]), 0.5),
            (np.array([2000.0, 1990.0]), 2.0),
        ],
        wrong=[
            (
                lambda z, t: softmax(z) / t,
                "the bug is still there: with these numbers the sum is 1 / temperature.",
            ),
            (
                lambda z, t: softmax(z * t),
                "this is upside down: a temperature above 1 has to level the bars out.",
            ),
            (
                lambda z, t: softmax(z),
                "the temperature has no effect: what is shifted, or divided after the "
                "exponential and brought to sum 1, is what it was.",
            ),
            (
                lambda z, t: softmax(z) * t,
                "this multiplies the probabilities: their sum is the temperature.",
            ),
            (
                lambda z, t: softmax(z) ** (1 / t),
                "the right powers, but they do not sum to 1 yet.",
            ),
        ],
        right="the logits are divided, before the exponential; the sum stays 1.",
    ),
]
