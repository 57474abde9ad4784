"""A network of layers and its backpropagation."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from functools import partial
from typing import Any

import numpy as np

from helpers import _validation as check
from helpers import losses
from helpers._validation import Array, quiet
from helpers.outputs import softmax
from helpers.registry import ACTIVATIONS, STARTS, lookup

LOSSES = ("mse", "mae", "rmse", "half_sse", "binary_cross_entropy", "cross_entropy")
FROM_LOGITS = {("sigmoid", "binary_cross_entropy"), ("softmax", "cross_entropy")}


class Network:
    """Layers a = h(b + x·W), trained by gradient descent on all samples at once.

    `layer_sizes` counts the units from input to output; `hidden` and `output` name activations
    (`output` may be "softmax"), `loss` a loss; `alpha` is that of the hidden activation, if it has
    one. Initial weights are normal, of the variance that the registry's `start` gives for the
    activation behind them; biases are 0. `random_state` is a seed or NumPy generator.

    After `fit`: `loss_history_`, the loss before each of the `epochs` steps.
    Source: Rumelhart, Hinton and Williams, 1986; chapter `backpropagation`.
    >>> X, XOR = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 1, 1, 0]
    >>> net = Network([2, 4, 1], "tanh", "sigmoid", "binary_cross_entropy", random_state=0)
    >>> net.fit(X, XOR).predict(X)
    array([0, 1, 1, 0])
    """

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
        self.layer_sizes = check.as_sizes(layer_sizes, "layer_sizes")
        self.hidden = check.as_name(hidden, "hidden", ACTIVATIONS)
        self.output = check.as_name(output, "output", [*ACTIVATIONS, "softmax"])
        self.loss = check.as_name(loss, "loss", LOSSES)
        self.learning_rate = check.as_number(learning_rate, "learning_rate", positive=True)
        self.epochs = check.as_whole(epochs, "epochs")
        rng = check.as_generator(random_state, "random_state")
        self._h, self._h_grad = lookup(hidden).function, lookup(hidden).derivative
        if alpha is not None:
            self._h, self._h_grad = (partial(f, alpha=alpha) for f in (self._h, self._h_grad))
            self._h(0.0)  # says what is wrong with this alpha
        self._out = softmax if output == "softmax" else lookup(output).function
        starts = [lookup(hidden).start] * (len(self.layer_sizes) - 2)
        starts.append("Xavier" if output == "softmax" else lookup(output).start)
        self._layers = []  # for each: row 0 the biases, below them the weights (inputs, units)
        for n, m, start in zip(self.layer_sizes, self.layer_sizes[1:], starts, strict=False):
            W = STARTS[start](n, m) ** 0.5 * rng.standard_normal((n, m))
            self._layers.append(np.vstack([np.zeros(m), W]))

    def parameters(self) -> list[Array]:
        """The live array (1 + inputs, units) of each layer: row 0 holds the biases, as x0 = 1."""
        return self._layers

    @quiet
    def net_inputs(self, X: Any) -> list[Array]:
        """Net inputs z (samples, units) of each layer, for X (samples, inputs)."""
        return self._forward(check.as_samples(X, self.layer_sizes[0]))[1]

    def forward(self, X: Any) -> Array:
        """Outputs (samples, outputs) for X (samples, inputs)."""
        return self._out(self.net_inputs(X)[-1])

    @quiet
    def compute_loss(self, X: Any, y: Any) -> float:
        """Loss of the outputs for X; y has their shape, or (samples,): one output, class labels."""
        X, t = self._data(X, y)
        return self._loss(t, self._forward(X)[1][-1])[0]

    @quiet
    def backward(self, X: Any, y: Any) -> list[Array]:
        """Gradient of the loss for the array of each layer, in the order of `parameters()`."""
        return self._backward(*self._data(X, y))[1]

    @quiet
    def fit(self, X: Any, y: Any) -> Network:
        """Take `epochs` steps W -= learning_rate · gradient from the present parameters.

        Raises TypeError or ValueError for data of the wrong shape or kind, and ValueError if a
        loss, a gradient or a parameter is no finite number; then the network is as it was before.
        """
        X, t = self._data(X, y)
        net, history = copy.copy(self), []
        for epoch in range(self.epochs):
            loss, gradients = net._backward(X, t)
            history.append(loss)
            layers = [
                W - self.learning_rate * g for W, g in zip(net._layers, gradients, strict=True)
            ]
            if not all(np.isfinite(value).all() for value in (loss, *layers)):
                raise ValueError(net._failure(X, epoch, loss, gradients))
            net._layers = layers
        for W, learnt in zip(self._layers, net._layers, strict=True):
            W[...] = learnt
        self.loss_history_: list[float] = history
        return self

    def predict(self, X: Any) -> Array:
        """Classes if the output is softmax or sigmoid, else outputs; (samples,) if there is one."""
        if not hasattr(self, "loss_history_"):
            raise ValueError("this Network is not fitted yet: call fit before predict")
        y: Any = self.forward(X)
        if self.output == "softmax":
            y = y.argmax(axis=1, keepdims=True)
        if self.output == "sigmoid":
            y = (y >= 0.5).astype(int)  # class 1 from 0.5 on
        return np.asarray(y[:, 0] if y.shape[1] == 1 else y)

    def _data(self, X: Any, y: Any) -> tuple[Array, Array]:
        """Samples (samples, inputs) and targets (samples, outputs)."""
        X = check.as_samples(X, self.layer_sizes[0])
        return X, check.as_targets(y, self.layer_sizes[-1], X, self.loss)

    def _forward(self, X: Array) -> tuple[list[Array], list[Array]]:
        """What comes into each layer, and its net inputs."""
        inputs, nets = [X], [X @ self._layers[0][1:] + self._layers[0][0]]
        for W in self._layers[1:]:
            inputs.append(self._h(nets[-1]))
            nets.append(inputs[-1] @ W[1:] + W[0])
        return inputs, nets

    def _loss(self, t: Array, z: Array) -> tuple[float, Array]:
        """The loss, and its gradient for the last net input z."""
        pair = (self.output, self.loss) in FROM_LOGITS  # the loss of z itself, which loses no digit
        y, name = (z, f"{self.loss}_with_logits") if pair else (self._out(z), self.loss)
        loss, slope = (getattr(losses, name + end)(t, y) for end in ("", "_grad"))
        if self.output == "softmax" and not pair:
            slope = y * (slope - (slope * y).sum(axis=1, keepdims=True))
        elif not pair:
            slope = slope * lookup(self.output).derivative(z)
        return float(loss), slope

    def _backward(self, X: Array, t: Array) -> tuple[float, list[Array]]:
        """The loss, and its gradient for each layer."""
        inputs, nets = self._forward(X)
        loss, delta = self._loss(t, nets[-1])
        gradients: list[Array] = []
        for i in reversed(range(len(nets))):
            gradients.insert(0, np.vstack([delta.sum(axis=0), inputs[i].T @ delta]))
            if i:
                delta = (delta @ self._layers[i][1:].T) * self._h_grad(nets[i - 1])
        return loss, gradients

    def _failure(self, X: Array, epoch: int, loss: float, gradients: list[Array]) -> str:
        """Blame the learning rate only once steps have made the net inputs huge."""
        where = f"training stopped after {epoch} steps:"
        if epoch == 0 or np.abs(self._forward(X)[1][-1]).max() < 1e100:
            if not np.isfinite(loss):
                return f"{where} the loss is {loss}"
            if not all(np.isfinite(gradient).all() for gradient in gradients):
                return f"{where} the gradient is not finite (step has no slope where z is 0)"
        return f"training diverged: learning_rate {self.learning_rate:g} is too big"
