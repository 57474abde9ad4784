"""Solutions to the exercises of chapter 8."""

import numpy as np

from helpers import Network


# 8.1: a column is a neuron.
def my_dead_count(Z):
    return (Z <= 0).all(axis=0).sum()


# 8.2: `a >= 0` holds everywhere, because a is rectified already.
def my_relu_gradient(X, W, b, upstream):
    a = np.maximum(0, X @ W + b)
    return X.T @ (upstream * (a > 0))


# 8.3
def my_race(hidden, X, t, new_X, new_t):
    shares = []
    for seed in range(5):
        loss = "binary_cross_entropy"
        net = Network([2, 8, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=50)
        net.fit(X, t)
        shares.append(np.mean(net.predict(new_X) == new_t))
    return np.median(shares)
