"""Pictures of chapter `start_here`."""

from __future__ import annotations

import numpy as np
from matplotlib.axes import Axes

from lecture.figures import BLUE
from lecture.live import Moving, Update


def line_view(ax: Axes) -> Update:
    """Draw a neuron without an activation: the line y = weight·x + bias."""
    x = np.linspace(-3, 3, 2)
    (line,) = ax.plot(x, x, color=BLUE)
    title = ax.set_title("y")
    ax.set(xlabel="x", ylabel="y", xlim=(-3, 3), ylim=(-6, 6))

    def update(weight: float, bias: float) -> Moving:
        line.set_ydata(weight * x + bias)
        title.set_text(f"y = {weight:.1f}·x {'-' if bias < 0 else '+'} {abs(bias):.1f}")
        return {"line": line, "title": title}

    return update
