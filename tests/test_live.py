"""The live plot itself: what is drawn when, and what a front end is given."""

import asyncio
import xml.etree.ElementTree as ET

import ipywidgets
import matplotlib
import pytest

from helpers.figures import show, subplots
from helpers.live import LivePlot


def live_line(**options):
    figure, ax = subplots()
    (line,) = ax.plot([0, 1], [0, 0])
    ax.set(ylim=(0, 10))
    drawn = []

    def update(slope):
        drawn.append(slope)
        if slope == 7:
            raise ArithmeticError("seven & more")
        line.set_ydata([0, slope])
        return [line]

    slider = ipywidgets.IntSlider(1, min=0, max=10, **options)
    return LivePlot(figure, update, alt="slope <{slope}>", slope=slider), drawn


def test_a_change_redraws_the_layer_and_nothing_else():
    plot, _ = live_line()
    background, first = plot._background, plot.picture
    plot.controls["slope"].value = 5
    assert plot._background == background
    assert plot.picture != first
    plot.controls["slope"].value = 1
    assert plot.picture == first


def test_a_change_brings_no_style_sheet_to_the_page():
    plot, _ = live_line()
    background, layer = plot.children[-1].children
    assert background.value.count("<style") == 1
    plot.controls["slope"].value = 5
    assert "<style" not in layer.value


def test_moving_artists_are_not_in_the_background():
    figure, ax = subplots()
    (still,), (moving,) = (
        ax.plot([0, 1], [0, 1], gid="still"),
        ax.plot([0, 1], [1, 0], gid="moving"),
    )
    plot = LivePlot(figure, lambda n: [moving], alt="n {n}", n=ipywidgets.IntSlider())
    assert 'id="still"' in plot._background
    assert 'id="moving"' not in plot._background
    assert plot._layer.count('id="moving"') == 1
    assert 'id="still"' not in plot._layer
    assert still.get_visible()
    assert moving.get_visible()


def test_the_layer_lies_exactly_over_the_background():
    plot, _ = live_line()
    views = [
        ET.fromstring(part[part.index("<svg ") :]).get("viewBox")
        for part in (plot._background, plot._layer, plot.picture)
    ]
    assert len(set(views)) == 1
    nested = ET.fromstring(plot.picture).find("{http://www.w3.org/2000/svg}svg")
    assert (nested.get("width"), nested.get("height")) == ("100%", "100%")
    stacked = [box.value[: box.value.index("viewBox")] for box in plot.children[-1].children]
    sizes = [(part.split('width="')[1].split('"')[0]) for part in stacked]
    assert sizes[0] == sizes[1] == "672"


def test_a_moving_title_stays_where_the_layout_put_it():
    figure, ax = subplots()
    title = ax.set_title("n = 0")
    plot = LivePlot(figure, lambda n: [title], alt="n {n}", n=ipywidgets.IntSlider())
    plot.controls["n"].value = 3
    box = title.get_window_extent()
    assert figure.bbox.y1 > box.y1 > box.y0 > ax.get_window_extent().y1


def test_an_error_in_update_reaches_whoever_set_the_value():
    plot, _ = live_line()
    with pytest.raises(ArithmeticError):
        plot.controls["slope"].value = 7


def test_a_burst_of_events_draws_only_the_newest():
    plot, drawn = live_line()

    async def burst():
        drawn.clear()
        for slope in range(10, 1, -1):
            plot.controls["slope"].value = slope
        assert drawn == []
        await asyncio.sleep(0.01)

    asyncio.run(burst())
    assert drawn == [2]
    assert plot.alt == "slope <2>"


def test_in_a_kernel_an_error_is_shown_in_place_and_the_plot_recovers():
    plot, _ = live_line()
    errors = []

    async def move():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        plot.controls["slope"].value = 7
        await asyncio.sleep(0.01)
        assert plot._foreground.value == "<pre>ArithmeticError: seven &amp; more</pre>"
        plot.controls["slope"].value = 3
        await asyncio.sleep(0.01)

    asyncio.run(move())
    assert len(errors) == 1
    assert plot._foreground.value.startswith("<svg")


def test_what_a_front_end_is_given():
    plot, _ = live_line()
    data, metadata = plot._repr_mimebundle_()
    assert data["text/plain"] == "slope <1>"
    assert metadata["image/png"] == {"alt": "slope <1>"}
    assert data["image/png"].startswith("iVBOR")
    root = ET.fromstring(data["image/svg+xml"])
    assert (root.get("role"), root.get("aria-label")) == ("img", "slope <1>")
    assert "application/vnd.jupyter.widget-view+json" in data


def test_two_plots_of_the_same_figure_store_the_same_bytes():
    (first, _), (second, _) = live_line(), live_line()
    drop = "application/vnd.jupyter.widget-view+json"
    bundles = [
        {k: v for k, v in p._repr_mimebundle_()[0].items() if k != drop} for p in (first, second)
    ]
    assert bundles[0] == bundles[1]


def test_controls_are_labelled():
    plot, _ = live_line()
    assert plot.controls["slope"].description == "slope"
    named, _ = live_line(description="how steep")
    assert named.controls["slope"].description == "how steep"


def test_no_figure_is_left_open():
    import matplotlib.pyplot as plt

    live_line()
    assert plt.get_fignums() == []


def test_a_shown_figure_is_the_same_at_every_run_and_bears_its_text():
    figure, ax = subplots(figsize=(3, 2))
    ax.plot([0, 1])
    data, metadata = show(figure, "a line & more")._repr_mimebundle_()
    again, _ = show(figure, "a line & more")._repr_mimebundle_()
    assert data == again
    assert data["text/plain"] == metadata["image/svg+xml"]["alt"] == "a line & more"
    assert ET.fromstring(data["image/svg+xml"]).get("aria-label") == "a line & more"
    assert "Matplotlib v" not in data["image/svg+xml"]


def test_the_style_is_on():
    import helpers.figures  # noqa: F401

    assert matplotlib.rcParams["svg.hashsalt"] == "lecture"
