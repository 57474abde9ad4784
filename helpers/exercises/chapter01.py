"""Exercises of chapter 1: the C2F neuron."""

from __future__ import annotations

import numpy as np

from helpers.activations import relu
from helpers.exercises import Exercise

SAMPLES = np.array([[1.0, 2.0, 3.0], [0.0, 0.0, 0.0], [-1.0, -4.0, 2.0], [5.0, -1.0, 0.5]])

EXERCISES = [
    Exercise(
        "1.1",
        "my_bias",
        reference=-50,
        wrong=[
            (-25, "this fires above 12.5 °C: the weight of 2 acts on the temperature, too."),
            (50, "with this bias the neuron fires above -25 °C: mind the sign."),
            (25, "this fires above -12.5 °C: mind both the weight and the sign."),
        ],
        right="2 · x - 50 is above 0 exactly where x is above 25: the threshold is -b / w.",
    ),
    Exercise(
        "1.2",
        "my_clamp",
        reference=lambda z, low, high: np.clip(z, low, high),
        cases=[
            (np.array([-40.0, 32.0, 60.0, 212.0, 500.0]), 32, 212),
            (np.array([[-2.5, -1.0], [0.25, 7.0]]), -1.0, 1.0),
            (np.array([-3, 0, 3]), -2, 2),
            (np.array([-1e300, 1e300, np.inf, -np.inf]), 0.0, 6.0),
            (0.5, 0.0, 1.0),
        ],
        wrong=[
            (
                lambda z, low, high: np.maximum(z, low),
                "this holds z up at low, but lets it run away above high.",
            ),
            (
                lambda z, low, high: np.minimum(z, high),
                "this holds z down at high, but lets it fall below low.",
            ),
            (
                lambda z, low, high: np.minimum(np.maximum(z, high), low),
                "minimum and maximum have changed places: follow one z that is far below low.",
            ),
            (
                lambda z, low, high: np.where((z >= low) & (z <= high), 1, 0),
                "this is 1 inside the two limits and 0 outside: z itself must come through.",
            ),
            (
                lambda z, low, high: np.where((z >= low) & (z <= high), z, 0),
                "this is 0 outside the two limits: there the limit itself must stand.",
            ),
        ],
        right="it holds z between both limits, for one number and for an array of any shape.",
    ),
    Exercise(
        "1.3",
        "my_f2c",
        reference=lambda fahrenheit: (fahrenheit - 32) * 5 / 9,
        cases=[
            (np.array([-40.0, 0.0, 32.0, 97.7, 212.0]),),
            (np.array([[14, 50], [68, 86]]),),
            (451.0,),
        ],
        wrong=[
            (
                lambda f: 32 + 9 / 5 * f,
                "this is Celsius to Fahrenheit: solve F = 32 + 9/5 · C for C.",
            ),
            (
                lambda f: 5 / 9 * f - 32,
                "the bias is wrong: 32 °F must give 0, so 5/9 · 32 + b = 0.",
            ),
            (lambda f: 5 / 9 * f + 160 / 9, "the bias has the wrong sign: 32 °F must give 0."),
            (lambda f: 9 / 5 * (f - 32), "the weight is upside down: 180 °F more are 100 °C more."),
            (lambda f: 5 / 9 * f, "the bias is missing: 32 °F must give 0."),
            (
                lambda f: relu((f - 32) * 5 / 9),
                "nothing must be cut off below 0 °C here: this neuron needs no clamp.",
            ),
        ],
        right="weight 5/9 and bias -160/9: the converter backwards is a neuron, too.",
    ),
    Exercise(
        "1.4",
        "my_neuron",
        reference=lambda X, weights, bias: relu(X @ weights + bias),
        cases=[
            (SAMPLES, np.array([2.0, -1.0, 0.5]), 1.0),
            (SAMPLES, np.array([2.0, -1.0, 0.5]), -100.0),
            (SAMPLES[:, :2], np.array([1.0, 3.0]), 0.0),
            (np.array([[20], [30]]), np.array([2.0]), -50),
        ],
        wrong=[
            (lambda X, w, b: X @ w + b, "this is z itself: the activation max(0, z) is missing."),
            (lambda X, w, b: relu(X @ w), "the bias is missing."),
            (lambda X, w, b: relu(X @ w - b), "the bias is taken away: it must be added."),
            (
                lambda X, w, b: relu(X @ w) + b,
                "the activation comes too early: add the bias first, then max(0, z).",
            ),
            (
                lambda X, w, b: relu(X * w + b),
                "the products are not added up: a neuron gives one number for each row.",
            ),
            (
                lambda X, w, b: relu((X * w).sum(axis=0) + b),
                "this adds up each column: one row is one sample, so add along it.",
            ),
            (
                lambda X, w, b: relu((X * w).sum() + b),
                "this adds up all the samples: each row has its own output.",
            ),
        ],
        right="one number for each row, 0 where the neuron does not fire.",
    ),
]
