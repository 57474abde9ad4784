"""Let an answer run on the cases of its exercise, and see what happens on the way."""

from __future__ import annotations

import copy
import inspect
import sys
import warnings
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import numpy as np

from lecture.exercise import Exercise
from lecture.language import _
from lecture.recorded import Locked, Recorded

SILENCERS: list[tuple[Any, str]] = [
    *((np, name) for name in ("errstate", "seterr")),
    *((warnings, name) for name in ("catch_warnings", "simplefilter", "filterwarnings")),
]
PRINTED = 12  # numbers that a message prints at most


@dataclass(frozen=True)
class Run:
    """One case tried: what came, what must come, and what happened on the way."""

    exercise: Exercise
    answer: Any
    case: tuple[Any, ...]
    want: Any
    got: Any = None
    error: Exception | None = None
    warning: str = ""
    changed: str = ""
    part: int | None = None

    @property
    def agrees(self) -> Any:
        """Where what came is what must come: an array of booleans."""
        return close(self.got, self.want)

    @property
    def right(self) -> bool:
        """Whether all of it is what must come."""
        return self.got.shape == self.want.shape and bool(self.agrees.all())

    @property
    def call(self) -> str:
        """The call as a reader would write it; many numbers by name; a value is not called."""
        exercise, arguments = self.exercise, ""
        given = dict(zip(exercise.arguments, self.case, strict=False))
        if self.case and exercise.kind != "value":
            own = inspect.signature(exercise.solution).parameters  # a probe may pass on more
            taken = {name: value for name, value in given.items() if name in own}
            few = sum(np.size(value) for value in taken.values()) <= PRINTED
            words = [short(v) if few or isinstance(v, str) else name for name, v in taken.items()]
            arguments = f"({', '.join(words)})"
        call = exercise.name + arguments
        if self.part is None:
            return call
        if not exercise.results:
            return f"{call}[{self.part}]"
        result = _(exercise.results[self.part]).format(**{n: short(v) for n, v in given.items()})
        return _("{result} of {call}").format(result=result, call=call)

    def at(self, index: Any) -> str:
        """Where a number of the result lies: at which inputs, in which row, or at which place."""
        index, first = tuple(index), self.case[0] if self.case else ()
        if self.exercise.each == "element" and np.shape(first) == self.got.shape:
            values = [
                np.asarray(value)[index] if np.shape(value) == self.got.shape else value
                for value in self.case
            ]
            pairs = zip(self.exercise.arguments, values, strict=False)
            inputs = ", ".join(f"{name} = {short(value)}" for name, value in pairs)
            return _("at {inputs}").format(inputs=inputs)
        if self.exercise.each == "row" and index and np.ndim(first) == 2:
            if len(index) == 1:
                said = (
                    _("for the row {row}") if self.part is None else _("for {call}, the row {row}")
                )
            elif self.part is None:
                said = _("for the row {row}, place {place}")
            else:
                said = _("for {call}, the row {row}, place {place}")
            row = short(np.asarray(first)[index[0]])
            return said.format(call=self.call, row=row, place=index[-1])
        said = _("for {call} at position {position}") if index else _("for {call}")
        return said.format(call=self.call, position=", ".join(map(str, index)))


def attempt(exercise: Exercise, answer: Any, case: tuple[Any, ...]) -> Run:
    """Let an answer run on one case, on a copy, and see what happens."""
    run = Run(exercise, answer, case, expected(exercise, exercise.solution, case, answer))
    arguments, got, error = copy.deepcopy(case), None, None
    with warnings.catch_warnings(record=True) as caught, nothing_silenced(answer):
        warnings.simplefilter("always", RuntimeWarning)
        try:
            got = exercise.probe(undecorated(answer), *arguments)
        except Exception as raised:
            error = raised
    warning = next((str(w.message) for w in caught if w.category is RuntimeWarning), "")
    triples = zip(exercise.arguments, case, arguments, strict=False)
    changed = next((name for name, *pair in triples if not same(*pair)), "")
    return replace(run, got=got, error=error, warning=warning, changed=changed)


