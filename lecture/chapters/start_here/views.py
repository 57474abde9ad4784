"""Pictures of chapter `start_here`."""

from __future__ import annotations

import numpy as np
from ipywidgets import FloatSlider
from matplotlib.axes import Axes

from lecture.figures import BLUE, Still, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

LINES = [(1, 0), (3, 0), (1, 2)]  # weight, bias of the stills


def line_view(ax: Axes) -> Update:
    """Draw a neuron without an activation function: the line y = weight·x + bias."""
    x = np.linspace(-3, 3, 2)
    (line,) = ax.plot(x, x, color=BLUE)
    title = ax.set_title("y")
    ax.set(xlabel="x", ylabel="y", xlim=(-3, 3), ylim=(-12, 12))

    def update(weight: float, bias: float) -> Moving:
        line.set_ydata(weight * x + bias)
        title.set_text(f"y = {weight:.1f}·x {'-' if bias < 0 else '+'} {abs(bias):.1f}")
        return {"line": line, "title": title}

    return update


def move_line() -> LivePlot:
    """Give sliders to the weight and the bias of a line."""
    figure, ax = subplots(figsize=(7, 3.2))
    return LivePlot(
        figure,
        line_view(ax),
        alt=_("The straight line y = {weight:.1f} x + {bias:.1f}."),
        weight=FloatSlider(1, min=-3, max=3, step=0.1),
        bias=FloatSlider(0, min=-3, max=3, step=0.1),
    )


def plot_three_lines() -> Still:
    """Show three settings of the line."""
    figure, axes = subplots(1, 3, figsize=(9, 3), sharey=True)
    for ax, (weight, bias) in zip(axes, LINES, strict=True):
        line_view(ax)(weight=weight, bias=bias)
        ax.label_outer()
    return show(
        figure,
        _("Three lines: weight 1 and bias 0; weight 3, which is steeper; bias 2, which is higher."),
    )
