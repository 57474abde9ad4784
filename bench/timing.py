"""Paired timing: all candidates take turns, so that a busy machine slows all of them alike."""

from __future__ import annotations

import statistics
from collections.abc import Callable
from time import perf_counter
from typing import Any

Call = Callable[[], Any]


def seconds(call: Call, repeats: int) -> float:
    """Mean time of one call, over `repeats` of them."""
    start = perf_counter()
    for _ in range(repeats):
        call()
    return (perf_counter() - start) / repeats


def race(calls: list[Call], rounds: int = 25) -> list[list[float]]:
    """Times of each call, `rounds` of them, measured in turn after a warm-up."""
    repeats = []
    for call in calls:
        call()
        repeats.append(max(1, int(5e-4 / seconds(call, 3))))
    laps = [[seconds(c, n) for c, n in zip(calls, repeats, strict=True)] for _ in range(rounds)]
    return [list(times) for times in zip(*laps, strict=True)]


def ratio(ours: list[float], theirs: list[float]) -> float:
    """Median of the ratios of each round."""
    return statistics.median(a / b for a, b in zip(ours, theirs, strict=True))


def extra(ours: list[float], theirs: list[float]) -> float:
    """Median of the differences of each round, in µs."""
    return 1e6 * statistics.median(a - b for a, b in zip(ours, theirs, strict=True))
