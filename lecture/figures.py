"""Figures in the style of the lecture, whatever style the reader's own pyplot has.

Figures are made without pyplot, so no cell leaves one open behind it. A stored figure has three
forms: PNG for eyes, the alternative text for ears, and a list of what is drawn, of a type that
no page shows, which is compared when the chapters are tested.
"""

from __future__ import annotations

import base64
import io
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from functools import wraps
from html import escape
from importlib.resources import files
from typing import Any, ParamSpec, TypeVar
from xml.etree import ElementTree

import numpy as np
from matplotlib import rc_params_from_file, rcParams
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.font_manager import fontManager
from matplotlib.layout_engine import ConstrainedLayoutEngine
from matplotlib.lines import Line2D
from PIL import Image

P = ParamSpec("P")
R = TypeVar("R")
STYLE = rc_params_from_file(str(files("lecture") / "lecture.mplstyle"), use_default_template=False)
COMPARED = "text/vnd.lecture.drawing"  # no front end shows this type
SVG, LINK = "{http://www.w3.org/2000/svg}", "{http://www.w3.org/1999/xlink}href"
ALWAYS_THE_SAME = re.compile(r" ?(font-family|stroke-linecap|stroke-linejoin): [^;]*;?")
DRAWN = ("path", "use", "text", "tspan", "image")

# Okabe and Ito (2008): told apart with any colour vision, and of different grey in print.
BLUE, ORANGE, GREEN, GREY = "#0072B2", "#D55E00", "#009E73", "#767676"
COLORS = {
    "step": "#000000",
    "sigmoid": BLUE,
    "tanh": ORANGE,
    "relu": GREEN,
    "identity": "#7F7F7F",
    "leaky_relu": "#CC79A7",
    "elu": "#E69F00",
    "gelu": "#56B4E9",
    "silu": "#8C510A",
    "selu": "#6A3D9A",
    "softplus": "#882255",
}
PAGE_WIDTH = 690  # pixels that JupyterLab leaves beside its file browser on a small screen
SHADES = 32  # colours of a stored PNG
POINTS = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))  # the same text at every run
DRAWS = (  # the methods of axes that read the style
    *("annotate", "axhline", "axvline", "bar", "barh", "contour", "contourf", "fill"),
    *("fill_between", "hist", "imshow", "legend", "plot", "scatter", "set", "set_title"),
    *("set_xticks", "set_yticks", "stem", "step", "text", "tick_params"),
)

fontManager.addfont(str(files("lecture") / "fonts" / "LectureHangul.ttf"))
_hangul = fontManager.ttflist[-1]
fontManager.ttflist.append(replace(_hangul, weight=700))  # Hangul in bold text is not bolder


@contextmanager
def style() -> Iterator[None]:
    """The style of the lecture. `rc_context` takes longer: it copies all settings there are."""
    before = {name: rcParams[name] for name in STYLE}
    rcParams.update(STYLE)
    try:
        yield
    finally:
        rcParams.update(before)


def styled(function: Callable[P, R]) -> Callable[P, R]:
    """Let a function draw in the style of the lecture."""

    @wraps(function)
    def draw(*args: P.args, **kwargs: P.kwargs) -> R:
        with style():
            return function(*args, **kwargs)

    return draw


class LectureAxes(Axes):
    """Axes whose methods draw in the style of the lecture."""


for _name in DRAWS:
    setattr(LectureAxes, _name, styled(getattr(Axes, _name)))


@styled
def subplots(*args: Any, **kwargs: Any) -> tuple[Figure, Any]:
    """Make a figure and its axes, as `matplotlib.pyplot.subplots` does; `figsize` in inches."""
    figure = Figure(figsize=kwargs.pop("figsize", None))
    return figure, figure.subplots(*args, subplot_kw={"axes_class": LectureAxes}, **kwargs)


@styled
def freeze_layout(figure: Figure) -> None:
    """Lay the figure out once, and leave its axes there however often it is drawn."""
    if figure.get_layout_engine() is None:
        ConstrainedLayoutEngine().execute(figure)
    figure.set_layout_engine("none")


