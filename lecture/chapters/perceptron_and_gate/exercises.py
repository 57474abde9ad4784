"""Exercises of chapter `perceptron_and_gate`."""

from __future__ import annotations

import numpy as np

from helpers import INPUTS, fires
from lecture.exercise import Exercise, exercise

BACKWARDS = "this moves away from the target: the error is t - y, not y - t."
NO_STEP = "the step is missing: compare t with the output, 0 or 1, and not with z."
NO_RATE = "the learning rate is missing."
NO_X = "x is missing: a weight moves as far as its own input took part."
STILL_BIAS = "the bias must learn, too: its input is always 1."
NO_BIAS_IN_Z = "the bias is missing in the net input: z = b + w · x."
AT_ZERO = "at exactly z = 0 your neuron fires, and it must not: the rule says z > 0."
SWAPPED = "the two have changed places: return the weights first, then the bias."


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
    right="one line cannot do it, two layers can: one way is AND and NOR (not OR), joined by OR.",
)
my_xnor.wrong("this is OR: (0, 0) must give 1, and inputs that differ 0.", (*OR_NAND, [1, 0], -0.5))
my_xnor.wrong("this is AND: (0, 0) must give 1 as well.", (*AND_NOR, [1, 0], -0.5))
my_xnor.wrong("this is XOR: every output must be turned round.", (*OR_NAND, [1, 1], -1.5))
my_xnor.wrong("this is NOR, not OR: (1, 1) must give 1 as well.", (*AND_NOR, [0, 1], -0.5))
my_xnor.wrong("this is NAND: only (0, 0) and (1, 1) must give 1.", (*OR_NAND, [0, 1], -0.5))
for W, b in (AND_NOR, (-AND_NOR[0], AND_NOR[1][::-1])):
    my_xnor.wrong(
        "(0, 1) and (1, 0) get different outputs: the weights of a hidden neuron stand in a column "
        "of W_hidden, not in a row.",
        (W.T, b, [1, 1], -0.5),
    )


@exercise(
    cases=[
        (INPUTS[2:], np.array([0, 1]), np.array([0.5, -1.0]), 0.25, 0.3),
        (INPUTS, np.array([0, 0, 0, 1]), np.array([0.0, 0.0]), 0.0, 0.5),
        (np.array([[1.0, 2.0, -1.0], [0.5, 0.0, 3.0]]), np.array([4, -2.5]), np.ones(3), -1.0, 0.1),
    ],
    results=("the weights", "the bias"),
    right="each slope is the mean of 2 (z - t) times the input, and the step goes against it.",
)
def my_linear_step(X, t, weights, bias, learning_rate):
    slopes = 2 * (X @ weights + bias - t)  # with respect to each net input, shape (n,)
    return weights - learning_rate * slopes @ X / len(t), bias - learning_rate * slopes.mean()


def linear_step_by(factor, to_weights=1.0, to_bias=1.0):
    """A step whose size is wrong; a factor is a number, or is made from the targets."""

    def step(X, t, weights, bias, learning_rate):
        size = learning_rate * (factor(t) if callable(factor) else factor)
        new_weights, new_bias = my_linear_step.solution(X, t, weights, bias, size)
        return (
            weights + to_weights * (new_weights - weights),
            bias + to_bias * (new_bias - bias),
        )

    return step


def linear_step_of_sigmoid(X, t, weights, bias, learning_rate):
    """The step of the sigmoid neuron, whose loss is the binary cross-entropy."""
    errors = 1 / (1 + np.exp(-(X @ weights + bias))) - t
    return weights - learning_rate * errors @ X / len(t), bias - learning_rate * errors.mean()


def linear_step_without_bias(X, t, weights, bias, learning_rate):
    """A step that leaves the bias out of the net input."""
    slopes = 2 * (X @ weights - t)
    return weights - learning_rate * slopes @ X / len(t), bias - learning_rate * slopes.mean()


def linear_step_with_new_weights(X, t, weights, bias, learning_rate):
    """A step whose bias meets weights that have moved already."""
    moved, _ = my_linear_step.solution(X, t, weights, bias, learning_rate)
    return moved, my_linear_step.solution(X, t, moved, bias, learning_rate)[1]


for said, answer in [
    (
        "the 2 is missing: the square of z - t has the slope 2 (z - t).",
        linear_step_by(0.5),
    ),
    ("this step goes up the slope: it must go against it.", linear_step_by(-1)),
    (
        "this is the sum over the samples: the loss is a mean, so its slopes are means, too.",
        linear_step_by(len),
    ),
    (
        "the slope is 2 (z - t), with its 2, and the step goes against it: two things to mend.",
        linear_step_by(-0.5),
    ),
    (
        "the learning rate is missing.",
        lambda X, t, w, b, rate: my_linear_step.solution(X, t, w, b, 1),
    ),
    ("the bias must move, too: its input is always 1.", linear_step_by(1, to_bias=0)),
    (
        "the bias is a mean, but the weights are sums: divide by the number of samples.",
        lambda X, t, w, b, rate: (
            linear_step_by(len)(X, t, w, b, rate)[0],
            my_linear_step.solution(X, t, w, b, rate)[1],
        ),
    ),
    (
        "this is the step of the sigmoid neuron with BCE: here y = z, and the loss is the MSE.",
        linear_step_of_sigmoid,
    ),
    (
        "this is linear: compare the net input z with t, and not its sigmoid.",
        lambda X, t, w, b, rate: linear_step_of_sigmoid(X, t, w, b, 2 * rate),
    ),
    ("the bias is missing in the net input: z = b + w · x.", linear_step_without_bias),
    (
        "the bias is moved with the new weights: work out all slopes first, then move.",
        linear_step_with_new_weights,
    ),
    (SWAPPED, lambda *case: my_linear_step.solution(*case)[::-1]),
]:
    my_linear_step.wrong(said, answer)
