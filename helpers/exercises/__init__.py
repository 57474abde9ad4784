"""Exercises: instant feedback on what a reader wrote, without the solution.

The exercises of a chapter stand in `chapter01.py` and so on, each a few declarative lines. What is
often got wrong in any of them (a sign, a factor, an axis, an overflow) is found by `feedback.py`.
"""

from __future__ import annotations

import importlib
import inspect
import pkgutil
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cache
from html import escape
from typing import Any

from helpers._validation import as_name
from helpers.exercises.feedback import complaint


def call(answer: Any, *args: Any) -> Any:
    """What is compared unless an exercise says otherwise: the value, or what the function gives."""
    return answer(*args) if callable(answer) else answer


@dataclass(frozen=True)
class Exercise:
    """What the answer called `name` must do, and what is told to those who nearly have it.

    The answer must agree with `reference` (a number, an array, a function or a class) on every
    case, a tuple of arguments; `probe(answer, *case)` gives what is compared, a tuple if several
    things. `wrong` pairs wrong references with what is then told, `right` is told in the end.
    """

    id: str
    name: str
    reference: Any
    cases: Sequence[tuple[Any, ...]] = ((),)
    wrong: Sequence[tuple[Any, str]] = ()
    right: str = "it does what the exercise asks for."
    probe: Callable[..., Any] = call

    @property
    def arguments(self) -> list[str]:
        """The names of what a case holds, by which a point is told."""
        if not callable(self.reference):
            return []
        plain = self.probe is call
        names = list(inspect.signature(self.reference if plain else self.probe).parameters)
        return names[: len(self.cases[0])] if plain else names[1:]


@dataclass(frozen=True)
class Verdict:
    """What `check` says; shown by a notebook as text or as a marked paragraph."""

    passed: bool
    message: str

    def __str__(self) -> str:
        return f"{'Right' if self.passed else 'Not yet'}: {self.message}"

    def _repr_mimebundle_(self, **_: Any) -> dict[str, str]:
        word, text = str(self).split(":", 1)
        mark, color = ("✓", "#009E73") if self.passed else ("○", "#D55E00")
        style = f"border-left:4px solid {color};padding:0.3em 0.8em;max-width:45em"
        html = f'<div role="status" style="{style}"><b>{mark} {word}:</b>{escape(text)}</div>'
        return {"text/plain": str(self), "text/html": html}


def check(id: str, answer: Any) -> Verdict:
    """Compare your answer to exercise `id` with what it must do, and say what to look at next.

    Raises ValueError for an unknown exercise.

    >>> print(check("1.1", ...))
    Not yet: put your answer in place of the dots (...), run that cell, then this one again.
    """
    exercises = all_exercises()
    exercise = exercises[as_name(id, "exercise", exercises)]
    text = complaint(exercise, answer)
    return Verdict(not text, text or exercise.right)


@cache
def all_exercises() -> dict[str, Exercise]:
    """Every exercise of the lecture by its id."""
    names = sorted(module.name for module in pkgutil.iter_modules(__path__, f"{__name__}."))
    chapters = [importlib.import_module(name) for name in names if ".chapter" in name]
    return {exercise.id: exercise for chapter in chapters for exercise in chapter.EXERCISES}
