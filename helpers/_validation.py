"""Checks of the arguments of public functions: what came, and what is allowed."""

from __future__ import annotations

import math
from numbers import Real
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.floating[Any]]]


def as_float_array(x: Any, name: str = "x") -> Array:
    """`x` as an array of floats: float dtypes stay, integers and booleans become float64."""
    if type(x) is np.ndarray and x.dtype.kind == "f":
        return x
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(f"{name} must be a number or a rectangular array of numbers, got a ragged {type(x).__name__}") from error
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise TypeError(f"{name} must hold real numbers, got {type(x).__name__} of dtype {array.dtype}")


def as_number(value: Any, name: str, above: float = -math.inf) -> float:
    """`value` as a finite float greater than `above`."""
    if not isinstance(value, Real) or isinstance(value, bool):
        raise TypeError(f"{name} must be a number, got {type(value).__name__} {value!r}")
    number = float(value)
    if not (math.isfinite(number) and number > above):
        bound = "" if above == -math.inf else f" above {above:g}"
        raise ValueError(f"{name} must be a finite number{bound}, got {value!r}")
    return number
