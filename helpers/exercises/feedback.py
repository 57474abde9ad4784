"""What is told to those who nearly have it: each rule looks for one thing that is often wrong.

The rules are tried in the order of `complaint`: what keeps the answer from being compared at all,
then the exercise's own table of wrong answers, then what all exercises share.
"""

from __future__ import annotations

import copy
import inspect
import warnings
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from helpers.exercises import Exercise

ROUNDED = "it is nearly right: do not round anything on the way."
DOTS = "put your answer in place of the dots (...), run that cell, then this one again."


@dataclass
class Run:
    """One case tried: what came, what must come, and what happened on the way."""

    exercise: Exercise
    answer: Any
    case: tuple[Any, ...]
    got: Any = None
    want: Any = None
    error: Exception | None = None
    warning: str = ""
    changed: str = ""
    part: int | None = None

    @property
    def agrees(self) -> Any:
        """Where what came is what must come: an array of booleans."""
        return close(self.got, self.want)

    @property
    def call(self) -> str:
        """The call with its arguments, as a reader would write it."""
        arguments = f"({', '.join(map(short, self.case))})" if self.case else ""
        part = "" if self.part is None else f"[{self.part}]"
        return self.exercise.name + arguments + part

    def at(self, index: Any) -> str:
        """Where a point of the result lies: at which inputs, if each input gives one output."""
        if self.case and np.shape(self.case[0]) == self.got.shape:
            values = np.asarray(self.case[0])[tuple(index)], *self.case[1:]
            pairs = zip(self.exercise.arguments, values, strict=False)
            return "at " + ", ".join(f"{name} = {short(value)}" for name, value in pairs)
        position = f" at position {', '.join(map(str, index))}" if len(index) else ""
        return f"for {self.call}{position}"


def attempt(exercise: Exercise, answer: Any, case: tuple[Any, ...]) -> Run:
    """Let the answer and the reference run on one case."""
    run, arguments = Run(exercise, answer, case), copy.deepcopy(case)
    run.want = probe(exercise, exercise.reference, case)
    with warnings.catch_warnings(record=True) as caught:
        warnings.simplefilter("always", RuntimeWarning)
        try:
            run.got = exercise.probe(answer, *arguments)
        except Exception as error:
            run.error = error
    run.warning = next((str(w.message) for w in caught if w.category is RuntimeWarning), "")
    triples = zip(exercise.arguments, case, arguments, strict=False)
    run.changed = next((name for name, *pair in triples if not same(*pair)), "")
    return run


def probe(exercise: Exercise, answer: Any, case: tuple[Any, ...]) -> Any:
    """What an answer gives for a case, on copies and without warnings."""
    with np.errstate(all="ignore"):
        return exercise.probe(answer, *copy.deepcopy(case))


def complaint(exercise: Exercise, answer: Any) -> str:
    """What to look at next in an answer; nothing if it is right."""
    if text := kind_rule(exercise, answer):
        return text
    runs = [attempt(exercise, answer, case) for case in exercise.cases]
    if text := first(usable_rule, runs):
        return text
    runs = [part for run in runs for part in parts(run)]
    if text := first(number_rule, runs):
        return text
    for run in runs:
        run.got, run.want = np.asarray(run.got), np.asarray(run.want)
    if all(run.got.shape == run.want.shape and run.agrees.all() for run in runs):
        return first(truth_rule, runs) or first(warning_rule, runs)
    if text := table_rule(exercise, runs) or first(shape_rule, runs) or nan_rule(runs):
        return text
    if isinstance(exercise.reference, int | float):
        if isinstance(exercise.reference, float) and nearly(answer, exercise.reference):
            return ROUNDED
        return f"{short(answer)} is too {size(answer - exercise.reference)}."
    return first(axis_rule, runs) or value_rule(runs) or point_rule(runs)


def first(rule: Callable[[Run], str], runs: Iterable[Run]) -> str:
    return next(filter(None, map(rule, runs)), "")


