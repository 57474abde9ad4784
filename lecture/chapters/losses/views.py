"""Pictures of chapter `losses`."""

from __future__ import annotations

from typing import Any

import numpy as np
from ipywidgets import Dropdown, FloatSlider
from matplotlib.axes import Axes

from helpers import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits_grad,
    cross_entropy_with_logits,
    cross_entropy_with_logits_grad,
    mae,
    rmse,
    sigmoid,
    softmax,
    softplus,
)
from helpers._validation import Array
from lecture.figures import BLUE, GREY, ORANGE, Still, label_curve, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

PURPLE, PALE = "#882255", "#F2BE9E"
TARGET_COLORS = (ORANGE, BLUE)
DOTS = (11, 7)  # sizes: where both lie at one place, the one below looks out
FOUR = (18.0, 19.0, 20.0, 21.0)  # readings of the thermometers that work


def plot_errors(error: Array, squared: Array, absolute: Array, huber: Array) -> Still:
    """Draw three losses of one error, and their slopes; the slope of |error| jumps at 0."""
    figure, (left, right) = subplots(1, 2, figsize=(9, 3.4))
    slopes = (2 * error, np.sign(error), np.clip(error, -1, 1))
    names = (_("squared"), _("absolute"), _("Huber"))
    colors = (BLUE, ORANGE, PURPLE)
    labels = ((-2.2, 10, 6), (2.62, 0, 11), (2.2, 8, -4))
    labels_of_slopes = ((2, -8, 6), (2.2, 0, 8), (2.2, 0, -8))
    for name, color, loss, slope, place, place_of_slope in zip(
        names, colors, (squared, absolute, huber), slopes, labels, labels_of_slopes, strict=True
    ):
        (line,) = left.plot(error, loss, color=color)
        at, dx, dy = place
        label_curve(left, line, name, at=at, dx=dx, dy=dy)
        parts = (error < 0, error > 0) if loss is absolute else (error < np.inf,)
        lines = [right.plot(error[part], slope[part], "--", color=color)[0] for part in parts]
        at, dx, dy = place_of_slope
        label_curve(right, lines[-1], name, at=at, dx=dx, dy=dy)
        for line in lines if loss is absolute else ():  # below the line of Huber
            line.set(color=PALE, linestyle="-", linewidth=7, solid_capstyle="butt")
    right.plot([0, 0], [-1, 1], "o", color=ORANGE, markerfacecolor="white")
    left.set(title=_("Loss of one error"), xlabel=_("error y - t"), ylim=(-0.3, 9.3))
    right.set(title=_("Its slope"), xlabel=_("error y - t"), ylim=(-6.4, 6.4))
    alt = _(
        "Left: a parabola, a V, and a curve that is round near 0 and straight farther out. Right, "
        "their slopes: a rising line, two levels with a jump at 0, and a line that rises from one "
        "level to the other between -1 and 1."
    )
    return show(figure, alt)


def plot_log(x: Array, log_x: Array) -> Still:
    """Draw the logarithm, small, with the strip where probabilities lie."""
    figure, ax = subplots(figsize=(5, 2.7))
    ax.axvspan(0, 1, color=BLUE, alpha=0.12, linewidth=0)
    (curve,) = ax.plot(x, log_x, color=BLUE)
    ax.plot(1, 0, "o", color=ORANGE)
    ax.annotate("log 1 = 0", (1, 0), (8, -14), textcoords="offset points", color=ORANGE)
    ax.text(0.5, 0.8, _("probabilities"), ha="center", color=BLUE)
    label_curve(ax, curve, "log x", at=2.4)
    ax.set(title=_("log x falls without limit towards 0"), xlabel="x")
    ax.set(xlim=(0, 3.05), ylim=(-4.8, 2.1))
    alt = _(
        "The logarithm rises steeply from -4.6 at 0.01 through (1, 0) to 1.1 at 3; the strip of "
        "probabilities from 0 to 1 is tinted."
    )
    return show(figure, alt)


def _tangent(ax: Axes, color: str) -> Any:
    return ax.plot([], [], "--", color=color, linewidth=1.8)[0]


