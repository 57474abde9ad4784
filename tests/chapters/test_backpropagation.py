"""Chapter `backpropagation`: what its text says, its live plot shows, and its exercises answer."""

from __future__ import annotations

from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit

from helpers import Network, circle_points
from lecture import check
from lecture.check import all_exercises

POINTS, INSIDE = circle_points(200, seed=0)
XOR = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([[0.0], [1.0], [1.0], [0.0]])
LAWS = {  # h(z), and its slope from z and the value
    "sigmoid": (expit, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z, a: np.where(z > 0, 1, 0)),
}


def layer_norms(activation, depth, seed, scale=1.0):
    """Norm of each layer's gradient, by the chain rule written out."""
    sizes, (h, slope) = [2] + [16] * depth + [1], LAWS[activation]
    network = Network(sizes, activation, "sigmoid", "binary_cross_entropy", seed)
    arrays = [scale * array for array in network.parameters()[:-1]] + network.parameters()[-1:]
    nets, values = [], [POINTS]
    for array in arrays:
        nets.append(values[-1] @ array[1:] + array[0])
        values.append(h(nets[-1]))
    delta = (expit(nets[-1]) - INSIDE[:, None]) / len(INSIDE)
    norms = []
    for i in range(depth, -1, -1):
        squares = np.sum((values[i].T @ delta) ** 2) + np.sum(delta.sum(axis=0) ** 2)
        norms.insert(0, np.sqrt(squares))
        if i:
            delta = delta @ arrays[i][1:].T * slope(nets[i - 1], values[i])
    return np.array(norms)


@cache
def norms(activation, depth, scale=1.0):
    """The norms of ten starts, one row each."""
    return np.array([layer_norms(activation, depth, seed, scale) for seed in range(10)])


def ratio(activation, depth):
    first, *_, last = np.median(norms(activation, depth), axis=0)
    return first / last


def test_the_points_are_those_of_the_helper(names):
    assert np.array_equal(names["points"], POINTS)
    assert np.array_equal(names["inside"], INSIDE)


def test_the_price_of_answering_one_half(says):
    says("{:.2f} is $(\\tfrac12)^2$", 0.5**2)


def test_the_slope_left_out(says, names):
    says("the numbers are four to six times too large")
    times = names["forgotten"] / names["dW1"]
    assert (times.min(), times.max()) == (pytest.approx(4, abs=0.5), pytest.approx(6, abs=0.5))


def test_starts_of_two_hidden_neurons(says, printed):
    says("four of the twenty starts had not got there")
    assert "2 hidden: 16 of 20" in printed


def test_starts_of_one_and_three_hidden_neurons(says, printed):
    says("One hidden neuron cannot do it")
    says("With three, all twenty did")
    assert "1 hidden:  0 of 20" in printed
    assert "3 hidden: 20 of 20" in printed


def test_ten_slopes_of_the_bound(says):
    says("$0.25^{{10}} \\approx 10^{{{:.0f}}}$", np.log10(0.25**10))


def test_ten_slopes_of_a_fifth(says):
    says("$0.2^{{10}} \\approx 10^{{{:.0f}}}$", np.log10(0.2**10))


def test_a_fifth_is_left_from_layer_to_layer(says):
    says("about a fifth from each layer to the one before it")
    assert ratio("sigmoid", 10) ** 0.1 == pytest.approx(0.2, abs=0.02)


def test_how_deep_sigmoids_may_be(says):
    says("From a depth of 5 on, a sigmoid's first layer gets less than a thousandth")
    assert ratio("sigmoid", 5) < 1e-3 < ratio("sigmoid", 4)


def test_the_gradient_of_twenty_layers_of_sigmoids(says):
    says("at a depth of 20 it is about $10^{{{:.0f}}}$", np.log10(ratio("sigmoid", 20)))


