"""Live plots: a figure, a function that updates its artists, and some controls.

What stays the same is drawn once. A change redraws only the artists that `update` returns, as a
transparent SVG layer over it, so the picture is exchanged in place: no flicker and no jump.
"""

from __future__ import annotations

import asyncio
import io
import re
import threading
from collections.abc import Callable, Iterable
from html import escape
from typing import Any

import ipywidgets as widgets
from matplotlib.artist import Artist
from matplotlib.backends.backend_svg import RendererSVG
from matplotlib.figure import Figure

from helpers.figures import NO_METADATA, bundle, freeze_layout, svg_element

Glyphs = dict[str, Any]  # of letters whose outlines an SVG document defines, by their ids


class LivePlot(widgets.VBox):  # type: ignore[misc]
    """A picture that follows its controls.

    `update(**values)` takes the value of every control by name, changes artists of `figure` and
    returns those it may ever change, as for `matplotlib.animation.FuncAnimation` with blitting.
    What it does not return stays as first drawn. `alt` is the alternative text; `{name}` in it
    stands for the value of a control, with a format if wanted: `{weight:.1f}`.

    In a running kernel the drawing waits until the events at hand are read, so a burst of them
    draws only the newest; elsewhere it is done at once, and an error in `update` is raised where
    the value was set.

    >>> from helpers.figures import subplots
    >>> figure, ax = subplots()
    >>> (line,) = ax.plot([0, 1], [0, 1])
    >>> def update(slope):
    ...     line.set_ydata([0, slope])
    ...     return [line]
    >>> plot = LivePlot(figure, update, alt="slope {slope}", slope=widgets.IntSlider(1, 0, 5))
    >>> plot.controls["slope"].value = 3
    >>> plot.alt, line.get_ydata()[1]
    ('slope 3', 3)
    """

    def __init__(
        self, figure: Figure, update: Callable[..., Iterable[Artist]], *, alt: str, **controls: Any
    ) -> None:
        self.figure, self.controls = figure, controls
        self._update, self._alt = update, alt
        self._lock, self._waiting = threading.RLock(), False
        figure.dpi = 72  # the unit of SVG: one point
        artists = list(update(**self.values))
        self._background = self._draw_background(artists)
        overlay = widgets.Layout(grid_area="1 / 1", margin="0", overflow="hidden")
        background = widgets.HTML(svg_element(self._background), layout=overlay)
        self._foreground = widgets.HTML(layout=overlay)
        self.draw()
        for name, control in controls.items():
            control.description = control.description or name.replace("_", " ")
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
        return self._alt.format(**self.values)

    @property
    def picture(self) -> str:
        """The picture at hand, as the text of an `<svg>` element."""
        with self._lock:
            layer = svg_element(self._layer, size=("100%", "100%"))
            still = self._background.replace("</svg>", f"{layer}</svg>")
            return svg_element(still, self.alt)

    def _draw_background(self, artists: list[Artist]) -> str:
        freeze_layout(self.figure)
        for artist in artists:
            artist.set_visible(False)
        background, self._glyphs = self._draw_svg([self.figure], {})
        for artist in artists:
            artist.set_visible(True)
        self.figure.draw_without_rendering()  # a title that was hidden finds its place again
        return background

    def _draw_svg(self, artists: Iterable[Artist], known: Glyphs) -> tuple[str, Glyphs]:
        """Artists as an SVG document that does not say again what known glyphs look like."""
        buffer = io.StringIO()
        width, height = self.figure.bbox.size
        renderer = RendererSVG(width, height, buffer, image_dpi=72, metadata=NO_METADATA)
        renderer._glyph_map.update(known)
        for artist in sorted(artists, key=lambda artist: artist.get_zorder()):
            artist.draw(renderer)
        renderer.finalize()
        return buffer.getvalue(), renderer._glyph_map

    def draw(self) -> None:
        """Draw the picture for the values at hand."""
        with self._lock:
            self._layer, _ = self._draw_svg(self._update(**self.values), self._glyphs)
            # The background's style sheet serves both; a new one would restyle the whole page.
            layer = re.sub("<style.*?</style>", "", self._layer, count=1)
            self._foreground.value = svg_element(layer, self.alt)

    def _changed(self, _: Any) -> None:
        try:
            loop = asyncio.get_running_loop()
        except RuntimeError:
            self.draw()
            return
        if not self._waiting:
            self._waiting = True
            loop.call_soon(self._draw_newest)

    def _draw_newest(self) -> None:
        self._waiting = False
        try:
            self.draw()
        except Exception as error:
            self._foreground.value = f"<pre>{type(error).__name__}: {escape(str(error))}</pre>"
            raise

    def _repr_mimebundle_(self, **kwargs: Any) -> tuple[dict[str, Any], dict[str, Any]]:
        data, metadata = bundle(self.figure, self.picture, self.alt)
        return super()._repr_mimebundle_(**kwargs) | data, metadata
