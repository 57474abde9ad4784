"""Exercises: one definition holds the solution and all that is said to those who nearly have it."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from lecture.recorded import Recorded


def call(answer: Any, *args: Any) -> Any:
    """Give what is compared unless an exercise says otherwise: a value, or a function's result."""
    return answer(*args) if callable(answer) else answer


@dataclass
class Exercise:
    """What the answer called `name` must do: agree with `solution` on every case.

    `solution` is a value, a function or a class, or what is recorded of one; a case is a tuple of
    arguments.
    `probe(answer, *case)` gives what is compared, a tuple if several things, which `results` names;
    `{x}` in a name stands for the argument x.
    `each` says what one number of the result belongs to: an "element" of the arguments that have
    its shape, a "row" of the first argument, or nothing smaller than the whole call.
    `right` is said in the end.

    >>> my_weight = Exercise("my_weight", 3, right="3 · 2 + 1 = 7.")
    >>> my_weight.wrong("the 1 is added, not taken away.", 4)
    """

    name: str
    solution: Any
    cases: Sequence[tuple[Any, ...]] = ((),)
    right: str = "it does what the exercise asks for."
    probe: Callable[..., Any] = call
    results: Sequence[str] = ()
    each: str = ""
    mistakes: list[tuple[Any, str]] = field(default_factory=list)

    def wrong(self, said: str, answer: Any) -> None:
        """Say `said` to whoever gives what `answer`, a known mistake, gives."""
        self.mistakes.append((answer, said))

    @property
    def kind(self) -> str:
        """What an answer is: a "value", a "function" or a "class"."""
        if isinstance(self.solution, Recorded):
            return self.solution.kind
        if inspect.isclass(self.solution):
            return "class"
        return "function" if callable(self.solution) else "value"

    @property
    def arguments(self) -> list[str]:
        """The names of what a case holds."""
        if self.kind == "value":
            return []
        plain = self.probe is call
        names = list(inspect.signature(self.solution if plain else self.probe).parameters)
        return names[: len(self.cases[0])] if plain else names[1:]


def exercise(**options: Any) -> Callable[[Any], Exercise]:
    """Turn a solution, a function or a class, into the exercise of its name.

    >>> @exercise(cases=[(2.0,), (-1.0,)], right="twice x.")
    ... def my_double(x):
    ...     return 2 * x
    >>> my_double.wrong("this is the square.", lambda x: x**2)
    >>> my_double.name, my_double.arguments
    ('my_double', ['x'])
    """
    return lambda solution: Exercise(solution.__name__, solution, **options)
