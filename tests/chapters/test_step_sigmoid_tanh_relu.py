"""Chapter `step_sigmoid_tanh_relu`: its text, its live plots, and what its exercises answer."""

from __future__ import annotations

import math
import re
import warnings

import numpy as np
import pytest
from numpy import errstate
from scipy.optimize import brentq
from scipy.special import expit

from helpers import sigmoid, sigmoid_grad, step, tanh, tanh_grad
from lecture import check
from lecture.chapters.step_sigmoid_tanh_relu import exercises

X = np.linspace(-5, 5, 401)
EVERYWHERE = np.array([-1000.0, -40.0, -3.0, -0.5, 0.0, 0.5, 3.0, 40.0, 1000.0])


def test_the_exponent_of_the_largest_number(says):
    largest = np.finfo(float).max
    says("about $1.8 \\cdot 10^{{308}} \\approx e^{{{:.1f}}}$", math.log(largest))
    assert f"{largest:.1e}" == "1.8e+308"


def test_the_largest_slopes(says):
    says("the largest slope is {:.0f} instead of {:.2f}", tanh_grad(0.0), sigmoid_grad(0.0))


def test_tanh_is_four_times_as_steep(says):
    says("four times as steep at 0")
    assert tanh_grad(0.0) == 4 * sigmoid_grad(0.0)


def test_where_tanh_is_as_flat_as_the_sigmoid(says):
    says("Beyond about $|x| = {:.1f}$", brentq(lambda x: tanh_grad(x) - sigmoid_grad(x), 1, 3))


def test_the_slopes_far_left(says):
    says("the sigmoid's is {:.4f}, tanh's {:.4f}", sigmoid_grad(-5.0), tanh_grad(-5.0))


def test_the_value_that_loses_every_digit(says):
    says("at -40 the result is {:.2g}, not 0", expit(-40.0))


def test_steepness_live(moves):
    moves("steepness_live", lambda k: {"curve": (X, expit(k * X))})


def test_the_title_of_the_steep_sigmoid_is_its_slope(names):
    plot = names["steepness_live"]
    plot.controls["k"].value = 10
    slope = re.search("slope ([\\d.]+)", plot.moving["title"].get_text())
    assert float(slope[1]) == 10 * sigmoid_grad(0.0)


def values_and_slopes(x):
    s, t = expit(x), np.tanh(x)
    return {
        "step": (1.0 * (x >= 0), np.nan if x == 0 else 0.0),
        "sigmoid": (s, s * (1 - s)),
        "tanh": (t, 1 - t**2),
        "relu": (max(0, x), 1.0 * (x > 0)),
    }


def test_probe_live(moves):
    def shows(x):
        dots = {}
        for name, (value, slope) in values_and_slopes(x).items():
            dots |= {f"{name} function": ([x], [value]), f"{name} derivative": ([x], [slope])}
        return dots

    moves("probe_live", shows)


@pytest.mark.parametrize("x", [-3.0, 0.0, 1.5])
def test_the_table_of_the_probe(names, x):
    plot = names["probe_live"]
    plot.controls["x"].value = x
    for name, numbers in values_and_slopes(x).items():
        label, *shown = plot.moving[name].get_text().split()
        assert label == name
        assert shown == [f"{number:.4f}" for number in numbers if not np.isnan(number)]


def test_the_bipolar_step_is_that_of_the_helpers():
    got = exercises.my_bipolar_step.solution(EVERYWHERE)
    assert np.array_equal(got, step(EVERYWHERE, bipolar=True))


def test_the_sigmoid_is_that_of_scipy():
    got = exercises.my_sigmoid.solution(EVERYWHERE)
    np.testing.assert_allclose(got, expit(EVERYWHERE), rtol=1e-14, atol=0)


def test_the_slope_of_tanh_is_that_of_the_helpers():
    np.testing.assert_allclose(exercises.my_tanh_slope.solution(tanh(X)), tanh_grad(X), atol=1e-14)


def test_the_slope_of_the_weight_is_a_difference_quotient():
    weight, bias, h = -1.5, 0.3, 1e-6
    quotient = (expit((weight + h) * X + bias) - expit((weight - h) * X + bias)) / (2 * h)
    got = exercises.my_weight_slope.solution(X, weight, bias)
    np.testing.assert_allclose(got, quotient, atol=1e-9)


def bipolar_by_if(x):
    return 1 if x >= 0 else -1


def bipolar_in_place(x):
    x[x >= 0], x[x < 0] = 1, -1
    return x


