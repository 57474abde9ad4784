"""Chapter `perceptron_and_gate`: what its text says, its live plots show, its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import GATES, INPUTS, Perceptron, fires, mse, sigmoid
from helpers import binary_cross_entropy as bce
from lecture import check, subplots
from lecture.chapters.perceptron_and_gate.views import boundary_view

WORDS = ["no", "one", "two", "three", "four", "five", "six"]
AND = np.array(GATES["AND"])


def updates(gate, **options):
    """How many updates each epoch on a gate takes."""
    return [epoch.updates for epoch in Perceptron(**options).fit(INPUTS, GATES[gate]).history_]


def biases_that_make(gate):
    """The biases, in quarters, with which weights of 1 make a gate."""
    tried = np.arange(-12, 5) / 4
    return [b for b in tried if [*fires(INPUTS.sum(axis=1) + b)] == GATES[gate]]


def test_the_biases_of_and_and_or(says):
    says("Any bias above -2 and up to -1 makes an AND gate")
    assert biases_that_make("AND") == [-1.75, -1.5, -1.25, -1]
    says("If you expected -0.5: there one input is enough, so this neuron is an OR gate")
    assert -0.5 in biases_that_make("OR")


def test_the_weights_of_and(says, printed):
    neuron = Perceptron().fit(INPUTS, AND)
    learnt = neuron.bias_, *neuron.weights_
    says("$[b, w_1, w_2] = [{:.1f}, {:.1f}, {:.1f}]$", *learnt)
    says("$b = {:.1f}$, $w_1 = {:.1f}$, $w_2 = {:.1f}$ after five epochs", *learnt)
    assert np.count_nonzero(updates("AND")) == 5
    for number, epoch in enumerate(neuron.history_, 1):
        row = "{:5} {:4.1f} {:4.1f} {:4.1f} {:8}"
        assert row.format(number, epoch.bias, *epoch.weights, epoch.updates) in printed


def test_the_first_update(says):
    says("So one update adds {:.1f} to each of the three", 0.2)
    first = Perceptron().fit(INPUTS, AND).history_[0]
    assert [first.bias, *first.weights] == [0.2, 0.2, 0.2]


def test_the_epochs_of_and(says):
    says("the next epochs have them, three each, then two, then one. From epoch 6 on the weights")
    assert updates("AND") == [1, 3, 3, 2, 1, 0, 0, 0, 0, 0]


def test_the_order_of_the_examples_matters(says):
    says("The order of the samples matters")
    forth, back = Perceptron(0.5).fit(INPUTS, AND), Perceptron(0.5).fit(INPUTS[::-1], AND[::-1])
    assert [*forth.weights_] != [*back.weights_]


def test_the_line_of_and_goes_through_a_point(says):
    says("There $z = -0.4 + 0.4 = 0$")
    neuron = Perceptron().fit(INPUTS, AND)
    assert neuron.bias_ + neuron.weights_[0] == 0


def test_outputs_without_an_activation(says, printed):
    neuron = Perceptron(activation="identity").fit(INPUTS, AND)
    raw = neuron.predict(INPUTS)
    says("The raw outputs are about {:.3f}, {:.3f}, {:.3f} and {:.3f}", *raw)
    assert raw[0] == pytest.approx(-0.16483626841185234, rel=1e-13)
    assert f"raw {raw[0]:.14f}" in printed
    assert "b {:.8f}, w {:.8f} {:.8f}, updates 4".format(neuron.bias_, *neuron.weights_) in printed
    assert [neuron.bias_, *neuron.weights_] == pytest.approx(
        [-0.16483627, 0.53076247, 0.46844607], abs=5e-9
    )
    np.testing.assert_array_equal(raw > 0.5, AND)


def test_a_linear_activation(says):
    neuron = Perceptron(activation=lambda z: 2 * z + 1).fit(INPUTS, AND)
    learnt = neuron.bias_, *neuron.weights_
    says("ten epochs give $[b, w_1, w_2] = [{:.8f}, {:.8f}, {:.8f}]$", *learnt)
    says("Cut the output $h(z)$ at 0.5, and that neuron separates AND")
    np.testing.assert_array_equal(neuron.predict(INPUTS) > 0.5, AND)


def test_a_linear_neuron_never_rests(says):
    says("In the last epoch the rule still updates at all four samples")
    assert updates("AND", activation="identity") == [1] + 9 * [4]


@pytest.mark.parametrize("rate", [0.125, 0.25, 0.5, 1, 2])
def test_the_epochs_of_the_gates(says, rate):
    counts = [
        WORDS[np.count_nonzero(updates(gate, learning_rate=rate))] for gate in ("OR", "NAND", "AND")
    ]
    says("OR takes {} epochs with updates, NAND {}, AND {}", *counts)
    says("The boundary of AND and NAND stops after epoch 5, that of OR after epoch 3")


def test_xor_is_never_done(says):
    says("from the third epoch on each of the four samples is wrong at its turn")
    says("At the end of an epoch two are right")
    for epoch in Perceptron(0.5).fit(INPUTS, GATES["XOR"]).history_[2:]:
        assert np.sum(fires(INPUTS @ epoch.weights + epoch.bias) == GATES["XOR"]) == 2
    assert updates("XOR", learning_rate=0.5) == [2, 3] + 8 * [4]
    assert updates("XOR", learning_rate=0.5, epochs=1000)[2:] == 998 * [4]


def test_the_line_of_xor_stops_after_the_second_epoch(says):
    says("XOR's boundary seems to stop after epoch 2")
    says("in each epoch four updates lead in a circle")
    history = Perceptron(0.5).fit(INPUTS, GATES["XOR"]).history_
    weights = [[epoch.bias, *epoch.weights] for epoch in history]
    assert weights[0] != weights[1]
    assert weights[2:] == 8 * [weights[1]]


def test_the_learning_rate_does_not_move_the_line_of_and(says):
    says("If you expected the learning rate to move AND's boundary: it does not.")
    for rate in (0.125, 0.25, 0.5, 1, 2):
        neuron = Perceptron(rate).fit(INPUTS, AND)
        assert [neuron.bias_, *neuron.weights_] == [-2 * rate, 2 * rate, rate]


def gradient(targets, b, w):
    """The slopes of the mean BCE of a sigmoid neuron, sample by sample."""
    errors = [
        1 / (1 + math.exp(-(b + w[0] * x1 + w[1] * x2))) - t
        for (x1, x2), t in zip(INPUTS.tolist(), targets, strict=True)
    ]
    products = zip(errors, INPUTS.tolist(), strict=True)
    slopes = [(e, e * x1, e * x2) for e, (x1, x2) in products]
    return [math.fsum(column) / 4 for column in zip(*slopes, strict=True)]


def descent(rate, steps, targets=AND):
    """Rows (b, w1, w2, loss) of gradient descent from weights of 0."""
    b, w1, w2 = 0.0, 0.0, 0.0
    path = []
    for _ in range(steps + 1):
        z = b + INPUTS @ np.array([w1, w2])
        path.append((b, w1, w2, np.mean(np.log1p(np.exp(z)) - targets * z)))
        slopes = gradient(targets, b, (w1, w2))
        b, w1, w2 = (value - rate * slope for value, slope in zip((b, w1, w2), slopes, strict=True))
    return np.array(path)


def is_right(path):
    """Whether all four samples are right, row by row."""
    return [[*fires(INPUTS @ row[1:3] + row[0])] == [*AND] for row in path]


def test_the_slope_over_the_bias(says):
    z, eps = INPUTS.sum(axis=1), 1e-6
    slope = (bce(AND, sigmoid(z + eps)) - bce(AND, sigmoid(z - eps))) / (2 * eps)
    says("Its slope at $b = 0$ is {:.2f}", slope)


def test_the_stairs(names):
    biases, mistakes = names["biases"], np.array(names["mistakes"])
    for above, up_to, count in ((-9, -2, 1), (-2, -1, 0), (-1, 0, 2), (0, 9, 3)):
        assert set(mistakes[(biases > above) & (biases <= up_to)]) == {count}


def test_the_slopes_of_the_chapter(names):
    b, w = 0.3, np.array([-0.7, 0.9])
    slope_b, slope_w = names["slopes"](INPUTS, AND, b, w)
    np.testing.assert_allclose([slope_b, *slope_w], gradient(AND, b, w), rtol=1e-12)
    moves = 1e-6 * np.eye(3)
    for slope, (d_b, *d_w) in zip([slope_b, *slope_w], moves, strict=True):
        up, down = (
            bce(AND, sigmoid(b + s * d_b + INPUTS @ (w + s * np.array(d_w)))) for s in (1, -1)
        )
        assert slope == pytest.approx((up - down) / 2e-6, abs=1e-8)


def test_the_first_two_steps(says):
    says("The errors are 0.5, 0.5, 0.5 and -0.5. Their mean is 0.25, the slope for $b$")
    says("They give 0.5 and -0.5, so the slope is 0")
    assert gradient(AND, 0, (0, 0)) == [0.25, 0, 0]
    start, first, second = descent(1, 2)
    says("With $\\eta = 1$ the first step moves $b$ from 0 to {:.2f}", first[0])
    says("The loss falls from {:.4f} to {:.4f}", start[3], first[3])
    p = sigmoid(first[0])
    says("Now $p$ is {:.4f} for every sample", p)
    says("the two errors that count for $w_1$ are {:.4f} and {:.4f}", p, p - 1)
    says("so the second step raises both weights to {:.4f}", second[1])
    assert second[1] == second[2]
    says("It moves $b$ to $-0.25 - (p - 0.25) = -p$")
    assert second[0] == pytest.approx(-p)


def test_many_steps(says, printed):
    path = descent(1, 1000)
    says("right for all four samples from step {} on", is_right(path).index(True))
    assert all(is_right(path)[16:])
    says("there $b + w_1 + w_2$ is above 0 at last")
    assert path[15, :3].sum() < 0 < path[16, :3].sum()
    says("So on AND the weights grow on and on, ever more slowly")
    assert (np.diff(path[1:, 1]) > 0).all()
    assert (np.diff(path[:, 3]) < 0).all()
    for step in (0, 1, 15, 16, 50, 1000):
        assert "{:5} {:7.3f} {:7.3f} {:7.3f} {:7.4f}".format(step, *path[step]) in printed


def test_learning_rates(says):
    crawls, falls, overshoots = (descent(rate, 50) for rate in (0.1, 1, 10))
    says("after 50 steps it is {:.2f}, and (1, 1) is still wrong", crawls[50, 3])
    assert not any(is_right(crawls))
    assert INPUTS[fires(INPUTS @ crawls[50, 1:3] + crawls[50, 0]) != AND].tolist() == [[1, 1]]
    says("With rate 1 it falls smoothly to {:.2f}", falls[50, 3])
    assert (np.diff(falls[:, 3]) < 0).all()
    says("the loss rises from {:.2f} to {:.2f}", overshoots[0, 3], overshoots[:, 3].max())
    assert overshoots[:, 3].argmax() == 3
    says(
        "Then it falls, rises once more and settles. After 50 steps it is {:.2f}", overshoots[50, 3]
    )
    assert np.flatnonzero(np.diff(overshoots[:, 3]) > 0).tolist() == [0, 1, 2, 4, 5, 6]


def test_where_the_boundary_goes(says):
    says("The boundary comes in from the upper right and moves towards the middle between (1, 1)")
    path = descent(1, 5000)[2:]
    place = -path[:, 0] / path[:, 1]  # the line is x1 + x2 = place
    assert (np.diff(place) < 0).all()
    assert place[0] > 3
    assert 1.5 < place[-1] < 1.52


def test_the_parabola(says, printed):
    says("L(b) = b^2 + \\tfrac12 b + \\tfrac18 = \\bigl(b + \\tfrac14\\bigr)^2 + \\tfrac1{{16}}")
    for b in (-1.25, 0.0, 0.75):
        loss = mse(AND, b + INPUTS @ np.array([0.5, 0.5]))
        assert loss == pytest.approx(b**2 + b / 2 + 1 / 8, rel=1e-15)
        assert loss == pytest.approx((b + 0.25) ** 2 + 1 / 16, rel=1e-15)
    says("The factors are 0.9, 0.4 and -1.2")
    for rate, factor in ((0.05, 0.9), (0.3, 0.4), (1.1, -1.2)):
        assert 1 - 2 * rate == pytest.approx(factor)
        assert f"{rate}: {np.array([factor**k for k in range(6)]).round(3)}" in printed
    says("at exactly 1 the bias swings between 0.75 and -1.25")
    assert -0.25 - (0.75 + 0.25) == -1.25


def test_a_narrower_parabola_diverges_sooner(says):
    says("On a narrower parabola this begins at a smaller rate")
    for steepness in (1, 2, 10):  # loss = steepness * distance^2, a step times 1 - 2 rate steepness
        limit = 1 / steepness
        assert abs(1 - 2 * 0.99 * limit * steepness) < 1 < abs(1 - 2 * 1.01 * limit * steepness)


def test_the_rule_is_a_step_on_another_loss(says):
    says("$\\max(0, -z)$ if $t = 1$, and $\\max(0, z)$ if $t = 0$")
    for z in (-2.0, -0.5, 0.5, 2.0):
        for t, sign in ((1, -1), (0, 1)):
            slope = (max(0, sign * (z + 1e-6)) - max(0, sign * (z - 1e-6))) / 2e-6
            assert slope == pytest.approx(fires(z) - t)
    says("There the rule takes $y - t$ with $y = 0$")
    assert fires(0) == 0


def test_xor_gives_a_sigmoid_neuron_no_slope():
    """A question of the quiz."""
    assert gradient(GATES["XOR"], 0, (0, 0)) == [0, 0, 0]
    assert descent(1, 0, np.array(GATES["XOR"]))[0, 3] == pytest.approx(math.log(2))


def learn(targets, rate, epochs=10):
    """Rosenblatt's rule on plain numbers: (b, w1, w2) after each epoch, and its mistakes."""
    b = w1 = w2 = 0.0
    weights, mistakes = [(b, w1, w2)], []
    for _ in range(epochs):
        mistakes.append(0)
        for (x1, x2), t in zip(INPUTS.tolist(), targets, strict=True):
            if (wrong := t - (b + (w1 * x1 + w2 * x2) > 0)) != 0:
                b, w1, w2 = b + rate * wrong, w1 + rate * wrong * x1, w2 + rate * wrong * x2
                mistakes[-1] += 1
        weights.append((b, w1, w2))
    return weights, mistakes


