"""Solutions to the exercises of chapter 8."""

import numpy as np

from helpers import Network, softmax


# 8.1: the worst start of one against the best of the other.
def my_verdict(a, b):
    return int(np.min(a) > np.max(b)) - int(np.min(b) > np.max(a))


# 8.2: axis=0 let the photos share one another's probability.
def my_loss(z, labels):
    p = softmax(z, axis=-1)
    rows = np.arange(len(labels))
    return -np.mean(np.log(p[rows, labels]))


# 8.3
def my_race(hidden, X, t, new_X, new_t):
    shares = []
    for seed in range(5):
        loss = "binary_cross_entropy"
        net = Network([2, 8, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=50)
        net.fit(X, t)
        shares.append(np.mean(net.predict(new_X) == new_t))
    return np.median(shares)