def two_branches(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


def two_masks(x):
    y, left = np.zeros(x.shape), x < 0
    y[~left] = 1 / (1 + np.exp(-x[~left]))
    y[left] = np.exp(x[left]) / (1 + np.exp(x[left]))
    return y


def one_by_one(x):
    return 1 / (1 + math.exp(-x)) if x >= 0 else math.exp(x) / (1 + math.exp(x))


def one_minus(x):
    s = 1 / (1 + np.exp(-np.abs(x)))
    return np.where(np.asarray(x) < 0, 1 - s, s)


WRONG = [
    ("my_bipolar_step", bipolar_by_if, "right for one number"),
    ("my_bipolar_step", bipolar_in_place, "changes its argument x"),
    ("my_bipolar_step", lambda x: x / np.abs(x), "at x = 0 it gives nan"),
    ("my_bipolar_step", lambda x: x >= 0, "unipolar step"),
    ("my_bipolar_step", lambda x: 2 * (x > 0) - 1, "at exactly 0 this gives -1"),
    ("my_bipolar_step", lambda x: np.where(x >= 0, "1", "-1"), "must hold real numbers"),
    ("my_bipolar_step", lambda x: np.copysign(1, x), "at x = -0 it gives -1"),
    ("my_bipolar_step", lambda x: (x >= 0) - (x < 0), "does not subtract truth values"),
    ("my_bipolar_step", lambda x: (x > 0) - (x < 0), "does not subtract truth values"),
    ("my_sigmoid", two_branches, "warns: overflow"),
    ("my_sigmoid", two_masks, "begin with x = np.asarray(x)"),
    ("my_sigmoid", one_by_one, "right for one number"),
    ("my_sigmoid", one_minus, "loses every digit at x = -40"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -30, 30))), "must be 4.2"),
    ("my_sigmoid", lambda x: sigmoid(x) + 1e-17, "must be 4.2"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.abs(x))), "the same at x and -x"),
    ("my_sigmoid", lambda x: np.exp(x) / (np.exp(x) + 1), "at x = 750 it gives nan (overflow"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(np.clip(x, -500, 500))), "sign in the exponent"),
    ("my_sigmoid", lambda x: np.round(sigmoid(x), 6), "gives 0.268941, must be 0.2689414"),
    ("my_tanh_slope", lambda y: 1 - y ^ 2, "a power is **"),
    ("my_tanh_slope", tanh_grad, "tanh of it once more"),
    ("my_tanh_slope", lambda y: y**2 - 1, "the sign is wrong everywhere"),
    ("my_tanh_slope", lambda y: 1 - 2 * y, "at y = -1 it gives 3"),
    ("my_tanh_slope", lambda y: 4 * (1 - y**2), "every value is 4 times"),
    ("my_weight_slope", lambda x, w, b: -sigmoid_grad(w * x + b) * x, "the sign is wrong"),
    ("my_weight_slope", lambda x, w, b: np.sum(sigmoid_grad(w * x + b) * x), "one number for"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("name", "function", "phrase"),
    [
        ("my_bipolar_step", "step_one", "`if`, `max` and `math`"),
        ("my_sigmoid", "naive_sigmoid", "warns: overflow"),
        ("my_sigmoid", "naive_tanh", "at x = -1 it gives -0.76"),
        ("my_tanh_slope", "naive_tanh", "at y = -1 it gives -0.76"),
    ],
)
def test_a_function_of_the_chapter_is_no_answer(names, name, function, phrase):
    verdict = check(name, names[function])
    assert not verdict
    assert phrase in verdict.message


def silent_in_a_block(x):
    with np.errstate(all="ignore"):
        return 1 / (1 + np.exp(-x))


def silent_by_an_imported_name(x):
    with errstate(over="ignore"):
        return 1 / (1 + np.exp(-x))


@np.errstate(over="ignore")
def silent_as_a_whole(x):
    return 1 / (1 + np.exp(-x))


def silent_for_good(x):
    np.seterr(all="ignore")
    return 1 / (1 + np.exp(-x))


def silent_by_a_filter(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return 1 / (1 + np.exp(-x))


SILENT = [silent_in_a_block, silent_by_an_imported_name, silent_as_a_whole, silent_for_good]
SILENT += [silent_by_a_filter, np.vectorize(silent_in_a_block)]


@pytest.mark.parametrize("answer", SILENT)
def test_silence_is_no_sigmoid(answer):
    before = np.geterr()
    verdict = check("my_sigmoid", answer)
    assert not verdict
    assert "warns: overflow" in verdict.message
    assert np.geterr() == before


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_bipolar_step", np.vectorize(bipolar_by_if)),
        ("my_bipolar_step", lambda x: np.where(x < 0, -1, 1)),
        ("my_sigmoid", lambda x: two_masks(np.asarray(x))),
        ("my_sigmoid", lambda x: np.exp(-np.logaddexp(0, -x))),
        ("my_sigmoid", lambda x: 1 / (1 + np.exp(np.minimum(-x, 700)))),
        ("my_sigmoid", lambda x: expit(np.float32(x))),
        ("my_tanh_slope", lambda y: (1 - y) * (1 + y)),
        ("my_weight_slope", lambda x, w, b: sigmoid_grad(w * x + b) * x),
    ],
)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)
