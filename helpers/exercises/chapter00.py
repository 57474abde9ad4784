"""Exercise of chapter 0: how exercises work."""

from __future__ import annotations

from helpers.exercises import Exercise

EXERCISES = [
    Exercise(
        "0.1",
        "my_weight",
        reference=3,
        wrong=[
            (3.5, "this forgets the 1 that is added: only 6 of the 7 come from the weight."),
            (4, "the 1 is added, not taken away: w · 2 + 1 must be 7."),
            (6, "this is w · x: divide it by x to get the weight."),
        ],
        right="3 · 2 + 1 = 7. Every exercise of the series works like this one.",
    ),
]
