"""Check an answer: instant feedback on what a reader wrote, without the solution."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from helpers._validation import as_name
from lecture.chapters.backpropagation import exercises as backpropagation
from lecture.chapters.c2f_neuron import exercises as c2f_neuron
from lecture.chapters.choosing_an_activation import exercises as choosing_an_activation
from lecture.chapters.deep_networks import exercises as deep_networks
from lecture.chapters.losses import exercises as losses
from lecture.chapters.output_layers import exercises as output_layers
from lecture.chapters.perceptron_and_gate import exercises as perceptron_and_gate
from lecture.chapters.relu_family import exercises as relu_family
from lecture.chapters.start_here import exercises as start_here
from lecture.chapters.step_sigmoid_tanh_relu import exercises as step_sigmoid_tanh_relu
from lecture.exercise import Exercise
from lecture.feedback import complaint
from lecture.language import _

CHAPTERS = (
    *(start_here, c2f_neuron, step_sigmoid_tanh_relu, output_layers, losses),
    *(perceptron_and_gate, backpropagation, deep_networks, relu_family, choosing_an_activation),
)


@dataclass(frozen=True)
class Verdict:
    """What `check` says; true if the answer is right."""

    passed: bool
    message: str

    def __bool__(self) -> bool:
        return self.passed

    def __str__(self) -> str:
        return f"{self.word} {self.message}"

    @property
    def word(self) -> str:
        """The verdict in a word or two."""
        return _("Right:") if self.passed else _("Not yet:")

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        mark = "✓" if self.passed else "○"
        html = f'<p role="status"><b>{mark} {self.word}</b> {escape(self.message)}</p>'
        return {"text/plain": str(self), "text/html": html}


def check(name: str, answer: Any) -> Verdict:
    """Compare your answer to exercise `name` with what it must do, and say what to look at next.

    Raises ValueError for an unknown exercise.

    >>> print(check("my_weight", ...))
    Not yet: put your answer in place of the dots (...), run that cell, then this one again.
    """
    exercises = all_exercises()
    exercise = exercises[as_name(name, "exercise", exercises)]
    text = complaint(exercise, answer)
    return Verdict(not text, text or _(exercise.right))


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise of the lecture by its name, in the order of the chapters."""
    return {
        entry.name: entry
        for chapter in CHAPTERS
        for entry in vars(chapter).values()
        if isinstance(entry, Exercise)
    }
