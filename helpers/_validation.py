"""Checks of the arguments of public functions: what came, and what is allowed."""

from __future__ import annotations

import math
import sys
from collections.abc import Collection
from difflib import get_close_matches
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.floating[Any]]]
MAX = sys.float_info.max
REAL = (int, float, np.integer, np.floating)


def as_float_array(x: Any, name: str = "x") -> Array:
    """`x` as an array: float32 and float64 stay, every other real number becomes float64."""
    if type(x) is np.ndarray and x.dtype.char in "df" and x.dtype.isnative:
        return x
    try:
        array = np.asarray(x)
    except ValueError as error:
        got = f"a ragged {type(x).__name__}"
        raise ValueError(f"{name} must be a rectangular array of numbers, got {got}") from error
    if array.dtype.kind not in "biuf" or array.itemsize > 8:
        got = f"{type(x).__name__} of dtype {array.dtype}"
        raise TypeError(f"{name} must hold real numbers of at most 64 bits, got {got}")
    return array.astype(np.float32 if array.dtype.char == "f" else np.float64)


def as_number(
    value: Any, name: str, low: float = -math.inf, high: float = math.inf, positive: bool = False
) -> float:
    """`value` as a finite Python float in [low, high], above 0 where `positive`."""
    if isinstance(value, bool) or not isinstance(value, REAL):
        raise TypeError(f"{name} must be one real number, got {value!r}")
    number = value.item() if isinstance(value, np.generic) else value
    if not (low <= number <= high and abs(number) <= MAX) or (positive and number <= 0):
        allowed = "positive and finite" if positive else f"a finite number in [{low:g}, {high:g}]"
        raise ValueError(f"{name} must be {allowed}, got {number!r}")
    return float(number)


def as_whole(value: Any, name: str, low: int = 1, high: float = math.inf) -> int:
    """`value` as a whole number in [low, high]."""
    if isinstance(value, bool) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} must be a whole number, got {value!r}")
    if not low <= value <= high:
        raise ValueError(f"{name} must be a whole number in [{low}, {high}], got {value!r}")
    return int(value)


def as_axis(axis: Any, x: Array, name: str = "x") -> int:
    """`axis` as the number of a dimension of `x` that is not empty."""
    if x.ndim == 0:
        raise ValueError(f"{name} must have at least one dimension, got a scalar")
    number = as_whole(axis, "axis", -x.ndim, x.ndim - 1)
    if x.shape[number] == 0:
        raise ValueError(f"{name} must not be empty along axis {axis}, got shape {x.shape}")
    return number


def as_samples(X: Any, features: int | None = None, name: str = "X") -> Array:
    """`X` as finite float64 rows, one per sample, with `features` columns where that is known."""
    X = as_float_array(X, name)
    if X.ndim != 2 or X.size == 0 or features not in (None, X.shape[1]):
        raise ValueError(
            f"{name} must have shape (samples, {features or 'features'}), got {X.shape}"
        )
    if not np.isfinite(X).all():
        raise ValueError(f"{name} must be finite, got {X[~np.isfinite(X)][0]}")
    return np.asarray(X, np.float64)


def as_name(value: Any, name: str, known: Collection[str]) -> str:
    """`value` as one of the known names; the error offers the nearest."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a name, got {value!r}")
    if value not in known:
        near = get_close_matches(value.lower(), list(known), cutoff=0)[0]
        allowed = ", ".join(known)
        raise ValueError(f"unknown {name} {value!r}, did you mean {near!r}? Known: {allowed}")
    return value
