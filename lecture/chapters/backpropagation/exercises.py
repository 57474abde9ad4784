"""Exercises of chapter `backpropagation`."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import numpy as np

from helpers.activations import sigmoid, sigmoid_grad
from lecture.exercise import Exercise, exercise

XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])

TARGETS = np.array([[0.0], [1.0], [1.0], [0.0]])


def arrays(*shapes: tuple[int, ...]) -> tuple[Any, ...]:
    """Random arrays of these shapes."""
    rng = np.random.default_rng(7)
    return tuple(rng.normal(size=shape) for shape in shapes)


def layer(
    inputs: Any, W: Any, b: Any, upstream: Any, slope: Any = sigmoid_grad, total: Any = np.sum
) -> tuple[Any, Any, Any]:
    """Gradients of a layer of sigmoids for its weights, biases and inputs."""
    delta = upstream * slope(inputs @ W + b)
    return inputs.T @ delta, total(delta, axis=0), delta @ W.T


def no_way_back(inputs: Any, W: Any, b: Any, upstream: Any) -> tuple[Any, Any, Any]:
    """What walks back is not multiplied by the slope."""
    return (*layer(inputs, W, b, upstream)[:2], upstream @ W.T)


def all_means(inputs: Any, W: Any, b: Any, upstream: Any) -> tuple[Any, Any, Any]:
    """Averages over the examples a second time."""
    dW, db, back = layer(inputs, W, b, upstream)
    return dW / len(inputs), db / len(inputs), back


def one_slope_too_far(inputs: Any, W: Any, b: Any, upstream: Any) -> tuple[Any, Any, Any]:
    """Multiplies by the slope of the layer before as well."""
    dW, db, back = layer(inputs, W, b, upstream)
    return dW, db, back * slope(inputs)


def two_layers(case: Any, at_output: Any, walking_back: Any) -> tuple[Any, Any]:
    """Gradients of both weights; two functions of y give the slopes of the output to use."""
    X, t, W1, b1, W2, b2 = case
    a = sigmoid(X @ W1 + b1)
    y = sigmoid(a @ W2 + b2)
    error = 2 * (y - t) / t.size
    back = (error * walking_back(y)) @ W2.T
    return X.T @ (back * a * (1 - a)), a.T @ (error * at_output(y))


def slope(y: Any) -> Any:
    """The slope of the sigmoid from its value."""
    return y * (1 - y)


def no_slope(y: Any) -> Any:
    """The slope left out."""
    return 1


class TanhNetwork:
    """Tanh hidden layers, sigmoid output, binary cross-entropy; the wrong ones change a part."""

    sign, frozen, late = -1, False, False

    def __init__(self, sizes: Any, seed: Any) -> None:
        rng = np.random.default_rng(seed)
        self.weights = [self.start(rng, pair) for pair in pairwise(sizes)]
        self.biases = [np.zeros(m) for m in sizes[1:]]

    def start(self, rng: Any, pair: Any) -> Any:
        return rng.normal(size=pair)

    def out(self, z: Any) -> Any:
        return sigmoid(z)

    def slope(self, a: Any) -> Any:
        return 1 - a**2

    def delta(self, p: Any, t: Any) -> Any:
        return (p - t) / t.size

    def values(self, X: Any) -> list[Any]:
        values = [X]
        for W, b in zip(self.weights, self.biases, strict=True):
            values.append(np.tanh(values[-1] @ W + b))
        return [*values[:-1], self.out(values[-2] @ self.weights[-1] + self.biases[-1])]

    def forward(self, X: Any) -> Any:
        return self.values(X)[-1]

    def fit(self, X: Any, t: Any, learning_rate: float, epochs: int) -> None:
        for _ in range(epochs):
            *values, p = self.values(X)
            delta = self.delta(p, t)
            for i in reversed(range(len(values))):
                dW, db, old = values[i].T @ delta, delta.sum(axis=0), self.weights[i]
                self.weights[i] = old + self.sign * learning_rate * dW
                if not self.frozen:
                    self.biases[i] = self.biases[i] + self.sign * learning_rate * db
                delta = delta @ (self.weights[i] if self.late else old).T * self.slope(values[i])


class Uphill(TanhNetwork):
    """Steps along the gradient instead of against it."""

    sign = 1


class FrozenBiases(TanhNetwork):
    """Never moves a bias."""

    frozen = True


class Late(TanhNetwork):
    """Walks back through weights that have moved already."""

    late = True


class SigmoidHidden(TanhNetwork):
    """Takes the slope of the sigmoid for that of tanh."""

    def slope(self, a: Any) -> Any:
        return a * (1 - a)


class NoSlope(TanhNetwork):
    """Leaves the slope of the hidden layers out."""

    def slope(self, a: Any) -> Any:
        return 1


class LinearOutput(TanhNetwork):
    """Has no activation at its output."""

    def out(self, z: Any) -> Any:
        return z


class TanhOutput(TanhNetwork):
    """Has the hidden activation at its output, too."""

    def out(self, z: Any) -> Any:
        return np.tanh(z)


class Summed(TanhNetwork):
    """Adds the losses up instead of taking their mean."""

    def delta(self, p: Any, t: Any) -> Any:
        return p - t


class SquaredError(TanhNetwork):
    """Descends the squared error instead of the cross-entropy."""

    def delta(self, p: Any, t: Any) -> Any:
        return 2 * (p - t) / t.size * slope(p)


class ZeroStart(TanhNetwork):
    """Begins with weights of 0."""

    def start(self, rng: Any, pair: Any) -> Any:
        return np.zeros(pair)


def outputs(network: Any, sizes: Any, seed: Any) -> tuple[Any, Any, Any]:
    """What a network says of the four points of XOR before it learns, after 1 epoch, after 20."""
    net = network(sizes, seed)
    answers = [net.forward(XOR)]
    for epochs in (1, 19):
        net.fit(XOR, TARGETS, 0.5, epochs)
        answers.append(net.forward(XOR))
    return answers[0], answers[1], answers[2]


my_count = Exercise(
    "my_count",
    337,
    right="(2 + 1) · 16 + (16 + 1) · 16 + (16 + 1) · 1: most weights lie between the layers.",
)
my_count.wrong("these are the weights alone: each hidden and output neuron has a bias, too.", 304)
my_count.wrong("these are the biases alone, one for each neuron: now the weights.", 33)
my_count.wrong("these are the neurons: count the lines between them, and the biases.", 35)
my_count.wrong("two too many: an input has no bias.", 339)
my_count.wrong("is one hidden layer missing? There are two, and 16 · 16 weights between them.", 65)


@exercise(
    cases=[
        arrays((5, 2), (2, 3), (3,), (5, 3)),
        arrays((4, 3), (3, 3), (3,), (4, 3)),
        arrays((1, 4), (4, 2), (2,), (1, 2)),
    ],
    right="what came in times what came back, its sum, and delta through the weights.",
)
def my_layer_gradients(inputs, W, b, upstream):
    a = sigmoid(inputs @ W + b)  # (n, m)
    delta = upstream * a * (1 - a)  # (n, m)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W.T


my_layer_gradients.wrong(
    "the slope of the sigmoid is missing: delta is what comes back times the slope.",
    lambda inputs, W, b, upstream: layer(inputs, W, b, upstream, no_slope),
)
my_layer_gradients.wrong(
    "this multiplies by the sigmoid itself: delta needs its slope, a · (1 - a).",
    lambda inputs, W, b, upstream: layer(inputs, W, b, upstream, sigmoid),
)
my_layer_gradients.wrong(
    "the slope must be taken at the net input z, not at the output a.",
    lambda inputs, W, b, upstream: layer(
        inputs, W, b, upstream, lambda z: sigmoid_grad(sigmoid(z))
    ),
)
my_layer_gradients.wrong(
    "the bias wants the sum over the examples: upstream holds the 1/N already.",
    lambda inputs, W, b, upstream: layer(inputs, W, b, upstream, total=np.mean),
)
my_layer_gradients.wrong(
    "sum over the examples, do not average: upstream holds the 1/N already.", all_means
)
my_layer_gradients.wrong(
    "the slope at the inputs belongs to the layer before: stop at delta @ W.T.", one_slope_too_far
)
my_layer_gradients.wrong(
    "what goes back to the inputs must be multiplied by the slope first: use delta.", no_way_back
)


@exercise(
    cases=[(XOR, TARGETS, *arrays((2, width), (width,), (width, 1), (1,))) for width in (3, 4)],
    right="one delta at the output, used for dW2 and for the way back.",
)
def my_gradients(X, t, W1, b1, W2, b2):
    a = sigmoid(X @ W1 + b1)
    y = sigmoid(a @ W2 + b2)
    delta = 2 * (y - t) / t.size * y * (1 - y)
    dW2 = a.T @ delta
    dW1 = X.T @ ((delta @ W2.T) * a * (1 - a))
    return dW1, dW2


my_gradients.wrong(
    "the bug is still there: which of the two do difference quotients confirm?",
    lambda *case: two_layers(case, slope, no_slope),
)
my_gradients.wrong(
    "the slope has moved: now it is dW2 that is wrong, and dW1 is right.",
    lambda *case: two_layers(case, no_slope, slope),
)
my_gradients.wrong(
    "both agree now, but they descend the cross-entropy (twice): this is the MSE.",
    lambda *case: two_layers(case, no_slope, no_slope),
)
my_gradients.wrong(
    "dW1 has the slope of the output twice: once is enough on the way back.",
    lambda *case: two_layers(case, slope, lambda y: slope(y) ** 2),
)


@exercise(
    cases=[([2, 3, 1], 1), ([2, 4, 3, 1], 2)],
    right="any number of layers, every gradient right: this is a network library of your own.",
    probe=outputs,
)
class MyNetwork:
    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.layers = [(rng.normal(size=(n, m)), np.zeros(m)) for n, m in pairwise(sizes)]

    def pass_on(self, X):
        inputs = [X]
        for W, b in self.layers[:-1]:
            inputs.append(np.tanh(inputs[-1] @ W + b))
        W, b = self.layers[-1]
        return inputs, sigmoid(inputs[-1] @ W + b)

    def forward(self, X):
        return self.pass_on(X)[1]

    def fit(self, X, t, learning_rate, epochs):
        for _ in range(epochs):
            inputs, p = self.pass_on(X)
            delta = (p - t) / t.size
            for (W, b), a in zip(reversed(self.layers), reversed(inputs), strict=True):
                dW, db = a.T @ delta, delta.sum(axis=0)
                delta = (delta @ W.T) * (1 - a**2)  # before W moves
                W -= learning_rate * dW
                b -= learning_rate * db


MyNetwork.wrong(
    "all the weights start at 0, so the neurons of a layer stay alike: draw them with "
    "rng.normal(size=(n, m)).",
    ZeroStart,
)
MyNetwork.wrong("it walks uphill: the step goes against the gradient.", Uphill)
MyNetwork.wrong("the biases never learn: their gradient is the sum of delta.", FrozenBiases)
MyNetwork.wrong(
    "delta walks back through weights that have moved already: work out all the "
    "gradients first, then take the step.",
    Late,
)
MyNetwork.wrong("the hidden layers are tanh: their slope is 1 - a², not a (1 - a).", SigmoidHidden)
MyNetwork.wrong("the slope of the hidden layers is missing on the way back.", NoSlope)
MyNetwork.wrong("the output has no activation: it must be a probability.", LinearOutput)
MyNetwork.wrong("the output is a tanh: it must be a probability, so use the sigmoid.", TanhOutput)
MyNetwork.wrong("the steps are N times too long: the loss is the mean over the examples.", Summed)
MyNetwork.wrong(
    "this descends the squared error: for the cross-entropy delta at the output is (p - t) / N.",
    SquaredError,
)
