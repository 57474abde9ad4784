"""Pictures of chapter `deep_networks`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

import numpy as np
from ipywidgets import Dropdown, FloatSlider, IntSlider
from matplotlib.axes import Axes
from matplotlib.patches import Circle

from lecture.figures import BLUE, COLORS, GREEN, GREY, ORANGE, Still, show, subplots
from lecture.language import _
from lecture.live import LivePlot, Moving, Update

STARTS = 5  # random starts of the live plot
ACTIVATIONS = ["sigmoid", "tanh", "relu", "identity"]
GRADIENTS = [("sigmoid", 5, 16), ("relu", 20, 16), ("relu", 20, 64)]  # the stills
SCALES = [0.5, 1.0, 4.0]  # the stills
LAYERS = {1: (BLUE, "-"), 5: (ORANGE, "--"), 10: (GREEN, ":")}  # drawn of ten
VALUES = np.linspace(-1, 1, 42)  # edges of the bins
POWERS = np.linspace(-13, 1, 57)

Norms = Callable[[str, int, int, int], Any]  # of each layer: activation, depth, width, seed
Signals = Callable[[float], tuple[Any, Any]]  # activations and deltas of each layer: scale


def plot_points(points: Any, inside: Any) -> Still:
    """Show the points and the circle in or outside which each of them was."""
    figure, ax = subplots(figsize=(4.6, 4))
    for k, (marker, color) in enumerate([("o", BLUE), ("s", ORANGE)]):
        ax.plot(*points[inside == k].T, marker, color=color, markersize=5)
    ax.add_patch(Circle((0, 0), 1.6, fill=False, color=GREY))
    ax.set(title=_("Squares were inside, dots outside"), xlabel="$x_1$", ylabel="$x_2$")
    ax.set(aspect="equal", xlim=(-2.6, 2.6), ylim=(-2.6, 2.6))
    alt = _("Two hundred points and a circle: squares mostly inside it, dots mostly outside.")
    return show(figure, alt)


def plot_norms(norms: Mapping[str, Any]) -> Still:
    """Show the norms of each layer: the median of the starts, and a band from least to largest."""
    figure, ax = subplots()
    for hidden, rows in norms.items():
        layer = np.arange(1, rows.shape[1] + 1)
        ax.plot(layer, np.median(rows, axis=0), "o-", color=COLORS[hidden], label=hidden)
        ax.fill_between(layer, rows.min(axis=0), rows.max(axis=0), color=COLORS[hidden], alpha=0.15)
    ax.set(title=_("The sigmoid's gradient vanishes"), xlabel=_("layer (11 is the output layer)"))
    ax.set(ylabel=_("norm of the gradient"), yscale="log", xlim=(0.5, 11.5), xticks=layer)
    ax.legend(loc="lower right")
    alt = _(
        "From layer 11 back to layer 1, the norms of tanh, ReLU and the identity stay level; "
        "those of the sigmoid fall in a straight line to about 1e-8."
    )
    return show(figure, alt)


def gradient_view(ax: Axes, layer_norms: Norms) -> Update:
    """Draw the norm of each layer's gradient in an untrained network, for some random starts."""
    (each,) = ax.plot([], [], ".-", linewidth=0.8, markersize=4, alpha=0.5)
    (median,) = ax.plot([], [], "o-", markersize=6)
    title = ax.set_title("")
    ax.set(xlabel=_("layer (the last is the output layer)"), ylabel=_("norm of the gradient"))
    ax.set(xlim=(0, 22), ylim=(1e-17, 100), yscale="log", xticks=[1, 5, 10, 15, 20])

    def update(activation: str, depth: int, width: int) -> Moving:
        norms = np.full((STARTS, depth + 2), np.nan)  # nan: a gap between two starts
        for seed in range(STARTS):
            norms[seed, :-1] = layer_norms(activation, depth, width, seed)
        layers, middle = np.arange(1, depth + 3), np.median(norms[:, :-1], axis=0)
        each.set_data(np.tile(layers, STARTS), norms.ravel())
        median.set_data(layers[:-1], middle)
        each.set_color(COLORS[activation])
        median.set_color(COLORS[activation])
        said = _("{activation}, depth {depth}, width {width}")
        title.set_text(said.format(activation=activation, depth=depth, width=width))
        return {"each": each, "median": median, "title": title}

    return update


def move_gradient(layer_norms: Norms) -> LivePlot:
    """Give controls to the activation function, the depth and the width of a network."""
    figure, ax = subplots()
    return LivePlot(
        figure,
        gradient_view(ax, layer_norms),
        alt=_(
            "Norm of the gradient in each layer for {activation}, {depth} hidden layers and "
            "{width} units in each: a thin line for each start, a thick one for their median."
        ),
        activation=Dropdown(options=ACTIVATIONS, value="sigmoid"),
        depth=IntSlider(10, min=1, max=20),
        width=IntSlider(16, min=8, max=64, step=8),
    )


