"""Pictures of chapter `choosing_an_activation`."""

from __future__ import annotations

import copy
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from typing import Any

import numpy as np
from ipywidgets import Dropdown, IntSlider
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from helpers import Network
from helpers._validation import Array
from lecture.figures import BLUE, COLORS, GREY, ORANGE, Still, label_curve, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

CLASS_COLORS = (BLUE, ORANGE)
LEVELS = {0.1: ":", 0.5: "-", 0.9: ":"}  # of the probability of class 1, and their lines
BORDERS = [("relu", 3, 300), ("tanh", 3, 300), ("sigmoid", 16, 300), ("relu", 16, 10)]  # stills
SHIFTS = [(2, 0), (2, 1), (2, 2)]  # image, pixels to the right of the stills
START = 1  # the seed of the networks that draw a border
INK: dict[str, Any] = {"cmap": "Greys", "vmin": 0, "vmax": 1}


def plot_points(points: Any, inside: Any) -> Still:
    """Show the points, and the circle that they were inside or outside of."""
    figure, ax = subplots(figsize=(4.8, 4.2))
    draw_points(ax, points, inside)
    ax.add_patch(Circle((0, 0), 1.6, fill=False, color=GREY, linewidth=2))
    low, high = points.min() - 0.3, points.max() + 0.3
    ax.set(title=_("The 200 points"), xlabel="$x_1$", ylabel="$x_2$", aspect="equal")
    ax.set(xlim=(low, high), ylim=(low, high))
    alt = _(
        "Two hundred points and a circle. Orange squares were inside, blue dots outside; noise has "
        "carried a few over the circle."
    )
    return show(figure, alt)


def draw_points(ax: Axes, points: Any, inside: Any) -> None:
    """Draw the points of both classes."""
    for k, marker in enumerate("os"):
        ax.plot(*points[inside == k].T, marker, color=CLASS_COLORS[k], markersize=4)


def plot_curves(curves: Mapping[str, Any], every: int, floor: float, truth: float) -> Still:
    """Show the loss on training and on new points, (seeds, times, 2), for each activation.

    `floor` and `truth` are those of the true probability, on new and on training points.
    """
    figure, axes = subplots(1, 4, figsize=(9, 3.4), sharey=True)
    highest = max(losses.max() for losses in curves.values())
    for ax, (hidden, losses) in zip(axes, curves.items(), strict=True):
        epochs = every * np.arange(losses.shape[1])
        for which, style in enumerate(("-", "--")):
            one = losses[:, :, which]
            ax.plot(epochs, np.median(one, axis=0), style, color=COLORS[hidden])
            band = {"color": COLORS[hidden], "alpha": 0.2, "linewidth": 0}
            ax.fill_between(epochs, one.min(axis=0), one.max(axis=0), **band)
        for level, style in ((truth, "-"), (floor, "--")):
            ax.plot(epochs[[0, -1]], [level, level], style, color="black", linewidth=1)
        ax.set(title=hidden, xlabel=_("epoch"), xlim=(0, epochs[-1]), ylim=(0, 1.05 * highest))
    axes[0].set(ylabel=_("loss"))
    axes[0].text(5, floor + 0.02, _("floor, new points"), va="bottom", fontsize="small")
    axes[0].text(5, truth - 0.02, _("truth, training"), va="top", fontsize="small")
    note = {"ha": "right", "va": "top", "transform": axes[-1].transAxes}
    axes[-1].text(0.97, 0.97, _("dashed: new points\nsolid: training"), **note)
    alt = _(
        "Loss of four networks over 300 epochs. The sigmoid falls late and stays far above both "
        "black lines. Tanh, ReLU and GELU fall at once. On the training points ReLU and GELU end "
        "below the truth's 0.12, tanh above it. On new points all three stop above the floor of "
        "0.17."
    )
    return show(figure, alt)


