"""Speed of helpers beside the same formula in NumPy or SciPy, in float64 on one thread."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Iterator
from statistics import median
from timeit import timeit
from typing import Any

import numpy as np
from scipy import special

import helpers
from bench.tables import table

SIZES = (100, 10_000, 1_000_000)
ROUNDS = 15
PEERS = {  # what a helper is timed against
    "step(x)": "np.heaviside(x, 1.0)",
    "sigmoid(x)": "special.expit(x)",
    "tanh(x)": "np.tanh(x)",
    "relu(x)": "np.maximum(x, 0.0)",
    "leaky_relu(x)": "np.where(x > 0, x, 0.01 * x)",
    "elu(x)": "np.where(x > 0, x, np.expm1(x))",
    "gelu(x)": "x * special.ndtr(x)",
    "silu(x)": "x * special.expit(x)",
    "softplus(x)": "np.logaddexp(0.0, x)",
    "sigmoid_grad(x)": "special.expit(x) * special.expit(-x)",
    "tanh_grad(x)": "1 - np.tanh(x) ** 2",
    "relu_grad(x)": "(x > 0) * 1.0",
    "softmax(rows)": "special.softmax(rows, axis=-1)",
    "log_softmax(rows)": "special.log_softmax(rows, axis=-1)",
    "mse(y, x)": "np.mean((x - y) ** 2)",
    "mae(y, x)": "np.mean(np.abs(x - y))",
    "binary_cross_entropy(t, p)": "-np.mean(t * np.log(p) + (1 - t) * np.log(1 - p))",
    "binary_cross_entropy_with_logits(t, x)": "np.mean(np.logaddexp(0.0, x) - t * x)",
    "cross_entropy_with_logits(hot, rows)": (
        "-np.mean(np.sum(hot * special.log_softmax(rows, axis=-1), axis=-1))"
    ),
}
IMPORT = """
import sys, time, numpy
start = time.perf_counter()
import helpers
print(time.perf_counter() - start, *sorted({"scipy", "matplotlib"} & set(sys.modules)))
"""


def numbers(n: int) -> dict[str, Any]:
    """What the functions are called on: normal x of standard deviation 3, rows of ten of them."""
    x = 3 * np.random.default_rng(0).standard_normal(n)
    y, rows = x[::-1].copy(), x.reshape(-1, 10)
    hot = np.eye(10)[np.arange(len(rows)) % 10]
    return {"x": x, "y": y, "t": (y > 0) * 1.0, "p": special.expit(x), "rows": rows, "hot": hot}


def compiled(call: str, names: dict[str, Any]) -> Callable[[], Any]:
    function: Callable[[], Any] = eval(f"lambda: {call}", {"np": np, "special": special, **names})
    return function


def ratio(ours: Callable[[], Any], peer: Callable[[], Any]) -> float:
    """Median ratio of times: the two take turns, so that a busy machine slows both alike."""
    repeats = max(1, int(2e-3 / (timeit(ours, number=3) / 3)))
    rounds = [timeit(ours, number=repeats) / timeit(peer, number=repeats) for _ in range(ROUNDS)]
    return median(rounds)


def rows() -> Iterator[list[str]]:
    """One row for each helper: the peer, and the ratio at each size."""
    for call, peer in PEERS.items():
        cells = [f"`{call}`", f"`{peer}`"]
        for n in SIZES:
            names = numbers(n)
            ours = compiled(call, {**vars(helpers), **names})
            cells.append(f"{ratio(ours, compiled(peer, names)):.1f}")
        yield cells


def import_line() -> str:
    """The time that `import helpers` adds to NumPy's."""
    runs = [
        subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
        for _ in range(7)
    ]
    took, *loaded = zip(*(run.stdout.split() for run in runs), strict=True)
    others = ", ".join(names[0] for names in loaded) or "neither SciPy nor Matplotlib"
    return f"`import helpers` adds {1000 * median(map(float, took)):.0f} ms and loads {others}."


def speed() -> str:
    """The table of speed and the line on the import."""
    head = ["helper", "beside", *(f"{n:,} numbers".replace(",", " ") for n in SIZES)]
    return f"{table(head, rows())}\n\n{import_line()}"