def plot_three_gradients(layer_norms: Norms) -> Still:
    """Show three settings of the live plot."""
    figure, axes = subplots(1, 3, figsize=(9.5, 3.6), sharey=True)
    for ax, setting in zip(axes, GRADIENTS, strict=True):
        gradient_view(ax, layer_norms)(*setting)
        ax.set(xlabel=_("layer"), ylim=(1e-6, 100))
    for ax in axes[1:]:
        ax.set_ylabel("")
    alt = _(
        "Sigmoid of depth 5: a line that falls to about 1e-4 of its right end. ReLU of depth 20 "
        "and width 16: level, but the starts lie far apart. Width 64: level, the starts closer in "
        "layer 1."
    )
    return show(figure, alt)


def share(values: Any, edges: Any) -> Any:
    """How many values lie in each bin, with 1 for the fullest."""
    counts = np.histogram(values, edges)[0]
    return counts / max(counts.max(), 1)


def signals_view(ax: Axes, below: Axes, signals: Signals) -> Update:
    """Draw histograms of the activations and of the size of delta, for three of ten layers."""
    drawn = {}
    for layer, (color, style) in LAYERS.items():
        for name, where, edges in (("a", ax, VALUES), ("delta", below, POWERS)):
            middles = (edges[1:] + edges[:-1]) / 2
            (line,) = where.plot(
                middles,
                0 * middles,
                style,
                color=color,
                label=_("layer {layer}").format(layer=layer),
                linewidth=2,
                drawstyle="steps-mid",
            )
            drawn[f"{name}{layer}"] = line
    title = ax.set_title("")
    ax.set(xlabel=_("activation a"), ylabel=_("how many (most: 1)"))
    ax.set(xlim=(-1.05, 1.05), ylim=(0, 1.05))
    below.set(xlabel=r"$\log_{10}|\delta|$", ylabel=_("how many (most: 1)"))
    below.set(xlim=(-13, 1), ylim=(0, 1.05), xticks=[-12, -9, -6, -3, 0])
    below.legend(loc="upper left", fontsize=10)

    def update(scale: float) -> Moving:
        activations, deltas = signals(scale)
        for layer in LAYERS:
            delta = np.abs(deltas[layer - 1])
            powers = np.log10(delta[delta > 0])  # a flat unit sends back an exact 0
            drawn[f"a{layer}"].set_ydata(share(activations[layer - 1], VALUES))
            drawn[f"delta{layer}"].set_ydata(share(powers, POWERS))
        title.set_text(_("weights × {scale:g}").format(scale=scale))
        return drawn | {"title": title}

    return update


def move_signals(signals: Signals) -> LivePlot:
    """Give a slider to the scale of the initial weights."""
    figure, (left, right) = subplots(1, 2, figsize=(8, 3.6))
    return LivePlot(
        figure,
        signals_view(left, right, signals),
        alt=_(
            "Histograms of the activations and of the sizes of delta in layers 1, 5 and 10 of a "
            "tanh network, its weights times {scale:g}."
        ),
        scale=FloatSlider(1, min=0.25, max=4, step=0.25),
    )


def plot_three_signals(signals: Signals) -> Still:
    """Show three settings of the live plot."""
    figure, axes = subplots(2, 3, figsize=(9.5, 5.6))
    for (ax, below), scale in zip(axes.T, SCALES, strict=True):
        signals_view(ax, below, signals)(scale)
    for ax in axes[:, 1:].ravel():
        ax.set_ylabel("")
    for ax in axes[1, 1:]:
        ax.get_legend().remove()
    alt = _(
        "Weights times 0.5: the activations shrink to 0 towards layer 10, delta shrinks towards "
        "layer 1. Times 1: both stay. Times 4: the activations crowd at -1 and 1, and delta "
        "grows towards layer 1."
    )
    return show(figure, alt)


def plot_scales(norms: Mapping[str, Mapping[float, Any]]) -> Still:
    """Show the norms of all layers for each activation function and each scale of the weights."""
    figure, axes = subplots(1, len(norms), figsize=(9.5, 3.8), sharey=True)
    looks = [("v", ":"), ("o", "-"), ("s", "--"), ("^", "-.")]
    for ax, (hidden, scales) in zip(axes, norms.items(), strict=True):
        for (scale, middle), (marker, style) in zip(scales.items(), looks, strict=True):
            layer = np.arange(1, len(middle) + 1)
            label = _("weights × {scale:g}").format(scale=scale)
            look = {"color": COLORS[hidden], "marker": marker, "linestyle": style}
            ax.plot(layer, middle, **look, label=label, markersize=5)
        ax.set(title=hidden, xlabel=_("layer"), xticks=[1, 4, 7, 10])
        ax.set(yscale="log", ylim=(1e-11, 1e8))
    axes[0].set(ylabel=_("norm of the gradient"))
    axes[0].legend(loc="upper left", fontsize=10)
    alt = _(
        "Sigmoid: four lines that fall towards layer 1, less steeply with larger weights. Tanh: "
        "level at a half, 1 and 2, rising towards layer 1 at 4. ReLU: four level lines, each far "
        "above the one before."
    )
    return show(figure, alt)
