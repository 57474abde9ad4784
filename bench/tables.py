"""What measurements are told in: tables in Markdown, and quantiles."""

from __future__ import annotations

import math
from collections.abc import Iterable


def table(head: list[str], rows: Iterable[list[str]]) -> str:
    """A table whose first column holds names."""
    lines = [head, ["---"] * len(head), *rows]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in lines)


def quantile(values: list[float], part: float) -> float:
    """The value that a part of all values do not exceed; NaN of none."""
    return sorted(values)[min(len(values) - 1, int(part * len(values)))] if values else math.nan