def _probability_panel(ax: Axes) -> Update:
    """Draw the loss of a probability p for both targets, with a dot and a tangent on each curve."""
    p = sigmoid(np.linspace(-5, 5, 401))
    moving: dict[str, Any] = {}
    for target, color in enumerate(TARGET_COLORS):
        ax.plot(p, -np.log(p if target else 1 - p), color=color, linewidth=1.8)
        (dot,) = ax.plot([], [], "o", color=color, markersize=DOTS[target])
        moving[f"loss of p, t = {target}"] = dot
        moving[f"tangent at p, t = {target}"] = _tangent(ax, color)
        side = "left" if target else "right"
        ax.text(0.94 - 0.88 * target, 3.9, f"t = {target}", color=color, ha=side)
    moving["title of p"] = ax.set_title("")
    ax.set(xlabel=_("predicted probability p"), ylabel=_("loss"))
    ax.set(xlim=(-0.02, 1.02), ylim=(-0.2, 6.3))

    def update(p: float) -> Moving:
        words = []
        for target in (1, 0):
            loss = float(binary_cross_entropy(target, p))
            slope = -1 / p if target else 1 / (1 - p)
            reach = 0.2 / np.hypot(1, slope / 6)
            x = np.array([max(p - reach, 0), min(p + reach, 1)])
            moving[f"loss of p, t = {target}"].set_data([p], [loss])
            moving[f"tangent at p, t = {target}"].set_data(x, loss + slope * (x - p))
            said = _("t = {target}: loss {loss:.2f}, slope {slope:.2f}")
            words.append(said.format(target=target, loss=loss, slope=slope))
        moving["title of p"].set_text("\n".join(words))
        return moving

    return update


def _logit_panel(ax: Axes) -> Update:
    """Draw the same losses against the logit z, where p = sigmoid(z)."""
    z = np.linspace(-6.2, 6.2, 401)
    moving: dict[str, Any] = {}
    for target, color in enumerate(TARGET_COLORS):
        ax.plot(z, softplus(z * (1 - 2 * target)), color=color, linewidth=1.8)
        (dot,) = ax.plot([], [], "o", color=color, markersize=DOTS[target])
        moving[f"loss of z, t = {target}"] = dot
        moving[f"tangent at z, t = {target}"] = _tangent(ax, color)
        side = "left" if target else "right"
        ax.text(4.2 - 8.4 * target, 4.9, f"t = {target}", color=color, ha=side)
    moving["title of z"] = ax.set_title("")
    ax.set(xlabel=_("logit z"), ylabel=_("loss"), xlim=(-6.3, 6.3), ylim=(-0.2, 6.3))

    def update(p: float) -> Moving:
        logit, words = float(np.log(p) - np.log1p(-p)), []
        for target in (1, 0):
            loss = float(binary_cross_entropy(target, p))
            slope = float(binary_cross_entropy_with_logits_grad(target, logit))
            ends = np.array([-1.5, 1.5])
            moving[f"loss of z, t = {target}"].set_data([logit], [loss])
            moving[f"tangent at z, t = {target}"].set_data(logit + ends, loss + slope * ends)
            said = _("t = {target}: loss {loss:.2f}, slope {slope:.2f}")
            words.append(said.format(target=target, loss=loss, slope=slope))
        moving["title of z"].set_text("\n".join(words))
        return moving

    return update


def move_probability() -> LivePlot:
    """Binary cross-entropy against the probability and against the logit, with tangents."""
    figure, (left, right) = subplots(1, 2, figsize=(9, 4))
    of_p, of_z = _probability_panel(left), _logit_panel(right)
    return LivePlot(
        figure,
        lambda p: {**of_p(p), **of_z(p)},
        alt=_(
            "Loss of the probability p = {p:.2f} for targets 1 and 0, against p and against the "
            "logit, as dots on two curves with their tangents."
        ),
        p=FloatSlider(0.8, min=0.01, max=0.99, step=0.01, description=_("probability p")),
    )


def plot_probabilities(*probabilities: float) -> Still:
    """Draw the loss against the logit at three probabilities."""
    figure, axes = subplots(1, len(probabilities), figsize=(9, 3.4), sharey=True)
    for ax, p in zip(axes, probabilities, strict=True):
        _logit_panel(ax)(p)
        ax.set_xlabel(_("logit z, p = {p}").format(p=p))
        ax.label_outer()
    alt = _(
        "At p = 0.5 both targets cost 0.69, with slopes -0.5 and 0.5; at p = 0.8 they cost 0.22 "
        "and 1.61, with slopes -0.2 and 0.8; at p = 0.98 0.02 and 3.91, with -0.02 and 0.98."
    )
    return show(figure, alt)


