"""A network of layers, its backpropagation and the check of its gradients: chapters 7 and 8."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from helpers import losses
from helpers._validation import Array, as_count, as_float_array, as_name, as_number, as_samples
from helpers.outputs import softmax
from helpers.registry import lookup

LOSSES = ("mse", "mae", "rmse", "half_sse", "binary_cross_entropy", "cross_entropy")
# loss of the output layer's net input; its gradient is (ŷ - t) / N, and twice that for mse
PAIRS = {
    ("identity", "mse"): "mse",
    ("sigmoid", "binary_cross_entropy"): "binary_cross_entropy_with_logits",
    ("softmax", "cross_entropy"): "cross_entropy_with_logits",
}
RECTIFIERS = ("relu", "leaky_relu", "elu", "gelu", "silu", "selu", "softplus")


class Network:
    """Layers a = h(a·W + b), trained by gradient descent on all samples at once.

    `layer_sizes` counts the units from input to output; `hidden` and `output` name activations
    (`output` may be "softmax"), `loss` a loss; `alpha` is that of the hidden activation, if it has
    one. Initial weights are normal with variance 2 / inputs before a rectifier (He), else
    2 / (inputs + outputs) (Xavier); biases are 0. `random_state` is what NumPy's default_rng takes.

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
        random_state: Any = None,
        *,
        alpha: float | None = None,
        learning_rate: float = 0.5,
        epochs: int = 1000,
    ) -> None:
        self.layer_sizes = [as_count(size, "layer_sizes") for size in layer_sizes]
        if len(self.layer_sizes) < 2:
            raise ValueError(f"layer_sizes must name input and output, got {layer_sizes}")
        self.hidden, self.output, self.loss = hidden, output, as_name(loss, "loss", LOSSES)
        self.learning_rate = as_number(learning_rate, "learning_rate", positive=True)
        self.epochs = as_count(epochs, "epochs")
        h = lookup(hidden)
        self._h, self._h_grad = h.function, h.derivative
        if alpha is not None:
            self._h, self._h_grad = (
                partial(self._h, alpha=alpha),
                partial(self._h_grad, alpha=alpha),
            )
        if output == "softmax":
            self._out = softmax
        else:
            self._out, self._out_grad = lookup(output).function, lookup(output).derivative
        self._paired = (output, loss) in PAIRS
        name = PAIRS.get((output, loss), loss)
        self._loss, self._loss_grad = getattr(losses, name), getattr(losses, f"{name}_grad")
        rng = np.random.default_rng(random_state)
        self.weights: list[Array] = []
        for n, m in zip(self.layer_sizes, self.layer_sizes[1:], strict=False):
            last = len(self.weights) == len(self.layer_sizes) - 2
            rectified = (output if last else hidden) in RECTIFIERS
            scale = (2 / n if rectified else 2 / (n + m)) ** 0.5
            self.weights.append(scale * rng.standard_normal((n, m)))
        self.biases = [np.zeros(m) for m in self.layer_sizes[1:]]

    def parameters(self) -> list[Array]:
        """The arrays W1, b1, W2, b2, ... themselves; W is (inputs, outputs), b is (outputs,)."""
        return [p for layer in zip(self.weights, self.biases, strict=True) for p in layer]

    def activations(self, X: Any) -> list[Array]:
        """Outputs of every layer for X (samples, inputs): X itself, hidden layers, output."""
        return self._pass(as_samples(X, self.layer_sizes[0]))[1]

    def forward(self, X: Any) -> Array:
        """Outputs (samples, outputs) for X (samples, inputs)."""
        return self.activations(X)[-1]

    def compute_loss(self, X: Any, y: Any) -> float:
        """Loss of the outputs for X; y has their shape, or (samples,): one output, class labels."""
        X, t = self._data(X, y)
        nets, outs = self._pass(X)
        return float(self._loss(t, nets[-1] if self._paired else outs[-1]))

    def backward(self, X: Any, y: Any) -> list[Array]:
        """Gradients of the loss for every array of `parameters()`, in that order."""
        X, t = self._data(X, y)
        return self._gradients(t, *self._pass(X))

    def fit(self, X: Any, y: Any) -> Network:
        """Take `epochs` steps p -= learning_rate · gradient from the present parameters.

        Raises TypeError or ValueError for data of the wrong shape or kind, and ValueError if the
        loss stops being finite; then the network is as it was before.
        """
        X, t = self._data(X, y)
        parameters, history = self.parameters(), []
        before = copy.deepcopy(parameters)
        try:
            with np.errstate(over="ignore", invalid="ignore"):
                for _ in range(self.epochs):
                    nets, outs = self._pass(X)
                    history.append(float(self._loss(t, nets[-1] if self._paired else outs[-1])))
                    for p, gradient in zip(parameters, self._gradients(t, nets, outs), strict=True):
                        p -= self.learning_rate * gradient
            if not all(np.isfinite(p).all() for p in parameters):
                raise ValueError(
                    f"training diverged: learning_rate {self.learning_rate:g} is too large"
                )
        except BaseException:
            for p, old in zip(parameters, before, strict=True):
                p[...] = old
            raise
        self.loss_history_ = history
        return self

    def predict(self, X: Any) -> Array:
        """Classes if the output is softmax (0, 1, ...) or sigmoid (1 from 0.5 on), else outputs.

        A network of one output gives shape (samples,).
        """
        if not hasattr(self, "loss_history_"):
            raise ValueError("this Network is not fitted yet: call fit before predict")
        y = self.forward(X)
        if self.output == "softmax":
            return y.argmax(axis=1)
        y = (y >= 0.5).astype(int) if self.output == "sigmoid" else y
        return y[:, 0] if y.shape[1] == 1 else y

    def _data(self, X: Any, y: Any) -> tuple[Array, Array]:
        X = as_samples(X, self.layer_sizes[0])
        t, outputs = as_float_array(y, "y"), self.layer_sizes[-1]
        if t.ndim == 1:
            t = losses.one_hot(t, outputs, "y") if self.loss == "cross_entropy" else t[:, None]
        t = as_samples(t, outputs, "y")
        if len(t) != len(X):
            raise ValueError(f"y must hold one target for each of {len(X)} samples, got {len(t)}")
        if self.loss == "cross_entropy":
            losses.check_distributions(t, "y")
        if self.loss == "binary_cross_entropy":
            losses.check_unit_interval(t, "y")
        return X, t

    def _pass(self, X: Array) -> tuple[list[Array], list[Array]]:
        """Net inputs z and outputs a of every layer, all (samples, units)."""
        nets: list[Array] = []
        outs = [X]
        last = len(self.weights) - 1
        for i, (W, b) in enumerate(zip(self.weights, self.biases, strict=True)):
            nets.append(outs[-1] @ W + b)
            outs.append((self._out if i == last else self._h)(nets[-1]))
        return nets, outs

    def _gradients(self, t: Array, nets: list[Array], outs: list[Array]) -> list[Array]:
        z, a = nets[-1], outs[-1]
        if self._paired:
            delta = self._loss_grad(t, z)  # (ŷ - t) / N
        elif self.output == "softmax":
            slope = self._loss_grad(t, a)
            delta = a * (slope - (slope * a).sum(axis=1, keepdims=True))
        else:
            delta = self._loss_grad(t, a) * self._out_grad(z)
        gradients = [outs[-2].T @ delta, delta.sum(axis=0)]
        for i in range(len(nets) - 2, -1, -1):
            delta = (delta @ self.weights[i + 1].T) * self._h_grad(nets[i])  # (samples, units)
            gradients[:0] = [outs[i].T @ delta, delta.sum(axis=0)]
        return gradients


