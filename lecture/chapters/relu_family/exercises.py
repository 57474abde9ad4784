"""Exercises of chapter `relu_family`."""

from __future__ import annotations

import numpy as np

from helpers import elu, elu_grad, relu, relu_grad
from lecture.exercise import exercise


@exercise(
    cases=[
        (elu(np.array([-4.0, -1.0, -0.25, 0.0, 0.5, 3.0])), 1.0),
        (elu(np.array([[-2.0, 2.0], [0.0, -0.1]]), 0.5), 0.5),
        (elu(np.array([-30.0, -3.0, 0.1, 7.0]), 2.0), 2.0),
        (elu(-0.75, 0.3), 0.3),
    ],
    each="element",
    right="left of 0 the slope alpha · e^z is a + alpha: one sum, and no second exponential.",
)
def my_elu_slope(a, alpha):
    return np.where(a > 0, 1.0, a + alpha)


my_elu_slope.wrong(
    "this is the slope for a net input: a is the value already. Write e^z with a.",
    lambda a, alpha: elu_grad(a, alpha),
)
my_elu_slope.wrong(
    "this is right for alpha = 1 only: mind alpha in a = alpha · (e^z - 1).",
    lambda a, alpha: np.where(a > 0, 1.0, a + 1),
)
my_elu_slope.wrong(
    "this is right for alpha = 1 only: a + 1 is e^z there alone. Solve a = alpha · (e^z - 1).",
    lambda a, alpha: np.where(a > 0, 1.0, alpha * (a + 1)),
)
my_elu_slope.wrong(
    "nearly: at a = 0 take alpha, not 1, as the helper does.",
    lambda a, alpha: np.where(a >= 0, 1.0, a + alpha),
)
my_elu_slope.wrong(
    "this is e^z, which alpha still has to multiply.",
    lambda a, alpha: np.where(a > 0, 1.0, a / alpha + 1),
)
my_elu_slope.wrong(
    "left of 0 this is right; to the right the slope is 1.", lambda a, alpha: a + alpha
)
my_elu_slope.wrong(
    "the two halves have changed places.", lambda a, alpha: np.where(a > 0, a + alpha, 1.0)
)
my_elu_slope.wrong(
    "this is the slope of the Leaky ReLU: that of the ELU fades to the left.",
    lambda a, alpha: np.where(a > 0, 1.0, alpha),
)
my_elu_slope.wrong(
    "the sign of alpha: solve a = alpha · e^z - alpha for alpha · e^z.",
    lambda a, alpha: np.where(a > 0, 1.0, a - alpha),
)
my_elu_slope.wrong(
    "left of 0 this falls as a rises: a is negative there, and must be added.",
    lambda a, alpha: np.where(a > 0, 1.0, alpha - a),
)
my_elu_slope.wrong(
    "this is the slope of the sigmoid from its value. Begin with a = alpha · (e^z - 1).",
    lambda a, alpha: a * (1 - a),
)

NET_INPUTS = np.array(
    [
        [-1.0, 4.0, 0.0, -1.0],
        [-2.0, -1.0, -4.0, -6.0],
        [-0.5, -2.0, -1.0, 1e-9],
    ]
)

BLAMES = np.array(
    [
        [0.5, -1.0, 2.0, 1.5],
        [-0.25, 3.0, 0.5, -1.0],
        [1.0, 2.0, -4.0, 0.75],
    ]
)


@exercise(
    cases=[
        (NET_INPUTS, BLAMES),
        (NET_INPUTS[1:], BLAMES[:2]),
        (np.array([[-2, 3], [1, -1]]), np.array([[0.5, 2.0], [-1.0, 0.25]])),
        (np.array([[1.0, 2.0]]), np.array([[3.0, -1.0]])),
    ],
    right="alpha reaches the loss by every net input below 0: the paths add up.",
)
def my_alpha_gradient(Z, dA):
    return np.sum(dA * np.minimum(Z, 0))


