"""Views of output layers."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.artist import Artist
from matplotlib.axes import Axes

from helpers.activations import sigmoid
from helpers.figures import COLORS, GREY, plot_curve
from helpers.outputs import log_softmax, softmax
from helpers.views import Update


def softmax_view(ax: Axes) -> Update:
    """The softmax of four logits as bars, with its argmax, sum and entropy."""
    classes = range(4)
    bars = ax.bar(classes, np.ones(4), label="_probabilities")
    labels = [ax.text(x, 0, "", ha="center", va="bottom") for x in classes]
    reading = ax.set_title("argmax\nentropy")
    reading.set_label("_reading")
    ax.set(xticks=classes, xlabel="class", ylabel="probability", ylim=(0, 1.1))

    def update(temperature: float, **logits: float) -> list[Artist]:
        z = np.array([*logits.values()])
        p = softmax(z, temperature=temperature)
        entropy = -np.sum(p * log_softmax(z / temperature))
        top = p.argmax()
        for k, (bar, label) in enumerate(zip(bars, labels, strict=True)):
            bar.set_height(p[k])
            bar.set_color(COLORS["tanh"] if k == top else GREY)
            label.set_position((k, p[k]))
            label.set_text(f"{p[k]:.3f}")
        reading.set_text(
            f"argmax {top}, sum {p.sum():.2f},\nentropy {entropy:.2f} of {np.log(4):.2f}"
        )
        return [*bars, *labels, reading]

    return update


def binary_view(axes: Sequence[Axes]) -> Update:
    """The sigmoid at logit z beside the softmax of the logits z and 0; takes two axes."""
    z_axis = np.linspace(-6, 6, 241)
    curve, chart = axes
    plot_curve(curve, z_axis, sigmoid(z_axis), "sigmoid")
    (dot,) = curve.plot([], [], "o", color=COLORS["sigmoid"], label="_dot")
    bars = chart.bar([0, 1], [1, 1], label="_pair", color=[COLORS["sigmoid"], GREY])
    labels = [chart.text(x, 0, "", ha="center", va="bottom") for x in (0, 1)]
    title, verdict = curve.set_title("σ(z)"), chart.set_title("softmax")
    curve.set(xlabel="logit z", xlim=(-6, 6), ylim=(0, 1.1))
    chart.set(xlabel="class", ylim=(0, 1.1))
    chart.set_xticks([0, 1], ["True: logit z", "False: logit 0"])

    def update(z: float) -> list[Artist]:
        dot.set_data([z], [sigmoid(z)])
        for bar, label, p in zip(bars, labels, softmax([z, 0]), strict=True):
            bar.set_height(p)
            label.set_y(p)
            label.set_text(f"{p:.3f}")
        title.set_text(f"σ({z:.1f}) = {sigmoid(z):.3f}")
        verdict.set_text(f"softmax of ({z:.1f}, 0): {z >= 0}")
        return [dot, *bars, *labels, title, verdict]

    return update
