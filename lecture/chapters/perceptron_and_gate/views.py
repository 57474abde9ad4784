"""Pictures of chapter `perceptron_and_gate`."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

import numpy as np
from ipywidgets import Dropdown, FloatLogSlider, FloatSlider, IntSlider
from matplotlib.axes import Axes

from helpers import GATES, INPUTS, fires
from helpers._validation import Array
from lecture.figures import BLUE, COLORS, GREEN, GREY, ORANGE, Still, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

EPOCHS, STEPS, BIAS_STEPS = 10, 50, 5
FRAME = np.array([[-9, -9], [9, -9], [9, 9], [-9, 9]])
AND = GATES["AND"]
BEST_BIAS = -0.25  # of the linear neuron whose weights are 0.5

Learn = Callable[..., Any]  # (X, targets, learning_rate, epochs) -> rows [b, w1, w2, updates]
Descend = Callable[..., Any]  # (X, targets, learning_rate, steps) -> rows [b, w1, w2, loss]
Follow = Callable[[float, int], Any]  # (learning_rate, steps) -> biases


def line_and_half_plane(weights: Array, bias: float) -> tuple[Array, Array]:
    """Find the line where w·x + b = 0, and a polygon of the points where it is positive."""
    size = np.hypot(*weights)
    if size == 0:
        return np.empty((0, 2)), FRAME if bias > 0 else FRAME[:1]
    normal = weights / size
    along = np.array([-normal[1], normal[0]])
    line = np.outer([-9, 9], along) - bias / size * normal
    return line, np.vstack([line, line[::-1] + 9 * normal])


def boundary_view(ax: Axes) -> Update:
    """Draw the four inputs with their targets, and where a neuron of these weights fires."""
    (region,) = ax.fill([0], [0], color=BLUE, alpha=0.2, linewidth=0)
    (line,) = ax.plot([], [], color=BLUE)
    (wrong,) = ax.plot([], [], "o", color=ORANGE, markersize=19, mfc="none", mew=2)
    dots = [ax.plot([], [], "o", color="black", mfc=fill)[0] for fill in ("white", "black")]
    title = ax.set_title("")
    ax.set(xlabel="$x_1$", ylabel="$x_2$", xticks=(0, 1), yticks=(0, 1))
    ax.set(xlim=(-0.5, 1.5), ylim=(-0.5, 1.5), aspect="equal")

    def update(targets: Any, weights: Array, bias: float) -> Moving:
        points, polygon = line_and_half_plane(weights, bias)
        line.set_data(points.T)
        region.set_xy(polygon)
        targets = np.asarray(targets)
        for target, dot in enumerate(dots):
            dot.set_data(INPUTS[targets == target].T)
        wrong.set_data(INPUTS[fires(INPUTS @ weights + bias) != targets].T)
        title.set_text(f"b {bias:.1f}, w {weights[0]:.1f}, {weights[1]:.1f}".replace("-0.0", "0.0"))
        return {
            "fires": region,
            "boundary": line,
            "wrong": wrong,
            "target 0": dots[0],
            "target 1": dots[1],
            "title": title,
        }

    return update


def where_it_fires(weights: Array, bias: float) -> str:
    """Say at which of the four inputs a neuron of these weights fires."""
    firing = [f"({a}, {b})" for a, b in INPUTS[fires(INPUTS @ weights + bias) == 1]]
    return _("fires at {points}").format(points=" ".join(firing)) if firing else _("fires at none")


def plot_boundaries(
    targets: Sequence[int], rows: Sequence[Sequence[float]], notes: Sequence[str] = ()
) -> Still:
    """Draw a picture for each row [b, w1, w2], at most three side by side."""
    columns = min(len(rows), 3)
    lines = -(-len(rows) // columns)
    figure, axes = subplots(lines, columns, figsize=(9, 3.4 * lines + 0.3), squeeze=False)
    said = []
    notes = notes or [f"b = {row[0]:g}" for row in rows]
    for ax, (bias, *weights), note in zip(axes.flat, rows, notes, strict=True):
        boundary_view(ax)(targets, np.array(weights), bias)
        said.append(f"{note}: {where_it_fires(np.array(weights), bias)}")
        if len(rows) > columns:
            ax.set(xlabel=f"x₁\n{note}", ylabel="x₂")
    alt = _("The four inputs and the neuron's half-plane. {said}.")
    return show(figure, alt.format(said="; ".join(said)))


def plot_epochs(targets: Sequence[int], history: Sequence[Sequence[float]]) -> Still:
    """Draw the boundary after each of the first six epochs."""
    note = _("after epoch {epoch}, updates: {updates:g}")
    notes = [note.format(epoch=n, updates=row[3]) for n, row in enumerate(history[:6], 1)]
    return plot_boundaries(targets, [row[:3] for row in history[:6]], notes)


def perceptron_view(axes: Sequence[Axes], learn: Learn) -> Update:
    """Draw the boundary after an epoch, and the mistakes of every epoch; takes two axes."""
    move_boundary = boundary_view(axes[0])
    epochs = np.arange(1, EPOCHS + 1)
    bars = axes[1].bar(epochs, 0 * epochs, color=ORANGE)
    (now,) = axes[1].plot([], [], "v", color="black")
    title = axes[1].set_title("")
    axes[1].set(xlabel=_("epoch"), ylabel=_("mistakes"), xlim=(-0.6, EPOCHS + 0.6), ylim=(0, 4.7))
    axes[1].set(xticks=range(0, EPOCHS + 1, 2), yticks=range(5))

    def update(gate: str, epoch: int, learning_rate: float) -> Moving:
        history = learn(INPUTS, GATES[gate], learning_rate, EPOCHS)
        mistakes = [row[3] for row in history]
        bias, *weights = history[epoch - 1][:3] if epoch else (0.0, 0.0, 0.0)
        for bar, height in zip(bars, mistakes, strict=True):
            bar.set_height(height)
        now.set_data([epoch], [(mistakes[epoch - 1] if epoch else 0) + 0.3])
        title.set_text(_("{gate}, after epoch {epoch}").format(gate=gate, epoch=epoch))
        boundary = move_boundary(GATES[gate], np.array(weights), bias)
        return {**boundary, "mistakes": bars, "now": now, "title of the gate": title}

    return update


def plot_perceptrons(learn: Learn) -> Still:
    """Draw what the live plot shows for three settings."""
    figure, axes = subplots(2, 3, figsize=(9, 5.6), height_ratios=(3, 2))
    for column, (gate, epoch) in zip(axes.T, (("AND", 3), ("OR", 3), ("XOR", 10)), strict=True):
        perceptron_view(column, learn)(gate, epoch, 0.5)
    alt = _(
        "AND after epoch 3: one mistake left. OR after epoch 3: none left. XOR after epoch 10: a "
        "vertical line with two points wrong, and four mistakes in every epoch from the third on."
    )
    return show(figure, alt)


def move_perceptron(learn: Learn) -> LivePlot:
    """Move a gate, an epoch and the learning rate; `learn` is the reader's function."""
    figure, axes = subplots(1, 2, figsize=(9, 4))
    return LivePlot(
        figure,
        perceptron_view(axes, learn),
        alt=_(
            "Gate {gate} after epoch {epoch} with learning rate {learning_rate:g}: the four "
            "inputs, the half-plane in which the neuron fires, and a bar for the mistakes of each "
            "epoch."
        ),
        gate=Dropdown(options=list(GATES)),
        epoch=IntSlider(10, min=0, max=EPOCHS),
        learning_rate=FloatLogSlider(0.5, base=2, min=-3, max=1, step=1),
    )


