"""Exercises of chapter `c2f_neuron`."""

from __future__ import annotations

import numpy as np

from lecture.exercise import Exercise, exercise

my_bias = Exercise(
    "my_bias", -50, right="2 · x has to exceed the threshold 50, so x has to exceed 25."
)
my_bias.wrong("this fires above 12.5 °C: the weight of 2 acts on the temperature, too.", -25)
my_bias.wrong("with this bias the neuron fires above -25 °C: mind the sign.", 50)
my_bias.wrong("this fires above -12.5 °C: mind both the weight and the sign.", 25)


@exercise(
    cases=[
        (np.array([-40.0, 0.0, 32.0, 60.5, 212.0, 500.0]), 32, 212),
        (np.array([[-2.5, -1.0], [0.25, 7.0]]), -1.0, 1.0),
        (np.array([-3, 0, 3]), -1.5, 2.5),
        (np.array([80.0, -30.5, 4.5, 6.0]), 0.0, 6.0),
        (0.5, 0.0, 1.0),
    ],
    right="it holds z between both limits, for one number and for an array of any shape.",
    each="element",
)
def my_clamp(z, low, high):
    return np.minimum(np.maximum(z, low), high)


my_clamp.wrong(
    "this holds z up at low, but lets it run away above high.",
    lambda z, low, high: np.maximum(z, low),
)
my_clamp.wrong(
    "this holds z down at high, but lets it fall below low.",
    lambda z, low, high: np.minimum(z, high),
)
my_clamp.wrong(
    "this gives low for every z: two things have changed places. Follow one z through it.",
    lambda z, low, high: np.minimum(np.maximum(z, high), low),
)
my_clamp.wrong(
    "this gives high for every z: two things have changed places. Follow one z through it.",
    lambda z, low, high: np.maximum(np.minimum(z, low), high),
)
my_clamp.wrong(
    "this is 1 inside the two limits and 0 outside: z itself must come through.",
    lambda z, low, high: np.where((z >= low) & (z <= high), 1, 0),
)
my_clamp.wrong(
    "this is 0 outside the two limits: there the limit itself must stand.",
    lambda z, low, high: np.where((z >= low) & (z <= high), z, 0),
)


my_network = Exercise(
    "my_network",
    (5, 0, 4),
    right="the second unit does not fire, so its weight of 7 makes no difference.",
    results=("a1", "a2", "y"),
)
my_network.wrong(
    "the activation function is missing in the hidden layer: max(0, z) comes before W2.",
    (5, -2, -10),
)
my_network.wrong(
    "the activation function is missing in the hidden layer: a2 is still its net input.",
    (5, -2, 0),
)
my_network.wrong(
    "a2 is still its net input: the activation function max(0, z) is missing there.", (5, -2, 4)
)
my_network.wrong(
    "the hidden layer is right, but y is not: a2 = 0 must go on to W2, not its net input.",
    (5, 0, -10),
)
my_network.wrong("you took the rows of W1: the weights of a unit stand in a column.", (9, 0, 12))
my_network.wrong("the bias b1 of the hidden layer is missing.", (1, 3, 17))
my_network.wrong(
    "the hidden layer is right; the bias b2 of the output unit is missing.", (5, 0, 10)
)
my_network.wrong("the hidden layer is right; the bias b2 is -6, mind its sign.", (5, 0, 16))