def kind_rule(exercise: Exercise, answer: Any) -> str:
    name, reference, kind = exercise.name, exercise.reference, type(answer).__name__
    if answer is ... or answer is None:
        return DOTS
    if inspect.isclass(reference) and not inspect.isclass(answer):
        return f"hand over the class itself, check({exercise.id!r}, {name}), not a {kind}."
    if callable(reference) and not callable(answer):
        return f"hand over the function itself, check({exercise.id!r}, {name}), not a {kind}."
    if callable(answer) and not callable(reference):
        return f"{name} must be a value, not a {kind}."
    return ""


def usable_rule(run: Run) -> str:
    return stub_rule(run) or error_rule(run) or change_rule(run) or count_rule(run)


def stub_rule(run: Run) -> str:
    values = run.got if isinstance(run.got, tuple) else (run.got,)
    if any(value is ... for value in values) or "ellipsis" in str(run.error):
        return DOTS
    if run.got is None and run.error is None:
        return f"{run.call} returns nothing (None): is there a return?"
    return ""


def error_rule(run: Run) -> str:
    if run.error is None:
        return ""
    error = type(run.error).__name__
    if right_one_by_one(run):
        return (
            f"{run.exercise.name} is right for one number, but raises {error} for an array: "
            "`if`, `max` and `math` decide for one number, NumPy's functions for all at once."
        )
    return f"{run.call} raises {error}: {run.error}"


def right_one_by_one(run: Run) -> bool:
    if isinstance(run.want, tuple) or not run.case or not np.ndim(run.case[0]):
        return False
    if np.shape(run.case[0]) != np.shape(run.want):
        return False
    try:
        cases = [(x, *run.case[1:]) for x in np.ravel(run.case[0]).tolist()]
        got = [probe(run.exercise, run.answer, case) for case in cases]
        return bool(close(got, np.ravel(run.want)).all())
    except Exception:
        return False


def change_rule(run: Run) -> str:
    if not run.changed:
        return ""
    return (
        f"{run.exercise.name} changes its argument {run.changed}, which belongs to the caller: "
        "make a new array instead of writing into that one."
    )


def count_rule(run: Run) -> str:
    if not isinstance(run.want, tuple):
        return ""
    right = isinstance(run.got, tuple | list) and len(run.got) == len(run.want)
    return "" if right else f"{run.call} must return {len(run.want)} values."


def parts(run: Run) -> list[Run]:
    if not isinstance(run.want, tuple):
        return [run]
    pairs = enumerate(zip(run.got, run.want, strict=True))
    head = run.exercise, run.answer, run.case
    return [Run(*head, *pair, warning=run.warning, part=i) for i, pair in pairs]


def number_rule(run: Run) -> str:
    kind = type(run.got).__name__
    if isinstance(run.got, list | tuple) and np.ndim(run.want):
        return f"{run.call} is a {kind}, must be a NumPy array."
    try:
        real = np.asarray(run.got).dtype.kind in "biuf"
    except ValueError:
        real = False
    return "" if real else f"{run.call} is of type {kind}, must hold real numbers."


def truth_rule(run: Run) -> str:
    if run.got.dtype.kind != "b" or run.want.dtype.kind == "b":
        return ""
    return f"{run.exercise.name} gives True and False, must give numbers."


def warning_rule(run: Run) -> str:
    return f"the values are right, but {run.call} warns: {run.warning}." if run.warning else ""


def table_rule(exercise: Exercise, runs: list[Run]) -> str:
    for reference, message in exercise.wrong:
        wrong = [probe(exercise, reference, run.case) for run in runs]
        pairs = zip(runs, wrong, strict=True)
        wrong = [np.asarray(w if run.part is None else w[run.part]) for run, w in pairs]
        pairs = zip(runs, wrong, strict=True)
        if all(run.got.shape == w.shape and close(run.got, w).all() for run, w in pairs):
            return message
    return ""