def plot_two_layers(inputs: Array, hidden: Array, output: Array) -> Still:
    """Draw the four samples as the hidden layer and as the output neuron get them."""
    figure, axes = subplots(1, 2, figsize=(9, 4.2))
    ends = np.array([-0.5, 1.5])
    axes[0].fill_between(ends, 0.5 - ends, 1.5 - ends, color=BLUE, alpha=0.2, linewidth=0)
    axes[1].fill_between(ends, 1.5 - ends, 1.5, color=BLUE, alpha=0.2, linewidth=0)
    for ax, points in zip(axes, (inputs, hidden), strict=True):
        ax.set(xlim=ends, ylim=ends, xticks=(0, 1), yticks=(0, 1), aspect="equal")
        for target, fill in enumerate(("white", "black")):
            ax.plot(*points[output == target].T, "o", color="black", mfc=fill)
    for threshold, name, color in ((0.5, "OR", GREEN), (1.5, "NAND", ORANGE)):
        axes[0].plot(ends, threshold - ends, color=color)
        axes[0].text(0.56, threshold - 0.5, name, color=color)
    axes[1].plot(ends, 1.5 - ends, color=BLUE)
    axes[1].text(0.66, 0.88, "AND", color=BLUE)
    axes[1].text(1.07, 1.07, "2×")
    axes[0].set(title=_("Inputs: two lines"), xlabel="$x_1$", ylabel="$x_2$")
    axes[1].set(title=_("Hidden layer: one line is enough"), xlabel="OR", ylabel="NAND")
    alt = _(
        "XOR's inputs (0, 1) and (1, 0) lie in a strip between two parallel lines, the other two "
        "outside. In the hidden layer both lie at (1, 1), and one line separates them."
    )
    return show(figure, alt)


