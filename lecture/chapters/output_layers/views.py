"""Pictures of chapter `output_layers`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from matplotlib.axes import Axes

from helpers import log_softmax, sigmoid, softmax
from lecture.figures import BLUE, GREY, ORANGE, plot_curve
from lecture.live import Moving, Update


def softmax_view(ax: Axes) -> Update:
    """Draw the softmax of four logits as bars, with its argmax, sum and entropy."""
    classes = range(4)
    bars = ax.bar(classes, np.ones(4))
    labels = [ax.text(x, 0, "", ha="center", va="bottom") for x in classes]
    reading = ax.set_title("argmax\nentropy")
    ax.set(xticks=classes, xlabel="class", ylabel="probability", ylim=(0, 1.1))

    def update(temperature: float, **logits: float) -> Moving:
        z = np.array([*logits.values()])
        p = softmax(z, temperature=temperature)
        entropy = -np.sum(p * log_softmax(z / temperature))
        top = p.argmax()
        for k, (bar, label) in enumerate(zip(bars, labels, strict=True)):
            bar.set_height(p[k])
            bar.set_color(ORANGE if k == top else GREY)
            label.set_position((k, p[k]))
            label.set_text(f"{p[k]:.3f}")
        reading.set_text(
            f"argmax {top}, sum {p.sum():.2f},\nentropy {entropy:.2f} of {np.log(4):.2f}"
        )
        return {"probabilities": bars, "labels": labels, "reading": reading}

    return update


def binary_view(axes: Sequence[Axes]) -> Update:
    """Draw the sigmoid at logit z beside the softmax of the logits z and 0; takes two axes."""
    z_axis = np.linspace(-6, 6, 241)
    curve, chart = axes
    plot_curve(curve, z_axis, sigmoid(z_axis), "sigmoid")
    (dot,) = curve.plot([], [], "o", color=BLUE)
    bars = chart.bar([0, 1], [1, 1], color=[BLUE, GREY])
    labels = [chart.text(x, 0, "", ha="center", va="bottom") for x in (0, 1)]
    title, verdict = curve.set_title("σ(z)"), chart.set_title("softmax")
    curve.set(xlabel="logit z", xlim=(-6, 6), ylim=(0, 1.1))
    chart.set(xlabel="class", ylim=(0, 1.1))
    chart.set_xticks([0, 1], ["True: logit z", "False: logit 0"])

    def update(z: float) -> Moving:
        dot.set_data([z], [sigmoid(z)])
        for bar, label, p in zip(bars, labels, softmax([z, 0]), strict=True):
            bar.set_height(p)
            label.set_y(p)
            label.set_text(f"{p:.3f}")
        title.set_text(f"σ({z:.1f}) = {sigmoid(z):.3f}")
        verdict.set_text(f"softmax of ({z:.1f}, 0): {z >= 0}")
        return {"sigmoid": dot, "pair": bars, "labels": labels, "title": title, "verdict": verdict}

    return update
