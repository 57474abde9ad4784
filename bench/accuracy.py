"""The table of accuracy, as Markdown, from the points and references of the tests."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from bench.cases import SCIPY, torch, torch_activations
from tests.test_accuracy import EXACT, SUMS, errors, exact, log_softmax_errors, points

DTYPES = (np.float64, np.float32)
SKIPPED = ("step", "identity", "identity_grad", "relu", "relu_grad", "leaky_relu_grad")  # exact


def worst(name: str, dtype: type, function: Callable[[Any], Any] | None = None) -> str:
    """Worst error in ULP over the points where the true value is normal."""
    tiny = float(np.finfo(dtype).tiny)
    normal = np.array([max(map(abs, terms)) >= tiny for terms in exact(name, dtype)])
    error = np.nan_to_num(errors(name, dtype, function)[normal], nan=np.inf).max()
    if error >= 0.5 / np.finfo(dtype).eps:
        return "no digit"
    return f"{error:.1f}" if error < 100 else f"{error:.1e}"


def torch_peer(name: str) -> Callable[[Any], Any]:
    """PyTorch's function, or the derivative that its backward pass takes, on NumPy arrays."""
    f = torch_activations()[name.removesuffix("_grad")]

    def function(x: np.ndarray) -> np.ndarray:
        t = torch.from_numpy(x.copy()).requires_grad_(name.endswith("_grad"))
        y = f(t)
        if name.endswith("_grad"):
            (y,) = torch.autograd.grad(y, t, torch.ones_like(t))
        return y.numpy()

    return function


def accuracy() -> list[str]:
    """Worst errors of helpers beside its peers."""
    lines = [
        "| | float64: helpers | SciPy | PyTorch | float32: helpers | SciPy | PyTorch |",
        "|---|---|---|---|---|---|---|",
    ]
    for name in [n for n in (*EXACT, *SUMS) if n not in SKIPPED]:
        cells = []
        for dtype in DTYPES:
            scipy = worst(name, dtype, SCIPY[name]) if name in SCIPY else "–"
            pytorch = worst(name, dtype, torch_peer(name)) if torch else "–"
            cells += [worst(name, dtype), scipy, pytorch]
        lines.append(f"| {' | '.join([f'`{name}`', *cells])} |")
    print(*lines, sep="\n")
    return [*lines, "", *log_softmax_lines(), "", points_line()]


def points_line() -> str:
    """How many points each figure comes from."""
    return f"Points: {len(points(np.float64))} in float64, {len(points(np.float32))} in float32."


def log_softmax_lines() -> list[str]:
    """Worst relative error of log-softmax, less what the rounding of x - max forces."""
    from scipy import special

    import helpers

    lines = [
        "| relative | float64: helpers | SciPy | PyTorch | float32: helpers | SciPy | PyTorch |",
        "|---|---|---|---|---|---|---|",
    ]
    cells = []
    for dtype in DTYPES:
        peers: list[Callable[[Any], Any]] = [
            helpers.log_softmax,
            lambda x: special.log_softmax(x, axis=-1),
        ]
        if torch:
            peers.append(lambda x: torch.log_softmax(torch.from_numpy(x), -1).numpy())
        cells += [f"{log_softmax_errors(dtype, peer).max():.1e}" for peer in peers]
        cells += ["–"] * (3 - len(peers))
    lines.append(f"| {' | '.join(['`log_softmax`', *cells])} |")
    print(*lines, sep="\n")
    return lines
