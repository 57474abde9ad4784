import re

import numpy as np

from stored import ROOT, printed_text
from expected.network import circle
from helpers import Network

PRINTED = printed_text(ROOT / "notebooks" / "07_backpropagation.ipynb")
POINTS, INSIDE = circle()


def first_and_last(hidden, depth, scale=1.0):
    """Norms of the gradients of the first and the last layer, ten starts."""
    norms = []
    for seed in range(10):
        sizes = [2] + [16] * depth + [1]
        network = Network(sizes, hidden, "sigmoid", "binary_cross_entropy", seed)
        for array in network.parameters()[:-1]:
            array *= scale
        slopes = network.backward(POINTS, INSIDE)
        norms.append([np.linalg.norm(slopes[0]), np.linalg.norm(slopes[-1])])
    return np.array(norms).T


def ratio(hidden, depth):
    first, last = np.median(first_and_last(hidden, depth), axis=1)
    return first / last


CLAIMS = [
    ("$0.25^{{10}} \\approx 10^{{{:.0f}}}$", np.log10(0.25**10)),
    ("$0.2^{{10}} \\approx 10^{{{:.0f}}}$", np.log10(0.2**10)),
    ("{:.2f} is $(\\tfrac12)^2$", 0.5**2),
    ("at a depth of 20 it is about $10^{{{:.0f}}}$", np.log10(ratio("sigmoid", 20))),
    ("$2^9 = {}$", 2**9),
    ("$\\log 2 \\approx {:.2f}$", np.log(2)),
    ("four of the twenty starts had not got there", ()),
    ("From a depth of 5 on, a sigmoid's first layer gets less than a thousandth", ()),
    ("by a factor of 2 at most, at every depth, for ReLU by one between two and eight", ()),
    ("the numbers are four to six times too large", ()),
    ("moved by some two millionths of its length", ()),
    ("it is some seven hundred times smaller", ()),
    ("some four hundred times behind the ReLU's with the usual ones", ()),
    ("differ by a factor of more than a hundred from start to start", ()),
    ("about a fifth from each layer to the one before it", ()),
]
assert "2 hidden: 16 of 20" in PRINTED
assert "sigmoid  first layer moved by 2e-06" in PRINTED
assert ratio("sigmoid", 5) < 1e-3 < ratio("sigmoid", 4)
assert all(1 / 2.05 < ratio("tanh", depth) < 2.05 for depth in (1, 11, 13, 14, 19, 20))
assert all(1 / 8 < ratio("relu", depth) < 1 / 2 for depth in (1, 11, 13, 14, 19, 20))
assert 0.19 < ratio("sigmoid", 10) ** 0.1 < 0.22
deep = first_and_last("relu", 20)[0]
assert deep.max() / deep.min() > 100
usual, halved = (np.median(first_and_last("relu", 10, scale)[0]) for scale in (1, 0.5))
assert 650 < usual / halved < 800
assert 350 < usual / np.median(first_and_last("sigmoid", 10, 4)[0]) < 450
slopes = [
    np.array(re.search(rf"^{name} +(.+)$", PRINTED, re.M)[1].split(), float)
    for name in ("with", "without")
]
assert ((slopes[1] / slopes[0] > 4) & (slopes[1] / slopes[0] < 6)).all()
