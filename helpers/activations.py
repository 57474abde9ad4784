"""Activation functions and their derivatives, element by element.

All take a number or an array of any shape, compute in float64 and return a new array of that shape,
in float32 if x is float32. NaN stays NaN; what is no real number gets a TypeError or ValueError.
Where a function has a kink, its derivative takes there the value that its docstring states.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec, Protocol

import numpy as np
from numpy.typing import ArrayLike

from helpers._validation import Array, as_flag, as_float_array, as_number

P = ParamSpec("P")

CAP = 50.0  # 1 + e^-CAP is 1
GONE = 1000.0  # e^-GONE is 0; it stands for inf where inf * 0 would be undefined
SELU_ALPHA, SELU_SCALE = 1.6732632423543772, 1.0507009873554805


class Function(Protocol[P]):
    """A formula opened to any real numbers."""

    def __call__(self, x: ArrayLike, *args: P.args, **kwargs: P.kwargs) -> Array: ...


def elementwise(formula: Callable[Concatenate[Array, P], Any]) -> Function[P]:
    """Let `formula` take numbers and lists, compute in float64, keep float32, and never warn."""

    @wraps(formula)
    def function(x: ArrayLike, *args: P.args, **kwargs: P.kwargs) -> Array:
        array = as_float_array(x)
        with np.errstate(all="ignore"):
            y = formula(array.astype(np.float64, copy=False), *args, **kwargs)
            return np.asarray(y, array.dtype)[()]

    return function


@elementwise
def step(x: Array, at_zero: float = 1.0, bipolar: bool = False) -> Array:
    """Step function: 1 if x >= 0 else 0; bipolar: 1 or -1.

    `at_zero` in [0, 1] is the unipolar value at exactly 0: 1 follows the definition (x >= 0), 0
    the perceptron's rule (x > 0). Bipolar is 2h - 1 there, too: 1 -> 1, 0.5 -> 0, 0 -> -1.
    Source: McCulloch and Pitts, 1943; Rosenblatt, 1958; chapter `step_sigmoid_tanh_relu`.
    >>> step([-2, 0, 3]), step([-2, 0, 3], at_zero=0), step([-2, 0, 3], bipolar=True)
    (array([0., 1., 1.]), array([0., 0., 1.]), array([-1.,  1.,  1.]))
    """
    h = np.heaviside(x, as_number(at_zero, "at_zero", 0, 1))
    return 2.0 * h - 1.0 if as_flag(bipolar, "bipolar") else h


@elementwise
def step_grad(x: Array, at_zero: float = 1.0, bipolar: bool = False) -> Array:
    """Derivative of `step`: 0, and NaN at 0, where the step jumps and has no derivative.
    >>> step_grad([-2, 0, 3])
    array([ 0., nan,  0.])
    """
    step(0.0, at_zero, bipolar)  # refuses what `step` refuses
    return np.where(np.abs(x) > 0, 0.0, np.nan)


@elementwise
def identity(x: Array) -> Array:
    """Identity x, as a copy: the output of a regression. Range (-inf, inf).
    Source: chapter `output_layers`.
    >>> identity(30)
    np.float64(30.0)
    """
    return x.copy()


@elementwise
def identity_grad(x: Array) -> Array:
    """Derivative of `identity`: 1.
    >>> identity_grad([-2, 0, 3])
    array([1., 1., 1.])
    """
    return np.where(np.isnan(x), x, 1.0)


@elementwise
def sigmoid(x: Array) -> Array:
    """Sigmoid 1 / (1 + e^-x) = e^x / (1 + e^x). Range (0, 1).
    Source: Verhulst, 1838; Rumelhart, Hinton and Williams, 1986; chapter `step_sigmoid_tanh_relu`.
    >>> sigmoid([-1, 0, 1, 2]).round(8)
    array([0.26894142, 0.5       , 0.73105858, 0.88079708])
    """
    e = np.exp(np.minimum(x, CAP))
    return e / (1.0 + e)


@elementwise
def sigmoid_grad(x: Array) -> Array:
    """Derivative of `sigmoid`: s (1 - s) with s = sigmoid(-|x|) <= 0.5. Range (0, 0.25].
    >>> sigmoid_grad([-1, 0, 1]).round(8)
    array([0.19661193, 0.25      , 0.19661193])
    """
    s = sigmoid(-np.abs(x))  # at |x| instead, 1 - s would lose its digits
    return s * (1.0 - s)


@elementwise
def tanh(x: Array) -> Array:
    """Hyperbolic tangent (e^x - e^-x) / (e^x + e^-x) = 2 sigmoid(2x) - 1. Range (-1, 1).
    Source: LeCun, Bottou, Orr and Müller, 1998; chapter `step_sigmoid_tanh_relu`.
    >>> tanh([-1, 0, 1]).round(4)
    array([-0.7616,  0.    ,  0.7616])
    """
    return np.tanh(x)


@elementwise
def tanh_grad(x: Array) -> Array:
    """Derivative of `tanh`: 1 - tanh^2 = 4 s(2x) s(-2x) with the sigmoid s. Range (0, 1].
    >>> tanh_grad([-1, 0, 1]).round(8)
    array([0.41997434, 1.        , 0.41997434])
    """
    return 4.0 * sigmoid_grad(2.0 * x)


@elementwise
def relu(x: Array) -> Array:
    """Rectified linear unit max(0, x). Range [0, inf).
    Source: Fukushima, 1969; Nair and Hinton, 2010; chapter `step_sigmoid_tanh_relu`.
    >>> relu([[-1, 2, -3], [4, -5, 6]])
    array([[0., 2., 0.],
           [4., 0., 6.]])
    """
    return np.maximum(x, 0.0)


@elementwise
def relu_grad(x: Array) -> Array:
    """Derivative of `relu`: 1 if x > 0 else 0; 0 at the kink.
    >>> relu_grad([-2, 0, 3])
    array([0., 0., 1.])
    """
    return np.sign(np.maximum(x, 0.0))  # x > 0 would lose NaN, heaviside takes longer


@elementwise
def leaky_relu(x: Array, alpha: float = 0.01) -> Array:
    """Leaky ReLU max(0, x) + alpha min(0, x) for alpha >= 0. Range (-inf, inf).
    Source: Maas, Hannun and Ng, 2013; chapter `relu_family`.
    >>> leaky_relu([-10, 0, 10], alpha=0.2)
    array([-2.,  0., 10.])
    """
    if as_number(alpha, "alpha", 0) == 0:  # 0 * -inf is NaN
        return relu(x)
    return np.maximum(x, 0.0) + float(alpha) * np.minimum(x, 0.0)


@elementwise
def leaky_relu_grad(x: Array, alpha: float = 0.01) -> Array:
    """Derivative of `leaky_relu`: 1 if x > 0 else alpha; alpha at the kink.
    >>> leaky_relu_grad([-10, 0, 10], alpha=0.2)
    array([0.2, 0.2, 1. ])
    """
    right = relu_grad(x)
    return right + as_number(alpha, "alpha", 0) * (1.0 - right)


@elementwise
def elu(x: Array, alpha: float = 1.0) -> Array:
    """Exponential linear unit: x if x > 0 else alpha (e^x - 1), alpha >= 0. Range (-alpha, inf).
    Source: Clevert, Unterthiner and Hochreiter, 2016; chapter `relu_family`.
    >>> elu([-1, 0, 2]).round(8)
    array([-0.63212056,  0.        ,  2.        ])
    """
    return np.maximum(x, 0.0) + as_number(alpha, "alpha", 0) * np.expm1(np.minimum(x, 0.0))


@elementwise
def elu_grad(x: Array, alpha: float = 1.0) -> Array:
    """Derivative of `elu`: 1 if x > 0 else alpha e^x; alpha at 0, a kink unless alpha is 1.
    >>> elu_grad([-1, 0, 2]).round(8)
    array([0.36787944, 1.        , 1.        ])
    """
    right = relu_grad(x)
    return right + as_number(alpha, "alpha", 0) * np.exp(np.minimum(x, 0.0)) * (1.0 - right)


@elementwise
def selu(x: Array) -> Array:
    """Scaled ELU: scale * elu(x, alpha), scale = 1.0507..., alpha = 1.6733.... Range (-1.76, inf).
    Source: Klambauer, Unterthiner, Mayr and Hochreiter, 2017; chapter `relu_family`.
    >>> selu([-1, 0, 2]).round(8)
    array([-1.11133074,  0.        ,  2.10140197])
    """
    return SELU_SCALE * elu(x, SELU_ALPHA)


@elementwise
def selu_grad(x: Array) -> Array:
    """Derivative of `selu`: scale if x > 0 else scale * alpha * e^x; the latter at the kink.
    >>> selu_grad([-1, 0, 2]).round(8)
    array([0.6467686 , 1.75809934, 1.05070099])
    """
    return SELU_SCALE * elu_grad(x, SELU_ALPHA)


@elementwise
def softplus(x: Array) -> Array:
    """Softplus log(1 + e^x) = max(0, x) + log(1 + e^-|x|), the smooth ReLU. Range (0, inf).
    Source: Dugas, Bengio, Bélisle, Nadeau and Garcia, 2001; chapter `relu_family`.
    >>> softplus([-1, 0, 2]).round(8)
    array([0.31326169, 0.69314718, 2.12692801])
    """
    return np.maximum(x, 0.0) + np.log1p(np.exp(-np.abs(x)))


@elementwise
def softplus_grad(x: Array) -> Array:
    """Derivative of `softplus`: the sigmoid. Range (0, 1).
    >>> softplus_grad([-1, 0, 2]).round(8)
    array([0.26894142, 0.5       , 0.88079708])
    """
    return sigmoid(x)


@elementwise
def silu(x: Array) -> Array:
    """SiLU or swish x sigmoid(x). Range [-0.2785, inf).
    Source: Hendrycks and Gimpel, 2016; Elfwing, Uchibe and Doya, 2018; Ramachandran, Zoph and Le,
    2017; chapter `relu_family`.
    >>> silu([-1, 0, 2]).round(8)
    array([-0.26894142,  0.        ,  1.76159416])
    """
    return np.maximum(x, -GONE) * sigmoid(x)


@elementwise
def silu_grad(x: Array) -> Array:
    """Derivative of `silu`: s(x) (1 + x s(-x)) with the sigmoid s. Range [-0.0998, 1.0998].
    >>> silu_grad([-1, 0, 2]).round(8)
    array([0.07232949, 0.5       , 1.09078425])
    """
    x = np.clip(x, -GONE, GONE)  # beyond, 0 and 1 to the last digit
    return sigmoid(x) * (1.0 + x * sigmoid(-x))


def _gelu_logit(x: Array) -> Array:
    """The z for which 0.5 (1 + tanh(z / 2)) = sigmoid(z) approximates the normal distribution."""
    z: Array = math.sqrt(8 / math.pi) * (x + 0.044715 * x**3)
    return z


@elementwise
def gelu(x: Array, approximate: bool = False) -> Array:
    """GELU x Phi(x), Phi the standard normal law: 0.5 x (1 + erf(x / sqrt(2))). Range [-0.17, inf).

    `approximate=True` takes 0.5 x (1 + tanh(sqrt(2 / pi) (x + 0.044715 x^3))) instead.
    Source: Hendrycks and Gimpel, 2016; chapter `relu_family`.
    >>> gelu([-1, 0, 2]).round(8), gelu([-1, 0, 2], approximate=True).round(8)
    (array([-0.15865525,  0.        ,  1.95449974]), array([-0.15880801,  0.        ,  1.95459769]))
    """
    from scipy.special import ndtr  # here, so that only the GELU loads SciPy

    x = np.maximum(x, -GONE)
    return x * (sigmoid(_gelu_logit(x)) if as_flag(approximate, "approximate") else ndtr(x))


@elementwise
def gelu_grad(x: Array, approximate: bool = False) -> Array:
    """Derivative of `gelu`: Phi(x) + x phi(x), phi the normal density. Range [-0.13, 1.13].
    >>> gelu_grad([-1, 0, 2]).round(8), gelu_grad([-1, 0, 2], approximate=True).round(8)
    (array([-0.08331547,  0.5       ,  1.0852318 ]), array([-0.08296408,  0.5       ,  1.08609926]))
    """
    from scipy.special import ndtr

    x = np.clip(x, -GONE, GONE)
    if as_flag(approximate, "approximate"):
        z = _gelu_logit(x)
        return sigmoid(z) + x * sigmoid_grad(z) * math.sqrt(8 / math.pi) * (1 + 0.134145 * x**2)
    near = np.trunc(256.0 * x) / 256.0  # its square is exact: x^2 / 2, rounded, would cost digits
    density = np.exp(-0.5 * near**2) * np.exp(0.5 * (near - x) * (near + x))
    slope: Array = ndtr(x) + x * density / math.sqrt(2 * math.pi)
    return slope