def xy(points):
    return [x for x, _ in points], [y for _, y in points]


def test_perceptron_live(moves):
    def shows(gate, epoch, learning_rate):
        weights, mistakes = learn(GATES[gate], learning_rate)
        b, w1, w2 = weights[epoch]
        pairs = [*zip(INPUTS.tolist(), GATES[gate], strict=True)]
        signed = [f"{value:.1f}".replace("-0.0", "0.0") for value in (b, w1, w2)]
        shown = {
            "mistakes": (range(1, 11), mistakes),
            "now": ([epoch], [mistakes[epoch - 1] * (epoch > 0) + 0.3]),
            "wrong": xy([x for x, t in pairs if (b + (w1 * x[0] + w2 * x[1]) > 0) != t]),
            "target 0": xy([x for x, t in pairs if t == 0]),
            "target 1": xy([x for x, t in pairs if t == 1]),
            "boundary": ([], []),
            "title": "b {}, w {}, {}".format(*signed),
            "title of the gate": f"{gate}, after epoch {epoch}",
        }
        if normal := complex(w1, w2):
            unit = normal / abs(normal)
            ends = -b * normal / abs(normal) ** 2 + np.array([-9j, 9j]) * unit
            corners = np.append(ends, ends[::-1] + 9 * unit)
            shown["boundary"] = (ends.real, ends.imag)
            shown["fires"] = (corners.real, corners.imag)
        return shown

    moves("perceptron_live", shows)


