"""Exercises of chapter `start_here`."""

from __future__ import annotations

from lecture.exercise import Exercise

my_weight = Exercise(
    "my_weight", 3, right="3 · 2 + 1 = 7. Every exercise of this lecture works like this one."
)
my_weight.wrong("this forgets the 1 that is added: only 6 of the 7 come from the weight.", 3.5)
my_weight.wrong("the 1 is added, not taken away: w · 2 + 1 must be 7.", 4)
my_weight.wrong("this is w · x: divide it by x to get the weight.", 6)