def test_the_gradient_stays_in_tanh_and_relu_layers(says):
    says("by a factor of 2 at most, at every depth, for ReLU by one between two and eight")
    for depth in (1, 11, 13, 14, 19, 20):
        assert 1 / 2.05 < ratio("tanh", depth) < 2.05
        assert 1 / 8 < ratio("relu", depth) < 1 / 2


def test_the_starts_of_deep_relu_networks_scatter(says):
    says("differ by a factor of more than a hundred from start to start")
    first = norms("relu", 20)[:, 0]
    assert first.max() / first.min() > 100


def test_the_loss_of_one_half(says):
    says("$\\log 2 \\approx {:.2f}$", np.log(2))


def test_how_far_the_first_layer_of_sigmoids_moves(says, printed):
    says("moved by some two millionths of its length")
    assert "sigmoid  first layer moved by 2e-06" in printed


def test_nine_halved_layers(says):
    says("$2^9 = {}$", 2**9)


def test_half_the_weights_of_relu(says):
    says("it is some seven hundred times smaller")
    usual, halved = (np.median(norms("relu", 10, scale)[:, 0]) for scale in (1, 0.5))
    assert usual / halved == pytest.approx(700, abs=75)


def test_four_times_the_weights_of_sigmoid(says):
    says("some four hundred times behind the ReLU's with the usual ones")
    relu, sigmoid = norms("relu", 10)[:, 0], norms("sigmoid", 10, 4)[:, 0]
    assert np.median(relu) / np.median(sigmoid) == pytest.approx(400, abs=50)


def test_gradient_live(moves):
    def shows(activation, depth):
        starts, layers = norms(activation, depth), np.arange(1, depth + 2)
        gaps = np.full((10, 1), np.nan)
        median = np.median(starts, axis=0)
        left = f"{median[0] / median[-1]:.1g}"
        return {
            "title": f"{activation}, depth {depth}: first / last {left}",
            "median": (layers, median),
            "each": (np.tile([*layers, depth + 2], 10), np.hstack([starts, gaps]).ravel()),
        }

    moves("gradient_live", shows)


def slopes(loss, arrays, h=1e-6):
    """Slopes of a loss of several arrays, by central differences."""
    found = []
    for array in arrays:
        found.append(np.zeros_like(array))
        for i in np.ndindex(array.shape):
            value = array[i]
            array[i] = value + h
            above = loss(*arrays)
            array[i] = value - h
            found[-1][i] = (above - loss(*arrays)) / (2 * h)
            array[i] = value
    return found


def layer_by_quotients(inputs, W, b, upstream):
    dW, db, dinputs = slopes(
        lambda W, b, inputs: np.sum(upstream * expit(inputs @ W + b)),
        [W.copy(), b.copy(), inputs.copy()],
    )
    return dW, db, dinputs


def gradients_by_network(X, t, W1, b1, W2, b2):
    net = Network([len(W1), *W2.shape], "sigmoid", "sigmoid", "mse")
    for array, W, b in zip(net.parameters(), (W1, W2), (b1, b2), strict=True):
        array[0], array[1:] = b, W
    dW1, dW2 = net.backward(X, t)
    return dW1[1:], dW2[1:]


class OnNetwork:
    """The network of the exercise, by the helper."""

    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.net = Network(sizes, "tanh", "sigmoid", "binary_cross_entropy")
        for array, pair in zip(self.net.parameters(), pairwise(sizes), strict=True):
            array[1:] = rng.normal(size=pair)

    def forward(self, X):
        return self.net.forward(X)

    def fit(self, X, t, learning_rate, epochs):
        self.net.learning_rate, self.net.epochs = learning_rate, epochs
        self.net.fit(X, t)


