"""The perceptron: one neuron that learns from its mistakes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

import numpy as np

from helpers import _validation as check
from helpers._validation import Array, quiet
from helpers.activations import step
from helpers.registry import lookup


class Epoch(NamedTuple):
    """What one pass over the samples left behind: the weights, the bias, the number of updates."""

    weights: Array
    bias: float
    updates: int


def fires(z: Any) -> Any:
    """Step function with > 0: 1 where the net input is above 0, else 0.
    Source: Rosenblatt, 1958; chapter `perceptron_and_gate`.
    >>> fires([-1, 0, 1])
    array([0., 0., 1.])
    """
    return step(z, at_zero=0)


class Perceptron:
    """One neuron y = h(b + w·x), trained sample by sample, in order, from weights of 0.

    Rule: w += learning_rate · (t - y) · x and b += learning_rate · (t - y).

    `activation` is h, the step with > 0 unless you put another there: a name or a function.
    After `fit`: `weights_` (features,), `bias_`, and `history_`, an `Epoch` for each epoch.
    Source: Rosenblatt, 1958 and 1962; chapter `perceptron_and_gate`.
    >>> X, AND = [[0, 0], [0, 1], [1, 0], [1, 1]], [0, 0, 0, 1]
    >>> neuron = Perceptron().fit(X, AND)
    >>> neuron.predict(X)
    array([0., 0., 0., 1.])
    >>> [epoch.updates for epoch in neuron.history_][:6]
    [1, 3, 3, 2, 1, 0]
    """

    weights_: Array
    bias_: float
    history_: list[Epoch]

    def __init__(
        self,
        learning_rate: float = 0.2,
        epochs: int = 10,
        activation: str | Callable[[Any], Any] = fires,
    ) -> None:
        self.learning_rate = check.as_number(learning_rate, "learning_rate", positive=True)
        self.epochs = check.as_whole(epochs, "epochs")
        self.activation = lookup(activation).function if isinstance(activation, str) else activation
        if not callable(self.activation):
            raise TypeError(f"activation must be a name or a function, got {activation!r}")

    @quiet
    def fit(self, X: Any, y: Any) -> Perceptron:
        """Learn from X (samples, features) and y (samples,), and return self.

        y is 0 or 1 where the activation is the step with > 0, else any finite number. Raises
        TypeError or ValueError for other data, and ValueError if the weights grow beyond bounds;
        then whatever was learnt before stays.
        """
        X = check.as_samples(X)
        targets = check.as_targets(y, 1, X)[:, 0]
        if self.activation is fires and not np.isin(targets, (0, 1)).all():
            raise ValueError(f"y must hold 0 and 1 only, got {targets}")
        w, b, history = np.zeros(X.shape[1]), 0.0, []
        for _ in range(self.epochs):
            updates = 0
            for x, t in zip(X, targets, strict=True):
                change = self.learning_rate * (t - self._output(b + w @ x))
                w, b = w + change * x, b + change
                updates += change != 0
            history.append(Epoch(w, float(b), int(updates)))
        if not np.isfinite([*w, b]).all():
            raise ValueError(f"training diverged: learning_rate {self.learning_rate:g} is too big")
        self.weights_, self.bias_, self.history_ = w.copy(), float(b), history
        return self

    def predict(self, X: Any) -> Array:
        """Output h(b + X·w) for each row of X: the class, 0 or 1, if the activation is a step.

        Any other activation gives raw outputs, which are no classes; cut them at 0.5 to get some.
        """
        if not hasattr(self, "weights_"):
            raise ValueError("this Perceptron is not fitted yet: call fit before predict")
        y: Array = self.activation(
            check.as_samples(X, len(self.weights_)) @ self.weights_ + self.bias_
        )
        return y

    def _output(self, z: float) -> float:
        y = self.activation(z)
        try:
            return float(y)
        except (TypeError, ValueError) as error:
            raise TypeError(f"activation must return one real number, got {y!r}") from error
