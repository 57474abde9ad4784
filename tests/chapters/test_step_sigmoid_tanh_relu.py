"""Chapter `step_sigmoid_tanh_relu`: its text, its live plots, and what its exercises answer."""

from __future__ import annotations

import math
import re
import warnings

import numpy as np
import pytest
from numpy import errstate
from scipy.linalg import lstsq
from scipy.optimize import brentq
from scipy.special import expit

from helpers import relu, sigmoid, sigmoid_grad, tanh, tanh_grad
from lecture import check
from lecture.chapters.step_sigmoid_tanh_relu import exercises

X = np.linspace(-5, 5, 401)
PERIOD = np.linspace(-np.pi, np.pi, 401)
EVERYWHERE = np.array([-1000.0, -40.0, -3.0, -0.5, 0.0, 0.5, 3.0, 40.0, 1000.0])


def corners(n):
    """The broken line nearest to the sine, from tents in place of hinges: its corners."""
    knots = np.linspace(-np.pi, np.pi, n + 1)
    tents = np.column_stack([np.interp(PERIOD, knots, tent) for tent in np.eye(n + 1)])
    return knots, lstsq(tents, np.sin(PERIOD))[0]


def distance(n):
    return np.abs(np.interp(PERIOD, *corners(n)) - np.sin(PERIOD)).max()


def test_three_layers_are_one(says):
    says("Both give {}: one layer with the weight $2^{}$", 2 * 2 * 2 * 5, 3)


def test_the_heater_without_activation_functions(says, printed):
    W1, b1 = np.array([[-1, 1, 1], [0, 0, -1]]), np.array([20, -26, 0])
    weights, bias = W1 @ [2, -5, 0.5], b1 @ [2, -5, 0.5]
    says("only ${:g}\\,x_1 - {:g}\\,x_2 + {:g}$", weights[0], -weights[1], bias)
    assert f"True {weights} [{bias:.0f}.]" in printed


@pytest.mark.parametrize(
    "numbers",
    [
        "100 points",
        "[0.26894142 0.5        0.73105858 0.88079708]",
        "[-0.7616  0.      0.7616]",
        "[0 1 2]\n[[0 2 0]\n [4 0 6]]",
        "710.0 nan 1.0",
        "1000.0 1.0 nan",
        "largest slope: 0.25",
    ],
)
def test_the_numbers_of_the_lecture_are_printed(printed, numbers):
    assert numbers in printed


def test_the_quotient_of_a_jump_grows_as_the_step_shrinks(printed, says):
    says("a step ten times smaller makes it ten times larger")
    assert f"{1 / 2e-6:.1f} {1 / 2e-7:.1f}" in printed


def test_ten_sigmoids_in_a_row(says):
    says("$0.25^{{10}}$, about {:.8f}", 0.25**10)


def test_the_exponent_of_the_largest_number(says):
    largest = np.finfo(float).max
    says("about $1.8 \\cdot 10^{{308}} \\approx e^{{{:.1f}}}$", math.log(largest))
    assert f"{largest:.1e}" == "1.8e+308"
    says("It breaks at {}: $e^{{{}}}$ is infinite", *[math.ceil(math.log(largest))] * 2)


def test_the_largest_slopes(says):
    says("the largest slope is {:.0f} instead of {:.2f}", tanh_grad(0.0), sigmoid_grad(0.0))


def test_tanh_is_four_times_as_steep(says):
    says("four times as steep at 0")
    assert tanh_grad(0.0) == 4 * sigmoid_grad(0.0)


def test_where_tanh_is_as_flat_as_the_sigmoid(says):
    says("Beyond about $|z| = {:.1f}$", brentq(lambda x: tanh_grad(x) - sigmoid_grad(x), 1, 3))


def test_the_slopes_far_left(says):
    says("the sigmoid's is {:.4f}, tanh's is {:.4f}", sigmoid_grad(-5.0), tanh_grad(-5.0))


