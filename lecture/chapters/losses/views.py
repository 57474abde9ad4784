"""Pictures of chapter `losses`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from matplotlib.axes import Axes

from helpers import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits_grad,
    cross_entropy_with_logits,
    cross_entropy_with_logits_grad,
    sigmoid,
    softmax,
    softplus,
)
from lecture.figures import BLUE, GREY, ORANGE
from lecture.live import Moving, Update

TARGET_COLORS = (ORANGE, BLUE)


def bce_view(axes: Sequence[Axes]) -> Update:
    """Draw binary cross-entropy against the probability and the logit; takes two axes."""
    z = np.linspace(-7, 7, 401)
    moving: dict[str, Any] = {}
    for target, color in enumerate(TARGET_COLORS):
        loss = softplus(z * (1 - 2 * target))
        for ax, x in zip(axes, (sigmoid(z), z), strict=True):
            ax.plot(x, loss, color=color, linewidth=1.8)
        (moving[f"loss of p, t = {target}"],) = axes[0].plot([], [], "o", color=color)
        (moving[f"loss of z, t = {target}"],) = axes[1].plot([], [], "o", color=color)
        (moving[f"tangent, t = {target}"],) = axes[1].plot([], [], "--", color=color)
        axes[0].text(0.93 - 0.86 * target, 3.6, f"t = {target}", color=color,
                     ha="left" if target else "right")  # fmt: skip
    moving["title of p"], moving["title of z"] = (ax.set_title("loss") for ax in axes)
    axes[0].set(xlabel="predicted probability p", ylabel="loss", xlim=(0, 1), ylim=(0, 5.2))
    axes[1].set(xlabel="logit z", xlim=(-5, 5), ylim=(0, 5.2))

    def update(p: float) -> Moving:
        logit = float(np.log(p) - np.log1p(-p))
        losses = [float(binary_cross_entropy(target, p)) for target in (0, 1)]
        slopes = [float(binary_cross_entropy_with_logits_grad(target, logit)) for target in (0, 1)]
        for target, (loss, slope) in enumerate(zip(losses, slopes, strict=True)):
            moving[f"loss of p, t = {target}"].set_data([p], [loss])
            moving[f"loss of z, t = {target}"].set_data([logit], [loss])
            ends = np.array([-1.5, 1.5])
            moving[f"tangent, t = {target}"].set_data(logit + ends, loss + slope * ends)
        costs = f"{losses[1]:.2f} if t = 1, {losses[0]:.2f} if t = 0"
        moving["title of p"].set_text(f"p = {p:.2f}: {costs}")
        moving["title of z"].set_text(f"slope {slopes[1]:.2f} if t = 1, {slopes[0]:.2f} if t = 0")
        return moving

    return update


def cross_entropy_view(axes: Sequence[Axes]) -> Update:
    """Draw a softmax, the loss of its true class, and the gradient; takes three axes."""
    p = np.geomspace(1e-5, 1, 400)
    axes[1].plot(p, -np.log(p), color=GREY, linewidth=1.8)
    (dot,) = axes[1].plot([], [], "o", color=BLUE)
    classes = np.arange(3)
    probabilities = axes[0].bar(classes, classes)
    gradient = axes[2].bar(classes, classes)
    axes[2].axhline(0, color=GREY, linewidth=1)
    title_of_p, title_of_loss, title_of_slopes = (ax.set_title("loss") for ax in axes)
    axes[0].set(xlabel="class", ylabel="softmax p", xticks=classes, ylim=(0, 1.05))
    axes[1].set(xlabel="p of the true class", ylabel="loss", xlim=(-0.03, 1.03), ylim=(-0.3, 11.3))
    axes[2].set(xlabel="logit of class", ylabel="slope of the loss", xticks=classes)
    axes[2].set(ylim=(-1.05, 1.05))

    def update(logit_0: float, logit_1: float, logit_2: float, true_class: int) -> Moving:
        z = np.array([logit_0, logit_1, logit_2])
        p, loss = softmax(z), float(cross_entropy_with_logits(true_class, z))
        slopes = cross_entropy_with_logits_grad(true_class, z)
        for bars, heights in ((probabilities, p), (gradient, slopes)):
            for k, (bar, height) in enumerate(zip(bars, heights, strict=True)):
                bar.set_height(height)
                bar.set_color(BLUE if k == true_class else GREY)
        dot.set_data([p[true_class]], [loss])
        title_of_p.set_text("{:.2f}, {:.2f}, {:.2f}".format(*p))
        title_of_loss.set_text(f"-log {p[true_class]:.3g} = {loss:.3f}")
        title_of_slopes.set_text("p - t: {:.2f}, {:.2f}, {:.2f}".format(*slopes))
        return {
            "probabilities": probabilities,
            "gradient": gradient,
            "loss": dot,
            "title of p": title_of_p,
            "title of the loss": title_of_loss,
            "title of the slopes": title_of_slopes,
        }

    return update
