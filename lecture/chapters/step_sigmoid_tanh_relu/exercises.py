"""Exercises of chapter `step_sigmoid_tanh_relu`."""

from __future__ import annotations

import numpy as np

from helpers import relu, sigmoid, sigmoid_grad, step
from lecture.exercise import exercise


@exercise(
    cases=[
        (np.array([-2.0, -0.5, 0.0, 0.5, 2.0]),),
        (np.array([[-3, 1], [2, 0]]),),
        (np.array([-np.inf, -1e-300, -0.0, 1e-300, np.inf]),),
    ],
    right="-1 below 0 and 1 from 0 on, for any array.",
    each="element",
)
def my_bipolar_step(x):
    return 2 * (x >= 0) - 1


my_bipolar_step.wrong("this is the unipolar step, 0 and 1: stretch it to -1 and 1.", step)
my_bipolar_step.wrong(
    "these are the values 0 and 2: the distance is right, now move them.", lambda x: 2 * step(x)
)
my_bipolar_step.wrong(
    "at exactly 0 this gives 0, as np.sign does: the step has no third value.", np.sign
)
my_bipolar_step.wrong(
    "at exactly 0 this gives -1: the definition says x >= 0, so 0 belongs to the ones.",
    lambda x: step(x, at_zero=0, bipolar=True),
)
my_bipolar_step.wrong("the two values have changed places.", lambda x: -step(x, bipolar=True))


@exercise(
    cases=[
        (np.array([-1.0, 0.0, 1.0, 2.0]),),
        (np.array([[-20, 3], [0, 20]]),),
        (np.array([-1000.0, -750.0, 0.0]),),
        (np.array([0.0, 750.0, 1000.0]),),
        (np.array([-40.0, -39.0]),),
        (0.5,),
    ],
    right="no exponential overflows, and no digit is lost, whatever x is.",
    each="element",
)
def my_sigmoid(x):
    e = np.exp(-np.abs(x))
    return np.where(x >= 0, 1, e) / (1 + e)


my_sigmoid.wrong(
    "this loses every digit at x = -40: 1 - 1 and -1 + 1 are 0, where 4.2e-18 is right.",
    lambda x: (1 + np.tanh(x / 2)) / 2,
)
my_sigmoid.wrong(
    "this is the same at x and -x: e^-|x| never overflows, but below 0 it needs the other form.",
    lambda x: sigmoid(np.abs(x)),
)
my_sigmoid.wrong(
    "this is sigmoid(-x), which falls: check the sign in the exponent.", lambda x: sigmoid(-x)
)
my_sigmoid.wrong("this is the slope of the sigmoid: its value at 0 must be 1/2.", sigmoid_grad)
my_sigmoid.wrong(
    "this is tanh(x): its values reach down to -1, those of the sigmoid only to 0.", np.tanh
)
my_sigmoid.wrong(
    "this is tanh(x / 2): shift and halve it, for values from 0 to 1.", lambda x: np.tanh(x / 2)
)
my_sigmoid.wrong("this is 2 · sigmoid(x): its value at 0 must be 1/2.", lambda x: 2 * sigmoid(x))


@exercise(
    cases=[
        (np.array([-1.0, -0.5, 0.0, 0.5, 1.0]),),
        (np.array([[-0.9, 0.1], [0.76159416, 0.0]]),),
        (0.25,),
    ],
    right="the value alone gives the slope; backpropagation will use that.",
    each="element",
)
def my_tanh_slope(y):
    return 1 - y**2


my_tanh_slope.wrong(
    "y is tanh(x) already: this takes the tanh of it once more.", lambda y: 1 - np.tanh(y) ** 2
)
my_tanh_slope.wrong(
    "this is y · (1 - y), the slope of the sigmoid from its value.", lambda y: y * (1 - y)
)
my_tanh_slope.wrong(
    "the square is missing: at y = -1 the curve is flat, so the slope must be 0.", lambda y: 1 - y
)
my_tanh_slope.wrong(
    "a square is missing: the slope is the same at y and -y and never above 1.", lambda y: 1 + y
)
my_tanh_slope.wrong("this is y², which is 0 where the curve is steepest.", lambda y: y**2)
my_tanh_slope.wrong(
    "this is 1 + y²: at y = 1 the curve is flat, so the slope must be 0.", lambda y: 1 + y**2
)


@exercise(
    cases=[
        (np.array([-2.0, -1.0, 0.0, 1.0, 3.0]), 0.5, 1.0),
        (np.array([[4.0, -3.0], [0.0, 2.0]]), -1.5, 0.0),
        (1.5, 2.0, -1.0),
    ],
    right="dy/dweight = y (1 - y) · x, by the chain rule.",
    each="element",
)
def my_weight_slope(x, weight, bias):
    y = sigmoid(weight * x + bias)
    return y * (1 - y) * x


my_weight_slope.wrong(
    "the bug is still there: at x = 0 the weight does nothing, so the slope is 0.",
    lambda x, w, b: sigmoid_grad(w * x + b) * w,
)
my_weight_slope.wrong(
    "this is the slope with respect to the bias: the factor dz/dweight is missing.",
    lambda x, w, b: sigmoid_grad(w * x + b),
)
my_weight_slope.wrong(
    "the slope of the sigmoid is missing: this is the slope of z, not of y.",
    lambda x, w, b: x + 0 * w,
)
my_weight_slope.wrong(
    "this is y · x: the slope of the sigmoid at z is not its value y.",
    lambda x, w, b: sigmoid(w * x + b) * x,
)
my_weight_slope.wrong(
    "1 - y² is the rule of tanh: the slope of the sigmoid is y (1 - y).",
    lambda x, w, b: (1 - sigmoid(w * x + b) ** 2) * x,
)
my_weight_slope.wrong(
    "one factor too many: is weight part of dz/dweight?",
    lambda x, w, b: sigmoid_grad(w * x + b) * x * w,
)
my_weight_slope.wrong(
    "the slope of the sigmoid must be taken at z = weight · x + bias, not at x.",
    lambda x, w, b: sigmoid_grad(x) * x,
)
my_weight_slope.wrong(
    "this drops negative inputs: a negative x gives a negative slope.",
    lambda x, w, b: sigmoid_grad(w * x + b) * relu(x),
)