def plot_mistakes_and_loss(biases: Array, mistakes: Array, losses: Array) -> Still:
    """Draw the mistakes of the step neuron and the loss of the sigmoid neuron over the bias."""
    figure, axes = subplots(1, 2, figsize=(9, 3.6))
    pieces = np.split(np.arange(len(biases)), np.flatnonzero(np.diff(mistakes)) + 1)
    for number, piece in enumerate(pieces):
        axes[0].plot(biases[piece], np.asarray(mistakes)[piece], color=COLORS["step"])
        if number:
            axes[0].plot(biases[piece[0]], mistakes[piece[0]], "o", color="black", mfc="white")
        if number < len(pieces) - 1:
            axes[0].plot(biases[piece[-1]], mistakes[piece[-1]], "o", color="black")
    axes[0].set(title=_("Step: mistakes"), xlabel=_("bias $b$"), ylabel=_("mistakes"))
    axes[0].set(yticks=range(5), ylim=(-0.3, 4))
    axes[1].plot(biases, losses, color=BLUE)
    here = int(np.argmin(np.abs(biases)))
    slope = np.gradient(losses, biases)[here]
    near = np.array([-0.9, 0.9])
    axes[1].plot(near, losses[here] + slope * near, "--", color=ORANGE)
    axes[1].plot(0, losses[here], "o", color=ORANGE)
    axes[1].annotate(
        _("slope {slope:.2f}").format(slope=slope),
        (0, losses[here]),
        (-8, 8),
        textcoords="offset points",
        color=ORANGE,
        ha="right",
    )
    axes[1].set(title=_("Sigmoid: loss (BCE)"), xlabel=_("bias $b$"), ylabel=_("loss"))
    axes[1].set(ylim=(0, None))
    alt = _(
        "Left, the mistakes over the bias: flat stairs at 1, 0, 2 and 3 with jumps between them. "
        "Right, the loss over the bias: a smooth valley, with a tangent that rises at b = 0."
    )
    return show(figure, alt)


def plot_loss_curve(path: Array) -> Still:
    """Draw the loss over the steps, and where the last mistake is gone."""
    figure, ax = subplots(figsize=(7, 3.4))
    targets = np.array(AND)
    wrong = [(fires(INPUTS @ row[1:3] + row[0]) != targets).any() for row in path]
    first = int(np.argmin(wrong))
    ax.plot(path[:, 3], color=BLUE)
    ax.plot(first, path[first, 3], "o", color=ORANGE)
    note = _("step {step}: no mistake left").format(step=first)
    ax.annotate(note, (first, path[first, 3]), (8, 4), textcoords="offset points", color=ORANGE)
    ax.set(title=_("The loss falls at every step"), xlabel=_("step"), ylabel=_("loss (BCE)"))
    ax.set(ylim=(0, 0.75))
    alt = _(
        "The loss falls from {first:.2f}, first fast, then slowly, to {last:.2f} after {steps} "
        "steps; {note}."
    )
    values = {"first": path[0, 3], "last": path[-1, 3], "steps": len(path) - 1, "note": note}
    return show(figure, alt.format(**values))