class RowZero:
    """Biases in row 0, loops, a sigmoid of one's own, all gradients before the first step."""

    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.arrays = [
            np.vstack([np.zeros((1, m)), rng.normal(size=(n, m))]) for n, m in pairwise(sizes)
        ]

    def forward(self, X):
        self.values = [X]
        for array in self.arrays:
            z = self.values[-1] @ array[1:] + array[0]
            last = array is self.arrays[-1]
            self.values.append(1 / (1 + np.exp(-z)) if last else np.tanh(z))
        return self.values[-1]

    def fit(self, X, t, learning_rate, epochs):
        for _ in range(epochs):
            delta = (self.forward(X) - t) / len(X)
            gradients = []
            for array, a in zip(self.arrays[::-1], self.values[-2::-1], strict=True):
                gradients.append(np.vstack([delta.sum(axis=0), a.T @ delta]))
                delta = delta @ array[1:].T * (1 - a**2)
            for array, gradient in zip(self.arrays[::-1], gradients, strict=True):
                array -= learning_rate * gradient


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_count", sum(array.size for array in Network([2, 16, 16, 1]).parameters())),
        ("my_layer_gradients", layer_by_quotients),
        ("my_gradients", gradients_by_network),
        ("MyNetwork", OnNetwork),
        ("MyNetwork", RowZero),
    ],
)
def test_a_right_answer_written_in_another_way(name, answer):
    assert check(name, answer)


def with_result(name, change):
    """Make the solution of an exercise, with a change of what it returns."""
    return lambda *args: change(*all_exercises()[name].solution(*args))


def forgotten_transpose(inputs, W, b, upstream):
    a = expit(inputs @ W + b)
    delta = upstream * a * (1 - a)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W


def delta_of_the_mean(inputs, W, b, upstream):
    a = expit(inputs @ W + b)
    delta = upstream * a * (1 - a) / len(a)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W.T


def two_layers(error, hidden=True):
    """Make the two layers with the gradient of another loss with respect to y."""

    def gradients(X, t, W1, b1, W2, b2):
        a = expit(X @ W1 + b1)
        y = expit(a @ W2 + b2)
        delta = error(y, t) * y * (1 - y)
        back = delta @ W2.T
        return X.T @ (back * a * (1 - a) if hidden else back), a.T @ delta

    return gradients


