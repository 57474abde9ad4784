"""The live plot itself: what is drawn when, and what a front end is given."""

import asyncio
import inspect
import xml.etree.ElementTree as ET

import ipywidgets
import matplotlib
import pytest
from jupyter_client.manager import start_new_kernel
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from lecture.figures import COMPARED, STYLE, style, styled, subplots
from lecture.live import LivePlot, text_size

VIEW = "application/vnd.jupyter.widget-view+json"


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
        return {"line": line}

    slider = ipywidgets.IntSlider(1, min=0, max=10, **options)
    return LivePlot(figure, update, alt="slope <{slope}>", slope=slider), drawn


def layers(plot):
    """The background and the layer over it, as the front end has them."""
    return [part.value for part in plot.children[-1].children]


def test_a_change_redraws_the_layer_and_nothing_else():
    plot, _ = live_line()
    background, first = layers(plot)
    plot.controls["slope"].value = 5
    assert layers(plot)[0] == background
    assert layers(plot)[1] != first
    plot.controls["slope"].value = 1
    assert layers(plot) == [background, first]


def test_a_change_brings_no_style_sheet_to_the_page():
    plot, _ = live_line()
    assert layers(plot)[0].count("<style") == 1
    plot.controls["slope"].value = 5
    assert "<style" not in layers(plot)[1]


def test_moving_artists_are_not_in_the_background():
    figure, ax = subplots()
    still = ax.bar([0, 1], [0, 1])
    still[0].set_gid("still")
    (moving,) = ax.plot([0, 1], [1, 0], gid="moving")
    plot = LivePlot(figure, lambda n: {"line": moving}, alt="n {n}", n=ipywidgets.IntSlider())
    background, layer = layers(plot)
    assert background.count('id="still"') == layer.count('id="moving"') == 1
    assert 'id="moving"' not in background
    assert 'id="still"' not in layer
    assert moving.get_visible()


def test_a_container_and_a_list_move_with_all_their_parts():
    figure, ax = subplots()
    bars, texts = ax.bar([0, 1], [1, 2]), [ax.text(0, 0, "a"), ax.text(1, 1, "b")]
    moving = {"bars": bars, "texts": texts}
    for number, artist in enumerate([*bars, *texts]):
        artist.set_gid(f"part {number}")
    plot = LivePlot(figure, lambda n: moving, alt="n {n}", n=ipywidgets.IntSlider())
    background, layer = layers(plot)
    assert [layer.count(f'id="part {n}"') for n in range(4)] == [1] * 4
    assert "part" not in background


def test_an_artist_made_anew_at_each_update_is_drawn():
    figure, ax = subplots()
    made = []

    def update(n):
        for line in made:
            line.remove()
        made[:] = ax.plot([0, 1], [0, n], gid=f"line {n}")
        return {"line": made[0]}

    plot = LivePlot(figure, update, alt="n {n}", n=ipywidgets.IntSlider(1))
    plot.controls["n"].value = 2
    assert 'id="line 2"' in layers(plot)[1]
    assert 'id="line 1"' not in "".join(layers(plot))
    assert len(ax.lines) == 1


def test_the_layer_lies_exactly_over_the_background():
    plot, _ = live_line()
    parts = [ET.fromstring(part) for part in layers(plot)]
    assert len({part.get("viewBox") for part in parts}) == 1
    assert {part.get("width") for part in parts} == {"672"}


def test_a_moving_title_stays_where_the_layout_put_it():
    figure, ax = subplots()
    title = ax.set_title("n = 0")
    plot = LivePlot(figure, lambda n: {"title": title}, alt="n {n}", n=ipywidgets.IntSlider())
    plot.controls["n"].value = 3
    box = title.get_window_extent()
    assert figure.bbox.y1 > box.y1 > box.y0 > ax.get_window_extent().y1


def test_an_error_in_update_reaches_whoever_set_the_value():
    plot, _ = live_line()
    with pytest.raises(ArithmeticError):
        plot.controls["slope"].value = 7


def test_of_a_burst_of_events_the_first_and_the_newest_are_drawn():
    plot, drawn = live_line()

    async def burst():
        drawn.clear()
        for slope in range(10, 1, -1):
            plot.controls["slope"].value = slope
            await asyncio.sleep(0)  # each event is a task of its own
        assert drawn == [10]
        await asyncio.sleep(0.05)

    asyncio.run(burst())
    assert drawn == [10, 2]
    assert plot.alt == "slope <2>"


