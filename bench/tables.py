"""The tables of speed, as Markdown."""

from __future__ import annotations

import subprocess
import sys
import warnings
from statistics import median

import numpy as np

from bench.cases import FUNCTIONS, models, numbers
from bench.timing import extra, race, ratio

DTYPES = (np.float64, np.float32)
SIZES = (100, 10_000, 1_000_000)
IMPORT = """
import sys, time, numpy, scipy.special
start = time.perf_counter()
import helpers
print(time.perf_counter() - start, *{"matplotlib", "ipywidgets"} & set(sys.modules))
"""


def row(name: str) -> list[str]:
    """Cells `float64 / float32` for each size and peer; "–" where the peer has no such function."""
    cells: dict[tuple[str, int], list[str]] = {}
    for dtype in DTYPES:
        for n in SIZES:
            calls = FUNCTIONS[name](name, numbers(n, dtype))
            times = dict(zip(calls, race(list(calls.values()), 25 if n < 1e6 else 15), strict=True))
            for peer in ("SciPy", "PyTorch"):
                text = "–"
                if peer in times:
                    text = f"{ratio(times['helpers'], times[peer]):.2f}"
                if peer == "SciPy" and n == 100 and peer in times:
                    text = f"{extra(times['helpers'], times[peer]):+.1f}"
                cells.setdefault((peer, n), []).append(text)
    joined = {key: " / ".join(both) for key, both in cells.items()}
    return [name] + [
        joined[peer, n].replace("– / –", "–") for peer in ("SciPy", "PyTorch") for n in SIZES
    ]


def functions_table() -> list[str]:
    """Elementwise functions, softmax and losses, one line each as it is measured."""
    lines = [
        "| | SciPy: µs more at 100 | ratio at 10 000 | at 1 000 000 "
        "| PyTorch: ratio at 100 | at 10 000 | at 1 000 000 |",
        "|---|---|---|---|---|---|---|",
    ]
    print(*lines, sep="\n")
    for name in FUNCTIONS:
        lines.append(f"| {' | '.join([f'`{name}`', *row(name)[1:]])} |")
        print(lines[-1], flush=True)
    return lines


def models_table() -> list[str]:
    """How many times faster each model is than its peers."""
    lines = ["| | than PyTorch | than scikit-learn |", "|---|---|---|"]
    print(*lines, sep="\n")
    for name, calls in models():
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # scikit-learn's: not converged
            times = dict(zip(calls, race(list(calls.values()), 11), strict=True))
        gains = [
            f"{ratio(times[peer], times['helpers']):.1f}" if peer in times else "–"
            for peer in ("PyTorch", "scikit-learn")
        ]
        lines.append(f"| {' | '.join([name, *gains])} |")
        print(lines[-1], flush=True)
    return lines


def import_line() -> str:
    """The time that `import helpers` adds to NumPy's and SciPy's."""
    runs = [
        subprocess.run([sys.executable, "-c", IMPORT], capture_output=True, text=True, check=True)
        for _ in range(7)
    ]
    took, *plotting = zip(*(run.stdout.split() for run in runs), strict=True)
    loaded = (
        "Matplotlib or ipywidgets is loaded" if plotting else "neither Matplotlib nor ipywidgets"
    )
    return f"`import helpers` adds {median(map(float, took)):.3f} s, and loads {loaded}."


def speed() -> list[str]:
    """All tables of speed."""
    lines = [*functions_table(), "", *models_table(), "", import_line()]
    print(lines[-1])
    return lines