def shape_rule(run: Run) -> str:
    got, want = run.got.shape, run.want.shape
    if got == want:
        return ""
    if got == ():
        return f"{run.call} is one number for the whole array, must have the shape {want}."
    if got == want[::-1] and close(run.got.T, run.want).all():
        return f"{run.call} is transposed: it has the shape {got}, must have {want}."
    wish = f"have {want}" if want else "be one number"
    return axis_rule(run) or f"{run.call} has the shape {got}, must {wish}."


def axis_rule(run: Run) -> str:
    if not run.case or getattr(run.case[0], "ndim", 0) != 2:
        return ""
    try:
        other = probe(run.exercise, run.exercise.reference, (run.case[0].T, *run.case[1:]))
        other = np.asarray(other if run.part is None else other[run.part]).T
    except Exception:
        return ""
    if other.shape != run.got.shape or not close(run.got, other).all():
        return ""
    if other.shape == run.want.shape and close(other, run.want).all():  # no axis matters here
        return ""
    return f"{run.call} goes along the wrong axis: rows and columns have changed places."


def nan_rule(runs: list[Run]) -> str:
    if not all(run.agrees[np.isfinite(run.got)].all() for run in runs):
        return ""
    run = next(run for run in runs if not run.agrees.all())
    index = np.argwhere(~run.agrees)[0]
    cause = f" ({run.warning})" if run.warning else ""
    return f"{run.at(index)} it gives {run.got[tuple(index)]}{cause}."


def value_rule(runs: list[Run]) -> str:
    got = np.concatenate([run.got.ravel() for run in runs])
    want = np.concatenate([run.want.ravel() for run in runs]).astype(float)
    whole, finite = got.dtype.kind in "iu", np.isfinite(got) & np.isfinite(want)
    got, want = got[finite].astype(float), want[finite]
    if whole and (close(got, np.trunc(want)).all() or close(got, np.round(want)).all()):
        return "the digits after the point are lost: the result holds whole numbers (its dtype)."
    if close(got, -want).all():
        return "the sign is wrong everywhere."
    if nearly(got, want).all():
        return ROUNDED
    nonzero = want != 0
    if nonzero.sum() < 2 or np.ptp(want) == 0:
        return ""
    factor, offset = np.median(got[nonzero] / want[nonzero]), np.median(got - want)
    if factor and close(got, factor * want).all():
        return f"it is off by a constant factor: every value is {factor:.4g} times what it must be."
    if close(got, want + offset).all():
        return f"it is off by a constant: every value is {abs(offset):.4g} too {size(offset)}."
    return ""


def point_rule(runs: list[Run]) -> str:
    right, total = sum(int(run.agrees.sum()) for run in runs), sum(run.got.size for run in runs)
    run = next(run for run in runs if not run.agrees.all())
    index = np.argwhere(~run.agrees)[0]
    score = f"right at {right} of {total} points, but " if 2 * right >= total else ""
    got, want = (short(values[tuple(index)]) for values in (run.got, run.want))
    return f"{score}{run.at(index)} it gives {got}, must be {want}."


def size(offset: float) -> str:
    return "large" if offset > 0 else "small"


def close(a: Any, b: Any) -> Any:
    return np.isclose(a, b, rtol=1e-6, atol=1e-12, equal_nan=True)


def nearly(a: Any, b: Any) -> Any:
    return np.isclose(a, b, rtol=0.005, atol=0)


def same(a: Any, b: Any) -> bool:
    if isinstance(a, list | tuple):
        return len(a) == len(b) and all(map(same, a, b))
    return not isinstance(a, np.ndarray) or np.array_equal(a, b, equal_nan=a.dtype.kind == "f")


def short(value: Any) -> str:
    if isinstance(value, np.ndarray) and value.size > 6:
        return f"<array of shape {value.shape}>"
    if isinstance(value, np.ndarray):
        return np.array2string(value, precision=6, separator=", ").replace("\n", "")
    value = value.item() if isinstance(value, np.generic) else value
    return f"{value:.6g}" if isinstance(value, float) else repr(value)