def cross_entropy_view(axes: Any) -> Update:
    """Draw a softmax, the loss of its true class, and the gradient; takes three axes."""
    p = np.geomspace(2e-5, 1, 400)
    axes[1].plot(p, -np.log(p), color=GREY, linewidth=1.8)
    (dot,) = axes[1].plot([], [], "o", color=BLUE)
    classes = np.arange(3)
    probabilities = axes[0].bar(classes, classes)
    gradient = axes[2].bar(classes, classes)
    axes[2].axhline(0, color=GREY, linewidth=1)
    title_of_p, title_of_loss, title_of_slopes = (ax.set_title("") for ax in axes)
    axes[0].set(xlabel=_("class"), ylabel=_("softmax p"), xticks=classes, ylim=(0, 1.05))
    axes[1].set(xlabel=_("p of the true class"), ylabel=_("loss"))
    axes[1].set(xlim=(-0.03, 1.03), ylim=(-0.4, 11.4))
    axes[2].set(xlabel=_("logit of class"), ylabel=_("slope of the loss"), xticks=classes)
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
        title_of_slopes.set_text("{:.2f}, {:.2f}, {:.2f}".format(*slopes))
        return {
            "probabilities": probabilities,
            "gradient": gradient,
            "loss": dot,
            "title of p": title_of_p,
            "title of the loss": title_of_loss,
            "title of the slopes": title_of_slopes,
        }

    return update


def move_logits() -> LivePlot:
    """The softmax of three logits, the cross-entropy of the true class, and its gradient."""
    figure, axes = subplots(1, 3, figsize=(9, 3.3))
    return LivePlot(
        figure,
        cross_entropy_view(axes),
        alt=_(
            "Softmax of the logits {logit_0:.1f}, {logit_1:.1f} and {logit_2:.1f}, the loss if "
            "class {true_class} is true, and the slope with respect to each logit."
        ),
        logit_0=FloatSlider(2, min=-5, max=5),
        logit_1=FloatSlider(1, min=-5, max=5),
        logit_2=FloatSlider(0.1, min=-5, max=5),
        true_class=Dropdown(options=[0, 1, 2]),
    )


def plot_answers(answers: list[tuple[list[float], int]]) -> Still:
    """Draw for some (logits, true class) the probabilities and the slopes side by side."""
    figure, axes = subplots(1, len(answers), figsize=(9, 3.4), sharey=True)
    title = _("class {true_class} true: loss {loss:.3f}")
    for ax, (logits, true_class) in zip(axes, answers, strict=True):
        z = np.array(logits)
        loss, place = float(cross_entropy_with_logits(true_class, z)), np.arange(len(z))
        colors = [BLUE if k == true_class else GREY for k in place]
        outlined = ax.bar(place - 0.2, softmax(z), 0.36, facecolor="white", edgecolor=colors)
        filled = ax.bar(
            place + 0.2, cross_entropy_with_logits_grad(true_class, z), 0.36, color=colors
        )
        for bars in (outlined, filled):
            ax.bar_label(bars, fmt="%.2f", fontsize=10, padding=2)
        ax.axhline(0, color=GREY, linewidth=1)
        ax.set(title=title.format(true_class=true_class, loss=loss), ylim=(-1.25, 1.25))
        ax.set(xlabel=_("logits {:g}, {:g}, {:g}").format(*logits), xticks=place)
        ax.grid(visible=False)
    axes[0].set(ylabel=_("outlined: p, filled: slope"))
    alt = _(
        "Logits 2, 1, 0.1: with class 0 true the loss is 0.417 and the slopes are -0.34, 0.24, "
        "0.10; with class 2 true 2.317 and 0.66, 0.24, -0.90. Logits -4, 4, 0 with class 0 true: "
        "loss 8.018, slopes -1.00, 0.98, 0.02."
    )
    return show(figure, alt)


def plot_noise(error: Array, normal: Array, laplace: Array) -> Still:
    """Draw two densities of noise, and minus the logarithm of each."""
    figure, (left, right) = subplots(1, 2, figsize=(9, 3.4))
    for density, color, name, at, dx, dy in (
        (normal, BLUE, _("normal"), 1.1, 8, 4),
        (laplace, ORANGE, _("Laplace"), 0.25, 8, 6),
    ):
        (line,) = left.plot(error, density, color=color)
        label_curve(left, line, name, at=at, dx=dx, dy=dy)
        right.plot(error, -np.log(density), color=color)
    label_curve(right, right.lines[0], _("normal"), at=-4, dx=8, dy=4)
    label_curve(right, right.lines[1], _("Laplace"), at=2.7, dx=10, dy=-8)
    left.set(title=_("How probable an error is"), xlabel=_("error t - y"), ylabel=_("density"))
    right.set(title=_("Minus the logarithm: a loss"), xlabel=_("error t - y"), ylim=(0, 14))
    alt = _(
        "Left: the normal bell, and the Laplace density with a sharp peak and thicker tails. "
        "Right, minus their logarithms: a parabola and a V."
    )
    return show(figure, alt)


