"""Checks of the arguments of public functions: what came, and what is allowed."""

from __future__ import annotations

import sys
from numbers import Real
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.floating[Any]]]
MAX = sys.float_info.max


def as_float_array(x: Any, name: str = "x") -> Array:
    """`x` as an array of floats: float dtypes stay, integers and booleans become float64."""
    if type(x) is np.ndarray and x.dtype.kind == "f":
        return x
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a number or a rectangular array of numbers, "
            f"got a ragged {type(x).__name__}"
        ) from error
    if array.dtype.kind == "f":
        return array
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise TypeError(f"{name} must hold real numbers, got {type(x).__name__} of dtype {array.dtype}")


def as_number(
    value: Any, name: str, low: float = -MAX, high: float = MAX, positive: bool = False
) -> float:
    """`value` as a Python float in [low, high], or above 0 where `positive`."""
    if isinstance(value, bool) or not isinstance(value, Real):
        raise TypeError(f"{name} must be one real number, got {value!r}")
    if positive and not 0 < value <= MAX:
        raise ValueError(f"{name} must be positive and finite, got {value!r}")
    if not low <= value <= high:
        raise ValueError(f"{name} must be a finite number in [{low:g}, {high:g}], got {value!r}")
    return float(value)
