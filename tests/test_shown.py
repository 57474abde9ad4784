"""The pictures that the chapters show: all data lie inside their axes."""

import numpy as np
import pytest

from lecture import LivePlot
from stored import CHAPTERS, room, run


def points(ax):
    """The markers and the ends of bars, in data coordinates."""
    for line in ax.lines:
        if (
            line.get_marker() not in ("None", None, "", " ")
            and line.get_transform() == ax.transData
        ):
            yield np.column_stack(line.get_data())
    for bars in ax.containers:
        for bar in getattr(bars, "patches", []):
            yield np.array(bar.get_bbox().get_points())


@pytest.mark.parametrize("path", CHAPTERS, ids=room)
def test_no_datum_lies_outside_its_axes(path):
    names = run(path)
    plots = [value for value in names.values() if isinstance(value, LivePlot)]
    for shown in [*names["shown"], *plots]:
        for ax in shown.figure.axes:
            low, high = np.sort([ax.get_xlim(), ax.get_ylim()]).T
            slack = 1e-9 * (high - low)
            for places in points(ax):
                inside = (places >= low - slack) & (places <= high + slack)
                assert (inside | ~np.isfinite(places)).all(), (
                    shown.alt,
                    places[~inside.all(axis=1)],
                )
