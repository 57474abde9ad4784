import numpy as np
from scipy.special import expit

from helpers import binary_cross_entropy, cross_entropy, half_sse, mse

DIGIT = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]
ONE_HOT = np.eye(10)
LOSSES = [half_sse(target, DIGIT) for target in ONE_HOT]
P = expit(-6.0)
ILL = np.array([1] * 5 + [0] * 95)


def best_guess(weight):
    guesses = np.arange(0.01, 1, 0.01)
    losses = [
        binary_cross_entropy(ILL, np.full(100, p), sample_weight=1 + (weight - 1) * ILL)
        for p in guesses
    ]
    return guesses[np.argmin(losses)]


CLAIMS = [
    ("The plain sum is {:.0f}: the two mistakes cancel", -7 + 8),
    ("an MSE of {:.0f} good?", mse([1, 2, 3], [3, 4, 5])),
    ("the factor $(9/5)^2 = {:.2f}$", mse([32], [32 + 9 / 5])),
    (
        "The loss is least, {:.2f}, where the prediction put its weight, {:.2f} at the two digits "
        "that got a tenth each, and {:.2f} at those",
        (LOSSES[6], LOSSES[4], LOSSES[0]),
    ),
    ("MSE would be {:.2f} · 2/10 = {:.3f}", (LOSSES[6], mse(ONE_HOT[6], DIGIT))),
    ("$\\log 2 = {:.3f}$", binary_cross_entropy(1, 0.5)),
    ("costs $\\log 10 = {:.3f}$ more", np.log(10)),
    ("the true share, {:.2f}; cut at 0.5", best_guess(1)),
    ("**class weight** moves it to {:.1f},", best_guess(19)),
    ("ends at $-\\log 10^{{-7}} = {:.1f}$", -np.log(1e-7)),
    (
        "seventh decimal, from {:.7f} to {:.7f}",
        (cross_entropy(6, DIGIT), -np.log(0.8 + 1e-7)),
    ),
    ("{:.4f}; with MSE the flat end", P - 1),
    ("{:.4f} is left, some two hundred times less", 2 * (P - 1) * P * (1 - P)),
    ("from about $z = {:.0f}$ on", -np.log(np.finfo(float).eps / 2)),
]
assert LOSSES[4] == LOSSES[8]
assert 200 < 1 / (2 * P * (1 - P)) < 205
