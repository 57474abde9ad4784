"""A network of layers, its backpropagation and the check of its gradients: chapters 7 and 8."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from helpers import losses
from helpers._validation import Array, as_float_array, as_name, as_number, as_samples, as_whole
from helpers.outputs import log_softmax, quiet, softmax
from helpers.registry import lookup

LOSSES = ("mse", "mae", "rmse", "half_sse", "binary_cross_entropy", "cross_entropy")
RECTIFIERS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus")


def _identity_mse(t: Array, z: Array) -> tuple[float, Array]:
    error = z - t
    return float(np.vdot(error, error)) / t.size, error * (2 / t.size)


def _sigmoid_bce(t: Array, z: Array) -> tuple[float, Array]:
    # softplus(z) - t z and σ(z) - t from one exponential, without losing the digits of small ones
    wrong, e = ~np.signbit(z) - t, np.exp(-np.abs(z))
    loss = np.vdot(wrong, z) + np.add.reduce(np.log1p(e), None)
    return float(loss) / t.size, (wrong - np.copysign(e / (1 + e), z)) / t.size


def _softmax_ce(t: Array, z: Array) -> tuple[float, Array]:
    log_p = log_softmax(z, 0)
    return -float(np.vdot(t, log_p)) / t.shape[1], (np.exp(log_p) - t) / t.shape[1]


PAIRS = {  # output and loss whose gradient for the net input is just (ŷ - t) / N, or twice that
    ("identity", "mse"): _identity_mse,
    ("sigmoid", "binary_cross_entropy"): _sigmoid_bce,
    ("softmax", "cross_entropy"): _softmax_ce,
}


class Network:
    """Layers a = h(b + x·W), trained by gradient descent on all samples at once.

    `layer_sizes` counts the units from input to output; `hidden` and `output` name activations
    (`output` may be "softmax"), `loss` a loss; `alpha` is that of the hidden activation, if it has
    one. Initial weights are normal of variance 2 / inputs before a rectifier (He), else of
    2 / (inputs + outputs) (Xavier); biases are 0. `random_state` is a seed or NumPy generator.

    After `fit`: `loss_history_`, the loss before each of the `epochs` steps.
    Source: Rumelhart, Hinton and Williams, 1986; Glorot and Bengio, 2010; He et al., 2015;
    chapters 7 and 8.
    >>> X, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    >>> net = Network([2, 4, 1], "tanh", "sigmoid", "binary_cross_entropy", random_state=0)
    >>> net.fit(X, XOR).predict(X)
    array([0, 1, 1, 0])
    """

    loss_history_: list[float]

    def __init__(
        self,
        layer_sizes: Sequence[int],
        hidden: str = "sigmoid",
        output: str = "identity",
        loss: str = "mse",
        random_state: int | np.random.Generator | None = None,
        *,
        alpha: float | None = None,
        learning_rate: float = 0.5,
        epochs: int = 1000,
    ) -> None:
        if not isinstance(layer_sizes, Sequence | np.ndarray) or len(layer_sizes) < 2:
            raise ValueError(f"layer_sizes must list inputs to outputs, got {layer_sizes!r}")
        self.layer_sizes = [as_whole(size, "layer_sizes") for size in layer_sizes]
        self.hidden, self.output, self.loss = hidden, output, as_name(loss, "loss", LOSSES)
        self.learning_rate = as_number(learning_rate, "learning_rate", positive=True)
        self.epochs = as_whole(epochs, "epochs")
        self._h, self._h_grad = lookup(hidden).function, lookup(hidden).derivative
        if alpha is not None:
            self._h, self._h_grad = (partial(f, alpha=alpha) for f in (self._h, self._h_grad))
            self._h(0.0)  # says what is wrong with this alpha
        self._out = softmax if output == "softmax" else lookup(output).function
        try:
            rng = np.random.default_rng(random_state)
        except (TypeError, ValueError) as error:
            raise type(error)(f"random_state must be a seed, got {random_state!r}") from error
        self._layers = []
        followers = [hidden] * (len(self.layer_sizes) - 2) + [output]
        for n, m, h in zip(self.layer_sizes, self.layer_sizes[1:], followers, strict=False):
            scale = (2 / n if h in RECTIFIERS else 2 / (n + m)) ** 0.5
            self._layers.append(np.vstack([np.zeros(m), scale * rng.standard_normal((n, m))]))

    def parameters(self) -> list[Array]:
        """The live array (1 + inputs, units) of each layer: row 0 holds the biases, as x0 = 1."""
        return self._layers

    def activations(self, X: Any) -> list[Array]:
        """Outputs (samples, units) for X (samples, inputs): X itself, hidden layers, output."""
        outputs = [as_samples(X, self.layer_sizes[0]).copy()]
        for W in self._layers:
            h = self._out if W is self._layers[-1] else self._h
            outputs.append(h(outputs[-1] @ W[1:] + W[0]))
        return outputs

    def forward(self, X: Any) -> Array:
        """Outputs (samples, outputs) for X (samples, inputs)."""
        return self.activations(X)[-1]

    @quiet
    def compute_loss(self, X: Any, y: Any) -> float:
        """Loss of the outputs for X; y has their shape, or (samples,): one output, class labels."""
        inputs, t = self._data(X, y)
        return self._cost(t, self._pass(inputs)[0][-1])[0]

    @quiet
    def backward(self, X: Any, y: Any) -> list[Array]:
        """Gradient of the loss for the array of each layer, in the order of `parameters()`."""
        return self._backpropagate(*self._data(X, y))[1]

    @quiet
    def fit(self, X: Any, y: Any) -> Network:
        """Take `epochs` steps W -= learning_rate · gradient from the present parameters.

        Raises TypeError or ValueError for data of the wrong shape or kind, and ValueError if the
        parameters grow beyond bounds; then the network is as it was before.
        """
        inputs, t = self._data(X, y)
        net, history = copy.deepcopy(self), []
        for _ in range(self.epochs):
            loss, gradients = net._backpropagate(inputs, t)
            history.append(loss)
            for i, gradient in enumerate(gradients):
                net._layers[i] -= self.learning_rate * gradient
        if not all(np.isfinite(W).all() for W in net._layers):
            raise ValueError(f"training diverged: learning_rate {self.learning_rate:g} is too big")
        for i, W in enumerate(net._layers):
            self._layers[i][...] = W
        self.loss_history_ = history
        return self

    def predict(self, X: Any) -> Array:
        """Classes if the output is softmax (0, 1, ...) or sigmoid (1 from 0.5 on), else outputs.

        A network of one output gives shape (samples,).
        """
        if not hasattr(self, "loss_history_"):
            raise ValueError("this Network is not fitted yet: call fit before predict")
        y: Any = self.forward(X)
        if self.output == "softmax":
            y = y.argmax(axis=1, keepdims=True)
        if self.output == "sigmoid":
            y = (y >= 0.5).astype(int)
        predictions: Array = y[:, 0] if y.shape[1] == 1 else y
        return predictions

    # Within, samples stand side by side, (units, samples): NumPy is faster along a long last axis.

    def _data(self, X: Any, y: Any) -> tuple[list[Array], Array]:
        """Inputs (1 + units, samples) of each layer, row 0 of ones; targets (outputs, samples)."""
        X = as_samples(X, self.layer_sizes[0])
        t, outputs = as_float_array(y, "y"), self.layer_sizes[-1]
        if t.ndim == 1 and self.loss == "cross_entropy":
            t = losses.one_hot(losses.as_labels(t, outputs, "y"), outputs)
        elif t.ndim == 1:
            t = t[:, None]
        t = as_samples(t, outputs, "y")
        if len(t) != len(X):
            raise ValueError(f"y must hold one target for each of {len(X)} samples, got {len(t)}")
        if self.loss == "cross_entropy":
            losses.check_distributions(t, "y")
        if self.loss == "binary_cross_entropy":
            losses.check_unit_interval(t, "y")
        inputs = [np.vstack([np.ones(len(X)), X.T])]
        inputs += [np.ones((1 + n, len(X))) for n in self.layer_sizes[1:-1]]  # for _pass to fill
        return inputs, np.ascontiguousarray(t.T)

    def _pass(self, inputs: list[Array]) -> tuple[list[Array], list[Array]]:
        """Net inputs of all layers, slopes of the hidden ones; fills the later layers' inputs."""
        nets, slopes = [np.dot(self._layers[0].T, inputs[0])], []
        for W, a in zip(self._layers[1:], inputs[1:], strict=True):
            if self.hidden == "sigmoid":  # σ(z) and its slope σ(z) σ(-z) from one exponential
                e = np.exp(np.minimum(nets[-1], 700.0))
                rest = 1.0 + e
                np.divide(e, rest, out=a[1:])
                slopes.append(a[1:] / rest)
            else:
                a[1:] = self._h(nets[-1])
                slopes.append(self._h_grad(nets[-1]))
            nets.append(np.dot(W.T, a))
        return nets, slopes

    def _cost(self, t: Array, z: Array) -> tuple[float, Array]:
        """The loss, and its gradient for the last net input z."""
        if (self.output, self.loss) in PAIRS:
            return PAIRS[self.output, self.loss](t, z)
        a = self._out(z.T).T
        loss = getattr(losses, self.loss)(t.T, a.T)
        delta = getattr(losses, f"{self.loss}_grad")(t.T, a.T).T
        if self.output == "softmax":
            return float(loss), a * (delta - (delta * a).sum(axis=0))
        return float(loss), delta * lookup(self.output).derivative(z)

    def _backpropagate(self, inputs: list[Array], t: Array) -> tuple[float, list[Array]]:
        """The loss, and its gradient for each layer."""
        nets, slopes = self._pass(inputs)
        loss, delta = self._cost(t, nets[-1])
        gradients: list[Array] = [np.dot(inputs[-1], delta.T)]
        for W, slope, a in zip(self._layers[:0:-1], slopes[::-1], inputs[-2::-1], strict=True):
            delta = np.dot(W[1:], delta)  # (units, samples)
            delta *= slope
            gradients.insert(0, np.dot(a, delta.T))
        return loss, gradients


