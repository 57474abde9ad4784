import numpy as np
from scipy.special import expit, log_softmax, softmax


def picked(z, labels):
    return z[np.arange(len(labels)), labels]


def through_p(z, labels):
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.mean(np.log(picked(p, labels)))


def padded(z, labels):
    return -np.mean(np.log(picked(softmax(z, axis=1), labels) + 1e-7))


WRONG = {
    "5.1": [
        (50, "count the healthy, not all patients"),
        (1 / 49, "upside down"),
        (0.02, "share of the ill"),
        (980, "alone counts as much"),
        (48, "48 is too small"),
    ],
    "5.2": [
        (lambda t, y: np.mean((y - t) ** 2), "this is MSE"),
        (lambda t, y: np.mean(np.abs(y - t)), "this is MAE"),
        (lambda t, y: np.sqrt(np.sum((y - t) ** 2)), "root of the sum"),
        (lambda t, y: np.mean(np.sqrt((y - t) ** 2)), "this is MAE"),
        (
            lambda t, y: np.sqrt(np.mean((y - t) ** 2, axis=0)),
            "has the shape (2,), must be one number",
        ),
        (lambda t, y: np.sqrt(np.sum((y - t) ** 2) / len(t)), "counts the rows alone"),
        (lambda t, y: np.sqrt((y - t) ** 2), "must be one number"),
        (lambda t, y: np.sqrt(np.mean(y - t) ** 2), "pay for one another"),
        (lambda t, y: np.sqrt(np.mean((y - t) ** 2) / 2), "every value is 0.7071 times"),
    ],
    "5.3": [
        (through_p, "it gives nan (overflow"),
        (padded, "small number"),
        (lambda z, k: -np.sum(picked(log_softmax(z, axis=1), k)), "the sum over the examples"),
        (lambda z, k: np.mean(picked(log_softmax(z, axis=1), k)), "the sign is wrong"),
        (lambda z, k: -picked(log_softmax(z, axis=1), k), "has the shape (3,), must be one number"),
        (lambda z, k: -np.mean(picked(z, k)), "the logarithm of the sum is missing"),
        (lambda z, k: -np.mean(picked(log_softmax(z, axis=0), k)), "down the columns"),
        (lambda z, k: -np.mean(log_softmax(z, axis=1)[:, k]), "square table"),
        (lambda z, k: -np.mean(log_softmax(z, axis=1)), "all the classes"),
        (lambda z, k: -np.mean(picked(log_softmax(z), k)), "over the whole table"),
        (lambda z, k: -np.mean(picked(log_softmax(z, axis=1), k)) / np.log(2), "is 1.443 times"),
    ],
    "5.4": [
        (lambda z, t: (expit(z) - t) / (expit(z) * expit(-z)) / len(z), "bug is still there"),
        (lambda z, t: expit(z) - t, "the mean is missing"),
        (lambda z, t: (t - expit(z)) / len(z), "the sign is wrong everywhere"),
        (lambda z, t: (z - t) / len(z), "the sigmoid is missing"),
        (lambda z, t: (expit(z) - t) * expit(z) * expit(-z) / len(z), "once too often"),
        (lambda z, t: np.mean(expit(z) - t), "one number for the whole array"),
        (lambda z, t: 2 * (expit(z) - t) / len(z), "every value is 2 times"),
    ],
}
