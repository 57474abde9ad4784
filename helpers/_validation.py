"""Checks of the arguments of public functions: what came, and what is allowed."""

from __future__ import annotations

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
