"""Chapter `c2f_neuron`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import c2f
from lecture import check
from lecture.chapters.c2f_neuron import exercises, views

X = np.linspace(-20, 50, 281)
CELSIUS = [-15, -10, -5, 0, 4, 10, 15, 19, 25, 30, 36, 42]
FAHRENHEIT = [6, 17, 24, 27, 43, 52, 57, 69, 78, 87, 97, 110]


def mean_absolute_error(weight, bias):
    pairs = list(zip(CELSIUS, FAHRENHEIT, strict=True))
    return sum(abs(weight * c + bias - f) for c, f in pairs) / len(pairs)


def test_water_freezes_at_32(says, names):
    says("0 °C, where water freezes, is {:.0f} °F", names["to_fahrenheit"](0))


def test_ten_degrees_celsius_are_eighteen_fahrenheit(says):
    says("Ten degrees Celsius more are always eighteen degrees Fahrenheit more")
    assert round(c2f(20) - c2f(10)) == 18


def test_the_converter_is_affine_and_not_linear(says):
    says(
        "10 °C are {:.0f} °F, but 20 °C are {:.0f} °F and not {:.0f}", c2f(10), c2f(20), 2 * c2f(10)
    )


def test_the_converter_is_the_one_of_the_helpers(names, printed):
    degrees = [-20, -10, 0, 36.5, 40, 50, 100]
    assert np.array_equal(names["c2f"](np.array(degrees)), c2f(degrees))
    assert "[ 32.   32.   32.   97.7 104.  122.  212. ]" in printed


def test_the_plain_line_at_twenty_below(says):
    says("9/5 · (-20) + 32 = {:.0f}", 9 / 5 * -20 + 32)


def test_the_activation_function_is_a_relu_moved_to_32(says):
    says("$\\max(z, 32) = 32 + \\max(0, z - 32)$")
    z = np.linspace(-50, 150, 401)
    np.testing.assert_allclose(np.maximum(z, 32), 32 + np.maximum(0, z - 32))


def test_two_weights(says):
    says("They are {} apart: {} against {}", 52 - 12, 24 * 2 + 4, 4 * 2 + 4)
    says("six times as large: {} against {}", 24 * 2, 4 * 2)
    assert 48 / 8 == 6


def test_where_a_neuron_fires(says):
    says("The threshold of $w\\,x$ is $-b$. The threshold of the input $x$ itself is $-b/w$")
    for weight, bias in ((2, -50), (0.5, 3), (1, -100)):
        x = np.linspace(-300, 300, 4001)
        fires = weight * x + bias > 0
        assert np.array_equal(fires, weight * x > -bias)
        assert np.array_equal(fires, x > -bias / weight)


def test_the_mean_as_a_threshold(says, names, printed):
    says("$e^{{-1}}$, which is {:.1f} %", 100 * math.exp(-1))
    says("fewer than half lie above it")
    says("only the inputs above 20 do, and 20 is about the mean")
    inputs = names["inputs"]
    assert abs(inputs.mean() - 20) < 0.5
    assert inputs.min() > 0
    shares = [np.mean(inputs > c) for c in (0.01, 20, 100)]
    assert shares[1] < 0.5
    for share, c in zip(shares, (0.01, 20, 100), strict=True):
        assert share == pytest.approx(math.exp(-c / 20), abs=0.01)
    assert [f"{100 * share:.2f} %" for share in shares] == ["99.95 %", "36.76 %", "0.63 %"]
    assert "bias -20: 36.76 %" in printed


def test_where_the_converter_fires_with_the_usual_corner(says):
    says("$-32 / 1.8 \\approx {:.1f}$ °C", (0 - 32) / 1.8)


def test_the_pictures_of_the_neuron_change_one_number_each(says):
    converter = (1.8, 32, 32)
    changed = [
        [old != new for old, new in zip(converter, one, strict=True)] for one in views.NEURONS
    ]
    assert np.array_equal(changed, np.eye(3))
    corners = [(corner - bias) / weight for weight, bias, corner in views.NEURONS]
    says("*small* inputs: in the first picture below {:.0f}", abs(corners[0]))
    says("the neuron fires earlier: in the second picture above {:.0f}", corners[1])
    assert views.NEURONS[0][0] < 0 < views.NEURONS[1][0]
    assert f"{corners[2]:.1f}" == "-17.8"


def test_neuron_live(moves):
    def shows(weight, bias, corner):
        z = weight * X + bias
        at = (corner - bias) / weight if weight else math.inf
        kink = ([at], [corner]) if -20 <= at <= 50 else ([], [])
        return {"net": (X, z), "output": (X, np.where(z < corner, corner, z)), "kink": kink}

    moves("neuron_live", shows)


def test_the_readings_are_the_formula_and_random_errors(names):
    assert names["celsius"].tolist() == CELSIUS
    assert names["target"].tolist() == FAHRENHEIT
    noise = np.random.default_rng(1).normal(0, 4, 12)
    assert np.round(9 / 5 * np.array(CELSIUS) + 32 + noise).tolist() == FAHRENHEIT


def test_the_smallest_error_of_the_sliders(says, names):
    weights = [w / 10 for w in range(5, 26)]
    least, weight, bias = min((mean_absolute_error(w, b), w, b) for w in weights for b in range(61))
    says(
        "The smallest error of these sliders is {:.2f}, at weight {} and bias {}",
        least,
        weight,
        bias,
    )
    says("The formula itself, 1.8 and 32, has a larger error, {:.2f}", mean_absolute_error(1.8, 32))
    assert names["mean_absolute_error"](1.8, 33) == pytest.approx(least)
    assert names["mean_absolute_error"](1, 0) == pytest.approx(43)


def test_the_sticks_point_as_the_text_says():
    signs = [
        [f - (weight * c + bias) for c, f in zip(CELSIUS, FAHRENHEIT, strict=True)]
        for weight, bias in views.FITS
    ]
    assert min(signs[0]) > 0
    assert max(signs[1][:4]) < 0 < min(signs[1][8:])
    assert max(map(abs, signs[2])) < 7


def test_the_bias_alone_gets_no_further_than_the_middle_picture():
    errors = {bias: mean_absolute_error(1, bias) for bias in range(61)}
    assert errors[42] == pytest.approx(min(errors.values()))


def test_fit_live(moves):
    def shows(weight, bias):
        xs, ys = [], []
        for c, f in zip(CELSIUS, FAHRENHEIT, strict=True):
            xs += [c, c, math.nan]
            ys += [weight * c + bias, f, math.nan]
        error = mean_absolute_error(weight, bias)
        title = f"w {weight:.1f}, b {bias:g}: mean absolute error {error:.1f} °F"
        line = ([-20, 45], [bias - 20 * weight, bias + 45 * weight])
        return {"sticks": (xs, ys), "line": line, "title": title}

    moves("fit_live", shows)


def test_no_reading_and_no_stick_leaves_the_picture(names):
    plot = names["fit_live"]
    low, high = plot.figure.axes[0].get_ylim()
    for weight in (0.5, 2.5):
        for bias in (0, 60):
            assert all(low <= weight * c + bias <= high for c in CELSIUS)


def test_the_network_of_the_chapter(says, names):
    X, W1, b1, W2, b2 = (names[name] for name in ("X", "W1", "b1", "W2", "b2"))
    assert [a.shape for a in (X, W1, b1, W2, b2)] == [(4, 2), (2, 3), (3,), (3, 1), (1,)]
    says("The shape is {}", names["Z1"].shape)
    says("16 · 1 + 2 · (-1) + 0 = {}", names["Z1"][0, 2])
    for n, (indoors, outdoors) in enumerate(X):
        z = [20 - indoors, indoors - 26, indoors - outdoors]
        a = [max(0, value) for value in z]
        assert names["Z1"][n].tolist() == z
        assert names["A1"][n].tolist() == a
        assert names["Y"][n, 0] == max(0, 2 * a[0] - 5 * a[1] + 0.5 * a[2])
    says("4 · 2 + 0 · (-5) + 14 · 0.5 = {:.0f}", names["Y"][0, 0])
    says("fires with 20 - 16 = 4")
    says("16 - 26 = {}", names["Z1"][0, 1])
    says("fires with {}", names["A1"][0, 2])
    says("4 · (-5) + 20 · 0.5 = {:.0f}", 4 * -5 + 20 * 0.5)
    assert names["A1"][2].tolist() == [0, 4, 20]


def test_the_bias_of_the_exercise():
    temperatures = np.array([24.99, 25.0, 25.01])
    fires = 2 * temperatures + exercises.my_bias.solution > 0
    assert fires.tolist() == [False, False, True]


def test_the_clamp_is_that_of_numpy():
    z = np.linspace(-3, 3, 13)
    assert np.array_equal(exercises.my_clamp.solution(z, -1.5, 0.7), np.clip(z, -1.5, 0.7))


def test_the_network_of_the_exercise():
    (x1, x2), (b1, b2) = (3, 1), (4, -5)
    a1, a2 = max(0, 1 * x1 - 2 * x2 + b1), max(0, 2 * x1 - 3 * x2 + b2)
    assert exercises.my_network.solution == (a1, a2, max(0, 2 * a1 + 7 * a2 - 6))


def test_the_praise_uses_threshold_as_the_text_does():
    assert "the threshold 50" in check("my_bias", -50).message


def one_clamp_by_if(z, low, high):
    if z < low:
        return low
    return high if z > high else z


def clamp_in_place(z, low, high):
    z[z < low] = low
    z[z > high] = high
    return z


def clamp_a_copy(z, low, high):
    return clamp_in_place(np.copy(z), low, high)


def clamp_by_hinges(z, low, high):
    return low + np.maximum(0, z - low) - np.maximum(0, z - high)


def clamp_by_masks(z, low, high):
    return (z < low) * low + (z > high) * high + ((z >= low) & (z <= high)) * z


def clamp_floats(z, low, high):
    return clamp_in_place(np.array(z, dtype=float), low, high)


WRONG = [
    ("my_bias", 25, "fires above -12.5"),
    ("my_bias", -49, "-49 is too large"),
    ("my_bias", -60.5, "-60.5 is too small"),
    ("my_bias", "-50", "my_bias is of type str"),
    ("my_bias", lambda x: 2 * x - 50, "must be a value"),
    ("my_bias", math.nan, "my_bias is nan"),
    ("my_bias", np.array([-50]), "has the shape (1,)"),
    ("my_clamp", one_clamp_by_if, "right for one number"),
    ("my_clamp", lambda z, low, high: min(max(z, low), high), "`if`, `max` and `math`"),
    ("my_clamp", np.vectorize(one_clamp_by_if), "digits after the point are lost"),
    ("my_clamp", clamp_in_place, "changes its argument z"),
    ("my_clamp", clamp_a_copy, "digits after the point are lost"),
    ("my_clamp", lambda z, low, high: z.clip(low, high), "begin with z = np.asarray(z)"),
    ("my_clamp", lambda z, low, high: np.clip(z, high, low), "gives low for every z"),
    ("my_clamp", lambda z, low, high: (z >= low) & (z <= high), "z itself must come through"),
    ("my_clamp", lambda z, low, high: np.clip(z, 32, 212), "at z = -2.5, low = -1, high = 1"),
    ("my_clamp", lambda z: z, "raises TypeError"),
    ("my_network", (5, 0), "must return 3 values: a1, a2, y"),
    ("my_network", 4, "must return 3 values: a1, a2, y"),
    ("my_network", (5, 0, 3), "y of my_network"),
    ("my_network", (5, 1, 11), "a2 of my_network"),
    ("my_network", (6, 0, 6), "a1 of my_network"),
    ("my_network", (5, -2, 4), "a2 is still its net input"),
    ("my_network", (5, 0, "4"), "must be a real number"),
    ("my_network", (..., ..., ...), "put your answer in place of the dots"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_bias", -50.0),
        ("my_clamp", clamp_floats),
        ("my_clamp", np.clip),
        ("my_clamp", clamp_by_hinges),
        ("my_clamp", clamp_by_masks),
        ("my_clamp", np.vectorize(one_clamp_by_if, otypes=[float])),
        ("my_network", [5, 0, 4]),
        ("my_network", np.array([5.0, 0.0, 4.0])),
    ],
)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)