def test_positive_inputs_pull_one_way_for_one_sample_only(printed, says):
    says("rise by {} for the first sample and to fall by {} for the second", 0.5, 0.5)
    wish, net_inputs = np.array([[0.5], [-0.5]]), np.array([[-2, 1], [1, -2]])
    pulls = {name: wish * h(net_inputs) for name, h in (("sigmoid", expit), ("tanh", np.tanh))}
    for name, pull in pulls.items():
        mean = pull.mean(axis=0)
        assert mean.prod() < 0
        first, second = pull.round(2)
        assert f"{name}: sample 1 {first} sample 2 {second}\n  mean: {mean.round(2)}" in printed
    assert (pulls["sigmoid"].prod(axis=1) > 0).all()
    assert (pulls["tanh"].prod(axis=1) < 0).all()


def test_a_common_direction_for_several_samples_depends_on_the_wishes(says):
    says("For several samples it depends on the wishes")
    pull = 0.5 * expit(np.array([[-2, 1], [1, -2]]))  # both are to rise
    assert (pull.mean(axis=0) > 0).all()


def test_a_dead_unit_shows_nothing_but_0(printed):
    for weight in (1.8, 1.9):
        assert weight * 100 - 300 < 0
        assert f"{weight} [0. 0. 0. 0. 0. 0. 0.]" in printed


def test_each_point_gives_an_equation(says, names):
    says("With {} points they cannot all hold", names["x"].size)
    assert min(distance(n) for n in range(1, 21)) > 0.001


def test_the_slopes_of_the_pieces(says):
    says("The slopes are {:g}, {:g}, {:g} and {:g}", *np.cumsum([0, 1, -1.5, 1]))


def test_the_pieces_are_drawn(names):
    line = names["broken_line"](X, np.array([-2, 0, 1]), np.array([1, -1.5, 1]))
    np.testing.assert_allclose(line, np.interp(X, [-2, 0, 1, 5], [0, 2, 1.5, 3.5]), atol=1e-12)


def test_how_near_the_hinges_come(says, printed):
    says("Eight stay within {:.3f} of the sine, sixteen within {:.3f}", distance(8), distance(16))
    for n in (2, 4, 8, 16):
        assert f"{n} {distance(n):.3f}" in printed
    assert distance(16) / distance(8) == pytest.approx(1 / 4, abs=0.02)


def test_two_units_are_a_straight_line(says):
    says("Two units are no better than a straight line")
    assert distance(2) == pytest.approx(distance(1))


def test_what_the_line_does_outside(says):
    knots, heights = corners(8)
    slope = (heights[-1] - heights[-2]) / (knots[-1] - knots[-2])
    says("down to about {:.1f} at $2\\pi$", heights[-1] + np.pi * slope)


def test_the_value_that_loses_every_digit(says):
    says("At -40 the result is {:.2g} and at -200 it is {:.2g}, not 0", expit(-40.0), expit(-200.0))
    said = f"at -200 it is {expit(-200.0):.2g}, at -700 it is {expit(-700.0):.2g}"
    assert said in check("my_sigmoid", lambda z: expit(np.maximum(z, -50))).message


def test_steepness_live(moves):
    moves("steepness_live", lambda weight: {"curve": (X, expit(weight * X))})


def test_the_title_of_the_steep_sigmoid_is_its_slope(names):
    plot = names["steepness_live"]
    plot.controls["weight"].value = 10
    slope = re.search("slope ([\\d.]+)", plot.moving["title"].get_text())
    assert float(slope[1]) == 10 * sigmoid_grad(0.0)


def test_hinges_live(moves):
    def shows(n):
        knots, heights = corners(n)
        return {
            "line": (knots, heights),
            "dots": (knots[:-1], heights[:-1]),
            "title": f"n = {n}: at most {distance(n):.3f} off",
        }

    moves("hinges_live", shows)


def values_and_slopes(x):
    s, t = expit(x), np.tanh(x)
    return {
        "step": (1.0 * (x >= 0), np.nan if x == 0 else 0.0),
        "sigmoid": (s, s * (1 - s)),
        "tanh": (t, 1 - t**2),
        "relu": (max(0, x), 1.0 * (x > 0)),
    }


