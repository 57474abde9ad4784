"""Chapter `perceptron_and_gate`: what its text says, its live plot shows, its exercises answer."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest

from helpers import GATES, INPUTS, Perceptron, fires
from lecture import check, subplots
from lecture.chapters.perceptron_and_gate import exercises
from lecture.chapters.perceptron_and_gate.views import boundary_view

WORDS = ["no", "one", "two", "three", "four", "five", "six"]


def updates(gate, **options):
    """How many updates each epoch on a gate takes."""
    return [epoch.updates for epoch in Perceptron(**options).fit(INPUTS, GATES[gate]).history_]


def test_the_weights_of_and(says):
    neuron = Perceptron().fit(INPUTS, GATES["AND"])
    learnt = neuron.bias_, *neuron.weights_
    says("$[b, w_1, w_2] = [{:.1f}, {:.1f}, {:.1f}]$", *learnt)
    says("$b = {:.1f}$, $w_1 = {:.1f}$, $w_2 = {:.1f}$ after five epochs", *learnt)
    assert np.count_nonzero(updates("AND")) == 5


def test_the_first_update(says):
    says("so one update adds {:.1f} to each of the three", 0.2)
    first = Perceptron().fit(INPUTS, GATES["AND"]).history_[0]
    assert [first.bias, *first.weights] == [0.2, 0.2, 0.2]


def test_the_epochs_of_and(says):
    says("In the second and third epoch it is wrong three times each; then twice, once, and never")
    assert updates("AND")[1:6] == [3, 3, 2, 1, 0]


def test_when_the_weights_of_and_rest(says):
    says("from epoch {} on the weights rest", updates("AND").index(0) + 1)


def test_outputs_without_an_activation(says):
    raw = Perceptron(activation="identity").fit(INPUTS, GATES["AND"]).predict(INPUTS)
    says("They are {:.3f}, {:.3f}, {:.3f} and {:.3f}: no classes", *raw)


def test_a_linear_neuron_never_rests(says):
    says("from the second epoch on it updates at every single example")
    assert updates("AND", activation="identity") == [1] + 9 * [4]


def test_the_epochs_of_the_other_gates(says):
    counts = [WORDS[np.count_nonzero(updates(gate))] for gate in ("OR", "NAND", "AND")]
    says("OR takes {} epochs with updates, NAND {}, AND {}", *counts)


def test_xor_is_never_done(says):
    says("from the third epoch on all four examples are wrong in every epoch")
    assert updates("XOR")[2:] == 8 * [4]


def test_the_line_of_xor_stops_after_the_second_epoch(says):
    says("XOR's seems to stop as well, after epoch 2")
    history = Perceptron().fit(INPUTS, GATES["XOR"]).history_
    weights = [[epoch.bias, *epoch.weights] for epoch in history]
    assert weights[0] != weights[1]
    assert weights[2:] == 8 * [weights[1]]


def test_the_learning_rate_does_not_move_the_line_of_and(says):
    says("the learning rate does not move AND's boundary at all")
    for rate in np.arange(1, 11) / 10:
        neuron = Perceptron(rate).fit(INPUTS, GATES["AND"])
        np.testing.assert_allclose([neuron.bias_, *neuron.weights_], rate * np.array([-2, 2, 1]))


def test_a_sum_that_is_0_on_paper(says):
    says("comes out as ${:.0f} \\cdot 10^{{-17}}$", 1e17 * (0.2 + 0.2 + 0.2 - 0.2 - 0.4))


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


def test_training_gives_what_the_helper_gives():
    for X, targets, rate, epochs in exercises.my_train.cases:
        weights, bias = exercises.my_train.solution(X, targets, rate, epochs)
        neuron = Perceptron(rate, epochs).fit(X, targets)
        np.testing.assert_array_equal(weights, neuron.weights_)
        assert bias == neuron.bias_


@pytest.mark.parametrize("bias", [-3.5, -3, -2.5, -2, -1.75, -1, -0.5, 0, 1])
def test_the_bias_of_a_vote_is_judged_by_what_the_neuron_does(bias):
    fires_from_two = [sum(votes) + bias > 0 for votes in exercises.THREE_INPUTS]
    assert bool(check("my_vote_bias", bias)) == (
        fires_from_two == [sum(votes) >= 2 for votes in exercises.THREE_INPUTS]
    )


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


def train(X, targets, rate, epochs, fire=fires):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = step(weights, bias, x, t, rate, fire)
    return weights, bias


def learn_any(X, targets, rate, epochs):
    """The chapter's `learn` for any number of inputs: [b, w1, w2, ...]."""
    weights = np.zeros(1 + X.shape[1])
    for _ in range(epochs):
        for x, t in zip(np.c_[np.ones(len(X)), X], targets, strict=True):
            weights = weights + rate * (t - fires(weights @ x)) * x
    return weights


