"""Solutions to the exercises of chapter 5."""

import numpy as np

from helpers import sigmoid

# 5.1: 20 * my_weight = 980 * 1.
my_weight = 49


# 5.2
def my_rmse(t, y):
    return np.sqrt(np.mean((y - t) ** 2))


# 5.3: the log-softmax of each row, then its entry at the label.
def my_cross_entropy(z, labels):
    below = z - z.max(axis=1, keepdims=True)
    log_p = below - np.log(np.exp(below).sum(axis=1, keepdims=True))  # shape (n, k)
    return -np.mean(log_p[np.arange(len(labels)), labels])


# 5.4: the bug was the division by p (1 - p), which is the slope over p.
def my_logit_gradient(z, t):
    p = sigmoid(z)
    return (p - t) / len(z)
