import numpy as np
from scipy.special import entr, expit, softmax

z = np.array([2, 1, 0.1])
grid = softmax(np.arange(-5, 5, 0.1))
odds = np.exp(1)

CLAIMS = [
    ("multiplies the odds by $e \\approx {:.3f}$", odds),
    ("No: {:.3f} and {:.3f}.", expit([1, 2])),
    ("{:.0f}% this, {:.0f}% that", 100 * expit(z[:2])),
    ("their ratio stays $e^{{1 - 0.2}} = {:.3f}$", np.exp(1 - 0.2)),
    ("each probability is $e^{{0.1}} = {:.3f}$ times", grid[1] / grid[0]),
    ("which is $\\log 4 \\approx {:.2f}$ for four", entr(np.full(4, 0.25)).sum()),
    ("it nears {:.2f}", np.log(4)),
    ("[0.65900308, 0.24242973, 0.09856719]", ()),
]
printed = np.array([0.65900308, 0.24242973, 0.09856719])
assert abs(printed.sum() - 1) < 1e-9
assert 1e-6 < np.abs(printed - softmax(z)).max() < 1e-5  # wrong from the sixth decimal on