@quiet
def check_gradients(network: Network, X: Any, y: Any) -> dict[str, float]:
    """Compare `backward` with central differences (L(w + h) - L(w - h)) / 2h, h = 1e-6.

    Gives the largest error, relative to the largest gradient, with the network "as given", with
    every hidden unit "inactive" (net input < 0 for all samples), with every unit "saturated" (net
    inputs beyond ±10), and with the units of one hidden layer after the other at the "kink" (net
    input 0, one sample), where any value between the one-sided slopes is right. Below 1e-5 is
    sound. The network itself is not changed. Errors as for `Network.fit`.
    Source: chapter 7.
    >>> net = Network([2, 3, 1], hidden="relu", random_state=0)
    >>> max(check_gradients(net, [[0, 1], [1, 1]], [1, 0]).values()) < 1e-5
    True
    """
    inputs, _ = network._data(X, y)
    X, y = inputs[0][1:].T, as_float_array(y)
    hidden = range(len(network.layer_sizes) - 2)
    errors = {"as given": _worst_error(network, X, y)}
    net = copy.deepcopy(network)
    for i in hidden:
        net.parameters()[i][0] -= net._pass(inputs)[0][i].max() + 1
    errors["inactive"] = _worst_error(net, X, y)
    net = copy.deepcopy(network)
    for i, W in enumerate(net.parameters()):
        z = net._pass(inputs)[0][i]
        W[0] += np.where(np.arange(len(z)) % 2, -10 - z.max(axis=1), 10 - z.min(axis=1))
    errors["saturated"] = _worst_error(net, X, y)
    kinks = [0.0]
    for i in hidden:
        net = copy.deepcopy(network)
        net.parameters()[i][:] = 0
        for W in net.parameters()[i + 1 :]:
            W[0] = 1  # off their own kinks
        kinks.append(_worst_error(net, X[:1], y[:1], kink=True))
    errors["kink"] = float(np.max(kinks))
    return errors


def _worst_error(network: Network, X: Array, y: Array, kink: bool = False) -> float:
    """How far the gradient is from its central differences, or from between the one-sided."""
    net, h = copy.deepcopy(network), 1e-6
    loss = net.compute_loss(X, y)
    errors, scale = [], 1e-3 * abs(loss)  # the differences err by 1e-10 · loss
    for W, gradient in zip(net.parameters(), net.backward(X, y), strict=True):
        for i, slope in np.ndenumerate(gradient):
            value = W[i]
            W[i] = value + h
            right = (net.compute_loss(X, y) - loss) / h
            W[i] = value - h
            left = (loss - net.compute_loss(X, y)) / h
            W[i] = value
            apart = abs(right - left) / 2 if kink else 0
            errors.append(np.maximum(0, abs(slope - (left + right) / 2) - apart))
            scale = max(scale, float(abs(slope)))
    return float(np.max(errors)) / (scale or 1)
