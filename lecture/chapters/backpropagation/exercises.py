"""Exercises of chapter `backpropagation`."""

from __future__ import annotations

from itertools import pairwise

import numpy as np

from helpers import GATES, INPUTS, circle_points, identity, sigmoid, sigmoid_grad
from lecture.exercise import Exercise, exercise

X, T = INPUTS.astype(float), np.array(GATES["XOR"], float)[:, None]
POINTS, INSIDE = circle_points(200, seed=0)
LEFT = np.column_stack([INSIDE, POINTS[:, 0] < 0])  # two targets for each point

my_blames = Exercise(
    "my_blames",
    (2.5, -1, 9, -2, 0, -3),
    right="both paths add up, and a dead unit passes no blame on, however much it gets.",
    results=(
        *("the loss", "the blame of a1", "the blame of a2"),
        *("the weight from x2 to a1", "the weight from x1 to a2", "the weight from a1 to y2"),
    ),
)
my_blames.wrong(
    "only the path through y1 is in the blames: add the path through y2.", (2.5, 2, 8, 4, 0, -3)
)
my_blames.wrong(
    "only the path through y2 is in the blames: add the path through y1.", (2.5, -3, 1, -6, 0, -3)
)
my_blames.wrong(
    "the slope of the ReLU is missing: the second hidden unit is dead, its net input is -1.",
    (2.5, -1, 9, -2, 9, -3),
)
my_blames.wrong(
    "a2 has a blame: its outputs would change if a2 did. The slope of the ReLU, 0, comes after it.",
    (2.5, -1, 0, -2, 0, -3),
)
my_blames.wrong(
    "the input is missing: a weight's gradient is what came in times what came back.",
    (2.5, -1, 9, -1, 0, -1),
)
my_blames.wrong("the signs are turned: the error is y - t, not t - y.", (2.5, 1, -9, 2, 0, 3))
my_blames.wrong(
    "W2 is read the wrong way round: its row belongs to a hidden unit, its column to an output.",
    (2.5, -2, 7, -4, 0, -3),
)
for answer in [(65, -30, 23, 0, 23, 0), (62.5, -42, 17, 0, 17, 0)]:
    my_blames.wrong(
        "W1 is read the wrong way round: its row belongs to an input, its column to a unit.", answer
    )
my_blames.wrong(
    "W2 is read the wrong way round: its row belongs to a hidden unit, its column to an output.",
    (4, 10, 4, 20, 0, 6),
)
for loss in (2.5, 5):
    my_blames.wrong(
        "twice too large: the MSE is a mean over the two outputs, so N is 2.",
        (loss, -2, 18, -4, 0, -6),
    )
my_blames.wrong(
    "the loss is twice too large: the MSE is the mean over the two outputs, not their sum.",
    (5, -1, 9, -2, 0, -3),
)

my_count = Exercise(
    "my_count",
    337,
    right="(2 + 1) · 16 + (16 + 1) · 16 + (16 + 1) · 1: most weights lie between the layers.",
)
my_count.wrong("these are the weights alone: each hidden and output unit has a bias, too.", 304)
my_count.wrong("these are the biases alone, one for each unit: now the weights.", 33)
my_count.wrong("these are the units: count the lines between them, and the biases.", 35)
my_count.wrong("two too many: an input has no bias.", 339)
my_count.wrong("one too few: the output unit has a bias, too.", 336)
my_count.wrong("is one hidden layer missing? There are two, and 16 · 16 weights between them.", 65)


def arrays(*shapes):
    """Draw random arrays of these shapes."""
    rng = np.random.default_rng(7)
    return tuple(rng.normal(size=shape) for shape in shapes)


@exercise(
    cases=[
        arrays((5, 2), (2, 3), (3,), (5, 3)),
        arrays((4, 3), (3, 3), (3,), (4, 3)),
        arrays((1, 4), (4, 2), (2,), (1, 2)),
    ],
    results=("dW", "db", "dinputs"),
    right="what came in times what came back, its sum, and delta through the weights.",
)
def my_layer_gradients(inputs, W, b, upstream):
    a = sigmoid(inputs @ W + b)  # (n, m)
    delta = upstream * a * (1 - a)  # (n, m)
    return inputs.T @ delta, delta.sum(axis=0), delta @ W.T