def test_a_weight_of_nearly_0_has_no_sign():
    _, ax = subplots()
    moving = boundary_view(ax)(GATES["AND"], np.array([-3e-17, 1.0]), -3e-17)
    assert moving["title"].get_text() == "b 0.0, w 0.0, 1.0"


def test_descent_live(moves):
    def shows(learning_rate, step):
        path = descent(learning_rate, 50)
        b, w1, w2, loss = path[step]
        size = np.hypot(w1, w2)
        shown = {
            "loss": (np.arange(51), path[:, 3]),
            "now": ([step], [loss]),
            "title of the loss": f"η {learning_rate:.2g}, step {step}, loss {loss:.3f}",
            "boundary": ([], []),
        }
        if size > 1e-12:
            ends = -b * complex(w1, w2) / size**2 + np.array([-9j, 9j]) * complex(w1, w2) / size
            shown["boundary"] = (ends.real, ends.imag)
        return shown

    moves("descent_live", shows)


def test_bias_live(moves):
    def shows(learning_rate, step):
        distances = np.array([(1 - 2 * learning_rate) ** k for k in range(step + 1)])
        losses = distances**2 + 1 / 16
        return {
            "path": (distances - 0.25, losses),
            "now": ([distances[-1] - 0.25], [losses[-1]]),
            "title": f"η {learning_rate:g}, step {step}: b {distances[-1] - 0.25:.2f}",
        }

    moves("bias_live", shows)


