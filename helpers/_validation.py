"""Checks of the arguments of public functions: what came, and what is allowed."""

from __future__ import annotations

import math
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from typing import Any

import numpy as np

Array = np.ndarray[Any, np.dtype[np.floating[Any]]]
MAX = sys.float_info.max
REAL: Any = (int, float, np.integer, np.floating)
WHOLE: Any = (int, np.integer)


def as_float_array(x: Any, name: str = "x") -> Array:
    """`x` as an array: float16, 32 and 64 stay, integers and booleans become float64."""
    if type(x) is np.ndarray and x.dtype.char in "dfe" and x.dtype.isnative:
        return x
    try:
        array = np.asarray(x)
    except ValueError as error:
        raise ValueError(
            f"{name} must be a number or a rectangular array of numbers, "
            f"got a ragged {type(x).__name__}"
        ) from error
    if array.dtype.char in "efd":
        return array.astype(array.dtype.newbyteorder("="), copy=False)
    if array.dtype.kind in "biu":
        return array.astype(np.float64)
    raise TypeError(
        f"{name} must hold real numbers of at most 64 bits, "
        f"got {type(x).__name__} of dtype {array.dtype}"
    )


def as_number(
    value: Any, name: str, low: float = -math.inf, high: float = math.inf, positive: bool = False
) -> float:
    """`value` as a finite Python float in [low, high], above 0 where `positive`."""
    if isinstance(value, bool) or not isinstance(value, REAL):
        raise TypeError(f"{name} must be one real number, got {value!r}")
    value = value.item() if isinstance(value, np.generic) else value
    if positive and not 0 < value <= MAX:
        raise ValueError(f"{name} must be positive and finite, got {value!r}")
    if not (low <= value <= high and abs(value) <= MAX):
        raise ValueError(f"{name} must be a finite number in [{low:g}, {high:g}], got {value!r}")
    return float(value)


def as_axis(axis: Any, x: Array, name: str = "x") -> int:
    """`axis` as the number of a dimension of `x` that is not empty."""
    if isinstance(axis, bool) or not isinstance(axis, WHOLE):
        raise TypeError(f"axis must be an integer, got {axis!r}")
    if x.ndim == 0:
        raise ValueError(f"{name} must have at least one dimension, got a scalar")
    if not -x.ndim <= axis < x.ndim:
        raise ValueError(f"axis must be in [{-x.ndim}, {x.ndim - 1}], got {axis!r}")
    if x.shape[axis] == 0:
        raise ValueError(f"{name} must not be empty along axis {axis}, got shape {x.shape}")
    return int(axis)


def as_count(value: Any, name: str) -> int:
    """`value` as a whole number of at least 1."""
    if isinstance(value, bool) or not isinstance(value, WHOLE):
        raise TypeError(f"{name} must be a whole number, got {value!r}")
    if value < 1:
        raise ValueError(f"{name} must be at least 1, got {value!r}")
    return int(value)


def as_samples(X: Any, features: int | None = None, name: str = "X") -> Array:
    """`X` as finite float64 rows, one per sample, with `features` columns where that is known."""
    X = as_float_array(X, name)
    if X.ndim != 2 or X.size == 0 or features not in (None, X.shape[1]):
        columns = "features" if features is None else features
        raise ValueError(f"{name} must have shape (samples, {columns}), got {X.shape}")
    if not np.isfinite(X).all():
        raise ValueError(f"{name} must be finite, got {X[~np.isfinite(X)][0]}")
    return np.asarray(X, np.float64)


def as_name(value: Any, name: str, known: Iterable[str]) -> str:
    """`value` as one of the known names; the error offers the nearest."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a name, got {value!r}")
    names = list(known)
    if value not in names:
        near = get_close_matches(value.lower(), names, cutoff=0)[0]
        allowed = ", ".join(names)
        raise ValueError(f"unknown {name} {value!r}, did you mean {near!r}? Known: {allowed}")
    return value
