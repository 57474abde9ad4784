"""Activation functions and their derivatives, element by element."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec

import numpy as np
from scipy.special import expit

from helpers._validation import Array, as_float_array, as_number

P = ParamSpec("P")


def elementwise(formula: Callable[Concatenate[Array, P], Array]) -> Callable[..., Any]:
    """Let `formula` take anything array-like: scalars give scalars, float16 counts in float32."""

    @wraps(formula)
    def function(x: Any, *args: P.args, **kwargs: P.kwargs) -> Any:
        x = as_float_array(x)
        if x.dtype == np.float16:
            y = formula(np.atleast_1d(x).astype(np.float32), *args, **kwargs).astype(np.float16)
        else:
            y = formula(x if x.ndim else x[None], *args, **kwargs)
        return y if x.ndim else y[0]

    return function


@elementwise
def step(x: Array, at_zero: float = 1.0, bipolar: bool = False) -> Array:
    """Step function: 1 if x >= 0 else 0; bipolar: 1 or -1.

    `at_zero` in [0, 1] is the unipolar value at exactly 0: 1 follows the definition (x >= 0), 0
    the perceptron's rule (x > 0). Bipolar is 2h - 1, there too: 1 -> 1, 0.5 -> 0, 0 -> -1.

    >>> step([-2, 0, 3]), step([-2, 0, 3], at_zero=0), step([-2, 0, 3], bipolar=True)
    (array([0., 1., 1.]), array([0., 0., 1.]), array([-1.,  1.,  1.]))

    Source: McCulloch and Pitts, 1943; Rosenblatt, 1958; chapter 2.
    """
    h = np.heaviside(x, as_number(at_zero, "at_zero", 0, 1))
    return 2 * h - 1 if bipolar else h


@elementwise
def step_grad(x: Array, at_zero: float = 1.0, bipolar: bool = False) -> Array:
    """Derivative of `step`: 0, and NaN at 0, where the step jumps and no derivative exists.

    >>> step_grad([-2, 0, 3])
    array([ 0., nan,  0.])
    """
    as_number(at_zero, "at_zero", 0, 1)
    return np.where((x == 0) | np.isnan(x), np.nan, np.zeros_like(x)).astype(x.dtype)


@elementwise
def identity(x: Array) -> Array:
    """Identity x, as a copy: the output of a regression; range (-inf, inf).

    >>> identity(30)
    np.float64(30.0)

    Source: chapter 4.
    """
    return x.copy()


@elementwise
def identity_grad(x: Array) -> Array:
    """Derivative of `identity`: 1.

    >>> identity_grad([-2, 0, 3])
    array([1., 1., 1.])
    """
    return np.where(np.isnan(x), x, np.ones_like(x))


@elementwise
def sigmoid(x: Array) -> Array:
    """Sigmoid 1 / (1 + e^-x), range (0, 1).

    >>> sigmoid([-1, 0, 1, 2]).round(8)
    array([0.26894142, 0.5       , 0.73105858, 0.88079708])

    Source: Verhulst, 1838; Rumelhart, Hinton and Williams, 1986; chapter 2.
    """
    return np.asarray(expit(x))


@elementwise
def sigmoid_grad(x: Array) -> Array:
    """Derivative of `sigmoid`: s(x) s(-x) = e / (1 + e)^2 with e = e^-|x|, range (0, 0.25].

    >>> sigmoid_grad([-1, 0, 1]).round(8)
    array([0.19661193, 0.25      , 0.19661193])
    """
    e: Array = np.exp(-np.abs(x))
    return e / (1 + e) ** 2


@elementwise
def tanh(x: Array) -> Array:
    """Hyperbolic tangent (e^x - e^-x) / (e^x + e^-x) = 2 sigmoid(2x) - 1, range (-1, 1).

    >>> tanh([-1, 0, 1]).round(4)
    array([-0.7616,  0.    ,  0.7616])

    Source: LeCun, Bottou, Orr and Müller, 1998; chapter 2.
    """
    return np.tanh(x)


@elementwise
def tanh_grad(x: Array) -> Array:
    """Derivative of `tanh`: 1 - tanh^2 = 4e / (1 + e)^2 with e = e^(-2|x|), range (0, 1].

    >>> tanh_grad([-1, 0, 1]).round(8)
    array([0.41997434, 1.        , 0.41997434])
    """
    with np.errstate(over="ignore"):
        e: Array = np.exp(-2 * np.abs(x))
    return 4 * e / (1 + e) ** 2


@elementwise
def relu(x: Array) -> Array:
    """Rectified linear unit max(0, x), range [0, inf).

    >>> relu([[-1, 2, -3], [4, -5, 6]])
    array([[0., 2., 0.],
           [4., 0., 6.]])

    Source: Fukushima, 1969; Nair and Hinton, 2010; chapter 2.
    """
    return np.maximum(x, 0)


@elementwise
def relu_grad(x: Array) -> Array:
    """Derivative of `relu`: 1 if x > 0 else 0; at the kink 0, the common choice.

    >>> relu_grad([-2, 0, 3])
    array([0., 0., 1.])
    """
    return np.heaviside(x, 0)
