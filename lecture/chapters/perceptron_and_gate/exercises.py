"""Exercises of chapter `perceptron_and_gate`."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers.perceptron import Perceptron, fires
from lecture.exercise import Exercise, exercise

TWO = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])

AT_ZERO = "at exactly z = 0 this neuron fires: the perceptron's step says z > 0."

THREE = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])


def update(
    weights: Any, bias: Any, x: Any, t: Any, learning_rate: Any, h: Any = fires
) -> tuple[Any, Any]:
    """One step of the perceptron's rule, as new weights and a new bias."""
    change = learning_rate * (t - h(bias + weights @ x))
    return weights + change * x, bias + change


def without_x(weights: Any, bias: Any, x: Any, t: Any, learning_rate: Any) -> tuple[Any, Any]:
    """A step that forgets how much each input took part."""
    change = learning_rate * (t - fires(bias + weights @ x))
    return weights + change, bias + change


def without_bias(weights: Any, bias: Any, x: Any, t: Any, learning_rate: Any) -> tuple[Any, Any]:
    """A step that leaves the bias as it was."""
    return update(weights, bias, x, t, learning_rate)[0], bias


def without_bias_in_z(
    weights: Any, bias: Any, x: Any, t: Any, learning_rate: Any
) -> tuple[Any, Any]:
    """A step that fires without looking at the bias."""
    change = learning_rate * (t - fires(weights @ x))
    return weights + change * x, bias + change


def at_zero(weights: Any, bias: Any, x: Any, t: Any, learning_rate: Any) -> tuple[Any, Any]:
    """A step that also fires where the net input is 0."""
    return update(weights, bias, x, t, learning_rate, lambda z: (z >= 0) * 1)


def train(X: Any, targets: Any, learning_rate: Any, epochs: Any, step: Any = update) -> Any:
    """The rule, example by example, from weights of 0."""
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = step(weights, bias, x, t, learning_rate)
    return weights, bias


def train_at_once(X: Any, targets: Any, learning_rate: Any, epochs: Any) -> Any:
    """One update an epoch, from all the examples together."""
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        change = learning_rate * (targets - fires(X @ weights + bias))
        weights, bias = weights + change @ X, bias + change.sum()
    return weights, bias


def fitted(X: Any, targets: Any, learning_rate: Any, epochs: Any) -> Any:
    """What the helper learns."""
    neuron = Perceptron(learning_rate, epochs).fit(X, targets)
    return neuron.weights_, neuron.bias_


my_vote_bias = Exercise(
    "my_vote_bias",
    -1.5,
    right="two votes of three are enough; any bias above -2 and up to -1 is right.",
    probe=lambda bias: fires(THREE.sum(axis=1) + bias),
)
my_vote_bias.wrong("with this bias one input alone makes it fire.", -0.5)
my_vote_bias.wrong(
    "this fires only if all three are on. (At -2 two inputs give exactly 0, which does not fire.)",
    -2.5,
)
my_vote_bias.wrong("this neuron never fires: three inputs add up to 3 and no more.", -3)
my_vote_bias.wrong("this neuron fires even if no input is on: mind the sign.", 0.5)


@exercise(
    cases=[
        (np.array([0.0, 0.0]), 0.0, np.array([1, 1]), 1, 0.25),
        (np.array([1.0, 0.5]), -1.0, np.array([1, 0]), 0, 0.5),
        (np.array([0.5, -1.0, 2.0]), 0.5, np.array([1.0, 0.0, 0.5]), 0, 0.25),
        (np.array([0.5, 0.5]), 1.0, np.array([1, 1]), 1, 0.5),
        (np.array([-0.5, 1.0]), 0.0, np.array([2, 0]), 1, 0.125),
    ],
    right="a mistake moves the bias and the weights whose inputs were on; nothing else does.",
)
def my_update(weights, bias, x, t, learning_rate):
    y = (bias + weights @ x > 0) * 1
    change = learning_rate * (t - y)
    return weights + change * x, bias + change


my_update.wrong(
    "this moves away from the target: the error is t - y, not y - t.",
    lambda w, b, x, t, rate: update(w, b, x, t, -rate),
)
my_update.wrong("x is missing: a weight moves as far as its own input took part.", without_x)
my_update.wrong("the bias must learn, too: its input is always 1.", without_bias)
my_update.wrong("the bias is missing in the net input: z = b + w · x.", without_bias_in_z)
my_update.wrong(AT_ZERO, at_zero)
my_update.wrong(
    "the step is missing: compare t with the output, 0 or 1, and not with z.",
    lambda w, b, x, t, rate: update(w, b, x, t, rate, lambda z: z),
)
my_update.wrong("the learning rate is missing.", lambda w, b, x, t, rate: update(w, b, x, t, 1))


@exercise(
    cases=[
        (TWO, np.array([0, 0, 0, 1]), 0.25, 10),
        (TWO, np.array([0, 0, 0, 1]), 0.5, 3),
        (TWO, np.array([0, 1, 1, 0]), 0.5, 4),
        (THREE, np.array([0, 0, 0, 1, 0, 1, 1, 1]), 0.25, 20),
    ],
    right="you have written Perceptron.fit, for any number of inputs.",
)
def my_train(X, targets, learning_rate, epochs):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = my_update.solution(weights, bias, x, t, learning_rate)
    return weights, bias


my_train.wrong(
    "this is what only one epoch gives: go through the examples again and again.",
    lambda X, t, rate, epochs: train(X, t, rate, 1),
)
my_train.wrong(
    "this corrects for all examples at once: use the new weights for the next one.", train_at_once
)
my_train.wrong(
    "this moves away from the target: the error is t - y, not y - t.",
    lambda X, t, rate, epochs: train(X, t, -rate, epochs),
)
my_train.wrong(
    "x is missing: a weight moves as far as its own input took part.",
    lambda X, t, rate, epochs: train(X, t, rate, epochs, without_x),
)
my_train.wrong(
    "the bias must learn, too: its input is always 1.",
    lambda X, t, rate, epochs: train(X, t, rate, epochs, without_bias),
)
my_train.wrong(AT_ZERO, lambda X, t, rate, epochs: train(X, t, rate, epochs, at_zero))


@exercise(
    cases=[(TWO,), (np.array([[1, 1], [1, 0], [1, 1], [0, 0], [0, 1]]),)],
    right="two lines cut off the corners (0, 0) and (1, 1), and the output joins them.",
)
def my_xnor(X):
    hidden = (X @ np.array([[1, -1], [1, -1]]) + np.array([-1.5, 0.5]) > 0) * 1  # AND, NOR
    return (hidden @ np.array([1, 1]) - 0.5 > 0) * 1


my_xnor.wrong("this is OR: (0, 0) must give 1, and inputs that differ 0.", lambda X: X.max(axis=1))
my_xnor.wrong("this is AND: (0, 0) must give 1 as well.", lambda X: X.min(axis=1))
my_xnor.wrong("this is XOR: every output must be turned round.", lambda X: X[:, 0] ^ X[:, 1])
my_xnor.wrong("this is NOR: (1, 1) must give 1 as well.", lambda X: 1 - X.max(axis=1))
my_xnor.wrong("this is NAND: only (0, 0) and (1, 1) must give 1.", lambda X: 1 - X.min(axis=1))
