"""The check of a network's gradients against difference quotients."""

from __future__ import annotations

import copy
from typing import Any

import numpy as np

from helpers._validation import Array, as_float_array, as_samples, quiet
from helpers.network import Network

STEP = 1e-6  # h of the difference quotients
GAP = 1e-3  # at least so far from 0, no quotient crosses a kink there


@quiet
def check_gradients(network: Network, X: Any, y: Any) -> dict[str, float]:
    """Compare `backward` with difference quotients (L(w + h) - L(w - h)) / 2h, h = 1e-6.

    Gives the largest error, relative to the largest gradient, in four situations:

    - "as given": the parameters of the network.
    - "inactive": every hidden unit has a net input below 0 for all samples.
    - "saturated": every unit has net inputs beyond 10 or below -10.
    - "kink": the units of one hidden layer after the other have the net input 0, for one sample.

    A result below 1e-5 means: the gradient is right there. More means that it is wrong, or that
    the quotient is: a nearly certain probability, as binary_cross_entropy of a saturated softmax
    takes it, leaves the quotient few digits. NaN means that the gradient is NaN, as for the step.

    A function may have a kink where a net input is 0, and no quotient there. So in the first three
    situations, biases move by a few thousandths until no net input lies within 0.001 of 0; and at
    the "kink" any slope between the two one-sided quotients is right. The network itself is not
    changed. Errors as for `Network.fit`.
    Source: chapter `backpropagation`.
    >>> net = Network([2, 3, 1], hidden="relu", random_state=0)
    >>> max(check_gradients(net, [[0, 1], [1, 1]], [1, 0]).values()) < 1e-5
    True
    """
    X, y = as_samples(X, network.layer_sizes[0]), as_float_array(y, "y")
    network.compute_loss(X, y)  # refuses what `fit` refuses
    hidden = range(len(network.layer_sizes) - 2)
    errors = {"as given": _worst_error(network, X, y)}
    net = copy.deepcopy(network)
    for i in hidden:
        net.parameters()[i][0] -= net.net_inputs(X)[i].max() + 1
    errors["inactive"] = _worst_error(net, X, y)
    net = copy.deepcopy(network)
    for i, W in enumerate(net.parameters()):
        z = net.net_inputs(X)[i]
        W[0] += np.where(np.arange(z.shape[1]) % 2, -10 - z.max(axis=0), 10 - z.min(axis=0))
    errors["saturated"] = _worst_error(net, X, y)
    kinks = [0.0]
    for i in hidden:
        net = copy.deepcopy(network)
        net.parameters()[i][:] = 0
        for W in net.parameters()[i + 1 :]:
            W[0] = 1
        kinks.append(_worst_error(net, X[:1], y[:1], kink=i))
    errors["kink"] = float(np.max(kinks))
    return errors


def _worst_error(network: Network, X: Array, y: Array, kink: int | None = None) -> float:
    """The error of the gradient, relative to its largest element; layer `kink` stays at its kink.

    At the kink the error is the distance to the interval between the one-sided quotients.
    """
    net = copy.deepcopy(network)
    for i, W in enumerate(net.parameters()):
        z = net.net_inputs(X)[i]
        while i != kink and (near := np.abs(z).min(axis=0) < GAP).any():
            W[0] += 3 * GAP * near
            z += 3 * GAP * near
    loss = net.compute_loss(X, y)
    errors, scale = [], 1e-3 * abs(loss)  # the quotients err by 1e-10 · loss
    for W, gradient in zip(net.parameters(), net.backward(X, y), strict=True):
        for place, slope in np.ndenumerate(gradient):
            value = W[place]
            W[place] = value + STEP
            right = (net.compute_loss(X, y) - loss) / STEP
            W[place] = value - STEP
            left = (loss - net.compute_loss(X, y)) / STEP
            W[place] = value
            apart = 0 if kink is None else abs(right - left) / 2
            errors.append(np.maximum(0, abs(slope - (left + right) / 2) - apart))
            scale = max(scale, float(abs(slope)))
    return float(np.max(errors)) / (scale or 1)