@contextmanager
def nothing_silenced(answer: Any) -> Iterator[None]:
    """Let the reader's own code silence no warning; libraries that it calls still may.

    A silenced overflow is an overflow still, and some exercises are about avoiding it.
    """
    own = getattr(undecorated(getattr(answer, "pyfunc", answer)), "__globals__", {})

    def deaf(silencer: Any) -> Any:
        def called(*args: Any, **kwargs: Any) -> Any:
            mine = sys._getframe(1).f_globals is own
            return nullcontext() if mine else silencer(*args, **kwargs)

        return called

    silencers = [getattr(module, name) for module, name in SILENCERS]
    imported = [name for name, value in own.items() if any(value is one for one in silencers)]
    before = np.seterr(all="warn", under="ignore")
    with ExitStack() as stack:
        for (module, name), silencer in zip(SILENCERS, silencers, strict=True):
            stack.enter_context(patch.object(module, name, deaf(silencer)))
        stack.enter_context(patch.dict(own, {name: deaf(own[name]) for name in imported}))
        stack.callback(np.seterr, **before)
        yield


def undecorated(answer: Any) -> Any:
    """A function without the `@np.errstate(...)` that wraps it."""
    while getattr(answer, "__globals__", {}).get("__name__", "").startswith("numpy."):
        if not hasattr(answer, "__wrapped__"):
            break
        answer = answer.__wrapped__
    return answer


def probe(exercise: Exercise, answer: Any, case: tuple[Any, ...]) -> Any:
    """What an answer gives for a case, on copies and without warnings."""
    with np.errstate(all="ignore"):
        return exercise.probe(answer, *copy.deepcopy(case))


def expected(exercise: Exercise, solution: Any, case: tuple[Any, ...], answer: Any) -> Any:
    """What a solution or a known mistake gives for a case; a locked one, what an answer has."""
    if isinstance(solution, Locked):
        return solution.seen_in(answer)
    return solution(*case) if isinstance(solution, Recorded) else probe(exercise, solution, case)


def parts(run: Run) -> list[Run]:
    """A run of several results as one run for each."""
    if not isinstance(run.want, tuple):
        return [run]
    pairs = enumerate(zip(run.got, run.want, strict=True))
    return [replace(run, got=got, want=want, part=i) for i, (got, want) in pairs]


def part_of(run: Run, value: Any) -> Any:
    """The part of a result that a run is about."""
    return value if run.part is None else value[run.part]


def number(value: Any) -> Any:
    """A result as an array; a fraction counts as the number it is."""
    return np.asarray(float(value) if isinstance(value, Fraction) else value)


def close(got: Any, want: Any, right: Any = None) -> Any:
    """Where two results are the same but for rounding.

    What counts as rounding depends on the size of what is right: `want`, if nothing else is given.
    """
    sizes = np.abs(np.ravel(want if right is None else right).astype(float))
    largest = sizes[np.isfinite(sizes)].max(initial=0)
    tiny = min(1e-12, 1e-6 * largest) if largest else 1e-12
    return np.isclose(got, want, rtol=1e-6, atol=tiny, equal_nan=True)


def nearly(a: Any, b: Any) -> Any:
    """Where two results agree to half a percent."""
    return np.isclose(a, b, rtol=0.005, atol=0)


def same(a: Any, b: Any) -> bool:
    """Whether an argument is still what it was."""
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return not isinstance(a, np.ndarray) or np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def short(value: Any, digits: int = 6) -> str:
    """A value as a reader would write it."""
    if isinstance(value, np.ndarray) and value.size > PRINTED:
        return _("<array of shape {shape}>").format(shape=value.shape)
    if isinstance(value, np.ndarray):
        kinds: Any = {"float_kind": lambda number: f"{number:.{digits}g}", "int_kind": str}
        text = np.array2string(value, separator=", ", formatter=kinds)
        return " ".join(text.split())
    value = value.item() if isinstance(value, np.generic) else value
    return f"{value:.{digits}g}" if isinstance(value, float) else repr(value)


def apart(got: Any, want: Any) -> tuple[str, str]:
    """Two numbers, with as many digits as it takes to tell them apart."""
    for digits in range(6, 18):
        texts = short(got, digits), short(want, digits)
        if texts[0] != texts[1]:
            break
    return texts
