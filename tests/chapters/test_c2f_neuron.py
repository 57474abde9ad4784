"""Chapter `c2f_neuron`: what its text says, its live plot shows, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import c2f
from lecture import check
from lecture.chapters.c2f_neuron import exercises

X = np.linspace(-20, 50, 281)


def test_water_freezes_at_32(says):
    says("water freezes at {:.0f} of them", c2f(0))


def test_ten_degrees_celsius_are_eighteen_fahrenheit(says):
    says("Ten degrees Celsius to the right, the line has always risen by eighteen")
    assert round(c2f(20) - c2f(10)) == 18


def test_two_weights(says):
    says("{:.0f} against {:.0f} at $x = 2$", 24 * 2 + 4, 4 * 2 + 4)


def test_the_mean_as_a_threshold(says, names):
    says("With -20 only the inputs above the mean come through, and these are fewer than half")
    inputs = names["inputs"]
    assert abs(inputs.mean() - 20) < 0.5
    assert np.mean(inputs > 20) == pytest.approx(math.exp(-1), abs=0.01)


def test_where_the_display_wakes_up(says):
    says("$-32 / 1.8 \\approx {:.1f}$ °C", (0 - 32) / 1.8)


def test_neuron_live(moves):
    def shows(weight, bias, corner):
        z = weight * X + bias
        kink = ([(corner - bias) / weight], [corner]) if weight else ([], [])
        return {"net": (X, z), "output": (X, np.where(z < corner, corner, z)), "kink": kink}

    moves("neuron_live", shows)


def test_the_bias_of_the_exercise():
    temperatures = np.array([24.99, 25.0, 25.01])
    fires = 2 * temperatures + exercises.my_bias.solution > 0
    assert fires.tolist() == [False, False, True]


def test_the_clamp_is_that_of_numpy():
    z = np.linspace(-3, 3, 13)
    assert np.array_equal(exercises.my_clamp.solution(z, -1.5, 0.7), np.clip(z, -1.5, 0.7))


def test_the_way_back_ends_where_it_began():
    celsius = np.linspace(0, 50, 6)
    np.testing.assert_allclose(exercises.my_f2c.solution(c2f(celsius)), celsius, atol=1e-12)


def test_the_neuron_is_a_sum():
    X, weights = [[1.0, 2.0], [-3.0, 1.0], [0.0, 0.5]], [2.0, -0.5]
    sums = [sum(x * w for x, w in zip(row, weights, strict=True)) + 0.25 for row in X]
    got = exercises.my_neuron.solution(np.array(X), np.array(weights), 0.25)
    assert got.tolist() == [max(0, z) for z in sums]


def test_the_praise_uses_threshold_as_the_text_does(says):
    says("The **threshold** (임계값) is the value that $w\\,x$ has to exceed")
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


def clamp_floats(z, low, high):
    return clamp_in_place(np.array(z, dtype=float), low, high)


def neuron_by_loop(X, weights, bias):
    outputs = np.zeros(len(X))
    for i, row in enumerate(X):
        outputs[i] = max(0, row @ weights + bias)
    return outputs


def neuron_like_the_inputs(X, weights, bias):
    outputs = np.zeros_like(X[:, 0])
    for i, row in enumerate(X):
        outputs[i] = max(0, row @ weights + bias)
    return outputs


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
    ("my_f2c", lambda f: 9 / 5 * f - 32, "only the sign of the 32"),
    ("my_f2c", lambda f: f - 32 / 1.8, "5/9 acts on the 32 alone"),
    ("my_f2c", lambda f: 0.5556 * f - 17.78, "do not round"),
    ("my_f2c", lambda f: 0.556 * (f - 32), "do not round"),
    ("my_f2c", lambda f: 5 / 9 * (32 - f), "the sign is wrong everywhere"),
    ("my_f2c", lambda f: np.round((f - 32) * 5 / 9).astype(int), "digits after the point are lost"),
    ("my_f2c", lambda f: np.maximum(0, (f - 32) * 5 / 9), "needs no clamp"),
    ("my_f2c", lambda f: 5 // 9 * f - 160 // 9, "at fahrenheit = -40 it gives -17"),
    ("my_neuron", lambda X, w, b: max(0, X @ w + b), "`if`, `max` and `math`"),
    ("my_neuron", lambda X, w, b: np.maximum(0, w @ X + b), "in the right order?"),
    ("my_neuron", neuron_like_the_inputs, "digits after the point are lost"),
    ("my_neuron", lambda X, w, b: np.maximum(0, X @ w.reshape(-1, 1) + b), "the shape (4, 1)"),
    ("my_neuron", lambda X, w, b: [max(0, z) for z in X @ w + b], "is a list"),
    ("my_neuron", lambda X, w, b: np.minimum(0, X @ w + b), "for the row [1"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("function", "phrase"),
    [
        ("to_fahrenheit", "this is Celsius to Fahrenheit"),
        ("c2f_one", "`if`, `max` and `math`"),
        ("c2f_many", "at fahrenheit = -40 it gives 32"),
    ],
)
def test_the_converters_of_the_chapter_do_not_convert_back(names, function, phrase):
    verdict = check("my_f2c", names[function])
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_bias", -50.0),
        ("my_clamp", clamp_floats),
        ("my_clamp", np.clip),
        ("my_clamp", np.vectorize(one_clamp_by_if, otypes=[float])),
        ("my_f2c", lambda f: (f - 32) / 1.8),
        ("my_neuron", neuron_by_loop),
    ],
)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)