def with_delta(delta):
    """Make a layer with another delta, a function of upstream and the net input z."""

    def layer(inputs, W, b, upstream):
        wrong = delta(upstream, inputs @ W + b)
        return inputs.T @ wrong, wrong.sum(axis=0), wrong @ W.T

    return layer


def averaged(*places):
    """Make a layer that divides the gradients at these places by the number of samples."""

    def layer(inputs, W, b, upstream):
        gradients = my_layer_gradients.solution(inputs, W, b, upstream)
        return tuple(g / len(inputs) if i in places else g for i, g in enumerate(gradients))

    return layer


def no_slope_on_the_way_back(inputs, W, b, upstream):
    return (*my_layer_gradients.solution(inputs, W, b, upstream)[:2], upstream @ W.T)


def one_slope_too_far(inputs, W, b, upstream):
    dW, db, dinputs = my_layer_gradients.solution(inputs, W, b, upstream)
    return dW, db, dinputs * inputs * (1 - inputs)


my_layer_gradients.wrong(
    "the slope of the sigmoid is missing: delta is what comes back times the slope.",
    with_delta(lambda upstream, z: upstream),
)
my_layer_gradients.wrong(
    "this multiplies by the sigmoid itself: delta needs its slope, a · (1 - a).",
    with_delta(lambda upstream, z: upstream * sigmoid(z)),
)
my_layer_gradients.wrong(
    "the slope must be taken at the net input z, not at the output a.",
    with_delta(lambda upstream, z: upstream * sigmoid_grad(sigmoid(z))),
)
for places in [(0,), (1,), (0, 1), (0, 1, 2)]:
    my_layer_gradients.wrong(
        "sum over the samples, do not average: upstream holds the 1/N already.", averaged(*places)
    )
my_layer_gradients.wrong(
    "the slope at the inputs belongs to the layer nearer to the input: stop at delta @ W.T.",
    one_slope_too_far,
)
my_layer_gradients.wrong(
    "what goes back to the inputs must be multiplied by the slope first: use delta.",
    no_slope_on_the_way_back,
)


@exercise(
    cases=[
        (X, T, *arrays((2, 3), (3,), (3, 1), (1,))),
        (X, T, *arrays((2, 4), (4,), (4, 1), (1,))),
        (POINTS[:6], LEFT[:6], *arrays((2, 3), (3,), (3, 2), (2,))),
    ],
    results=("dW1", "dW2"),
    right="one delta at the output, used for dW2 and for the way back.",
)
def my_gradients(X, t, W1, b1, W2, b2):
    a = sigmoid(X @ W1 + b1)
    y = sigmoid(a @ W2 + b2)
    delta = 2 * (y - t) / t.size * y * (1 - y)
    dW2 = a.T @ delta
    dW1 = X.T @ ((delta @ W2.T) * a * (1 - a))
    return dW1, dW2


def slope(a):
    """The slope of the sigmoid from its value."""
    return a * (1 - a)


def no_slope(a):
    return 1


def two_layers(at_output=slope, walking_back=slope, hidden=slope, count=np.size):
    """Make two layers with other slopes, functions of the values of a layer, or another N."""

    def gradients(X, t, W1, b1, W2, b2):
        a = sigmoid(X @ W1 + b1)
        y = sigmoid(a @ W2 + b2)
        error = 2 * (y - t) / count(t)
        back = (error * walking_back(y)) @ W2.T
        return X.T @ (back * hidden(a)), a.T @ (error * at_output(y))

    return gradients


