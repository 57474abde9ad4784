"""Figures: what all pictures of the lecture share. Importing this module puts on their style.

Figures are made without pyplot, so no cell leaves one open behind it. A figure is shown as SVG,
which is compared when the chapters are tested, and as PNG for readers that show no SVG.
"""

from __future__ import annotations

import base64
import io
import re
from html import escape
from typing import Any

import numpy as np
from matplotlib import style
from matplotlib.axes import Axes
from matplotlib.figure import Figure
from matplotlib.lines import Line2D

from helpers._validation import Array

style.use("helpers.lecture")

# Okabe and Ito (2008): told apart with any colour vision, and of different grey in print.
COLORS = {
    "step": "#000000",
    "sigmoid": "#0072B2",
    "tanh": "#D55E00",
    "relu": "#009E73",
    "identity": "#7F7F7F",
    "leaky_relu": "#CC79A7",
    "elu": "#E69F00",
    "gelu": "#56B4E9",
    "silu": "#8C510A",
    "selu": "#6A3D9A",
    "softplus": "#882255",
}
GREY = "#767676"
PAGE_WIDTH = 690  # pixels that JupyterLab leaves beside its file browser on a small screen
POINTS = re.compile(r'width="([\d.]+)pt" height="([\d.]+)pt"')
NO_METADATA = dict.fromkeys(("Creator", "Date", "Format", "Type"))  # the same text at every run


def subplots(*args: Any, **kwargs: Any) -> tuple[Figure, Any]:
    """A figure and its axes, as `matplotlib.pyplot.subplots` gives them; `figsize` in inches."""
    figure = Figure(figsize=kwargs.pop("figsize", None))
    return figure, figure.subplots(*args, **kwargs)


def freeze_layout(figure: Figure) -> None:
    """Lay the figure out once, and leave its axes there however often it is drawn."""
    figure.draw_without_rendering()
    figure.set_layout_engine("none")


def svg_document(figure: Figure) -> str:
    """The figure as an SVG document, the same text at every run."""
    buffer = io.StringIO()
    figure.savefig(buffer, format="svg", metadata=NO_METADATA)
    return buffer.getvalue()


def svg_element(document: str, alt: str = "", size: tuple[str, str] | None = None) -> str:
    """The `<svg>` element of an SVG document, no wider than a page.

    Without `alt` it is hidden from those who listen to the page. `size` is its width and height;
    left out, that of the figure, at most `PAGE_WIDTH` pixels wide.
    """
    element = document[document.index("<svg ") + len("<svg ") :]
    if size is None:
        points = [float(length) for length in POINTS.search(element).groups()]  # type: ignore[union-attr]
        scale = min(96 / 72, PAGE_WIDTH / points[0])
        size = (f"{points[0] * scale:g}", f"{points[1] * scale:g}")
    element = POINTS.sub('width="{}" height="{}"'.format(*size), element, count=1)
    name = f'role="img" aria-label="{escape(alt)}"' if alt else 'aria-hidden="true"'
    return f'<svg style="max-width:100%;height:auto" {name} {element}'


def bundle(figure: Figure, svg_text: str, alt: str) -> tuple[dict[str, str], dict[str, Any]]:
    """What a front end may show for a figure: SVG, PNG or its alternative text."""
    png = io.BytesIO()
    figure.savefig(png, format="png")
    data = {
        "image/svg+xml": svg_text,
        "image/png": base64.b64encode(png.getvalue()).decode("ascii"),
        "text/plain": alt,
    }
    return data, {"image/png": {"alt": alt}, "image/svg+xml": {"alt": alt}}


class show:
    """Show a figure with an alternative text: put `show(figure, "...")` last in a cell.

    The text says what the picture shows to someone who cannot see it.
    """

    def __init__(self, figure: Figure, alt: str) -> None:
        self.figure, self.alt = figure, alt
        freeze_layout(figure)

    def _repr_mimebundle_(self, **_: Any) -> tuple[dict[str, str], dict[str, Any]]:
        element = svg_element(svg_document(self.figure), self.alt)
        return bundle(self.figure, element, self.alt)


def plot_curve(
    ax: Axes, x: Array, y: Array, name: str, *, slope: bool = False, **line: Any
) -> Line2D:
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


def draw_neuron(ax: Axes, inputs: list[str], weights: list[str]) -> None:
    """Draw a neuron: inputs, their weights, the sum z, the activation h and the output y."""
    ax.axis("off")
    ax.set(xlim=(0, 10), ylim=(-1.2, 1.2))
    box = {"boxstyle": "circle,pad=0.5", "facecolor": "white", "edgecolor": "black"}
    arrow = {"arrowstyle": "->", "linewidth": 1.6, "shrinkA": 0, "shrinkB": 0}
    for text, weight, y in zip(inputs, weights, np.linspace(0.8, -0.8, len(inputs)), strict=True):
        ax.text(1.2, y, text, ha="right", va="center")
        ax.annotate("", (4.0, y / 8), (1.4, y), arrowprops=arrow)
        ax.text(
            2.7,
            y * 0.75 + (0.1 if y >= 0 else -0.1),
            weight,
            ha="center",
            va="center",
            bbox={"facecolor": "white", "edgecolor": "none", "pad": 1},
        )
    for x, text in ((4.5, r"$\Sigma$"), (7.0, "$h$")):
        ax.text(x, 0, text, ha="center", va="center", bbox=box)
    for start, end, text in ((5.0, 6.5, "$z$"), (7.5, 8.8, "")):
        ax.annotate("", (end, 0), (start, 0), arrowprops=arrow)
        ax.text((start + end) / 2, 0.15, text, ha="center", va="bottom")
    ax.text(9.0, 0, "$y = h(z)$", va="center")
