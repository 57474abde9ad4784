import numpy as np
from scipy.special import expit

X = np.linspace(-5, 5, 401)
LEFT = np.linspace(-4, 4, 401)[:201]


def steepness_live(k):
    return {"σ(kx)": (X, expit(k * X))}


def probe_live(x):
    s, t = expit(x), np.tanh(x)
    return {
        "_step": [([x], [1.0 * (x >= 0)]), ([x], [np.nan if x == 0 else 0.0])],
        "_sigmoid": [([x], [s]), ([x], [s * (1 - s)])],
        "_tanh": [([x], [t]), ([x], [1 - t**2])],
        "_relu": [([x], [max(0, x)]), ([x], [1.0 * (x > 0)])],
    }


def alpha_live(alpha):
    return {
        "Leaky ReLU": [(LEFT, alpha * LEFT), (LEFT, np.full(LEFT.size, alpha))],
        "ELU": [(LEFT, alpha * np.expm1(LEFT)), (LEFT, alpha * np.exp(LEFT))],
    }


SHOWS = {"steepness_live": steepness_live, "probe_live": probe_live, "alpha_live": alpha_live}
