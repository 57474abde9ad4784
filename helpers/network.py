"""A network of layers, its backpropagation and the check of its gradients: chapters 7 and 8."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from helpers import losses
from helpers._validation import Array, as_count, as_float_array, as_name, as_number, as_samples
from helpers.outputs import log_softmax, softmax
from helpers.registry import lookup

LOSSES = ("mse", "mae", "rmse", "half_sse", "binary_cross_entropy", "cross_entropy")
RECTIFIERS = ("relu", "leaky_relu", "elu", "selu", "gelu", "silu", "softplus")
# output and loss whose gradient for the net input is just (ŷ - t) / N, times the factor here
PAIRS = {
    ("identity", "mse"): 2.0,
    ("sigmoid", "binary_cross_entropy"): 1.0,
    ("softmax", "cross_entropy"): 1.0,
}


class Network:
    """Layers a = h(b + x·W), trained by gradient descent on all samples at once.

    `layer_sizes` counts the units from input to output; `hidden` and `output` name activations
    (`output` may be "softmax"), `loss` a loss; `alpha` is that of the hidden activation, if it has
    one. Initial weights are normal of variance 2 / inputs before a rectifier (He), else of
    2 / (inputs + outputs) (Xavier); biases are 0. `random_state` is a seed or NumPy generator.

    After `fit`: `loss_history_`, the loss before each of the `epochs` steps.

    >>> X, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    >>> net = Network([2, 4, 1], "tanh", "sigmoid", "binary_cross_entropy", random_state=0)
    >>> net.fit(X, XOR).predict(X)
    array([0, 1, 1, 0])

    Source: Rumelhart, Hinton and Williams, 1986; Glorot and Bengio, 2010; He et al., 2015;
    chapters 7 and 8.
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
        self.layer_sizes = [as_count(size, "layer_sizes") for size in layer_sizes]
        self.hidden, self.output, self.loss = hidden, output, as_name(loss, "loss", LOSSES)
        self.learning_rate = as_number(learning_rate, "learning_rate", positive=True)
        self.epochs = as_count(epochs, "epochs")
        self._h, self._h_grad = lookup(hidden).function, lookup(hidden).derivative
        if alpha is not None:
            self._h, self._h_grad = (
                partial(self._h, alpha=alpha),
                partial(self._h_grad, alpha=alpha),
            )
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
        X = as_samples(X, self.layer_sizes[0])
        _, inputs, y = self._pass(_with_ones(X))
        return [a[:, 1:] for a in inputs] + [y]

    def forward(self, X: Any) -> Array:
        """Outputs (samples, outputs) for X (samples, inputs)."""
        return self.activations(X)[-1]

    def compute_loss(self, X: Any, y: Any) -> float:
        """Loss of the outputs for X; y has their shape, or (samples,): one output, class labels."""
        X, t = self._data(X, y)
        nets, _, a = self._pass(X)
        return self._cost(t, nets[-1], a)

    def backward(self, X: Any, y: Any) -> list[Array]:
        """Gradient of the loss for the array of each layer, in the order of `parameters()`."""
        X, t = self._data(X, y)
        return self._gradients(t, *self._pass(X))

    def fit(self, X: Any, y: Any) -> Network:
        """Take `epochs` steps W -= learning_rate · gradient from the present parameters.

        Raises TypeError or ValueError for data of the wrong shape or kind, and ValueError if the
        parameters grow beyond bounds; then the network is as it was before.
        """
        X, t = self._data(X, y)
        before, history = copy.deepcopy(self._layers), []
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                for _ in range(self.epochs):
                    nets, inputs, a = self._pass(X)
                    history.append(self._cost(t, nets[-1], a))
                    gradients = self._gradients(t, nets, inputs, a)
                    for W, gradient in zip(self._layers, gradients, strict=True):
                        W -= self.learning_rate * gradient
            if not all(np.isfinite(W).all() for W in self._layers):
                raise ValueError(
                    f"training diverged: learning_rate {self.learning_rate:g} is too big"
                )
        except BaseException:
            for W, old in zip(self._layers, before, strict=True):
                W[...] = old
            raise
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

    def _data(self, X: Any, y: Any) -> tuple[Array, Array]:
        """X with its column of ones, and y as targets (samples, outputs)."""
        X = as_samples(X, self.layer_sizes[0])
        t, outputs = as_float_array(y, "y"), self.layer_sizes[-1]
        if t.ndim == 1:
            if self.loss == "cross_entropy":
                t = losses.one_hot(losses.as_labels(t, outputs, "y"), outputs)
            else:
                t = t[:, None]
        t = as_samples(t, outputs, "y")
        if len(t) != len(X):
            raise ValueError(f"y must hold one target for each of {len(X)} samples, got {len(t)}")
        if self.loss == "cross_entropy":
            losses.check_distributions(t, "y")
        if self.loss == "binary_cross_entropy":
            losses.check_unit_interval(t, "y")
        return _with_ones(X), t

    def _pass(self, X: Array) -> tuple[list[Array], list[Array], Array]:
        """Net inputs and inputs, ones included, of each layer, and the output."""
        nets, inputs = [], [X]
        for W in self._layers[:-1]:
            nets.append(inputs[-1] @ W)  # (samples, units)
            inputs.append(_with_ones(self._h(nets[-1])))
        nets.append(inputs[-1] @ self._layers[-1])
        return nets, inputs, self._out(nets[-1])

    def _cost(self, t: Array, z: Array, a: Array) -> float:
        pair = self.output, self.loss
        if pair == ("sigmoid", "binary_cross_entropy"):
            return float(losses.from_logits(t, z).sum()) / t.size
        if pair == ("softmax", "cross_entropy"):
            return -float((t * log_softmax(z)).sum()) / len(t)
        return float(getattr(losses, self.loss)(t, a))

    def _gradients(self, t: Array, nets: list[Array], inputs: list[Array], a: Array) -> list[Array]:
        n = len(t) if self.loss == "cross_entropy" else t.size
        if (self.output, self.loss) in PAIRS:
            delta = (a - t) * (PAIRS[self.output, self.loss] / n)
        else:
            delta = getattr(losses, f"{self.loss}_grad")(t, a)
            if self.output == "softmax":
                delta = a * (delta - (delta * a).sum(axis=1, keepdims=True))
            else:
                delta = delta * lookup(self.output).derivative(nets[-1])
        gradients: list[Array] = [inputs[-1].T @ delta]
        for i in range(len(nets) - 2, -1, -1):
            delta = (delta @ self._layers[i + 1][1:].T) * self._h_grad(nets[i])  # (samples, units)
            gradients.insert(0, inputs[i].T @ delta)
        return gradients


