"""Softmax and its logarithm: the outputs of a multi-class classifier."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

from helpers._validation import Array, as_axis, as_float_array, as_number, quiet


@quiet
def softmax(x: ArrayLike, axis: int = -1, temperature: float = 1.0) -> Array:
    """Softmax e^(x / T) / sum e^(x / T) along `axis`: probabilities in (0, 1) whose sum is 1.

    The temperature T > 0 flattens them (above 1) or sharpens them (below 1). A logit of -inf has
    probability 0; where the largest is infinite or NaN, all are NaN, as in SciPy and PyTorch.
    Raises ValueError for a scalar, an empty or missing `axis`, a T that is not positive and finite.
    Source: Bridle, 1990; chapter `output_layers`.
    >>> softmax([2, 1, 0.1]).round(8)
    array([0.65900114, 0.24243297, 0.09856589])
    """
    x, temperature = as_float_array(x), as_number(temperature, "temperature", positive=True)
    z = x - x.max(axis=as_axis(axis, x), keepdims=True)
    z = (z / np.float64(temperature)).astype(x.dtype)  # T may be too small for float32
    e: Array = np.exp(z)
    e /= e.sum(axis=axis, keepdims=True)
    return e


@quiet
def log_softmax(x: ArrayLike, axis: int = -1) -> Array:
    """Logarithm of the softmax, x - log(sum e^x) along `axis`. Range (-inf, 0).

    The terms beside the largest are added first and log1p taken of them, so that no digit is lost
    where one class is nearly certain. Infinite logits and errors as for `softmax`.
    Source: Bridle, 1990; chapter `losses`.
    >>> log_softmax([2, 1, 0.1]).round(8)
    array([-0.41703002, -1.41703002, -2.31703002])
    """
    x = as_float_array(x)
    z: Array = x - x.max(axis=as_axis(axis, x), keepdims=True)
    largest = z == 0
    others = np.where(largest, 0, np.exp(z)).sum(axis=axis, keepdims=True)
    others += largest.sum(axis=axis, keepdims=True, dtype=x.dtype) - 1  # that share the largest
    z -= np.log1p(others)
    return z
