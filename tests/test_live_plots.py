"""Every live plot of every chapter, moved without a kernel, holds what the helpers give."""

import importlib
import pkgutil

import ipywidgets
import numpy as np
import pytest
from matplotlib.container import BarContainer
from matplotlib.patches import PathPatch, Polygon
from matplotlib.text import Text

from stored import CHAPTERS, read, run
from expected import __path__ as expected_path
from helpers.live import LivePlot

SHOWS = {
    name: shows
    for module in pkgutil.iter_modules(expected_path)
    for name, shows in importlib.import_module(f"expected.{module.name}").SHOWS.items()
}
# The widgets that every front end brings along; VS Code fetches others from the network, if at all.
CORE = {f"@jupyter-widgets/{name}" for name in ("base", "controls", "output")}


def positions(control):
    """The default, least, greatest and two middle values of a control, or all its options."""
    if isinstance(control, ipywidgets.widget_selection._Selection):
        return [value for _, value in control._options_full]
    if isinstance(control, ipywidgets.Checkbox):
        return [True, False]
    least, greatest = control.min, control.max
    values = [control.value, least, greatest]
    values += [least + (greatest - least) * part for part in (0.5, 0.3)]
    if isinstance(control, ipywidgets.FloatLogSlider):
        return [values[0], *(control.base**value for value in values[1:])]
    whole = isinstance(control, ipywidgets.IntSlider)
    return [int(value) for value in values] if whole else values


def data(artist):
    if isinstance(artist, BarContainer):
        return [bar.get_x() + bar.get_width() / 2 for bar in artist], [
            bar.get_height() for bar in artist
        ]
    if isinstance(artist, Polygon):
        return artist.get_xy()[:-1].T  # the last point closes it
    if isinstance(artist, PathPatch):
        return artist.get_path().vertices.T
    return artist.get_text() if isinstance(artist, Text) else artist.get_data()


def shown(figure, label):
    """The data of all lines, bars, polygons, paths and texts of a figure that bear this label."""
    artists = [a for ax in figure.axes for a in (*ax.lines, *ax.containers, *ax.patches)]
    artists += figure.findobj(Text)
    return [data(artist) for artist in artists if artist.get_label() == label]


def assert_shows(plot, name):
    for label, wanted in SHOWS[name](**plot.values).items():
        wanted = wanted if isinstance(wanted, list) else [wanted]
        found = shown(plot.figure, label)
        assert len(found) == len(wanted), f"{name}: {len(found)} artists are labelled {label!r}"
        if isinstance(wanted[0], str):
            assert found == wanted
            continue
        for (x, y), (x_wanted, y_wanted) in zip(found, wanted, strict=True):
            np.testing.assert_allclose(x, x_wanted, rtol=1e-9, atol=1e-12, err_msg=label)
            np.testing.assert_allclose(y, y_wanted, rtol=1e-9, atol=1e-12, err_msg=label)


@pytest.mark.parametrize("path", CHAPTERS, ids=lambda path: path.stem)
def test_live_plots_show_what_the_helpers_compute(path):
    plots = {n: v for n, v in run(path).items() if isinstance(v, LivePlot)}
    assert len(plots) == sum("LivePlot(" in c.source for c in read(path).cells), "name each plot"
    models = ipywidgets.Widget.get_manager_state()["state"].values()
    assert {model["model_module"] for model in models} <= CORE
    for name, plot in plots.items():
        assert name in SHOWS, f"tests/expected/ does not say what {name} must show"
        assert_shows(plot, name)
        for control in plot.controls.values():
            default, pictures = control.value, set()
            for value in positions(control):
                control.value = value
                assert_shows(plot, name)
                pictures.add(plot.picture)
            assert len(pictures) > 1, f"{name}: {control.description} changes nothing"
            control.value = default
