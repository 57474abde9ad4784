import numpy as np

from helpers import Perceptron

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
GATES = {"AND": (0, 0, 0, 1), "OR": (0, 1, 1, 1), "NAND": (1, 1, 1, 0), "XOR": (0, 1, 1, 0)}
NEURONS = {name: Perceptron().fit(X, targets) for name, targets in GATES.items()}
AND = NEURONS["AND"]
LINEAR = Perceptron(activation="identity").fit(X, GATES["AND"])
WORDS = ["no", "one", "two", "three", "four", "five", "six"]


def updates(name):
    return [epoch.updates for epoch in NEURONS[name].history_]


def epochs_with_updates(name):
    return WORDS[np.count_nonzero(updates(name))]


CLAIMS = [
    ("$[b, w_1, w_2] = [{:.1f}, {:.1f}, {:.1f}]$", (AND.bias_, *AND.weights_)),
    ("$b = {:.1f}$, $w_1 = {:.1f}$, $w_2 = {:.1f}$ after five", (AND.bias_, *AND.weights_)),
    ("They are {:.3f}, {:.3f}, {:.3f} and {:.3f}: no classes", LINEAR.predict(X)),
    ("so one update adds {:.1f} to each of the three", AND.history_[0].bias),
    ("from epoch {} on the weights rest", updates("AND").index(0) + 1),
    (
        "OR takes {} epochs with updates, NAND {}, AND {}",
        [epochs_with_updates(name) for name in ("OR", "NAND", "AND")],
    ),
    ("comes out as ${:.0f} \\cdot 10^{{-17}}$", 1e17 * (0.2 + 0.2 + 0.2 - 0.2 - 0.4)),
]
assert updates("AND")[:6] == [1, 3, 3, 2, 1, 0]
assert updates("XOR")[2:] == [4] * 8
# XOR's boundary stops after epoch 2.
XOR = [[epoch.bias, *epoch.weights] for epoch in NEURONS["XOR"].history_]
assert XOR[0] != XOR[1]
assert all(after == XOR[1] for after in XOR[2:])
assert [epoch.updates for epoch in LINEAR.history_] == [1] + [4] * 9
for rate in np.arange(1, 11) / 10:  # the boundary of AND does not depend on the learning rate
    neuron = Perceptron(rate).fit(X, GATES["AND"])
    np.testing.assert_allclose([neuron.bias_, *neuron.weights_], rate * np.array([-2, 2, 1]))