def descent_view(axes: Sequence[Axes], descend: Descend) -> Update:
    """Draw the boundary after a step, and the loss of every step; takes two axes."""
    move_boundary = boundary_view(axes[0])
    (curve,) = axes[1].plot([], [], color=BLUE)
    (now,) = axes[1].plot([], [], "o", color="black")
    title = axes[1].set_title("")
    axes[1].set(xlabel=_("step"), ylabel=_("loss (BCE)"), xlim=(-1, STEPS + 1), ylim=(0, 1.4))

    def update(learning_rate: float, step: int) -> Moving:
        path = np.asarray(descend(INPUTS, np.array(AND), learning_rate, STEPS))
        bias, *weights, loss = path[step]
        curve.set_data(np.arange(STEPS + 1), path[:, 3])
        now.set_data([step], [loss])
        said = _("η {rate:.2g}, step {step}, loss {loss:.3f}")
        title.set_text(said.format(rate=learning_rate, step=step, loss=loss))
        boundary = move_boundary(AND, np.array(weights), bias)
        return {**boundary, "loss": curve, "now": now, "title of the loss": title}

    return update


def plot_descents(descend: Descend) -> Still:
    """Draw what the live plot shows for three learning rates."""
    figure, axes = subplots(2, 3, figsize=(9, 5.8), height_ratios=(3, 2))
    for column, rate in zip(axes.T, (0.1, 1, 10), strict=True):
        descent_view(column, descend)(rate, 20)
    alt = _(
        "After 20 steps. With rate 0.1 the loss has hardly fallen and (1, 1) is still wrong. With "
        "rate 1 it has fallen smoothly and no point is wrong. With rate 10 it first rises to 1.27 "
        "and jumps up and down before it falls."
    )
    return show(figure, alt)


def move_descent(descend: Descend) -> LivePlot:
    """Move the learning rate and the step; `descend` is the reader's function."""
    figure, axes = subplots(1, 2, figsize=(9, 4))
    return LivePlot(
        figure,
        descent_view(axes, descend),
        alt=_(
            "AND with learning rate {learning_rate:.2g} after step {step}: the four inputs, the "
            "half-plane in which the neuron fires, and the curve of the loss."
        ),
        learning_rate=FloatLogSlider(1, base=10, min=-2, max=1, step=0.25, readout_format=".2g"),
        step=IntSlider(20, min=0, max=STEPS),
    )


def bias_view(ax: Axes, follow: Follow) -> Update:
    """Draw the loss of the linear neuron over its bias, and the steps that a rate takes on it."""
    b = np.linspace(BEST_BIAS - 2.7, BEST_BIAS + 2.7, 200)
    ax.plot(b, (b - BEST_BIAS) ** 2 + 1 / 16, color=GREY)
    (path,) = ax.plot([], [], "o-", color=ORANGE, linewidth=1.2, markersize=6)
    (now,) = ax.plot([], [], "o", color="black")
    title = ax.set_title("")
    ax.set(xlabel=_("bias $b$"), ylabel=_("loss (MSE)"), xlim=(b[0], b[-1]), ylim=(-0.4, 7.4))

    def update(learning_rate: float, step: int) -> Moving:
        biases = np.asarray(follow(learning_rate, step))
        losses = (biases - BEST_BIAS) ** 2 + 1 / 16
        path.set_data(biases, losses)
        now.set_data(biases[-1:], losses[-1:])
        said = _("η {rate:g}, step {step}: b {bias:.2f}")
        title.set_text(said.format(rate=learning_rate, step=step, bias=biases[-1]))
        return {"path": path, "now": now, "title": title}

    return update


def plot_bias_paths(follow: Follow) -> Still:
    """Draw what the live plot shows for three learning rates."""
    figure, axes = subplots(1, 3, figsize=(9, 3.4), sharey=True)
    for ax, rate in zip(axes, (0.05, 0.3, 1.1), strict=True):
        bias_view(ax, follow)(rate, BIAS_STEPS)
        ax.set(ylabel="" if ax is not axes[0] else _("loss (MSE)"))
    alt = _(
        "Five steps on a parabola. With rate 0.05 they stay on one side, far from the bottom. "
        "With rate 0.3 they end near the bottom. With rate 1.1 they jump from side to side and "
        "rise."
    )
    return show(figure, alt)


def move_bias(follow: Follow) -> LivePlot:
    """Move the learning rate and the step; `follow` is the reader's function."""
    figure, ax = subplots(figsize=(7, 4))
    return LivePlot(
        figure,
        bias_view(ax, follow),
        alt=_(
            "The loss of a linear neuron over its bias, a parabola, and on it {step} steps with "
            "learning rate {learning_rate:g}."
        ),
        learning_rate=FloatSlider(0.3, min=0.05, max=1.1, step=0.05),
        step=IntSlider(4, min=0, max=BIAS_STEPS),
    )
