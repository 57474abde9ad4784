import re
from functools import cache

import numpy as np

from stored import ROOT, printed_text
from expected.network import circle
from helpers import Network, cross_entropy_with_logits, softmax

PRINTED = printed_text(ROOT / "notebooks" / "08_choosing_an_activation.ipynb")
POINTS, INSIDE = circle()


@cache
def curve(hidden):
    """The loss in each epoch, the median of eight starts."""
    loss, runs = "binary_cross_entropy", []
    for seed in range(8):
        net = Network([2, 16, 1], hidden, "sigmoid", loss, seed, learning_rate=1, epochs=300)
        runs.append(net.fit(POINTS, INSIDE).loss_history_)
    return np.median(runs, axis=0)


def below(hidden, loss=0.2):
    return int((curve(hidden) < loss).argmax())


def printed(pattern):
    return re.search(pattern, PRINTED, re.M)[1]


LOGITS = np.array([10, 5, 3, 1, 4])
CLAIMS = [
    ("drops to {:.2f}, the price of knowing nothing", np.log(2)),
    ("is at {:.2f} when time is up", curve("sigmoid")[-1]),
    ("after {} epochs, ReLU and Leaky ReLU after {}", (below("tanh"), below("relu"))),
    ("GELU after {}", below("gelu")),
    ("these three are level: {:.2f} each", curve("relu")[-1]),
    ("{} of 128, and not one came back", printed(r"^relu .*-> +(\d+) dead")),
    ("{:.4f}, the doubled", cross_entropy_with_logits(0, LOGITS)),
    ("the doubled one {:.4f}", cross_entropy_with_logits(0, softmax(LOGITS))),
    ("\\approx {:.4f}$", -np.log(np.e / (np.e + 4))),
    ("at 90% by about $\\sqrt{{0.9 \\cdot 0.1 / 1000}} \\approx {:.2f}$",
     np.sqrt(0.9 * 0.1 / 1000)),
    ("300 epochs later it was three fewer", ()),
]  # fmt: skip
assert below("relu") == below("leaky_relu")
assert round(curve("gelu")[-1], 2) == round(curve("leaky_relu")[-1], 2) == 0.1
assert re.search(r"^leaky_relu +0 dead, +94 .* +91 at most", PRINTED, re.M)
assert re.search(r"^relu +99 dead", PRINTED, re.M)
medians = {name: float(printed(rf"^{name} .*rate 3: (.+)%")) for name in ("sigmoid", "tanh")}
assert medians["sigmoid"] == max(map(float, re.findall(r"rate 3: ([\d.]+)%", PRINTED)))
