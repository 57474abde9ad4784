"""Exercises of chapter `relu_family`."""

from __future__ import annotations

import numpy as np

from helpers import elu, relu, relu_grad
from lecture.exercise import Exercise, exercise

my_alpha = Exercise(
    "my_alpha", 0.15, right="0.15 · (-20) = -3: the share that a negative input keeps."
)
my_alpha.wrong("with this α the value at -20 is +3: mind the sign.", -0.15)
my_alpha.wrong("this is -20 divided by -3: which of the two must be multiplied by α?", 20 / 3)
my_alpha.wrong("this is -20 times -3: solve α · (-20) = -3 for α.", 60)
my_alpha.wrong("this is how much is cut off, not how much comes through.", 0.85)


@exercise(
    cases=[
        (np.array([-10.0, -1.0, 0.0, 1.0, 10.0]), 0.2),
        (np.array([[-3, 2], [1, -4]]), 0.01),
        (np.array([-2.0, -1.0, 0.0, 3.0]), 2.0),
        (np.array([-5.0, 5.0]), 0.0),
        (-0.5, 0.1),
    ],
    each="element",
    right="straight on both sides, for every alpha that is not negative.",
)
def my_leaky_relu(x, alpha):
    return np.where(x > 0, x, alpha * x)


my_leaky_relu.wrong(
    "this is right for alpha up to 1: at alpha = 2 the larger of the two is wrong.",
    lambda x, alpha: np.maximum(x, alpha * x),
)
my_leaky_relu.wrong("this is the ReLU: alpha is not used.", lambda x, alpha: relu(x))
my_leaky_relu.wrong(
    "the two halves have changed places: alpha belongs to the left one.",
    lambda x, alpha: np.where(x > 0, alpha * x, x),
)
my_leaky_relu.wrong(
    "to the left of 0 this is positive: mind the sign.",
    lambda x, alpha: np.where(x > 0, x, -alpha * x),
)
my_leaky_relu.wrong(
    "to the left of 0 this is alpha itself, must be alpha · x.",
    lambda x, alpha: np.where(x > 0, x, alpha),
)
my_leaky_relu.wrong("this is the ELU: here the left half is straight.", elu)
my_leaky_relu.wrong(
    "this is the slope: return the value.", lambda x, alpha: np.where(x > 0, 1.0, alpha)
)

NET_INPUTS = np.array(
    [
        [-1.0, 4.0, 0.0, -1.0],
        [-2.0, -1.0, -4.0, -6.0],
        [-0.5, -2.0, -1.0, 1e-9],
    ]
)


@exercise(
    cases=[
        (NET_INPUTS,),
        (NET_INPUTS[1:],),
        (NET_INPUTS.T,),
        (np.array([[1.0, -1.0, 0.5], [2.0, -3.0, -4.0]]),),
    ],
    right="a unit is dead if no example gives it a positive net input.",
)
def my_dead_count(Z):
    return np.sum(np.all(Z <= 0, axis=0))


my_dead_count.wrong(
    "this goes along the rows: it counts the examples at which every unit is silent.",
    lambda Z: (Z <= 0).all(axis=1).sum(),
)
my_dead_count.wrong(
    "this is one answer for the whole table: name the axis, to have one for each unit.",
    lambda Z: (Z <= 0).all().sum(),
)
my_dead_count.wrong(
    "this counts units that are silent for some example: dead means for every one.",
    lambda Z: (Z <= 0).any(axis=0).sum(),
)
my_dead_count.wrong(
    "this counts the silent moments of all units: first decide for each unit.",
    lambda Z: (Z <= 0).sum(),
)
my_dead_count.wrong("this counts the units that are alive.", lambda Z: (Z > 0).any(axis=0).sum())
my_dead_count.wrong(
    "at exactly 0 the helper's slope is 0 as well: 0 does not save a unit.",
    lambda Z: (Z < 0).all(axis=0).sum(),
)
my_dead_count.wrong(
    "a net input that is nearly 0, but positive, lets a unit learn: it is not dead.",
    lambda Z: (Z < 1e-8).all(axis=0).sum(),
)
my_dead_count.wrong(
    "a unit that is negative on average may still fire for one example.",
    lambda Z: (Z.mean(axis=0) <= 0).sum(),
)
my_dead_count.wrong(
    "this is the share of dead units: return how many there are.",
    lambda Z: (Z <= 0).all(axis=0).mean(),
)
my_dead_count.wrong(
    "this says of each unit whether it is dead: now count them.", lambda Z: (Z <= 0).all(axis=0)
)
my_dead_count.wrong(
    "this is the number of units, dead or not.", lambda Z: len((Z <= 0).all(axis=0))
)
my_dead_count.wrong(
    "this is 1 for every table: `np.where` gives a tuple, here of one array. Count in the array.",
    lambda Z: len(np.where((Z <= 0).all(axis=0))),
)


@exercise(
    cases=[
        (np.array([0.5, -2.0, 1.0, -0.25, 3.0]), np.array([2.0, -1.0, -0.5, 3.0, 0.0])),
        (np.array([[1.0, -1.0], [2.0, -2.0]]), np.array([[-4.0, 4.0], [0.1, -0.1]])),
        (np.array([0.5, 1.5, -2.5]), np.array([1, -1, 3])),
    ],
    each="element",
    right="where the unit is silent nothing comes back; elsewhere delta passes unchanged.",
)
def my_relu_backward(delta, z):
    y = np.maximum(0, z)
    return delta * (y > 0)


my_relu_backward.wrong(
    "the bug is still there: delta comes through even where z is negative.",
    lambda delta, z: delta,
)
my_relu_backward.wrong(
    "nearly: at z = 0 the slope is to be 0, as in the helper.",
    lambda delta, z: delta * (z >= 0),
)
my_relu_backward.wrong(
    "this multiplies by the value of the ReLU: its slope is 1 or 0.",
    lambda delta, z: delta * relu(z),
)
my_relu_backward.wrong(
    "the slope is right, but delta has been lost.", lambda delta, z: relu_grad(z)
)
my_relu_backward.wrong("the sign of z decides, not that of delta.", lambda delta, z: relu(delta))
my_relu_backward.wrong(
    "this lets the wrong half pass: the slope is 1 where z > 0.",
    lambda delta, z: delta * (z < 0),
)
