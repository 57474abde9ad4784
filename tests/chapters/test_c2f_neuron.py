"""Chapter `c2f_neuron`: what its text says, its live plot shows, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest

from helpers import c2f
from lecture import check

X = np.linspace(-20, 50, 281)


def test_water_freezes_at_32(says):
    says("water freezes at {:.0f} of them", c2f(0))


def test_ten_degrees_celsius_are_eighteen_fahrenheit(says):
    says("Ten degrees Celsius to the right, the line has always risen by eighteen")
    assert round(c2f(20) - c2f(10)) == 18


def test_two_weights(says):
    says("{:.0f} against {:.0f} at $x = 2$", 24 * 2 + 4, 4 * 2 + 4)


def test_where_the_display_wakes_up(says):
    says("$-32 / 1.8 \\approx {:.1f}$ °C", (0 - 32) / 1.8)


def test_neuron_live(moves):
    def shows(weight, bias, corner):
        z = weight * X + bias
        kink = ([(corner - bias) / weight], [corner]) if weight else ([], [])
        return {"net": (X, z), "output": (X, np.where(z < corner, corner, z)), "kink": kink}

    moves("neuron_live", shows)


def one_clamp_by_if(z, low, high):
    if z < low:
        return low
    return high if z > high else z


def clamp_in_place(z, low, high):
    z[z < low] = low
    z[z > high] = high
    return z


WRONG = [
    ("my_bias", 25, "fires above -12.5"),
    ("my_bias", -49, "-49 is too large"),
    ("my_bias", -60.5, "-60.5 is too small"),
    ("my_bias", "-50", "my_bias is of type str"),
    ("my_bias", lambda x: 2 * x - 50, "must be a value, not a function"),
    ("my_bias", math.nan, "my_bias is nan"),
    ("my_clamp", one_clamp_by_if, "right for one number, but raises ValueError for an array"),
    ("my_clamp", clamp_in_place, "changes its argument z"),
    ("my_clamp", lambda z: z, "raises TypeError"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message