class FixedRate(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        super().fit(X, t, 0.5, epochs)


class WrongRate(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        super().fit(X, t, 1 - learning_rate, epochs)


class FourRows(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        super().fit(X, t, learning_rate * len(t) / 4, epochs)


class TwiceTooFar(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        super().fit(X, t, 2 * learning_rate, epochs)


class NewNames(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        for array in self.arrays:
            array = array - learning_rate * array


class NewGenerators(RowZero):
    def __init__(self, sizes, seed):
        super().__init__(sizes, seed)
        for array in self.arrays:
            array[1:] = np.random.default_rng(seed).normal(size=array[1:].shape)


class Small(RowZero):
    def __init__(self, sizes, seed):
        super().__init__(sizes, seed)
        for array in self.arrays:
            array *= 0.1


class ChangesTargets(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        t -= self.forward(X)


class ChangesInputs(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        X *= 1 - learning_rate


class Prints(RowZero):
    def forward(self, X):
        print(super().forward(X), end="")


class PrintsWithoutFit(Prints):
    def fit(self, X, t, learning_rate, epochs):
        pass


class OneStep(RowZero):
    def fit(self, X, t, learning_rate, epochs):
        super().fit(X, t, learning_rate, 1)


WRONG = [
    ("my_count", 336, "the output neuron has a bias, too"),
    ("my_layer_gradients", forgotten_transpose, "do they stand in the right order?"),
    ("my_layer_gradients", delta_of_the_mean, "upstream holds the 1/N already"),
    (
        "my_layer_gradients",
        with_result("my_layer_gradients", lambda dW, db, dX: (dW.T, db, dX)),
        "dW of my_layer_gradients(inputs, W, b, upstream) is transposed",
    ),
    (
        "my_layer_gradients",
        with_result("my_layer_gradients", lambda dW, db, dX: (dW, db + [1, 0, 0][: db.size], dX)),
        "for db of my_layer_gradients(inputs, W, b, upstream) at position 0 it gives",
    ),
    (
        "my_layer_gradients",
        with_result("my_layer_gradients", lambda dW, db, dX: (dW, db)),
        "must return 3 values: dW, db, dinputs",
    ),
    ("my_gradients", two_layers(lambda y, t: (y - t) / t.size), "every value is 0.5 times"),
    ("my_gradients", two_layers(lambda y, t: 2 * (t - y) / t.size), "sign is wrong everywhere"),
    ("my_gradients", two_layers(lambda y, t: 2 * (y - t) / 4), "N is 4 for XOR alone"),
    ("my_gradients", two_layers(lambda y, t: 2 * (y - t) / len(t)), "len(t) counts the rows"),
    (
        "my_gradients",
        two_layers(lambda y, t: 2 * (y - t) / t.size, hidden=False),
        "lacks the slope of the hidden layer",
    ),
    ("my_gradients", with_result("my_gradients", lambda *both: both[::-1]), "dW1 of my_gradients"),
    ("MyNetwork", FixedRate, "use the argument learning_rate"),
    ("MyNetwork", FourRows, "right for XOR alone"),
    ("MyNetwork", TwiceTooFar, "the 2 belongs to the squared error"),
    ("MyNetwork", NewNames, "`W -= ...` changes the layer"),
    ("MyNetwork", NewGenerators, "make one generator for all the matrices"),
    ("MyNetwork", Small, "for forward(X) before any fit of MyNetwork([2, 3, 1], 1) at position"),
    ("MyNetwork", WrongRate, "for forward(X) after fit(X, t, 0.3, 1) of MyNetwork([2, 3, 1], 3)"),
    ("MyNetwork", OneStep, "after fit(X, t, 0.5, 1) and fit(X, t, 0.5, 19) of MyNetwork("),
    ("MyNetwork", ChangesTargets, "changes its argument t"),
    ("MyNetwork", ChangesInputs, "changes its argument X"),
    ("MyNetwork", Prints, "without return gives None"),
    ("MyNetwork", PrintsWithoutFit, "forward(X) before any fit of MyNetwork([2, 3, 1], 1) returns"),
    ("MyNetwork", RowZero([2, 1], 0), "hand over the class itself"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


def on_the_chapter(names):
    """Make a class of what the chapter defines."""

    class OnTheChapter:
        def __init__(self, sizes, seed):
            self.layers = names["make_layers"](sizes, seed)

        def forward(self, X):
            return names["forward"](X, self.layers)[1]

        def fit(self, X, t, learning_rate, epochs):
            names["train"](X, t, self.layers, learning_rate, epochs)

    return OnTheChapter


def test_the_network_of_the_chapter_is_not_that_of_the_exercise(names):
    verdict = check("MyNetwork", on_the_chapter(names))
    assert not verdict
    assert "this is the network of the chapter" in verdict.message


@pytest.mark.parametrize("twice", [1, 2])
def test_the_hidden_layers_of_the_chapter_under_another_output(names, twice):
    class OtherOutput(on_the_chapter(names)):
        def forward(self, X):
            return expit(super().forward(X))

        def fit(self, X, t, learning_rate, epochs):
            for _ in range(epochs):
                inputs, z = names["forward"](X, self.layers)
                delta, gradients = twice * (expit(z) - t) / len(t), []
                for (W, _), a in zip(self.layers[::-1], inputs[::-1], strict=True):
                    gradients.append((a.T @ delta, delta.sum(axis=0)))
                    delta = (delta @ W.T) * a * (1 - a)
                for layer, pair in zip(self.layers[::-1], gradients, strict=True):
                    for parameter, slope in zip(layer, pair, strict=True):
                        parameter -= learning_rate * slope

    verdict = check("MyNetwork", OtherOutput)
    assert not verdict
    assert "the hidden layers still have the sigmoid of the chapter" in verdict.message


def test_the_taught_bug(names):
    verdict = check("my_gradients", names["my_gradients"])
    assert not verdict
    assert "the bug is still there" in verdict.message
