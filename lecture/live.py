"""Live plots: a figure, a function that updates its artists, and some controls.

What stays the same is drawn once. A change redraws only the artists that `update` returns, as a
transparent SVG layer over it, so the picture is exchanged in place: no flicker and no jump.
"""

from __future__ import annotations

import asyncio
import io
import re
import threading
import time
from collections.abc import Callable, Iterable, Mapping
from functools import lru_cache
from html import escape
from typing import Any

import ipywidgets as widgets
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.container import Container
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.textpath import text_to_path

from lecture.figures import NO_METADATA, bundle, freeze_layout, styled, svg_element
from lecture.language import _

Moving = Mapping[str, Any]  # what a view moves, by name: an artist or a container of artists
Update = Callable[..., Moving]
PAUSE = 0.005  # seconds in which the events of a burst arrive


class LivePlot(widgets.VBox):  # type: ignore[misc]
    """A picture that follows its controls.

    `update(**values)` takes the value of every control by name, changes artists of `figure` and
    returns by name those it may ever change. What it does not return stays as first drawn. `alt`
    is the alternative text; `{name}` in it stands for the value of a control, with a format if
    wanted: `{weight:.1f}`.

    In a running kernel the first event is drawn at once. What comes right behind it waits until the
    burst has been read, and only the newest is drawn. Elsewhere each is drawn at once, and an error
    in `update` is raised where the value was set.

    >>> from lecture.figures import subplots
    >>> figure, ax = subplots()
    >>> (line,) = ax.plot([0, 1], [0, 1])
    >>> def update(slope):
    ...     line.set_ydata([0, slope])
    ...     return {"line": line}
    >>> plot = LivePlot(figure, update, alt="slope {slope}", slope=widgets.IntSlider(1, 0, 5))
    >>> plot.controls["slope"].value = 3
    >>> plot.alt, plot.moving["line"].get_ydata()[1]
    ('slope 3', 3)
    """

    def __init__(self, figure: Figure, update: Update, *, alt: str, **controls: Any) -> None:
        self.figure, self.controls = figure, controls
        self._update, self.alt_template = update, alt
        # Since JupyterLab 4.4 a kernel may call `_changed` on a second thread, too.
        self._lock, self._waiting = threading.RLock(), False
        self._drawn = 0.0  # when, by `time.monotonic`
        figure.dpi = 72  # the unit of SVG: one point
        self.moving = update(**self.values)
        self.background = self._draw_background()
        overlay = widgets.Layout(grid_area="1 / 1", margin="0", overflow="hidden")
        background = widgets.HTML(svg_element(self.background), layout=overlay)
        self._foreground = widgets.HTML(layout=overlay)
        self.draw()
        for name, control in controls.items():
            control.description = control.description or _(name.replace("_", " "))
            control.style.description_width = "8em"
            control.layout.width = "min(32em, 100%)"
            control.observe(self._changed, "value")
        picture = widgets.GridBox([background, self._foreground])
        super().__init__([*controls.values(), picture])

    @property
    def values(self) -> dict[str, Any]:
        """The value of each control."""
        return {name: control.value for name, control in self.controls.items()}

    @property
    def alt(self) -> str:
        """The alternative text for the values at hand."""
        return self.alt_template.format(**self.values)

    def draw(self) -> None:
        """Draw the picture for the values at hand."""
        with self._lock:
            layer = self.layer(**self.values)
            # The background's style sheet serves both; a new one would restyle the whole page.
            layer = re.sub("<style.*?</style>", "", layer, count=1)
            self._foreground.value = svg_element(layer, self.alt)

    def layer(self, **values: Any) -> str:
        """Draw what moves, at these values, as an SVG document; `background` is what stays."""
        self.moving = self._update(**values)
        return self._draw_svg(artists(self.moving))

    def _draw_background(self) -> str:
        freeze_layout(self.figure)
        for artist in artists(self.moving):
            artist.set_visible(False)
        background = self._draw_svg([self.figure])
        for artist in artists(self.moving):
            artist.set_visible(True)
        self.figure.draw_without_rendering()  # a title that was hidden finds its place again
        return background

    @styled
    def _draw_svg(self, drawn: Iterable[Artist]) -> str:
        buffer = io.StringIO()
        width, height = self.figure.bbox.size
        renderer = RendererSVG(width, height, buffer, image_dpi=72, metadata=NO_METADATA)
        renderer.get_text_width_height_descent = text_size  # type: ignore[method-assign]
        for artist in sorted(drawn, key=lambda artist: artist.get_zorder()):
            artist.draw(renderer)
        renderer.finalize()
        return buffer.getvalue()

    def _changed(self, _: Any) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.draw()
            return
        if self._waiting:
            return
        if time.monotonic() - self._drawn > PAUSE:
            self._draw_newest()
        else:
            self._waiting = True
            loop.call_later(PAUSE, self._draw_newest)

    def _draw_newest(self) -> None:
        self._waiting = False
        try:
            self.draw()
        except Exception as error:
            self._foreground.value = f"<pre>{type(error).__name__}: {escape(str(error))}</pre>"
            raise
        finally:
            self._drawn = time.monotonic()

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        with self._lock:
            data, metadata = bundle(self.figure, self.alt)
        return super()._repr_mimebundle_(**kwargs) | data, metadata


def text_size(s: str, prop: FontProperties, ismath: Any) -> tuple[float, float, float]:
    """The width, the height and the descent of a line of text, the sizes of its words remembered.

    To shape the letters of a text takes more time than all else in a layer. Most words come
    again. Numbers do not, but digits do: they are measured one by one, as no font kerns them.
    """
    parts = [s] if ismath else re.findall(r"\d|\D+", s) or [""]
    sizes = [size_of_part(part, prop, ismath) for part in parts]
    descent = max(depth for _, _, depth in sizes)
    ascent = max(height - depth for _, height, depth in sizes)
    return sum(width for width, _, _ in sizes), ascent + descent, descent


size_of_part = lru_cache(maxsize=1000)(text_to_path.get_text_width_height_descent)


def artists(moving: Moving) -> list[Artist]:
    """The artists that a view moves, one by one: a bar chart is a container of bars."""
    return [
        artist
        for entry in moving.values()
        for artist in (entry if isinstance(entry, Container | list) else [entry])
    ]
