"""Pictures of chapter `relu_family`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers import elu, elu_grad, leaky_relu, leaky_relu_grad, relu
from lecture.figures import GREY, plot_curve
from lecture.live import Moving, Update


def alpha_view(axes: Sequence[Axes]) -> Update:
    """Draw Leaky ReLU and ELU of one alpha, with their slopes beside them; takes two axes."""
    x = np.linspace(-4, 4, 401)
    left = x[x <= 0]  # to the right of 0 alpha changes nothing
    values, slopes = axes
    values.plot(x, relu(x), color=GREY, linewidth=1.2, label="ReLU")
    slopes.plot([0, 4], [1, 1], "--", color=GREY)
    leaky = plot_curve(values, left, left, "leaky_relu", label="Leaky ReLU")
    curve = plot_curve(values, left, left, "elu", label="ELU")
    leaky_slope = plot_curve(slopes, left, left, "leaky_relu", slope=True)
    curve_slope = plot_curve(slopes, left, left, "elu", slope=True)
    values.set(xlabel="x", xlim=(-4, 4), ylim=(-6.2, 4.2))
    slopes.set(xlabel="x", xlim=(-4, 4), ylim=(-0.1, 1.6))
    values.legend(loc="lower right")
    title, slope_title = values.set_title("α"), slopes.set_title("slope")

    def update(alpha: float) -> Moving:
        leaky.set_ydata(leaky_relu(left, alpha))
        curve.set_ydata(elu(left, alpha))
        leaky_slope.set_ydata(leaky_relu_grad(left, alpha))
        curve_slope.set_ydata(elu_grad(left, alpha))
        title.set_text(f"values for α = {alpha:.2f}")
        slope_title.set_text(f"slopes at 0: {alpha:.2f} and 1")
        return {
            "leaky_relu": leaky,
            "leaky_relu slope": leaky_slope,
            "elu": curve,
            "elu slope": curve_slope,
            "title": title,
            "slope title": slope_title,
        }

    return update