def plot_pairs(differences: Mapping[str, Sequence[Any]]) -> Still:
    """Show differences of the right shares, pair by pair, for several training sets."""
    figure, axes = subplots(1, len(differences), figsize=(9, 3), sharey=True)
    values = np.concatenate([np.ravel(sets) for sets in differences.values()])
    reach = 1.1 * np.abs(values).max()
    for ax, (name, sets) in zip(axes, differences.items(), strict=True):
        ax.axhline(0, color=GREY, linewidth=1)
        for place, one in enumerate(sets):
            ax.plot(place + 0.08 * np.arange(-2, 3), one, "o", color=BLUE, markersize=6)
            ax.plot([place - 0.3, place + 0.3], [np.mean(one)] * 2, color="black")
        ax.set(title=name, xlabel=_("training set"), xlim=(-0.6, len(sets) - 0.4))
        ax.set(xticks=range(len(sets)), ylim=(-reach, reach))
    axes[0].set(ylabel=_("percentage points"))
    alt = _(
        "Differences of the right shares, five seeds in each of three training sets. GELU minus "
        "tanh: all fifteen above 0. GELU minus ReLU: fourteen above 0, most of them near it. ReLU "
        "minus tanh: above 0 in most pairs, below it in some."
    )
    return show(figure, alt)


def plot_control(small: Mapping[str, Any], large: Mapping[str, Any]) -> Still:
    """Show the right shares for small and large first weights; the sigmoid has its own axes."""
    figure, axes = subplots(1, 2, figsize=(9, 3.2), width_ratios=[1, 1.6])
    groups = [["sigmoid"], [name for name in small if name != "sigmoid"]]
    for ax, names in zip(axes, groups, strict=True):
        for place, name in enumerate(names):
            for side, (shares, fill) in enumerate(((small, "white"), (large, COLORS[name]))):
                x = place + (side - 0.5) * 0.4 + 0.04 * np.arange(-2, 3)
                look = {"color": COLORS[name], "markerfacecolor": fill, "markersize": 7}
                ax.plot(x, 100 * np.asarray(shares[name]), "o", **look)
        ax.set(xticks=range(len(names)), xticklabels=names, xlim=(-0.6, len(names) - 0.4))
    axes[0].set(title=_("the sigmoid"), ylabel=_("right on new points (%)"))
    axes[1].set(xlabel=_("open: first weights of spread 1/3, filled: of spread 1"))
    axes[1].set(title=_("the others, on a finer scale"))
    alt = _(
        "Right shares of five starts. Open dots: small first weights; filled dots: large ones. The "
        "sigmoid rises from 72 to 82 per cent to about 90. Tanh, ReLU and GELU stay near 91 and "
        "92; one start of GELU with small weights is lower."
    )
    return show(figure, alt)


