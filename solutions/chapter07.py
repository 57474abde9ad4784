"""Solutions to the exercises of chapter 7."""

from itertools import pairwise

import numpy as np

from helpers import sigmoid

# 7.1: each neuron has a weight for every input of its layer, and a bias.
my_count = (2 + 1) * 16 + (16 + 1) * 16 + (16 + 1) * 1


# 7.2
def my_layer_gradients(inputs, W, b, upstream):
    a = sigmoid(inputs @ W + b)  # (n, m)
    delta = upstream * a * (1 - a)  # (n, m)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W.T


# 7.3: the way back started from `error`, as if the loss were the cross-entropy.
def my_gradients(X, t, W1, b1, W2, b2):
    a = sigmoid(X @ W1 + b1)
    y = sigmoid(a @ W2 + b2)
    delta = 2 * (y - t) / t.size * y * (1 - y)
    dW2 = a.T @ delta
    dW1 = X.T @ ((delta @ W2.T) * a * (1 - a))
    return dW1, dW2


# 7.4: sigmoid output and binary cross-entropy are a pair, so delta starts as (p - t) / N.
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
