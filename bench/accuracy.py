"""Worst errors of helpers beside SciPy's, at the points and by the references of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np
from scipy import special

import helpers
from bench.tables import table
from tests.test_accuracy import EXACT, SUMS, errors, exact, log_softmax_errors, points

DTYPES = (np.float64, np.float32)
SKIPPED = ("step", "identity", "identity_grad", "relu", "relu_grad", "leaky_relu_grad")  # exact
SCIPY = {
    "sigmoid": special.expit,
    "tanh": np.tanh,
    "softplus": lambda x: -special.log_expit(-x),
    "softplus_grad": special.expit,
    "silu": lambda x: x * special.expit(x),
    "gelu": lambda x: x * special.ndtr(x),
}


def worst(name: str, dtype: type, function: Callable[[Any], Any] | None = None) -> str:
    """Worst error in ULP over the points where the true value is normal."""
    tiny = float(np.finfo(dtype).tiny)
    normal = np.array([max(map(abs, terms)) >= tiny for terms in exact(name, dtype)])
    error = np.nan_to_num(errors(name, dtype, function)[normal], nan=np.inf).max()
    if error >= 0.5 / np.finfo(dtype).eps:
        return "no digit"
    return f"{error:.1f}" if error < 100 else f"{error:.0f}"


def functions() -> str:
    """Worst errors of the activations and their derivatives."""
    rows = []
    for name in [n for n in (*EXACT, *SUMS) if n not in SKIPPED]:
        cells = [f"`{name}`"]
        for dtype in DTYPES:
            peer = worst(name, dtype, SCIPY[name]) if name in SCIPY else "–"
            cells += [worst(name, dtype), peer]
        rows.append(cells)
    return table(["ULP", "float64", "SciPy", "float32", "SciPy"], rows)


def log_softmax() -> str:
    """Worst relative errors of log-softmax, less what the rounding of x - max forces."""
    peers = [helpers.log_softmax, lambda x: special.log_softmax(x, axis=-1)]
    cells = [f"{log_softmax_errors(t, f).max():.0e}" for t in DTYPES for f in peers]
    head = ["relative", "float64", "SciPy", "float32", "SciPy"]
    return table(head, [["`log_softmax`", *cells]])


def sizes() -> str:
    """How many points the tables come from."""
    return " and ".join(f"{len(points(dtype))} in {dtype.__name__}" for dtype in DTYPES)
