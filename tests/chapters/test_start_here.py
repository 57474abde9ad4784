"""Chapter `start_here`: what its live plot shows and its exercise answers."""

from __future__ import annotations

import pytest

from lecture import check


def test_line_live(moves):
    moves("line_live", lambda weight, bias: {"line": ([-3, 3], [bias - 3 * weight, bias + 3 * weight])})


@pytest.mark.parametrize(
    ("answer", "phrase"),
    [
        (3.5, "only 6 of the 7 come from the weight"),
        (4, "added, not taken away"),
        (6, "divide it by x"),
        (float("nan"), "my_weight is nan, must be a number"),
        (True, "my_weight is True, must be a number"),
    ],
)
def test_a_wrong_weight(answer, phrase):
    verdict = check("my_weight", answer)
    assert not verdict
    assert phrase in verdict.message


def test_a_fraction_is_a_number():
    from fractions import Fraction

    assert check("my_weight", Fraction(3))
