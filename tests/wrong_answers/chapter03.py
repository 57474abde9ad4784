import numpy as np

from helpers import relu, softplus


def leaky_by_if(x, alpha):
    return x if x > 0 else alpha * x


def leaky_in_place(x, alpha):
    x[x < 0] *= alpha
    return x


def leaky_as_a_sum(x, alpha):
    return np.maximum(0, x) - alpha * np.minimum(0, x)


def mask_in_place(delta, z):
    delta[z <= 0] = 0
    return delta


WRONG = {
    "3.1": [
        (0.15 * 20, "is too large"),
        (-3 / 20, "mind the sign"),
        (20 / 3, "which of the two"),
        (0.1, "0.1 is too small"),
        ("0.15", "of type str"),
    ],
    "3.2": [
        (lambda x, alpha: np.maximum(alpha * x, x), "right for alpha up to 1"),
        (leaky_by_if, "right for one number, but raises ValueError for an array"),
        (leaky_in_place, "changes its argument x"),
        (leaky_as_a_sum, "mind the sign"),
        (lambda x, alpha: np.maximum(0, x), "this is the ReLU"),
        (lambda x, alpha=0.01: np.where(x > 0, x, 0.01 * np.asarray(x)), "alpha = 0.2 it gives"),
        (lambda x, alpha: softplus(x), "it gives"),
    ],
    "3.3": [
        (lambda Z: np.sum(np.max(Z, axis=1) <= 0), "along the rows"),
        (lambda Z: np.count_nonzero(np.min(Z, axis=0) <= 0), "for some example"),
        (lambda Z: np.max(Z, axis=0) <= 0, "now count them"),
        (lambda Z: np.sum(np.max(Z, axis=0) < 0), "0 does not save a unit"),
        (lambda Z: np.sum(relu(Z) == 0), "silent moments"),
        (lambda Z: Z.shape[1] - np.sum(np.max(Z, axis=0) <= 0), "alive"),
    ],
    "3.4": [
        (lambda delta, z: delta, "the bug is still there"),
        (lambda delta, z: delta * (np.asarray(z) >= 0), "at z = 0 the slope is to be 0"),
        (lambda delta, z: delta * np.maximum(0, z), "by the value of the ReLU"),
        (lambda delta, z: (np.asarray(z) > 0) * 1.0, "delta has been lost"),
        (mask_in_place, "changes its argument delta"),
        (lambda delta, z: -delta * (np.asarray(z) > 0), "the sign is wrong everywhere"),
    ],
}
