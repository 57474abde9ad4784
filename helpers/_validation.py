"""Checks of arguments. Each error names the argument, what is allowed and what came."""

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
NOT_NUMBERS = (bool, np.timedelta64)  # a timedelta64 is an np.integer

quiet = np.errstate(all="ignore")  # inf, NaN and 0 are answers here, not mistakes


def as_float_array(x: Any, name: str = "x") -> Array:
    """`x` as an array: float32 and float64 stay, every other real number becomes float64."""
    if type(x) is np.ndarray and x.dtype.char in "df" and x.dtype.isnative:
        return x
    if isinstance(x, np.ma.MaskedArray):
        raise TypeError(f"{name} must not be a masked array: fill it or select its valid values")
    try:
        array = np.asarray(x)
    except ValueError as error:
        got = f"a ragged {type(x).__name__}"
        raise ValueError(f"{name} must be a rectangular array of numbers, got {got}") from error
    except (TypeError, RuntimeError) as error:  # so do tensors that NumPy cannot read
        got = f"{type(x).__name__} ({error})"
        raise TypeError(f"{name} must be an array of real numbers, got {got}") from error
    if array.dtype.kind not in "biuf" or array.itemsize > 8:
        got = f"{type(x).__name__} of dtype {array.dtype}"
        raise TypeError(f"{name} must hold real numbers of at most 64 bits, got {got}")
    return array.astype(np.float32 if array.dtype.char == "f" else np.float64)


def as_number(
    value: Any, name: str, low: float = -math.inf, high: float = math.inf, positive: bool = False
) -> float:
    """`value` as a finite Python float in [low, high], above 0 where `positive`."""
    if isinstance(value, NOT_NUMBERS) or not isinstance(value, REAL):
        raise TypeError(f"{name} must be one real number, got {value!r}")
    number = value.item() if isinstance(value, np.generic) else value
    if not (low <= number <= high and abs(number) <= MAX) or (positive and number <= 0):
        allowed = "positive and finite" if positive else f"a finite number in [{low:g}, {high:g}]"
        raise ValueError(f"{name} must be {allowed}, got {number!r}")
    return float(number)


def as_whole(value: Any, name: str, low: int = 1, high: float = math.inf) -> int:
    """`value` as a whole number in [low, high]."""
    if isinstance(value, NOT_NUMBERS) or not isinstance(value, int | np.integer):
        raise TypeError(f"{name} must be a whole number, got {value!r}")
    if not low <= value <= high:
        raise ValueError(f"{name} must be a whole number in [{low}, {high}], got {value!r}")
    return int(value)


def as_flag(value: Any, name: str) -> bool:
    """`value` as True or False."""
    if not isinstance(value, bool | np.bool_):
        raise TypeError(f"{name} must be True or False, got {value!r}")
    return bool(value)


def as_axis(axis: Any, x: Array) -> int:
    """`axis` as the number of a dimension of `x` that is not empty."""
    if x.ndim == 0:
        raise ValueError("x must have at least one dimension, got a scalar")
    number = as_whole(axis, "axis", -x.ndim, x.ndim - 1)
    if x.shape[number] == 0:
        raise ValueError(f"x must not be empty along axis {axis}, got shape {x.shape}")
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


def as_targets(y: Any, outputs: int, X: Array, loss: str = "") -> Array:
    """`y` as float64 rows of `outputs` targets, one for each sample of `X`, that suit the `loss`.

    One number a sample is the target of the only output, or a class label for the cross-entropy.
    """
    t = as_float_array(y, "y")
    if t.ndim == 1:
        t = one_hot(t, outputs, "y") if loss == "cross_entropy" else t[:, None]
    t = as_samples(t, outputs, "y")
    if len(t) != len(X):
        raise ValueError(f"y must hold one target for each of {len(X)} samples, got {len(t)}")
    if loss == "cross_entropy":
        check_distributions(t, "y")
    if loss == "binary_cross_entropy":
        check_unit_interval(t, "y")
    return t


def as_sizes(value: Any, name: str) -> list[int]:
    """`value`, a list, as two or more sizes of layers."""
    flat = isinstance(value, list | tuple) or (isinstance(value, np.ndarray) and value.ndim == 1)
    if not flat or len(value) < 2:
        raise ValueError(f"{name} must list the sizes from input to output, got {value!r}")
    return [as_whole(size, name, high=1_000_000) for size in value]


def as_name(value: Any, name: str, known: Collection[str]) -> str:
    """`value` as one of the known names; the error offers the nearest."""
    if not isinstance(value, str):
        raise TypeError(f"{name} must be a name, got {value!r}")
    if value not in known:
        near = get_close_matches(value.lower(), list(known), cutoff=0)[0]
        allowed = ", ".join(known)
        raise ValueError(f"unknown {name} {value!r}, did you mean {near!r}? Known: {allowed}")
    return value


def as_generator(seed: Any, name: str) -> np.random.Generator:
    """The generator for a `seed`: a whole number >= 0, a generator, or None for a new start."""
    if seed is not None and not isinstance(seed, np.random.Generator):
        seed = as_whole(seed, name, low=0)
    return np.random.default_rng(seed)


def check_unit_interval(x: Array, name: str) -> None:
    """Raise ValueError unless every element lies in [0, 1] or is NaN."""
    if (low := np.minimum.reduce(x, None)) < 0 or (high := np.maximum.reduce(x, None)) > 1:
        raise ValueError(f"{name} must lie in [0, 1], got {low if low < 0 else high}")


def check_distributions(x: Array, name: str) -> None:
    """Raise ValueError unless each row is >= 0 and sums to 1, up to 1e-6 (float32 3e-4)."""
    if (low := x.min()) < 0:
        raise ValueError(f"{name} must lie in [0, 1], got {low}")
    totals = x.sum(axis=-1)
    if (gaps := np.abs(totals - 1)).max() > (1e-6 if x.itemsize == 8 else 3e-4):
        total = totals.flat[gaps.argmax()]
        raise ValueError(f"{name} must sum to 1 over the classes, got a sum of {total}")


@quiet
def one_hot(y: Array, classes: int, name: str) -> Array:
    """Labels 0 to classes - 1 as rows of 0 and one 1, in float64; ValueError for other labels."""
    labels = y.astype(np.intp) % classes
    if (strange := labels != y).any():
        raise ValueError(f"{name} must hold labels 0 to {classes - 1}, got {y[strange][0]:g}")
    return np.eye(classes)[labels]
