"""Solutions to the exercises of chapter 6."""

import numpy as np

# 6.1: two inputs must lift the sum above 0, one must not: -2 < my_bias <= -1.
my_bias = -1.5


# 6.2
def my_update(weights, bias, x, t, learning_rate):
    y = (bias + weights @ x > 0) * 1
    change = learning_rate * (t - y)
    return weights + change * x, bias + change


# 6.3
def my_train(X, targets, learning_rate, epochs):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = my_update(weights, bias, x, t, learning_rate)
    return weights, bias


# 6.4: XNOR = OR(AND, NOR).
def my_xnor(X):
    hidden = (X @ np.array([[1, -1], [1, -1]]) + np.array([-1.5, 0.5]) > 0) * 1  # AND, NOR
    return (hidden @ np.array([1, 1]) - 0.5 > 0) * 1
