import numpy as np

from helpers import Network, cross_entropy_with_logits, softmax


def loss(z, labels, axis=1, mean=np.mean):
    e = np.exp(z)
    p = e / e.sum(axis=axis, keepdims=True)
    return -mean(np.log(p[np.arange(len(labels)), labels]))


def shares(hidden, X, t, new_X, new_t, rate=1, seeds=range(5), width=8):
    found = []
    for seed in seeds:
        net = Network([2, width, 1], hidden, "sigmoid", "binary_cross_entropy", seed, epochs=50)
        net.learning_rate = rate
        net.fit(X, t)
        found.append([np.mean(net.predict(X) == t), np.mean(net.predict(new_X) == new_t)])
    return np.array(found)


def first_start(*args):
    return shares(*args, seeds=[0])[0, 1]


WRONG = {
    "8.1": [
        (lambda a, b: (a.mean() > b.mean()) * 1 - (a.mean() < b.mean()) * 1, "the means"),
        (lambda a, b: np.sign(np.median(a) - np.median(b)), "the medians"),
        (lambda a, b: np.sign(a.max() - b.max()), "the best starts"),
        (lambda a, b: np.all(a > b) * 1 - np.all(a < b) * 1, "start by start"),
        (lambda a, b: (a.min() >= b.max()) * 1 - (a.max() <= b.min()) * 1, "a tie"),
        (lambda a, b: 1 if min(a) > max(b) else 0, "b can win"),
        (lambda a, b: (max(a) < min(b)) * 1 - (min(a) > max(b)) * 1, "the sign is wrong"),
        (lambda a, b: a > b, "must be one number"),
    ],
    "8.2": [
        (lambda z, k: loss(z, k, axis=0), "the bug is still there"),
        (lambda z, k: cross_entropy_with_logits(k, softmax(z)), "taken twice"),
        (lambda z, k: loss(z, k, mean=np.sum), "the sum over the photos"),
        (lambda z, k: loss(z, k, axis=None), "the whole table"),
        (lambda z, k: -loss(z, k), "the sign is wrong"),
        (lambda z, k: loss(z, k, mean=lambda x: x), "must be one number"),
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
        (lambda *args: np.median(shares(*args, width=16)[:, 1]), "at hidden = 'tanh'"),
    ],
}
