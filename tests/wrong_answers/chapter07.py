from itertools import pairwise

import numpy as np
from scipy.special import expit


def parts(inputs, W, b, upstream):
    a = expit(inputs @ W + b)
    return a, upstream * a * (1 - a)


def layer_without_slope(inputs, W, b, upstream):
    return inputs.T @ upstream, upstream.sum(axis=0), upstream @ W.T


def layer_times_value(inputs, W, b, upstream):
    delta = upstream * parts(inputs, W, b, upstream)[0]
    return inputs.T @ delta, delta.sum(axis=0), delta @ W.T


def layer_mean(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta, delta.mean(axis=0), delta @ W.T


def layer_of_means(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta / len(inputs), delta.mean(axis=0), delta @ W.T


def layer_before_as_well(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta, delta.sum(axis=0), (delta @ W.T) * inputs * (1 - inputs)


def layer_not_transposed(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W


def layer_turned(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return delta.T @ inputs, delta.sum(axis=0), delta @ W.T


def layer_wide_bias(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta, delta, delta @ W.T


def layer_without_inputs(inputs, W, b, upstream):
    _, delta = parts(inputs, W, b, upstream)
    return inputs.T @ delta, delta.sum(axis=0)


def mixed(X, t, W1, b1, W2, b2):
    a = expit(X @ W1 + b1)
    y = expit(a @ W2 + b2)
    error = 2 * (y - t) / t.size
    return X.T @ ((error @ W2.T) * a * (1 - a)), a.T @ (error * y * (1 - y))


def cross_entropy(X, t, W1, b1, W2, b2):
    a = expit(X @ W1 + b1)
    error = 2 * (expit(a @ W2 + b2) - t) / t.size
    return X.T @ ((error @ W2.T) * a * (1 - a)), a.T @ error


def half(X, t, W1, b1, W2, b2):
    a = expit(X @ W1 + b1)
    y = expit(a @ W2 + b2)
    delta = (y - t) / t.size * y * (1 - y)
    return X.T @ ((delta @ W2.T) * a * (1 - a)), a.T @ delta


def turned(X, t, W1, b1, W2, b2):
    return tuple(-2 * gradient for gradient in half(X, t, W1, b1, W2, b2))


class Net:
    """A network with a part to go wrong: the sign, the slope, the output, the steps, the start."""

    sign, slope, last, n, scale = -1, staticmethod(lambda a: 1 - a * a), staticmethod(expit), 4, 1

    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.W = [rng.normal(size=pair) * self.scale for pair in pairwise(sizes)]
        self.b = [np.zeros(m) for m in sizes[1:]]

    def forward(self, X):
        self.a = [X]
        for W, b in zip(self.W[:-1], self.b[:-1], strict=True):
            self.a.append(np.tanh(self.a[-1] @ W + b))
        return self.last(self.a[-1] @ self.W[-1] + self.b[-1])

    def fit(self, X, t, learning_rate, epochs):
        for _ in range(epochs):
            delta = (self.forward(X) - t) / self.n
            for W, b, a in zip(self.W[::-1], self.b[::-1], self.a[::-1], strict=True):
                dW, db = a.T @ delta, delta.sum(axis=0)
                delta = delta @ W.T * self.slope(a)
                W += self.sign * learning_rate * dW
                b += self.sign * learning_rate * db


class Uphill(Net):
    sign = 1


class Sloping(Net):
    slope = staticmethod(lambda a: a * (1 - a))


class Linear(Net):
    last = staticmethod(lambda z: z)


class Long(Net):
    n = 1


class Flat(Net):
    scale = 0


class Small(Net):
    scale = 0.1


class Deaf(Net):
    def fit(self, X, t, learning_rate, epochs):
        pass


WRONG = {
    "7.1": [
        (2 * 16 + 16 * 16 + 16, "the weights alone"),
        (16 + 16 + 1, "the biases alone"),
        (2 + 16 + 16 + 1, "these are the neurons"),
        (2 + 337, "an input has no bias"),
        ((2 + 1) * 16 + 17, "one hidden layer missing"),
        (336, "336 is too small"),
    ],
    "7.2": [
        (layer_without_slope, "the slope of the sigmoid is missing"),
        (layer_times_value, "the sigmoid itself"),
        (layer_mean, "the sum over the examples"),
        (layer_of_means, "do not average"),
        (layer_before_as_well, "belongs to the layer before"),
        (layer_not_transposed, "raises ValueError"),
        (layer_turned, "is transposed"),
        (layer_wide_bias, "must have (3,)"),
        (layer_without_inputs, "must return 3 values"),
    ],
    "7.3": [
        (mixed, "the bug is still there"),
        (cross_entropy, "descend the cross-entropy"),
        (half, "every value is 0.5 times"),
        (turned, "the sign is wrong everywhere"),
        (lambda *case: half(*case)[::-1], "has the shape"),
    ],
    "7.4": [
        (Uphill, "uphill"),
        (Sloping, "their slope is 1 - a²"),
        (Linear, "must be a probability"),
        (Long, "N times too long"),
        (Flat, "stay alike"),
        (Small, "it gives"),
        (Deaf, "it gives"),
        (Net([2, 1], 0), "hand over the class itself"),
    ],
}