def test_a_burst_of_events_in_a_kernel_draws_only_few():
    """Sixty moves sent at once: a kernel reads them one by one, and draws when they are read."""
    kernel, client = start_new_kernel()
    try:
        client.execute_interactive(
            "import ipywidgets\n"
            "from lecture import LivePlot, subplots\n"
            f"{inspect.getsource(live_line)}\nplot, drawn = live_line(); drawn.clear()"
        )
        asked = "plot.controls['slope'].comm.comm_id"
        reply = client.execute_interactive("", user_expressions={"id": asked}, silent=True)
        comm = reply["content"]["user_expressions"]["id"]["data"]["text/plain"].strip("'")
        for move in range(60):
            data = {"method": "update", "state": {"value": move % 7}, "buffer_paths": []}
            message = client.session.msg("comm_msg", {"comm_id": comm, "data": data})
            client.shell_channel.send(message)
        wait = "import asyncio; await asyncio.sleep(0.2)"
        client.execute_interactive(wait)
        reply = client.execute_interactive(
            "", user_expressions={"drawn": "len(drawn), drawn[-1]"}, silent=True
        )
        drawn = reply["content"]["user_expressions"]["drawn"]["data"]["text/plain"]
    finally:
        client.stop_channels()
        kernel.shutdown_kernel(now=True)
    count, newest = eval(drawn)
    assert newest == 59 % 7
    assert 1 <= count <= 30


def test_in_a_kernel_an_error_is_shown_in_place_and_the_plot_recovers():
    plot, _ = live_line()
    errors, wrong = [], "<pre>ArithmeticError: seven &amp; more</pre>"

    async def move():
        asyncio.get_running_loop().set_exception_handler(lambda _, context: errors.append(context))
        with pytest.raises(ArithmeticError):
            plot.controls["slope"].value = 7
        assert layers(plot)[1] == wrong
        plot.controls["slope"].value = 3
        plot.controls["slope"].value = 7
        await asyncio.sleep(0.05)
        assert layers(plot)[1] == wrong
        plot.controls["slope"].value = 2
        await asyncio.sleep(0.05)

    asyncio.run(move())
    assert len(errors) == 1
    assert layers(plot)[1].startswith("<svg")


def test_what_a_front_end_is_given():
    plot, _ = live_line()
    plot.controls["slope"].value = 3
    data, metadata = plot._repr_mimebundle_()
    assert set(data) == {VIEW, "image/png", "text/plain", COMPARED}
    assert data["text/plain"] == metadata["image/png"]["alt"] == "slope <3>"
    root = ET.fromstring(layers(plot)[1])
    assert (root.get("role"), root.get("aria-label")) == ("img", "slope <3>")


def test_two_plots_of_the_same_figure_store_the_same_bytes():
    (first, _), (second, _) = live_line(), live_line()
    bundles = [
        {kind: value for kind, value in plot._repr_mimebundle_()[0].items() if kind != VIEW}
        for plot in (first, second)
    ]
    assert bundles[0] == bundles[1]


def test_words_are_words_in_the_picture():
    """They can be found in the page, and a change of one is a change of one."""
    figure, ax = subplots()
    title = ax.set_title("")
    ax.set(xlabel="a label")

    def update(n):
        title.set_text(f"title {n}")
        return {"title": title}

    plot = LivePlot(figure, update, alt="n {n}", n=ipywidgets.IntSlider(4))
    background, layer = layers(plot)
    assert ">a label</text>" in background
    assert ">title 4</text>" in layer


@pytest.mark.parametrize(
    "line",
    ["0.123", "T = 0.25, argmax 2", "Wave −3.5 °F", "w 1.8, b 32", "7", "기울기 2.5", "$x_1$", ""],
)
def test_a_text_has_the_size_that_matplotlib_measures(line):
    font, formula = FontProperties(family=STYLE["font.family"], size=12), "$" in line
    with style():
        exact = text_to_path.get_text_width_height_descent(line, font, formula)
        for _ in range(2):
            assert text_size(line, font, formula) == pytest.approx(exact, abs=0.05)


def test_the_style_ends_with_the_drawing_even_if_that_fails():
    @styled
    def fail():
        assert matplotlib.rcParams["svg.fonttype"] == STYLE["svg.fonttype"]
        raise ArithmeticError

    before = dict(matplotlib.rcParams)
    assert before["svg.fonttype"] != STYLE["svg.fonttype"]
    with pytest.raises(ArithmeticError):
        fail()
    assert dict(matplotlib.rcParams) == before


def test_controls_are_labelled():
    plot, _ = live_line()
    assert plot.controls["slope"].description == "slope"
    named, _ = live_line(description="how steep")
    assert named.controls["slope"].description == "how steep"


def test_no_figure_is_left_open():
    import matplotlib.pyplot as plt

    live_line()
    assert plt.get_fignums() == []
