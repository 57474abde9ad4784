"""Chapter `start_here`: what its live plot shows and its exercise answers."""

from __future__ import annotations

import math
from fractions import Fraction

import pytest

from lecture import check
from lecture.chapters.start_here import exercises


def test_line_live(moves):
    def shows(weight, bias):
        return {"line": ([-3, 3], [bias - 3 * weight, bias + 3 * weight])}

    moves("line_live", shows)


def test_the_title_of_the_line_is_its_equation(names):
    plot = names["line_live"]
    plot.controls["weight"].value, plot.controls["bias"].value = -1.5, -2.0
    assert plot.moving["title"].get_text() == "y = -1.5·x - 2.0"


def test_the_weight_of_the_exercise():
    assert exercises.my_weight.solution * 2 + 1 == 7


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (7 / 2, "only 6 of the 7"),
        (2.5, "2.5 is too small"),
        (math.nan, "my_weight is nan"),
        (True, "my_weight is True"),
        ("3", "my_weight is of type str"),
        (lambda x: 3 * x + 1, "must be a value"),
    ],
)
def test_a_wrong_answer_is_told_why(answer, phrase):
    verdict = check("my_weight", answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize("answer", [3.0, 6 / 2, Fraction(3)])
def test_a_right_answer_passes(answer):
    assert check("my_weight", answer)
