import numpy as np
from scipy.special import expit

X = np.linspace(-5, 5, 401)


def steepness_live(k):
    return {"sigmoid of k·x": (X, expit(k * X))}


def probe_live(x):
    s, t = expit(x), np.tanh(x)
    return {
        "_step": [([x], [1.0 * (x >= 0)]), ([x], [np.nan if x == 0 else 0.0])],
        "_sigmoid": [([x], [s]), ([x], [s * (1 - s)])],
        "_tanh": [([x], [t]), ([x], [1 - t**2])],
        "_relu": [([x], [max(0, x)]), ([x], [1.0 * (x > 0)])],
    }


SHOWS = {"steepness_live": steepness_live, "probe_live": probe_live}