def test_no_step_leaves_the_picture(names):
    rates = np.append(np.arange(1, 23) / 20, 1.1)
    reached = [np.abs(names["follow"](rate, 5) + 0.25).max() for rate in rates]
    assert max(reached) < 2.7
    assert max(reached) ** 2 + 1 / 16 < 7.4
    losses = [descent(10**exponent, 50)[:, 3].max() for exponent in np.arange(-2, 1.1, 0.25)]
    assert max(losses) < 1.4


def step(weights, bias, x, t, rate, fire=fires):
    change = rate * (t - fire(bias + weights @ x))
    return weights + change * x, bias + change


def step_in_place(weights, bias, x, t, rate):
    change = rate * (t - fires(bias + weights @ x))
    weights += change * x
    return weights, bias + change


def listed(update):
    """The same with the weights as a list."""

    def answer(*case):
        weights, bias = update(*case)
        return [*weights], bias

    return answer


def linear_step(X, t, weights, bias, rate, factor=2):
    errors = factor * (bias + X @ weights - t)
    return weights - rate * X.T @ errors / len(t), bias - rate * errors.sum() / len(t)


def linear_step_in_place(X, t, weights, bias, rate):
    moved, bias = linear_step(X, t, weights, bias, rate)
    weights += moved - weights
    return weights, bias