def outlier_view(ax: Axes) -> Update:
    """Draw RMSE and MAE of one answer c for five readings, and where each is least."""
    c = np.linspace(15, 45, 301)
    moving: dict[str, Any] = {}
    for name, color, width, size in (("RMSE", BLUE, 5, DOTS[0]), ("MAE", ORANGE, 2, DOTS[1])):
        (moving[name],) = ax.plot([], [], color=color, linewidth=width, label=name)
        (moving[f"least {name}"],) = ax.plot([], [], "o", color=color, markersize=size)
        (moving[f"line of {name}"],) = ax.plot([], [], ":", color=color, linewidth=1.8)
    ax.plot(FOUR, [0] * 4, "|", color="black", markersize=14, markeredgewidth=2)
    (moving["fifth"],) = ax.plot([], [], "x", color="black", markeredgewidth=2.4)
    moving["title"] = ax.set_title("")
    ax.set(xlabel=_("one answer c for all five, °C"), ylabel=_("loss, °C"))
    ax.set(xlim=(14.5, 45.5), ylim=(-1.5, 29))
    ax.legend(loc="upper center")

    def update(fifth: float) -> Moving:
        readings = np.array([*FOUR, fifth])
        best = {"RMSE": float(np.mean(readings)), "MAE": float(np.median(readings))}
        for name, loss in (("RMSE", rmse), ("MAE", mae)):
            moving[name].set_data(c, [loss(readings, np.full(5, value)) for value in c])
            least = float(loss(readings, np.full(5, best[name])))
            moving[f"least {name}"].set_data([best[name]], [least])
            moving[f"line of {name}"].set_data([best[name]] * 2, [0, least])
        moving["fifth"].set_data([fifth], [0])
        title = _("mean {mean:.1f}, median {median:.1f}")
        moving["title"].set_text(title.format(mean=best["RMSE"], median=best["MAE"]))
        return moving

    return update


def move_outlier() -> LivePlot:
    """One answer for five readings, the fifth of which may be wild."""
    figure, ax = subplots(figsize=(7, 4))
    return LivePlot(
        figure,
        outlier_view(ax),
        alt=_(
            "RMSE and MAE of one answer for the readings 18, 19, 20, 21 and {fifth:g}: RMSE is "
            "least at their mean, MAE at their median."
        ),
        fifth=FloatSlider(22, min=15, max=45, step=0.5, description=_("fifth reading")),
    )


def plot_outliers(*fifths: float) -> Still:
    """Draw both losses at three values of the fifth reading."""
    figure, axes = subplots(1, len(fifths), figsize=(9, 3.4), sharey=True)
    for ax, fifth in zip(axes, fifths, strict=True):
        outlier_view(ax)(fifth)
        ax.set_xlabel(_("answer c, fifth {fifth:g}").format(fifth=fifth))
        ax.label_outer()
        if ax is not axes[0]:
            ax.get_legend().remove()
    alt = _(
        "With the fifth reading at 17 mean and median are 19, at 22 both are 20; at 42 the mean is "
        "24, while the median stays at 20."
    )
    return show(figure, alt)


def plot_wrong_pair(z: Array, right_pair: Array, wrong_pair: Array) -> Still:
    """Draw the slope with respect to the logit, target 1: sigmoid with BCE, and with MSE."""
    figure, ax = subplots(figsize=(7, 3.6))
    (right,) = ax.plot(z, right_pair, "--", color=BLUE)
    (wrong,) = ax.plot(z, wrong_pair, "--", color=ORANGE)
    label_curve(ax, right, _("sigmoid + BCE"), at=0.2, dx=12, dy=-8)
    label_curve(ax, wrong, _("sigmoid + MSE"), at=-3, dx=-8, dy=-4)
    ax.set(title=_("Slope with respect to the logit, target 1"), xlabel=_("logit z"))
    ax.set(ylabel=_("slope of the loss"), ylim=(-1.08, 0.08))
    alt = _("Where z is very negative the slope tends to -1 with BCE, and back to 0 with MSE.")
    return show(figure, alt)