def test_probe_live(moves):
    def shows(z):
        dots = {}
        for name, (value, slope) in values_and_slopes(z).items():
            dots |= {f"{name} function": ([z], [value]), f"{name} derivative": ([z], [slope])}
        return dots

    moves("probe_live", shows)


@pytest.mark.parametrize("z", [-5.0, 0.0, 1.7])
def test_the_table_of_the_probe(names, z):
    plot = names["probe_live"]
    plot.controls["z"].value = z
    for name, (value, slope) in values_and_slopes(z).items():
        label, *shown = plot.moving[name].get_text().split()
        assert label.lower() == name
        assert shown == [f"{value:.4f}", "none" if np.isnan(slope) else f"{slope:.4f}"]


def test_the_hat_goes_through_its_corners():
    hat = np.interp(X, [0, 1, 3], [0, 2, 0])
    np.testing.assert_allclose(exercises.my_hat.solution(X), hat, atol=1e-14)


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
    ("my_sigmoid", two_branches, "warns: overflow"),
    ("my_sigmoid", two_masks, "begin with z = np.asarray(z)"),
    ("my_sigmoid", one_by_one, "right for one number"),
    ("my_sigmoid", one_minus, "loses every digit at z = -40"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -30, 30))), "cut off at a limit"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -50, 50))), "cut off at a limit"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(np.minimum(-x, 100))), "cut off at a limit"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -500, 500))), "cut off at a limit"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.clip(x, -300, 300))), "at z = -700 it gives"),
    ("my_sigmoid", lambda x: expit(np.float32(x)), "at z = -200 it gives 0"),
    ("my_sigmoid", lambda x: sigmoid(x) + 1e-17, "must be 4.2"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(-np.abs(x))), "the same at z and -z"),
    ("my_sigmoid", lambda x: np.exp(x) / (np.exp(x) + 1), "at z = 750 it gives nan (overflow"),
    ("my_sigmoid", lambda x: 1 / (1 + np.exp(np.clip(x, -500, 500))), "sign in the exponent"),
    ("my_sigmoid", lambda x: np.round(sigmoid(x), 6), "gives 0.268941, must be 0.2689414"),
    ("my_hat", lambda x: 2 * relu(x) - relu(x - 1), "these are the slopes of the pieces, 2 and -1"),
    ("my_hat", lambda x: 2 * relu(x) - 3 * relu(x - 1), "right up to x = 3"),
    ("my_hat", lambda x: ... * relu(x) + ... * relu(x - 1), "in place of the dots"),
    ("my_hat", lambda x: 2 * max(0, x) - 3 * max(0, x - 1) + max(0, x - 3), "right for one number"),
    ("my_hat", lambda x: np.interp(x, [0, 1, 3], [0, 1, 0]), "as high as 1"),
    ("my_tanh_slope", lambda y: 1 - y ^ 2, "a power is **"),
    ("my_tanh_slope", tanh_grad, "tanh of it once more"),
    ("my_tanh_slope", lambda y: y**2 - 1, "the sign is wrong everywhere"),
    ("my_tanh_slope", lambda y: 1 - 2 * y, "at y = -0.999 it gives 2.998"),
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
        ("my_sigmoid", "naive_sigmoid", "warns: overflow"),
        ("my_sigmoid", "naive_tanh", "at z = -1 it gives -0.76"),
        ("my_tanh_slope", "naive_tanh", "at y = -0.999 it gives -0.76"),
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
        ("my_hat", lambda x: np.interp(x, [0, 1, 3], [0, 2, 0])),
        ("my_hat", lambda x: np.maximum(0, np.minimum(2 * x, 3 - x))),
        ("my_sigmoid", lambda x: two_masks(np.asarray(x))),
        ("my_sigmoid", lambda x: np.exp(-np.logaddexp(0, -x))),
        ("my_sigmoid", lambda x: 1 / (1 + np.exp(np.minimum(-x, 700)))),
        ("my_tanh_slope", lambda y: (1 - y) * (1 + y)),
        ("my_tanh_slope", lambda y: 1 / np.cosh(np.arctanh(y)) ** 2),
        ("my_weight_slope", lambda x, w, b: sigmoid_grad(w * x + b) * x),
    ],
)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)
