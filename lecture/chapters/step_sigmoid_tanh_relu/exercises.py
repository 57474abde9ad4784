"""Exercises of chapter `step_sigmoid_tanh_relu`."""

from __future__ import annotations

import numpy as np

from helpers import relu, sigmoid, sigmoid_grad
from lecture.exercise import exercise


@exercise(
    cases=[
        (np.array([-0.999, -0.5, 0.0, 0.5, 0.999]),),
        (np.array([[-0.9, 0.1], [0.76159416, 0.0]]),),
        (0.25,),
    ],
    right="the value alone gives the slope: the net input is no longer needed.",
    each="element",
)
def my_tanh_slope(y):
    return 1 - y**2


my_tanh_slope.wrong(
    "y is tanh(z) already: this takes the tanh of it once more.", lambda y: 1 - np.tanh(y) ** 2
)
my_tanh_slope.wrong(
    "this is y · (1 - y), the slope of the sigmoid from its value.", lambda y: y * (1 - y)
)
my_tanh_slope.wrong(
    "the square is missing: near y = -1 the curve is flat, so the slope must be near 0.",
    lambda y: 1 - y,
)
my_tanh_slope.wrong(
    "a square is missing: the slope is the same at y and -y and never above 1.", lambda y: 1 + y
)
my_tanh_slope.wrong("this is y², which is 0 where the curve is steepest.", lambda y: y**2)
my_tanh_slope.wrong(
    "this is 1 + y²: near y = 1 the curve is flat, so the slope must be near 0.",
    lambda y: 1 + y**2,
)


@exercise(
    cases=[
        (np.array([-1.0, 0.0, 1.0, 2.0]),),
        (np.array([[-20, 3], [0, 20]]),),
        (np.array([-1000.0, -750.0, 0.0]),),
        (np.array([0.0, 750.0, 1000.0]),),
        (np.array([-40.0, -39.0]),),
        (np.array([-200.0]),),
        (np.array([-700.0]),),
        (0.5,),
    ],
    right="no exponential overflows, and the tiny value at -40 keeps its digits.",
    each="element",
)
def my_sigmoid(z):
    e = np.exp(-np.abs(z))
    return np.where(z >= 0, 1, e) / (1 + e)


my_sigmoid.wrong(
    "this loses every digit at z = -40: 1 - 1 and -1 + 1 are 0, where 4.2e-18 is right.",
    lambda z: (1 + np.tanh(z / 2)) / 2,
)
for limit in (20, 30, 50, 100, 500):
    my_sigmoid.wrong(
        "z is cut off at a limit here. But the sigmoid goes on falling: at -200 it is 1.4e-87, "
        "at -700 it is 9.9e-305.",
        lambda z, limit=limit: sigmoid(np.maximum(z, -limit)),
    )
my_sigmoid.wrong(
    "this is the same at z and -z: e^-|z| never overflows, but below 0 it needs the other form.",
    lambda z: sigmoid(np.abs(z)),
)
my_sigmoid.wrong(
    "this is sigmoid(-z), which falls: check the sign in the exponent.", lambda z: sigmoid(-z)
)
my_sigmoid.wrong("this is the slope of the sigmoid: its value at 0 must be 1/2.", sigmoid_grad)
my_sigmoid.wrong(
    "this is tanh(z): its values reach down to -1, those of the sigmoid only to 0.", np.tanh
)
my_sigmoid.wrong(
    "this is tanh(z / 2): shift and halve it, for values from 0 to 1.", lambda z: np.tanh(z / 2)
)
my_sigmoid.wrong("this is 2 · sigmoid(z): its value at 0 must be 1/2.", lambda z: 2 * sigmoid(z))


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


@exercise(
    cases=[
        (np.array([-2.0, 0.0, 0.5, 1.0, 2.0, 3.0, 4.0, 10.0]),),
        (np.array([[-1, 0], [1, 7]]),),
        (2.5,),
    ],
    right="slopes 0, 2, -1, 0: each weight is the change of slope at its hinge.",
    each="element",
)
def my_hat(x):
    return 2 * relu(x) - 3 * relu(x - 1) + 1 * relu(x - 3)


my_hat.wrong(
    "these are the slopes of the pieces, 2 and -1: a weight is the *change* of slope at its hinge.",
    lambda x: 2 * relu(x) - relu(x - 1),
)
for last in (1, -1):
    my_hat.wrong(
        "these are the slopes of the pieces: a weight is the *change* of slope, so they must add "
        "up.",
        lambda x, last=last: 2 * relu(x) - relu(x - 1) + last * relu(x - 3),
    )
my_hat.wrong(
    "right up to x = 3, but there the hat goes on falling: the last hinge must end the fall.",
    lambda x: 2 * relu(x) - 3 * relu(x - 1),
)
my_hat.wrong(
    "right up to x = 3: the slope before it is -1, and 0 is wanted. Which change is that?",
    lambda x: 2 * relu(x) - 3 * relu(x - 1) - relu(x - 3),
)
my_hat.wrong(
    "right up to x = 1: at the second hinge this line goes flat, the hat falls.",
    lambda x: 2 * relu(x) - 2 * relu(x - 1),
)
my_hat.wrong(
    "this hat is as high as 1: it must be 2 at x = 1.",
    lambda x: relu(x) - 1.5 * relu(x - 1) + 0.5 * relu(x - 3),
)
my_hat.wrong(
    "this hat stands on its head: all the signs are turned.", lambda x: -my_hat.solution(x)
)
my_hat.wrong(
    "these are the heights 0, 2, 0: a weight is a change of slope.", lambda x: 2 * relu(x - 1)
)