W_XOR, B_XOR = [[1, -1], [1, -1]], [-0.5, 1.5]

WRONG = [
    ("my_update", step_in_place, "changes its argument weights"),
    ("my_update", lambda *case: step(*case)[0], "must return 2 values: the weights, the bias"),
    ("my_update", listed(step), "is a list, must be a NumPy array"),
    ("my_update", lambda *case: step(*case)[::-1], "the weights first, then the bias"),
    (
        "my_update",
        lambda w, b, x, t, rate: (w + 3 * (step(w, b, x, t, rate)[0] - w), b),
        "for the weights of my_update([0",
    ),
    ("my_linear_step", lambda *case: linear_step(*case)[::-1], "the weights first, then the bias"),
    ("my_linear_step", lambda *case: linear_step(*case, factor=1), "the 2 is missing"),
    ("my_linear_step", lambda *case: linear_step(*case, factor=-2), "it must go against it"),
    (
        "my_linear_step",
        lambda *case: linear_step(*case, factor=2.5),
        "my_linear_step([[1, 0], [1, 1]], [0, 1]",
    ),
    (
        "my_linear_step",
        lambda X, t, *rest: linear_step(X[::-1], t, *rest),
        "my_linear_step([[1, 0], [1, 1]], [0, 1]",
    ),
    ("my_linear_step", linear_step_in_place, "changes its argument weights"),
    ("my_linear_step", listed(linear_step), "is a list, must be a NumPy array"),
    ("my_linear_step", lambda *case: linear_step(*case)[0], "must return 2 values"),
    ("my_xnor", lambda X: (X[:, 0] == X[:, 1]) * 1, "must be a value, not a function"),
    ("my_xnor", (W_XOR, B_XOR, [1, 1], -0.5), "for the row [0, 1] it gives 1, must be 0"),
    ("my_xnor", (W_XOR, B_XOR, [[1], [1]], -1.5), "this is XOR"),
    ("my_xnor", (W_XOR, B_XOR, [0, -1], 0.5), "this is AND"),
    ("my_xnor", ([[1, 1], [-1, -1]], [-1.5, 0.5], [1, 1], -0.5), "in a column of W_hidden"),
    ("my_xnor", ([[-2, -2], [2, 2]], [1, -3], [2, 2], -1), "in a column of W_hidden"),
    (
        "my_update",
        lambda w, b, x, t, rate: step(w, b, x, t, rate, lambda z: (z >= 0) * 1),
        "your neuron fires, and it must not",
    ),
    ("my_xnor", (W_XOR, B_XOR, [1, 1, 1], -1.5), "Write down both shapes"),
    ("my_xnor", (W_XOR, B_XOR, [1, 1]), "expected 4, got 3"),
    ("my_xnor", (..., B_XOR, [1, 1], -0.5), "put your answer in place of the dots"),
    ("my_xnor", ..., "put your answer in place of the dots"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


def step_by_loop(weights, bias, x, t, rate):
    z = bias + sum(w * value for w, value in zip(weights, x, strict=True))
    error = t - (1 if z > 0 else 0)
    moved = [w + rate * error * value for w, value in zip(weights, x, strict=True)]
    return np.array(moved), bias + rate * error


def linear_step_by_loop(X, t, weights, bias, rate):
    slope_w, slope_b = np.zeros(len(weights)), 0.0
    for x, target in zip(X, t, strict=True):
        error = bias + sum(w * value for w, value in zip(weights, x, strict=True)) - target
        slope_w, slope_b = slope_w + 2 * error * x / len(t), slope_b + 2 * error / len(t)
    return weights - rate * slope_w, bias - rate * slope_b


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_update", step_by_loop),
        ("my_linear_step", linear_step),
        ("my_linear_step", linear_step_by_loop),
        ("my_xnor", ([[1, -1], [1, -1]], [-1.5, 0.5], [1, 1], -0.5)),
        ("my_xnor", ([[1, -1], [-1, 1]], [-0.5, -0.5], [-1, -1], 0.5)),
        ("my_xnor", ([[1, 1], [1, 1]], [-0.5, -1.5], np.array([[-1], [1]]), [0.5])),
    ],
)
def test_a_right_answer_in_another_way_passes(name, answer):
    assert check(name, answer)


