"""Live plots moved without a kernel, and compared with what they must show."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import ipywidgets
import numpy as np
from matplotlib.container import BarContainer
from matplotlib.lines import Line2D
from matplotlib.patches import Polygon
from matplotlib.text import Text

from lecture import LivePlot


def positions(control: Any) -> list[Any]:
    """The default, least, greatest and two middle values of a control, or all its options."""
    if isinstance(control, ipywidgets.Dropdown | ipywidgets.RadioButtons):
        return [entry[1] if isinstance(entry, tuple) else entry for entry in control.options]
    if isinstance(control, ipywidgets.Checkbox):
        return [True, False]
    least, greatest = control.min, control.max
    values = [control.value, least, greatest]
    values += [least + (greatest - least) * part for part in (0.5, 0.3)]
    if isinstance(control, ipywidgets.FloatLogSlider):
        return [values[0], *(control.base**value for value in values[1:])]
    return [int(value) for value in values] if isinstance(control, ipywidgets.IntSlider) else values


def settings(plot: LivePlot) -> Iterator[None]:
    """Move one control after the other to each of its positions, and back."""
    for control in plot.controls.values():
        default = control.value
        for value in positions(control):
            control.value = value
            yield
        control.value = default


def data(artist: Any) -> Any:
    """What an artist holds: (x, y) of lines, bars and polygons, the words of texts."""
    if isinstance(artist, list):
        return [data(entry) for entry in artist]
    if isinstance(artist, Text):
        return artist.get_text()
    if isinstance(artist, Line2D):
        return artist.get_data()
    if isinstance(artist, BarContainer):
        middles = [bar.get_x() + bar.get_width() / 2 for bar in artist]
        return middles, [bar.get_height() for bar in artist]
    if isinstance(artist, Polygon):
        return artist.get_xy()[:-1].T  # the last point closes it
    raise TypeError(f"no data are known of {artist}")


def assert_shows(plot: LivePlot, shows: Callable[..., dict[str, Any]]) -> None:
    """Whatever the controls say, each artist named by `shows` holds what it gives for it."""
    for _ in settings(plot):
        for name, wanted in shows(**plot.values).items():
            found = data(plot.moving[name])
            if isinstance(found, str | list):
                assert found == wanted, plot.values
                continue
            message = f"{name} at {plot.values}"
            for got, must in zip(found, wanted, strict=True):
                np.testing.assert_allclose(got, must, rtol=1e-9, atol=1e-12, err_msg=message)
