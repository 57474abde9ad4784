"""Exercises of chapter `perceptron_and_gate`."""

from __future__ import annotations

import numpy as np

from helpers import GATES, INPUTS, fires
from lecture.exercise import Exercise, exercise

BACKWARDS = "this moves away from the target: the error is t - y, not y - t."
NO_STEP = "the step is missing: compare t with the output, 0 or 1, and not with z."
NO_RATE = "the learning rate is missing."
NO_X = "x is missing: a weight moves as far as its own input took part."
STILL_BIAS = "the bias must learn, too: its input is always 1."
NO_BIAS_IN_Z = "the bias is missing in the net input: z = b + w · x."
AT_ZERO = "at exactly z = 0 this neuron fires: the perceptron's step says z > 0."
SWAPPED = "the two have changed places: return the weights first, then the bias."
BIAS_IS_FIRST = "in the array [b, w1, w2, ...] the bias comes first: take the weights from place 1."

THREE_INPUTS = np.array([[a, b, c] for a in (0, 1) for b in (0, 1) for c in (0, 1)])


def inputs_needed(bias):
    """How many inputs must be on for weights of 1 to fire: 4 is never, as there are three."""
    return np.clip(np.floor(-bias) + 1, 0, 4)


my_vote_bias = Exercise(
    "my_vote_bias",
    -1.5,
    right="two votes of three are enough; any bias above -2 and up to -1 is right.",
    probe=inputs_needed,
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
    results=("the weights", "the bias"),
    right="a mistake moves the bias and the weights whose inputs were on; nothing else does.",
)
def my_update(weights, bias, x, t, learning_rate):
    y = (bias + weights @ x > 0) * 1
    change = learning_rate * (t - y)
    return weights + change * x, bias + change


def update_by(h):
    """A step of the rule with h in place of the activation; h takes the bias and w · x."""

    def step(weights, bias, x, t, learning_rate):
        change = learning_rate * (t - h(bias, weights @ x))
        return weights + change * x, bias + change

    return step


def update_without_x(weights, bias, x, t, learning_rate):
    """A step that forgets how much each input took part."""
    _, moved = my_update.solution(weights, bias, x, t, learning_rate)
    return weights + (moved - bias), moved


MISTAKES = [
    (BACKWARDS, lambda w, b, x, t, rate: my_update.solution(w, b, x, t, -rate)),
    (NO_X, update_without_x),
    (STILL_BIAS, lambda w, b, x, t, rate: (my_update.solution(w, b, x, t, rate)[0], b)),
    (NO_BIAS_IN_Z, update_by(lambda b, products: fires(products))),
    (AT_ZERO, update_by(lambda b, products: b + products >= 0)),
    (NO_STEP, update_by(lambda b, products: b + products)),
    (NO_RATE, lambda w, b, x, t, rate: my_update.solution(w, b, x, t, 1)),
]
for said, update in MISTAKES:
    my_update.wrong(said, update)
my_update.wrong(SWAPPED, lambda *case: my_update.solution(*case)[::-1])


@exercise(
    cases=[
        (INPUTS[1:], np.array([0, 0, 1]), 0.25, 10),
        (INPUTS, np.array(GATES["AND"]), 0.5, 3),
        (INPUTS, np.array(GATES["XOR"]), 0.5, 4),
        (THREE_INPUTS, np.array([0, 0, 0, 1, 0, 1, 1, 1]), 0.25, 20),
    ],
    results=("the weights", "the bias"),
    right="you have written Perceptron.fit, for any number of inputs.",
)
def my_train(X, targets, learning_rate, epochs):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = my_update.solution(weights, bias, x, t, learning_rate)
    return weights, bias


def train_by(step):
    """Training by another step than the rule's."""

    def train(X, targets, learning_rate, epochs):
        weights, bias = np.zeros(X.shape[1]), 0.0
        for x, t in [*zip(X, targets, strict=True)] * epochs:
            weights, bias = step(weights, bias, x, t, learning_rate)
        return weights, bias

    return train


def train_at_once(X, targets, learning_rate, epochs):
    """One update an epoch, from all the examples together."""
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        change = learning_rate * (targets - fires(X @ weights + bias))
        weights, bias = weights + change @ X, bias + change.sum()
    return weights, bias


def train_with_the_bias_last(*case):
    """Read [b, w1, w2, ...] as [w1, w2, ..., b]."""
    weights, bias = my_train.solution(*case)
    return np.append(bias, weights[:-1]), weights[-1]


my_train.wrong(
    "this is what only one epoch gives: go through the examples again and again.",
    lambda X, targets, rate, epochs: my_train.solution(X, targets, rate, 1),
)
my_train.wrong(
    "this corrects for all examples at once: use the new weights for the next one.", train_at_once
)
my_train.wrong(
    "the order of the examples matters: take the rows from the first to the last.",
    lambda X, targets, rate, epochs: my_train.solution(X[::-1], targets[::-1], rate, epochs),
)
for said, update in MISTAKES:
    my_train.wrong(said, train_by(update))
my_train.wrong(SWAPPED, lambda *case: my_train.solution(*case)[::-1])
my_train.wrong(BIAS_IS_FIRST, train_with_the_bias_last)


def outputs(network, X):
    """What two layers of neurons give for each row of X."""
    if any(part is ... for part in network):
        return ...
    W_hidden, b_hidden, w_output, b_output = network
    hidden = fires(X @ W_hidden + b_hidden)  # shape (n, neurons)
    return fires(hidden @ np.ravel(w_output) + b_output)


OR_NAND = (np.array([[1, -1], [1, -1]]), np.array([-0.5, 1.5]))
AND_NOR = (np.array([[1, -1], [1, -1]]), np.array([-1.5, 0.5]))

my_xnor = Exercise(
    "my_xnor",
    (*AND_NOR, np.array([1, 1]), -0.5),
    cases=[(INPUTS,)],
    probe=outputs,
    each="row",
    right="one line cannot do it, two layers can: one way is AND and NOR, joined by OR.",
)
my_xnor.wrong("this is OR: (0, 0) must give 1, and inputs that differ 0.", (*OR_NAND, [1, 0], -0.5))
my_xnor.wrong("this is AND: (0, 0) must give 1 as well.", (*AND_NOR, [1, 0], -0.5))
my_xnor.wrong("this is XOR: every output must be turned round.", (*OR_NAND, [1, 1], -1.5))
my_xnor.wrong("this is NOR: (1, 1) must give 1 as well.", (*AND_NOR, [0, 1], -0.5))
my_xnor.wrong("this is NAND: only (0, 0) and (1, 1) must give 1.", (*OR_NAND, [0, 1], -0.5))
