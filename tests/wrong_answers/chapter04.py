import math

import numpy as np

from helpers import softmax


def whole_batch(z):
    e = np.exp(z - np.max(z))
    return e / np.sum(e)


def without_shift(z):
    e = np.exp(z)
    return e / np.sum(e, axis=-1, keepdims=True)


def without_keepdims(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)


def shift_in_place(z):
    z -= np.max(z, axis=-1, keepdims=True)
    return softmax(z)


def loop_with_math(z):
    e = [math.exp(value - max(z)) for value in z]
    return [value / sum(e) for value in e]


WRONG = {
    "4.1": [
        (math.log(0.2 / 0.8), "the odds stand upside down"),
        (0.8 / 0.2, "these are the odds"),
        (math.log10(4), "is too small"),
        (2, "2 is too large"),
        (1.386, "do not round"),
        (1 / (1 + math.exp(-0.8)), "this is σ(0.8)"),
    ],
    "4.2": [
        (whole_batch, "adds up the whole batch"),
        (without_shift, "logits near 1000 overflow"),
        (without_keepdims, "raises ValueError"),
        (shift_in_place, "changes its argument z"),
        (loop_with_math, "raises ValueError"),
        (lambda z: softmax(z, axis=0), "goes down the columns"),
        (lambda z: softmax(-z), "it gives"),
        (lambda z: softmax(z, temperature=2), "it gives"),
    ],
    "4.3": [
        (lambda Z: (np.argmax(Z, axis=1), np.max(Z, axis=1)), "a probability, not a logit"),
        (lambda Z: (np.argmax(Z, axis=0), np.max(softmax(Z, axis=0), axis=0)), "down the columns"),
        (lambda Z: np.argmax(Z, axis=1), "must return 2 values"),
        (lambda Z: (np.argmax(Z), np.max(softmax(Z))), "one number for the whole array"),
        (lambda Z: (np.max(softmax(Z), axis=1), np.argmax(Z, axis=1)), "have changed places"),
    ],
    "4.4": [
        (lambda z, temperature: softmax(z) / temperature, "the bug is still there"),
        (lambda z, temperature: softmax(z * temperature), "upside down"),
        (lambda z, temperature: softmax(z - temperature), "the temperature has no effect"),
        (
            lambda z, temperature: np.exp(z / temperature) / np.sum(np.exp(z / temperature)),
            "it gives nan (overflow",
        ),
        (lambda z, temperature: (softmax(z) / temperature).round(2), "it gives"),
    ],
}