def decision_view(axes: Sequence[Axes], X: Array, t: Array) -> Update:
    """Draw what a network of one hidden layer says of every point while it learns; two axes."""
    plane, history = axes
    low, high = X.min(axis=0) - 0.3, X.max(axis=0) + 0.3
    x, y = (np.linspace(a, b, 61) for a, b in zip(low, high, strict=True))
    points = np.stack(np.meshgrid(x, y), axis=-1).reshape(-1, 2)
    draw_points(plane, X, t)
    (curve,) = history.plot([], [])
    (dot,) = history.plot([], [], "o")
    titles = [ax.set_title("") for ax in axes]
    plane.set(xlabel="$x_1$", ylabel="$x_2$", xlim=(low[0], high[0]), ylim=(low[1], high[1]))
    history.set(xlabel=_("epoch"), ylabel=_("loss"), xlim=(-10, 310), ylim=(0, 1))
    borders: dict[str, Any] = {}

    def draw_borders(chances: Array) -> None:
        """Draw where the network says 0.1, 0.5 and 0.9, in place of the borders before."""
        for border in borders.values():
            border.remove()
        borders.clear()
        borders["side of 1"] = plane.contourf(
            x, y, chances, levels=[0.5, 2], colors=[CLASS_COLORS[1]], alpha=0.2
        )
        crossed = [level for level in LEVELS if chances.min() < level < chances.max()]
        if crossed:
            styles = [LEVELS[level] for level in crossed]
            borders["borders"] = plane.contour(
                x, y, chances, levels=crossed, colors="black", linestyles=styles, linewidths=1.6
            )

    @cache
    def learn(hidden: str, width: int) -> tuple[list[Network], list[float]]:
        sizes, loss = [2, width, 1], "binary_cross_entropy"
        net = Network(sizes, hidden, "sigmoid", loss, START, learning_rate=1, epochs=10)
        nets, losses = [copy.deepcopy(net)], []
        for _ten_epochs in range(30):
            losses += net.fit(X, t).loss_history_
            nets.append(copy.deepcopy(net))
        return nets, [*losses, net.compute_loss(X, t)]

    def update(hidden: str, width: int, epochs: int) -> Moving:
        nets, losses = learn(hidden, width)
        net = nets[epochs // 10]
        draw_borders(net.forward(points).reshape(61, 61))
        curve.set_data(np.arange(301), losses)
        dot.set_data([epochs], [losses[epochs]])
        curve.set_color(COLORS[hidden])
        dot.set_color(COLORS[hidden])
        accuracy = np.mean((net.forward(X)[:, 0] >= 0.5) == t)
        network = _("{hidden}, width {width}: training {accuracy:.1%}")
        titles[0].set_text(network.format(hidden=hidden, width=width, accuracy=accuracy))
        now = _("epoch {epoch}: loss {loss:.3f}")
        titles[1].set_text(now.format(epoch=epochs, loss=losses[epochs]))
        moving = {"loss": curve, "now": dot, "title": titles[0], "title of the loss": titles[1]}
        return {**borders, **moving}

    return update


def move_border(points: Any, inside: Any) -> LivePlot:
    """Give controls to the hidden activation, the width and the epochs of a network."""
    figure, axes = subplots(1, 2, figsize=(9, 4), width_ratios=[1.15, 1])
    return LivePlot(
        figure,
        decision_view(axes, points, inside),
        alt=_("Border of a {hidden} network of width {width} after {epochs} epochs, and its loss."),
        hidden=Dropdown(options=["identity", "sigmoid", "tanh", "relu"], value="relu"),
        width=IntSlider(16, min=1, max=16),
        epochs=IntSlider(300, min=0, max=300, step=10),
    )


def plot_four_borders(points: Any, inside: Any) -> Still:
    """Show the borders of four networks, the last one after ten epochs."""
    figure, axes = subplots(1, 4, figsize=(9.5, 3))
    unseen = subplots()[1]
    for ax, (hidden, width, epochs) in zip(axes, BORDERS, strict=True):
        title: Any = decision_view((ax, unseen), points, inside)(hidden, width, epochs)["title"]
        said = _("{hidden}, width {width},\n{epochs} epochs")
        title.set_text(said.format(hidden=hidden, width=width, epochs=epochs))
    for ax in axes[1:]:
        ax.set_ylabel("")
    alt = _(
        "Borders after 300 epochs. ReLU of width 3: a closed polygon with six corners. Tanh of "
        "width 3: a rounded triangle. Sigmoid of width 16: a band between two curves, open at the "
        "left and at the right. After 10 epochs ReLU of width 16: a closed border, the dotted "
        "line of 0.1 far outside of it, and none of 0.9."
    )
    return show(figure, alt)


def plot_digits(images: Any, labels: Any) -> Still:
    """Show one image of each digit."""
    figure, axes = subplots(1, 10, figsize=(9, 1.4))
    for k, ax in enumerate(axes):
        draw_digit(ax, images[np.argmax(labels == k)])
        ax.set_title(str(k))
    alt = _("Ten small pictures of 8 by 8 pixels: the handwritten digits 0 to 9.")
    return show(figure, alt)


def draw_digit(ax: Axes, pixels: Any) -> Any:
    """Draw an image, dark ink on white."""
    ax.grid(False)
    ax.set(xticks=[], yticks=[])
    return ax.imshow(np.reshape(pixels, (8, 8)), **INK)


def plot_wrong(images: Any, labels: Any, p: Any) -> Still:
    """Show images and the probabilities of their classes; the true class is orange."""
    figure, axes = subplots(2, 3, figsize=(9, 4.4))
    title = _("{digit}, read as {guess}")
    note = _("{digit} ({right:.0%}) read as {guess} ({wrong:.0%})")
    said = []
    for (above, below), pixels, label, row in zip(axes.T, images, labels, p, strict=True):
        draw_digit(above, pixels)
        guess = int(row.argmax())
        above.set_title(title.format(digit=label, guess=guess))
        below.bar(range(10), row, color=[ORANGE if k == label else BLUE for k in range(10)])
        below.set(xticks=range(10), ylim=(0, 1), xlabel=_("class"))
        values = {"digit": label, "guess": guess, "right": row[label], "wrong": row[guess]}
        said.append(note.format(**values))
    axes[1, 0].set(ylabel=_("probability"))
    alt = _("Three images and their probabilities: {said}.")
    return show(figure, alt.format(said=", ".join(said)))


def shift_view(
    axes: Sequence[Axes], images: Any, labels: Any, chances: Callable[[Any], Any]
) -> Update:
    """Draw an image that is moved to the right, and the probabilities a classifier gives it."""
    left, right = axes
    picture = draw_digit(left, images[0])
    bars = right.bar(range(10), np.zeros(10), color=BLUE)
    titles = [ax.set_title("") for ax in axes]
    right.set(xticks=range(10), ylim=(0, 1), xlabel=_("class"), ylabel=_("probability"))

    def update(image: int, shift: int) -> Moving:
        pixels = np.roll(images[image].reshape(8, 8), shift, axis=1)
        row = chances(pixels.reshape(1, 64))[0]
        picture.set_data(pixels)
        for k, bar in enumerate(bars):
            bar.set_height(row[k])
            bar.set_color(ORANGE if k == labels[image] else BLUE)
        shown = _("digit {digit}, shifted by {shift}")
        titles[0].set_text(shown.format(digit=labels[image], shift=shift))
        answer = _("read as {digit}: {chance:.0%}")
        titles[1].set_text(answer.format(digit=row.argmax(), chance=row.max()))
        moving = {"picture": picture, "bars": bars}
        return {**moving, "title": titles[0], "answer": titles[1]}

    return update


def move_digit(images: Any, labels: Any, chances: Callable[[Any], Any]) -> LivePlot:
    """Give sliders to the image and to its shift."""
    figure, axes = subplots(1, 2, figsize=(9, 3.6), width_ratios=[1, 1.6])
    return LivePlot(
        figure,
        shift_view(axes, images, labels, chances),
        alt=_(
            "Test image {image}, shifted by {shift} pixels, and the probabilities of its classes."
        ),
        image=IntSlider(SHIFTS[0][0], min=0, max=29),
        shift=IntSlider(0, min=-2, max=2),
    )


def plot_three_shifts(images: Any, labels: Any, chances: Callable[[Any], Any]) -> Still:
    """Show one image at three shifts, and its probabilities."""
    figure, axes = subplots(2, 3, figsize=(9, 4.4))
    said = []
    for pair, (image, shift) in zip(axes.T, SHIFTS, strict=True):
        answer: Any = shift_view(pair, images, labels, chances)(image, shift)["answer"]
        note = _("shifted by {shift}: {answer}")
        said.append(note.format(shift=shift, answer=answer.get_text()))
    for ax in axes[1, 1:]:
        ax.set_ylabel("")
    alt = _("One image of the digit {digit}, {said}.")
    return show(figure, alt.format(digit=labels[SHIFTS[0][0]], said="; ".join(said)))


def plot_readings(x: Any, t: Any, lines: Mapping[str, Any], grid: Any) -> Still:
    """Show noisy readings and what networks, given by name on a grid, make of them."""
    figure, ax = subplots(figsize=(7, 3.8))
    ax.plot(x, t, "o", color=BLUE, markersize=4)
    for (name, line), at in zip(lines.items(), (-0.6, 2.3), strict=True):
        (curve,) = ax.plot(grid, line, color=COLORS[name])
        label_curve(ax, curve, name, at=at, dy=-14)
    ax.set(title=_("The converter, learnt from 40 readings"))
    ax.set(xlabel="x = °C / 20", ylabel="t = (°F - 32) / 36")
    alt = _(
        "Forty readings about a line that is flat to 0 and then rises. The identity network draws "
        "one straight line through them; the ReLU network is flat at the left and rises at the "
        "right, with a corner near 0."
    )
    return show(figure, alt)