# What docs/teaching.md says of this chapter.


def test_the_array_misread():
    np.testing.assert_array_equal(fires(0.2 + INPUTS @ np.array([-0.4, 0.4])), [1, 1, 0, 1])


def test_the_step_with_or_without_0():
    neuron = Perceptron(0.2).fit(INPUTS, AND)
    at_or_above = neuron.bias_ + INPUTS @ neuron.weights_ >= 0
    assert [*at_or_above] == [0, 0, 1, 1]
    for h, bias in ((fires, -1), (lambda z: (z >= 0) * 1, -1.5)):
        neuron = Perceptron(0.5, activation=h).fit(INPUTS, AND)
        assert [neuron.bias_, *neuron.weights_] == [bias, 1, 0.5]


def test_a_sum_that_is_0_on_paper():
    assert f"{0.2 + 0.2 + 0.2 - 0.2 - 0.4:.1e}" == "5.6e-17"
    counts = [np.count_nonzero(updates("NAND", learning_rate=rate)) for rate in (0.2, 0.5)]
    assert counts == [3, 5]


@pytest.mark.parametrize(
    ("rate", "epochs", "learnt"),
    [(0.2, 1000, [-0.3125, 0.625, 0.5625]), (0.02, 10_000, [-0.2551, 0.5102, 0.5051])],
)
def test_the_linear_neuron_circles_about_the_least_squares(rate, epochs, learnt):
    neuron = Perceptron(rate, epochs, "identity").fit(INPUTS, AND)
    assert [neuron.bias_, *neuron.weights_] == pytest.approx(learnt, abs=5e-5)


def test_the_rate_at_which_the_linear_neuron_diverges():
    extended = np.column_stack([np.ones(4), INPUTS])
    curvatures = np.linalg.eigvalsh(2 * extended.T @ extended / 4)
    assert 2 / curvatures.max() == pytest.approx(0.628, abs=5e-4)
    least_squares = np.linalg.solve(extended.T @ extended, extended.T @ AND)
    np.testing.assert_allclose(least_squares, [-0.25, 0.5, 0.5], rtol=1e-12)