my_gradients.wrong(
    "the bug is still there: which of the two do difference quotients confirm?",
    two_layers(walking_back=no_slope),
)
my_gradients.wrong(
    "the slope has moved: now it is dW2 that is wrong, and dW1 is right.",
    two_layers(at_output=no_slope),
)
my_gradients.wrong(
    "both agree now, but both lack y (1 - y): that is the gradient of another loss, not of the "
    "MSE.",
    two_layers(at_output=no_slope, walking_back=no_slope),
)
my_gradients.wrong(
    "dW1 has the slope of the output twice: once is enough on the way back.",
    two_layers(walking_back=lambda y: slope(y) ** 2),
)
my_gradients.wrong(
    "dW1 lacks the slope of the hidden layer, a · (1 - a).", two_layers(hidden=no_slope)
)
my_gradients.wrong(
    "len(t) counts the rows alone: N counts all the numbers in t, which is t.size.",
    two_layers(count=len),
)
my_gradients.wrong(
    "N is 4 for XOR alone: it counts all the numbers in t, which is t.size.",
    two_layers(count=lambda t: 4),
)


def outputs(network, sizes, seed, X, t, learning_rate, epochs):
    """Ask a network before it learns, after one epoch, and after some more."""
    net = network(sizes, seed)
    answers = [net.forward(X)]
    for count in (1, epochs):
        net.fit(X, t, learning_rate, count)
        answers.append(net.forward(X))
    return tuple(answers)


@exercise(
    cases=[
        ([2, 3, 1], 1, X, T, 0.5, 19),
        ([2, 4, 3, 1], 2, X, T, 0.5, 19),
        ([2, 3, 1], 3, POINTS[:6], INSIDE[:6, None], 0.3, 9),
    ],
    right="any number of layers, every gradient right: this is a network library of your own.",
    probe=outputs,
    results=(
        "forward(X) before any fit",
        "forward(X) after fit(X, t, {learning_rate}, 1)",
        "forward(X) after fit(X, t, {learning_rate}, 1) and fit(X, t, {learning_rate}, {epochs})",
    ),
)
class MyNetwork:
    def __init__(self, sizes, seed):
        rng = np.random.default_rng(seed)
        self.layers = [(rng.normal(size=(n, m)), np.zeros(m)) for n, m in pairwise(sizes)]

    def pass_on(self, X):
        inputs = [X]  # what comes into each layer
        for W, b in self.layers[:-1]:
            inputs.append(np.tanh(inputs[-1] @ W + b))
        W, b = self.layers[-1]
        return inputs, sigmoid(inputs[-1] @ W + b)

    def forward(self, X):
        return self.pass_on(X)[1]

    def fit(self, X, t, learning_rate, epochs):
        for _ in range(epochs):
            inputs, p = self.pass_on(X)
            delta = (p - t) / t.size
            for (W, b), a in zip(reversed(self.layers), reversed(inputs), strict=True):
                dW, db = a.T @ delta, delta.sum(axis=0)
                delta = (delta @ W.T) * (1 - a**2)  # before W moves
                W -= learning_rate * dW
                b -= learning_rate * db


class NewGenerators(MyNetwork.solution):
    def __init__(self, sizes, seed):
        self.layers = [
            (np.random.default_rng(seed).normal(size=(n, m)), np.zeros(m))
            for n, m in pairwise(sizes)
        ]


class ZeroStart(MyNetwork.solution):
    def __init__(self, sizes, seed):
        self.layers = [(np.zeros((n, m)), np.zeros(m)) for n, m in pairwise(sizes)]


class NeverMoves(MyNetwork.solution):
    def fit(self, X, t, learning_rate, epochs):
        pass


class FrozenBiases(MyNetwork.solution):
    def fit(self, X, t, learning_rate, epochs):
        for _ in range(epochs):
            super().fit(X, t, learning_rate, 1)
            for _, b in self.layers:
                b[:] = 0


def with_rate(rate):
    """Make a network whose steps have another length, a function of the learning rate and N."""

    class OtherSteps(MyNetwork.solution):
        def fit(self, X, t, learning_rate, epochs):
            super().fit(X, t, rate(learning_rate, len(t)), epochs)

    return OtherSteps


def tanh_slope(a):
    return 1 - a**2