def _with_ones(a: Array) -> Array:
    """`a` behind a column of ones, the inputs of the biases."""
    padded = np.empty((len(a), a.shape[1] + 1))
    padded[:, 0], padded[:, 1:] = 1, a
    return padded


def check_gradients(network: Network, X: Any, y: Any) -> dict[str, float]:
    """Compare `backward` with central differences (L(w + h) - L(w - h)) / 2h, h = 1e-6.

    Gives the largest error, relative to the largest gradient, with the network "as given", with
    every hidden unit "inactive" (net input < 0 for all samples), with every unit "saturated" (net
    inputs beyond ±10), and with the units of one hidden layer after the other at the "kink" (net
    input 0, one sample), where any value between the one-sided slopes is right. Below 1e-5 is
    sound. The network itself is not changed. Errors as for `Network.fit`.

    >>> net = Network([2, 3, 1], hidden="relu", random_state=0)
    >>> max(check_gradients(net, [[0, 1], [1, 1]], [1, 0]).values()) < 1e-5
    True

    Source: chapter 7.
    """
    ones, _ = network._data(X, y)
    X, y = ones[:, 1:], as_float_array(y, "y")
    hidden = range(len(network.layer_sizes) - 2)
    errors = {"as given": _worst_error(network, X, y)}
    net = copy.deepcopy(network)
    for i in hidden:
        net.parameters()[i][0] -= net._pass(ones)[0][i].max(axis=0) + 1
    errors["inactive"] = _worst_error(net, X, y)
    net = copy.deepcopy(network)
    for i, W in enumerate(net.parameters()):
        z = net._pass(ones)[0][i]
        W[0] += np.where(np.arange(len(W[0])) % 2, -10 - z.max(axis=0), 10 - z.min(axis=0))
    errors["saturated"] = _worst_error(net, X, y)
    errors["kink"] = 0.0
    for i in hidden:
        net = copy.deepcopy(network)
        net.parameters()[i][:] = 0
        for W in net.parameters()[i + 1 :]:
            W[0] = 1  # off their own kinks
        worst = _worst_error(net, X[:1], y[:1], kink=True)
        errors["kink"] = float(np.maximum(errors["kink"], worst))  # keeps NaN, as max would not
    return errors


def _worst_error(network: Network, X: Array, y: Array, kink: bool = False) -> float:
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
            scale = max(scale, float(abs(slope)), abs(left + right) / 2)
    return float(np.max(errors)) / (scale or 1)
