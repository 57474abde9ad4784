"""Pictures of chapter `output_layers`."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from ipywidgets import FloatLogSlider, FloatSlider
from matplotlib.axes import Axes

from helpers import log_softmax, sigmoid, softmax
from helpers._validation import Array
from lecture.figures import (
    BLUE,
    GREY,
    ORANGE,
    Still,
    label_curve,
    plot_curve,
    show,
    subplots,
)
from lecture.language import _
from lecture.live import LivePlot, Moving, Update


def plot_sigmoid(z: Array, p: Array) -> Still:
    """Draw the probability of True over the net input."""
    figure, ax = subplots(figsize=(7, 3.6))
    plot_curve(ax, z, p, "sigmoid")
    ax.plot(0, 0.5, "o", color=ORANGE)
    ax.annotate(_("p = 0.5 at z = 0"), (0, 0.5), (12, -6), textcoords="offset points")
    ax.set(
        title=_("The sigmoid turns a net input into the probability of True"),
        xlabel=_("net input z"),
        ylabel=_("probability p of True"),
        xlim=(-10, 10),
        xticks=range(-10, 11, 5),
        ylim=(-0.05, 1.05),
    )
    alt = _("A sigmoid on [-10, 10]: nearly 0 below -5, 0.5 at z = 0 (a dot), nearly 1 above 5.")
    return show(figure, alt)


def plot_costs(p: Array, heat: Array, nothing: Sequence[Array]) -> Still:
    """Draw what heating and doing nothing cost on average, a panel for each cost of a miss."""
    figure, axes = subplots(1, len(nothing), figsize=(9, 3.4), sharey=True)
    title = _("A miss costs {cost:g}: heat from p = {p:g} on")
    note = _("where a miss costs {cost:g} they cross at p = {p:g}")
    said = []
    for ax, cost in zip(axes, nothing, strict=True):
        crossing = np.argmin(abs(heat - cost))
        lines = ax.plot(p, heat, BLUE), ax.plot(p, cost, ORANGE)
        label_curve(ax, lines[0][0], _("heat"), at=0.8, dx=8, dy=6)
        label_curve(ax, lines[1][0], _("do nothing"), at=0.8, dx=-10, dy=2)
        ax.axvline(p[crossing], color=GREY, linestyle=":", linewidth=1.6)
        ax.plot(p[crossing], heat[crossing], "o", color="black")
        values = {"cost": cost[-1], "p": p[crossing]}
        ax.set(title=title.format(**values), xlabel=_("probability p of frost"))
        said.append(note.format(**values))
    axes[0].set(ylabel=_("cost on average"))
    alt = _(
        "Two straight lines in each panel: the cost of heating falls from 1 to 0, the cost of "
        "doing nothing rises from 0; {said}."
    )
    return show(figure, alt.format(said=", ".join(said)))


def plot_shares(x: Array, p: Array) -> Still:
    """Draw the probabilities of three classes (the columns of p) while one logit grows."""
    figure, ax = subplots()
    lines = ax.plot(x, p)
    label_curve(ax, lines[0], _("first class: logit x"), at=3.2, dx=10, dy=-6)
    label_curve(ax, lines[1], _("second: logit 1"), at=-1.2, dx=8, dy=4)
    label_curve(ax, lines[2], _("third: logit 0.2"), at=-1.2, dx=8, dy=8)
    ax.set(
        title=_("One class can only gain what the others lose"),
        xlabel=_("x, the logit of the first class"),
        ylabel=_("probability"),
        ylim=(0, 1),
    )
    alt = _(
        "Three probabilities against the first logit x: the first rises from 0.03 to 0.99, the "
        "second falls from 0.67 and the third from 0.3 to near 0; the first two cross at x = 1."
    )
    return show(figure, alt)


def plot_vector(x: Array, p: Array) -> Still:
    """Draw the softmax of one vector, the probability of each class against its logit."""
    figure, ax = subplots(figsize=(7, 3.6))
    ax.plot(x, p, ".", color=GREY)
    ax.set(
        title=_("One sample of 100 classes"),
        xlabel=_("logit of the class"),
        ylabel=_("probability of the class"),
        ylim=(-0.004, 0.1),
    )
    alt = _("A hundred dots: nearly 0 on the left, then rising faster and faster to 0.095 at 4.9.")
    return show(figure, alt)


def softmax_view(ax: Axes) -> Update:
    """Draw the softmax of four logits as bars, with its temperature, argmax and entropy."""
    classes = range(4)
    bars = ax.bar(classes, np.ones(4))
    labels = [ax.text(x, 0, "", ha="center", va="bottom") for x in classes]
    reading = ax.set_title("")
    ax.set(xticks=classes, xlabel=_("class"), ylabel=_("probability"), ylim=(0, 1.1))

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
        said = _("T = {temperature:.2g}, argmax {top}\nentropy {entropy:.2f}, at most {most:.2f}")
        reading.set_text(
            said.format(temperature=temperature, top=top, entropy=entropy, most=np.log(4))
        )
        return {"probabilities": bars, "labels": labels, "reading": reading}

    return update


def move_logits() -> LivePlot:
    """Four logits and a temperature to move, and the bars of their softmax."""
    figure, ax = subplots(figsize=(7, 4.2))
    return LivePlot(
        figure,
        softmax_view(ax),
        alt=_(
            "Softmax of the logits {logit_0:g}, {logit_1:g}, {logit_2:g} and {logit_3:g} at "
            "temperature {temperature:.2g}, as four bars."
        ),
        logit_0=FloatSlider(2, min=-5, max=10, step=0.1),
        logit_1=FloatSlider(4, min=-5, max=10, step=0.1),
        logit_2=FloatSlider(5, min=-5, max=10, step=0.1),
        logit_3=FloatSlider(3, min=-5, max=10, step=0.1),
        temperature=FloatLogSlider(1, min=-1, max=1, step=0.05, readout_format=".2g"),
    )


def plot_settings(*settings: tuple[Sequence[float], float]) -> Still:
    """Draw the softmax of four logits at a temperature for several such pairs, side by side."""
    figure, axes = subplots(1, len(settings), figsize=(9, 3.4), sharey=True)
    note, said = _("logits {logits} at T = {T:g} give {shares}"), []
    for ax, (logits, temperature) in zip(axes, settings, strict=True):
        softmax_view(ax)(temperature, **{f"logit_{k}": z for k, z in enumerate(logits)})
        ax.label_outer()
        given = ", ".join(f"{z:g}" for z in logits)
        ax.set(xlabel=_("class; logits {logits}").format(logits=given))
        p = softmax(logits, temperature=temperature)
        shares = ", ".join(f"{share:.3f}" for share in p)
        said.append(note.format(logits=given, T=temperature, shares=shares))
    alt = _("Bars of four probabilities: {said}.")
    return show(figure, alt.format(said="; ".join(said)))


def pair_view(ax: Axes) -> Update:
    """Draw the softmax of the logits z and 0 as two bars, with σ(z) as a dashed line."""
    line = ax.axhline(0.5, color=ORANGE, linestyle="--", linewidth=1.6)
    bars = ax.bar([0, 1], [1, 1], color=[BLUE, GREY])
    labels = [ax.text(x, 0, "", ha="center", va="bottom") for x in (0, 1)]
    title = ax.set_title("")
    ax.set(ylim=(0, 1.1))
    ax.set_xticks([0, 1], [_("True: logit z"), _("False: logit 0")])

    def update(z: float) -> Moving:
        line.set_ydata([sigmoid(z)] * 2)
        for bar, label, p in zip(bars, labels, softmax([z, 0]), strict=True):
            bar.set_height(p)
            label.set_y(p)
            label.set_text(f"{p:.3f}")
        title.set_text(_("softmax of ({z:.1f}, 0)").format(z=z))
        return {"level": line, "pair": bars, "labels": labels, "verdict": title}

    return update


def binary_view(axes: Sequence[Axes]) -> Update:
    """Draw the sigmoid at logit z beside the softmax of the logits z and 0; takes two axes."""
    z_axis = np.linspace(-6, 6, 241)
    curve, chart = axes
    plot_curve(curve, z_axis, sigmoid(z_axis), "sigmoid")
    (dot,) = curve.plot([], [], "o", color=ORANGE)
    title = curve.set_title("σ(z)")
    curve.set(xlabel=_("logit z"), ylabel=_("probability"), xlim=(-6, 6), ylim=(0, 1.1))
    bars = pair_view(chart)

    def update(z: float) -> Moving:
        dot.set_data([z], [sigmoid(z)])
        title.set_text(f"σ({z:.1f}) = {sigmoid(z):.3f}")
        return {"sigmoid": dot, "title": title, **bars(z)}

    return update


def move_one_logit() -> LivePlot:
    """One logit to move: the sigmoid beside the softmax of it and 0."""
    figure, axes = subplots(1, 2, figsize=(9, 3.4))
    return LivePlot(
        figure,
        binary_view(axes),
        alt=_("Left: the sigmoid with a dot at z = {z:.1f}. Right: the softmax of {z:.1f} and 0."),
        z=FloatSlider(1, min=-6, max=6, step=0.1, description=_("logit z")),
    )


def plot_pairs(logits: Sequence[float]) -> Still:
    """Draw the softmax of z and 0 for several z, side by side."""
    figure, axes = subplots(1, len(logits), figsize=(9, 3.2), sharey=True)
    for ax, z in zip(axes, logits, strict=True):
        pair_view(ax)(z)
        ax.set_xticks([0, 1], [_("True"), _("False")])
    axes[0].set(ylabel=_("probability"))
    note = _("at z = {z:g} {true:.3f} and {false:.3f}")
    said = [note.format(z=z, true=sigmoid(z), false=sigmoid(-z)) for z in logits]
    alt = _("Two bars, True and False, and the sigmoid of z as a line at the first: {said}.")
    return show(figure, alt.format(said=", ".join(said)))