def check_gradients(network: Network, X: Any, y: Any) -> dict[str, float]:
    """Compare `backward` with central differences (L(p + h) - L(p - h)) / 2h, h = 1e-6.

    Gives the largest error, relative to the largest gradient, with the network "as given", with
    every hidden unit "inactive" (net input < 0 for all samples), with every unit "saturated" (net
    inputs beyond ±10), and with the units of one hidden layer after the other at the "kink" (net
    input 0 for the first sample), where any value between the one-sided slopes is right. Below
    1e-5 is sound. The network itself is not changed.

    >>> net = Network([2, 3, 1], hidden="relu", random_state=0)
    >>> max(check_gradients(net, [[0, 1], [1, 1]], [1, 0]).values()) < 1e-5
    True

    Source: chapter 7.
    """
    X = as_samples(X, network.layer_sizes[0])
    y = as_float_array(y, "y")
    hidden = range(len(network.weights) - 1)
    errors = {"as given": _worst_error(network, X, y)}
    net = copy.deepcopy(network)
    for i in hidden:
        net.biases[i] -= net._pass(X)[0][i].max(axis=0) + 1
    errors["inactive"] = _worst_error(net, X, y)
    net = copy.deepcopy(network)
    for i, b in enumerate(net.biases):
        z = net._pass(X)[0][i]
        b += np.where(np.arange(len(b)) % 2, -10 - z.max(axis=0), 10 - z.min(axis=0))
    errors["saturated"] = _worst_error(net, X, y)
    errors["kink"] = 0.0
    for i in hidden:
        net = copy.deepcopy(network)
        net.biases[i][:] = 0
        net.biases[i] -= net._pass(X[:1])[0][i][0]
        errors["kink"] = max(errors["kink"], _worst_error(net, X[:1], y[:1], kink=i))
    return errors


def _worst_error(network: Network, X: Array, y: Array, kink: int | None = None) -> float:
    net, h = copy.deepcopy(network), 1e-6
    errors, slopes = [], []
    loss = net.compute_loss(X, y)
    first = 2 * (kink or 0)  # behind several kinks the slopes of earlier layers may cancel
    pairs = zip(net.parameters(), net.backward(X, y), strict=True)
    for p, gradient in list(pairs)[first:]:
        for i, slope in np.ndenumerate(gradient):
            value = p[i]
            p[i] = value + h
            right = (net.compute_loss(X, y) - loss) / h
            p[i] = value - h
            left = (loss - net.compute_loss(X, y)) / h
            p[i] = value
            apart = 0 if kink is None else abs(right - left) / 2
            errors.append(max(0, abs(slope - (left + right) / 2) - apart))
            slopes += [abs(slope), abs(left + right) / 2]
    return float(max(errors) / (max(*slopes, 1e-3 * loss) or 1))  # differences err by 1e-10 · loss