def logit_gradient(p, t):
    return (p - t) / t.size


def twice_logit_gradient(p, t):
    return 2 * (p - t) / t.size


def with_parts(
    hidden=np.tanh, slope=tanh_slope, output=sigmoid, delta=logit_gradient, moved_first=False
):
    """Make a network with other functions, or one that walks back through moved weights."""

    class OtherParts(MyNetwork.solution):
        def pass_on(self, X):
            inputs = [X]
            for W, b in self.layers[:-1]:
                inputs.append(hidden(inputs[-1] @ W + b))
            W, b = self.layers[-1]
            return inputs, output(inputs[-1] @ W + b)

        def fit(self, X, t, learning_rate, epochs):
            for _ in range(epochs):
                inputs, p = self.pass_on(X)
                back = delta(p, t)
                for (W, b), a in zip(reversed(self.layers), reversed(inputs), strict=True):
                    step, before = learning_rate * a.T @ back, W.copy()
                    W -= step
                    b -= learning_rate * back.sum(axis=0)
                    back = back @ (W if moved_first else before).T * slope(a)

    return OtherParts


MyNetwork.wrong(
    "all the weights start at 0, so the units of a layer stay alike: draw them with "
    "rng.normal(size=(n, m)).",
    ZeroStart,
)
MyNetwork.wrong(
    "each matrix has a new generator here, so all begin with the same numbers: make one generator "
    "for all the matrices.",
    NewGenerators,
)
MyNetwork.wrong(
    "fit changes nothing: `W = W - ...` gives a new array the name W, and the layer keeps the "
    "old one; `W -= ...` changes the layer.",
    NeverMoves,
)
MyNetwork.wrong(
    "it walks uphill: the step goes against the gradient.", with_rate(lambda rate, n: -rate)
)
MyNetwork.wrong(
    "the steps are N times too long: the loss is the mean over the samples.",
    with_rate(lambda rate, n: n * rate),
)
MyNetwork.wrong(
    "the steps are twice too long: the 2 belongs to the squared error. For the cross-entropy "
    "delta at the output is (p - t) / N.",
    with_rate(lambda rate, n: 2 * rate),
)
MyNetwork.wrong(
    "the steps are right for XOR alone: N is the number of rows of t, not always 4.",
    with_rate(lambda rate, n: n / 4 * rate),
)
MyNetwork.wrong(
    "every step is taken at the rate 0.5: use the argument learning_rate.",
    with_rate(lambda rate, n: 0.5),
)
MyNetwork.wrong("the biases never learn: their gradient is the sum of delta.", FrozenBiases)
MyNetwork.wrong(
    "delta walks back through weights that have moved already: work out all the "
    "gradients first, then take the step.",
    with_parts(moved_first=True),
)
for delta in (logit_gradient, twice_logit_gradient):
    MyNetwork.wrong(
        "the hidden layers still have the sigmoid of the chapter: here they are tanh, and their "
        "slope is 1 - a².",
        with_parts(hidden=sigmoid, slope=slope, delta=delta),
    )
MyNetwork.wrong(
    "the hidden layers are tanh: their slope is 1 - a², not a (1 - a).", with_parts(slope=slope)
)
MyNetwork.wrong(
    "the slope of the hidden layers is missing on the way back.", with_parts(slope=no_slope)
)
MyNetwork.wrong(
    "the output has no activation: it must be a probability.", with_parts(output=identity)
)
MyNetwork.wrong(
    "the output is a tanh: it must be a probability, so use the sigmoid.",
    with_parts(output=np.tanh),
)
MyNetwork.wrong(
    "this is the network of the chapter: the hidden layers, the output and the loss are others "
    "here.",
    with_parts(sigmoid, slope, identity, twice_logit_gradient),
)
for factor in (1, 2):
    MyNetwork.wrong(
        "this descends the squared error: for the cross-entropy delta at the output is "
        "(p - t) / N.",
        with_parts(delta=lambda p, t, factor=factor: factor * (p - t) / t.size * slope(p)),
    )