my_alpha_gradient.wrong(
    "this is one number for each path: alpha is shared, so the paths add up.",
    lambda Z, dA: dA * np.minimum(Z, 0),
)
my_alpha_gradient.wrong(
    "this is one number for each unit: one alpha serves them all.",
    lambda Z, dA: (dA * np.minimum(Z, 0)).sum(axis=0),
)
my_alpha_gradient.wrong(
    "this is one number for each sample: add them up, too.",
    lambda Z, dA: (dA * np.minimum(Z, 0)).sum(axis=1),
)
my_alpha_gradient.wrong(
    "this is the mean of the paths. The blames dA hold 1/N already: add up.",
    lambda Z, dA: np.mean(dA * np.minimum(Z, 0)),
)
my_alpha_gradient.wrong(
    "alpha does not occur to the right of 0: there its slope is 0.",
    lambda Z, dA: np.sum(dA * Z),
)
my_alpha_gradient.wrong(
    "left of 0 this is right. To the right a = z does not change with alpha: that slope is 0, "
    "and 1 is the slope with respect to z.",
    lambda Z, dA: np.sum(dA * np.where(Z > 0, 1, Z)),
)
my_alpha_gradient.wrong(
    "this divides by the samples. The blames dA hold 1/N already: add up.",
    lambda Z, dA: np.sum(dA * np.minimum(Z, 0)) / len(Z),
)
my_alpha_gradient.wrong(
    "this takes the wrong half: alpha acts where z is below 0.",
    lambda Z, dA: np.sum(dA * np.maximum(Z, 0)),
)
for left in (np.less, np.less_equal):
    my_alpha_gradient.wrong(
        "how fast does alpha · z grow with alpha? Not by 1, but by z.",
        lambda Z, dA, left=left: np.sum(dA * left(Z, 0)),
    )
my_alpha_gradient.wrong(
    "this is the slope with respect to z, which is 1 or alpha. How fast does alpha · z grow with "
    "alpha? And z itself?",
    lambda Z, dA: np.sum(dA * np.where(Z > 0, 1, 0.01)),
)
my_alpha_gradient.wrong(
    "the blames dA are missing: the chain rule multiplies by them.",
    lambda Z, dA: np.sum(np.minimum(Z, 0)),
)
my_alpha_gradient.wrong(
    "the sign is turned: the slope of alpha · z with respect to alpha is z, a negative number.",
    lambda Z, dA: -np.sum(dA * np.minimum(Z, 0)),
)


@exercise(
    cases=[
        (NET_INPUTS,),
        (NET_INPUTS[1:],),
        (NET_INPUTS.T,),
        (np.array([[1.0, -1.0, 0.5], [2.0, -3.0, -4.0]]),),
    ],
    right="a unit is dead if no sample gives it a positive net input.",
)
def my_dead_count(Z):
    return np.sum(np.all(Z <= 0, axis=0))


my_dead_count.wrong(
    "this goes along the rows: it counts the samples at which no unit fires.",
    lambda Z: (Z <= 0).all(axis=1).sum(),
)
my_dead_count.wrong(
    "this is one answer for the whole table: name the axis, to have one for each unit.",
    lambda Z: (Z <= 0).all().sum(),
)
my_dead_count.wrong(
    "this counts units that do not fire for some sample: dead means for every one.",
    lambda Z: (Z <= 0).any(axis=0).sum(),
)
my_dead_count.wrong(
    "this counts single net inputs: first decide for each unit.",
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
    "a unit that is negative on average may still fire for one sample.",
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
    right="where the unit does not fire nothing comes back; elsewhere dA passes unchanged.",
)
def my_relu_backward(dA, z):
    y = np.maximum(0, z)
    return dA * (y > 0)


my_relu_backward.wrong(
    "the bug is still there: dA comes through even where z is negative.",
    lambda dA, z: dA,
)
my_relu_backward.wrong(
    "nearly: at z = 0 the slope is to be 0, as in the helper.",
    lambda dA, z: dA * (z >= 0),
)
my_relu_backward.wrong(
    "this multiplies by the value of the ReLU: its slope is 1 or 0.",
    lambda dA, z: dA * relu(z),
)
my_relu_backward.wrong("the slope is right, but dA has been lost.", lambda dA, z: relu_grad(z))
my_relu_backward.wrong("the sign of z decides, not that of dA.", lambda dA, z: relu(dA))
my_relu_backward.wrong(
    "this lets the wrong half pass: the slope is 1 where z > 0.",
    lambda dA, z: dA * (z < 0),
)
