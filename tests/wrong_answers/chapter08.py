import numpy as np

from helpers import Network


def slope(X, W, b, upstream, active):
    return X.T @ (upstream * active(np.maximum(0, X @ W + b)))


def shares(hidden, X, t, new_X, new_t, rate=1, seeds=range(5), output="sigmoid"):
    found = []
    for seed in seeds:
        net = Network([2, 8, 1], hidden, output, "binary_cross_entropy", seed, epochs=50)
        net.learning_rate = rate
        net.fit(X, t)
        found.append([np.mean(net.predict(X) == t), np.mean(net.predict(new_X) == new_t)])
    return np.array(found)


def first_start(*args):
    return shares(*args, seeds=[0])[0, 1]


def in_place(X, W, b, upstream):
    upstream *= X @ W + b > 0
    return X.T @ upstream


WRONG = {
    "8.1": [
        (lambda Z: np.sum(np.all(Z <= 0, axis=1)), "a neuron is a column"),
        (lambda Z: np.sum(np.any(Z <= 0, axis=0)), "inactive for some example"),
        (lambda Z: np.sum(Z <= 0), "counts numbers"),
        (lambda Z: np.sum(np.all(Z < 0, axis=0)), "exactly 0"),
        (lambda Z: np.sum(np.any(Z > 0, axis=0)), "the living ones"),
        (lambda Z: np.sum(np.mean(Z, axis=0) <= 0), "a negative mean"),
        (lambda Z: np.all(Z <= 0, axis=0), "must be one number"),
        (lambda Z: np.all(Z <= 0, axis=0).mean(), "it gives"),
    ],
    "8.2": [
        (lambda *args: slope(*args, lambda a: a >= 0), "the bug is still there"),
        (lambda *args: slope(*args, lambda a: a), "the output itself"),
        (lambda *args: slope(*args, lambda a: a == 0), "the wrong ones pass"),
        (lambda *args: -slope(*args, lambda a: a > 0), "the sign is wrong"),
        (lambda *args: slope(*args, lambda a: a > 0).T, "transposed"),
        (lambda X, W, b, upstream: X.T @ (upstream * (X @ W > 0)), "the bias is missing"),
        (in_place, "changes its argument upstream"),
    ],
    "8.3": [
        (lambda *args: np.median(shares(*args)[:, 0]), "trained on"),
        (lambda *args: np.mean(shares(*args)[:, 1]), "this is the mean"),
        (lambda *args: np.max(shares(*args)[:, 1]), "this is the best"),
        (first_start, "one start only"),
        (lambda *args: 1 - np.median(shares(*args)[:, 1]), "wrong answers"),
        (lambda *args: shares(*args)[:, 1], "must be one number"),
        (lambda *args: 100 * np.median(shares(*args)[:, 1]), "every value is 100 times"),
        (lambda *args: np.median(shares(*args, rate=0.01)[:, 1]), "it gives"),
    ],
}