@styled
def svg_document(figure: Figure) -> str:
    """Draw the figure as an SVG document, the same text at every run."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    return buffer.getvalue()


def svg_element(document: str, alt: str = "") -> str:
    """Take the `<svg>` element out of an SVG document, at most `PAGE_WIDTH` pixels wide.

    Without `alt` it is hidden from those who listen to the page.
    """
    element = document[document.index("<svg ") + len("<svg ") :]
    width, height = (float(length) for length in POINTS.search(element).groups())  # type: ignore[union-attr]
    scale = min(96 / 72, PAGE_WIDTH / width)
    size = f'width="{width * scale:g}" height="{height * scale:g}"'
    element = POINTS.sub(size, element, count=1)
    name = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return f'<svg style="max-width:100%;height:auto" {name} {element}'


def drawing(figure: Figure) -> str:
    """List what the figure draws, an element a line: its kind, shape, place, style and words.

    Coordinates are rounded to a tenth of a point: that is less than a pixel, and the last bit of
    another processor is less still. The 0.0123 keep round coordinates, which are frequent, away
    from where rounding turns.
    """
    root = ElementTree.fromstring(svg_document(figure))
    shapes = {f"#{path.get('id')}": path.get("d", "") for path in root.iter(f"{SVG}path")}
    lines, look_before = [], ""
    for element in root.iter():
        kind = element.tag.removeprefix(SVG)
        if kind not in DRAWN or element.get("id") in shapes:
            continue
        place = " ".join(element.get(name, "") for name in ("x", "y", "transform"))
        place = re.sub(r"rotate\(-0 .*\)", "", place)
        shape = shapes.get(element.get(LINK, ""), element.get("d", ""))
        style = ALWAYS_THE_SAME.sub("", element.get("style", ""))
        look = f"{shape} {style} {element.text or ''}"
        if kind == "use" and look == look_before:
            look = ""  # one more marker of the same look
        else:
            look_before = look
        line = " ".join(f"{kind} {place} {look}".split())
        lines.append(re.sub(r"\d+\.\d+", rounded, line))
    return "\n".join(lines)


def rounded(number: re.Match[str]) -> str:
    """A coordinate to a tenth of a point."""
    return f"{float(number[0]) + 0.0123:.1f}"


@styled
def png(figure: Figure) -> bytes:
    """Draw the figure as a PNG of few colours: sharp on a projector, and small."""
    buffer = io.BytesIO()
    figure.savefig(buffer, format="rgba")
    width, height = (int(length * rcParams["savefig.dpi"]) for length in figure.get_size_inches())
    picture = Image.frombytes("RGBA", (width, height), buffer.getvalue()).convert("RGB")
    buffer = io.BytesIO()
    some = picture.resize((width // 4, height // 4), Image.Resampling.NEAREST)
    palette = some.quantize(SHADES, Image.Quantize.MAXCOVERAGE, kmeans=1)
    few = picture.quantize(palette=palette, dither=Image.Dither.NONE)
    few.save(buffer, "png", optimize=True)
    return buffer.getvalue()


def bundle(figure: Figure, alt: str) -> tuple[dict[str, str], dict[str, Any]]:
    """Give what a front end may show for a figure, and what the tests compare."""
    width, height = figure.get_size_inches()
    scale = min(96, PAGE_WIDTH / width)
    size = {"width": round(width * scale), "height": round(height * scale)}
    data = {
        "image/png": base64.b64encode(png(figure)).decode("ascii"),
        COMPARED: drawing(figure),
        "text/plain": alt,
    }
    return data, {"image/png": {"alt": alt, **size}}


class Still:
    """A figure with its alternative text, as a cell shows it."""

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure, self.alt = figure, alt
        freeze_layout(figure)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        return bundle(self.figure, self.alt)


def show(figure: Figure, alt: str) -> Still:
    """Show a figure with an alternative text: put `show(figure, "...")` last in a cell.

    The text says what the picture shows to someone who cannot see it.
    """
    return Still(figure, alt)


def plot_curve(ax: Axes, x: Any, y: Any, name: str, *, slope: bool = False, **line: Any) -> Line2D:
    """Draw y over x in the colour of activation `name`, dashed if it is a slope."""
    style_of = {"color": COLORS[name], "linestyle": "--" if slope else "-"}
    return ax.plot(x, y, **(style_of | line))[0]


def label_curve(ax: Axes, line: Line2D, text: str, at: float, dx: float = 0, dy: float = 8) -> None:
    """Write `text` beside a line at x = `at`, moved by (dx, dy) points, in the line's colour."""
    x, y = np.asarray(line.get_xdata(), float), np.asarray(line.get_ydata(), float)
    ax.annotate(
        text,
        (at, float(np.interp(at, x, y))),
        (dx, dy),
        textcoords="offset points",
        color=line.get_color(),
        ha="left" if dx > 0 else "right" if dx < 0 else "center",
        va="center" if dx and not dy else "bottom" if dy > 0 else "top",
    )