def read_from_the_front(*case):
    *weights, bias = learn_any(*case)
    return np.array(weights), bias


def read_from_the_back(*case):
    bias, *weights = learn_any(*case)
    return np.array(weights), bias


W_XOR, B_XOR = [[1, -1], [1, -1]], [-0.5, 1.5]

WRONG = [
    ("my_vote_bias", 1.5, "mind the sign"),
    ("my_vote_bias", -2, "exactly 0"),
    ("my_vote_bias", -7, "never fires"),
    ("my_vote_bias", "-1.5", "is of type str"),
    ("my_vote_bias", [-1.5], "is of type list"),
    ("my_vote_bias", np.array([-1.5]), "must be one number"),
    ("my_vote_bias", float("nan"), "my_vote_bias is nan"),
    ("my_update", step_in_place, "changes its argument weights"),
    ("my_update", lambda *case: step(*case)[0], "must return 2 values: the weights, the bias"),
    ("my_update", listed(step), "is a list, must be a NumPy array"),
    ("my_update", lambda *case: step(*case)[::-1], "the weights first, then the bias"),
    (
        "my_update",
        lambda w, b, x, t, rate: (w + 3 * (step(w, b, x, t, rate)[0] - w), b),
        "for the weights of my_update([0",
    ),
    ("my_train", lambda *case: train(*case)[::-1], "the weights first, then the bias"),
    ("my_train", lambda *case: train(*case, fire=lambda z: z), "the step is missing"),
    ("my_train", lambda X, t, *rest: train(X[::-1], t[::-1], *rest), "from the first to the last"),
    ("my_train", read_from_the_front, "the bias comes first"),
    ("my_train", listed(train), "is a list, must be a NumPy array"),
    ("my_train", lambda X, *rest: (np.zeros(2) + X[0], 0.0), "raises ValueError"),
    (
        "my_train",
        lambda X, t, rate, n: (np.append(0, train(X, t, rate, n)[0][1:]), 0.0),
        "for the weights of my_train([[0, 1], [1, 0], [1, 1]], [0, 0, 1], 0.25, 10) at position 0",
    ),
    ("my_xnor", lambda X: (X[:, 0] == X[:, 1]) * 1, "must be a value, not a function"),
    ("my_xnor", (W_XOR, B_XOR, [1, 1], -0.5), "for the row [0, 1] it gives 1, must be 0"),
    ("my_xnor", (W_XOR, B_XOR, [[1], [1]], -1.5), "this is XOR"),
    ("my_xnor", (W_XOR, B_XOR, [0, -1], 0.5), "this is AND"),
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


def test_the_neuron_of_the_chapter_has_two_inputs(names):
    """Its three weights stand in the code; the exercise asks for any number of inputs."""

    def my_train(X, targets, learning_rate, epochs):
        weights, _ = names["learn"](X, targets, learning_rate, epochs)[-1]
        return weights[1:], weights[0]

    verdict = check("my_train", my_train)
    assert not verdict
    assert "raises ValueError" in verdict.message


def until_it_rests(X, targets, rate, epochs):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        before = weights, bias
        for x, t in zip(X, targets, strict=True):
            weights, bias = step(weights, bias, x, t, rate)
        if np.array_equal(before[0], weights) and before[1] == bias:
            break
    return weights, bias


def step_by_loop(weights, bias, x, t, rate):
    z = bias + sum(w * value for w, value in zip(weights, x, strict=True))
    error = t - (1 if z > 0 else 0)
    moved = [w + rate * error * value for w, value in zip(weights, x, strict=True)]
    return np.array(moved), bias + rate * error


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_vote_bias", -1),
        ("my_vote_bias", Fraction(-3, 2)),
        ("my_update", step_by_loop),
        ("my_train", until_it_rests),
        ("my_train", read_from_the_back),
        ("my_xnor", ([[1, -1], [1, -1]], [-1.5, 0.5], [1, 1], -0.5)),
        ("my_xnor", ([[1, -1], [-1, 1]], [-0.5, -0.5], [-1, -1], 0.5)),
        ("my_xnor", ([[1, 1], [1, 1]], [-0.5, -1.5], np.array([[-1], [1]]), [0.5])),
    ],
)
def test_a_right_answer_in_another_way_passes(name, answer):
    assert check(name, answer)
