"""What is said to an answer: rules, each of which looks for one thing that is often wrong.

A rule takes the runs of an answer, one for each case, and gives a sentence or nothing. The rules
are tried in the order of the four lists at the end of this file.
"""

from __future__ import annotations

import copy
import inspect
import sys
import warnings
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any
from unittest.mock import patch

import numpy as np

from lecture.exercise import Exercise

ROUNDED = "it is nearly right: do not round anything on the way."
LOST = "the digits after the point are lost: the result holds whole numbers (its dtype)."
DOTS = "put your answer in place of the dots (...), run that cell, then this one again."
FOR_ONE = "`if`, `max` and `math` decide for one number, NumPy's functions for all at once."
FOR_ALL = ("truth value", "only length-1", "only 0-dimensional", "must be real number")
NO_MINUS = "NumPy does not subtract truth values: make numbers of them first."
NO_ROOM = "an array of whole numbers has no room for decimals: make it one of floats first."
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
        if self.case and callable(exercise.solution):
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
        result = exercise.results[self.part].format(**{n: short(v) for n, v in given.items()})
        return f"{result} of {call}"

    def at(self, index: Any) -> str:
        """Where a number of the result lies: at which inputs, in which row, or at which place."""
        index, first = tuple(index), self.case[0] if self.case else None
        if self.exercise.each == "element" and np.shape(first) == self.got.shape:
            values = [
                np.asarray(value)[index] if np.shape(value) == self.got.shape else value
                for value in self.case
            ]
            pairs = zip(self.exercise.arguments, values, strict=False)
            return "at " + ", ".join(f"{name} = {short(value)}" for name, value in pairs)
        if self.exercise.each == "row" and index and np.ndim(first) == 2:
            place = f", place {index[1]}" if len(index) > 1 else ""
            part = "" if self.part is None else f"{self.call}, "
            return f"for {part}the row {short(np.asarray(first)[index[0]])}{place}"
        position = f" at position {', '.join(map(str, index))}" if index else ""
        return f"for {self.call}{position}"


def complaint(exercise: Exercise, answer: Any) -> str:
    """Say what to look at next in an answer; nothing if it is right."""
    runs = [attempt(exercise, answer, case) for case in exercise.cases]
    if text := first(NOTHING_TO_COMPARE, runs):
        return text
    runs = [part for run in runs for part in parts(run)]
    if text := first(NO_NUMBERS, runs):
        return text
    runs = [replace(run, got=number(run.got), want=np.asarray(run.want)) for run in runs]
    return first(RIGHT_BUT if all(run.right for run in runs) else WRONG, runs)


def first(rules: Sequence[Callable[[list[Run]], str]], runs: list[Run]) -> str:
    """The sentence of the first rule that has one."""
    return next(filter(None, (rule(runs) for rule in rules)), "")


def attempt(exercise: Exercise, answer: Any, case: tuple[Any, ...]) -> Run:
    """Let an answer run on one case, on a copy, and see what happens."""
    run = Run(exercise, answer, case, probe(exercise, exercise.solution, case))
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

    names = ("numpy.errstate", "numpy.seterr", "warnings.catch_warnings")
    names += ("warnings.simplefilter", "warnings.filterwarnings")
    found = {name: getattr(sys.modules[name.split(".")[0]], name.split(".")[1]) for name in names}
    before = np.seterr(all="warn", under="ignore")
    patches = [patch(name, deaf(silencer)) for name, silencer in found.items()]
    imported = {
        name: value
        for name, value in own.items()
        if any(value is silencer for silencer in found.values())
    }
    own.update({name: deaf(value) for name, value in imported.items()})
    for started in patches:
        started.start()
    try:
        yield
    finally:
        for started in patches:
            started.stop()
        own.update(imported)
        np.seterr(**before)


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


def parts(run: Run) -> list[Run]:
    """A run of several results as one run for each."""
    if not isinstance(run.want, tuple):
        return [run]
    pairs = enumerate(zip(run.got, run.want, strict=True))
    return [replace(run, got=got, want=want, part=i) for i, (got, want) in pairs]


# Nothing to compare yet.


def not_started(runs: list[Run]) -> str:
    """The dots are still there."""
    for run in runs:
        values = run.got if isinstance(run.got, tuple) else (run.got,)
        dots = any(value is ... for value in values) or "ellipsis" in str(run.error)
        if dots or run.answer is None:
            return DOTS
    return ""


def wrong_kind(runs: list[Run]) -> str:
    """A value in place of a function, or a function in place of its value."""
    exercise, answer = runs[0].exercise, runs[0].answer
    name, solution, kind = exercise.name, exercise.solution, type(answer).__name__
    hand_over = f"check({name!r}, {name})"
    if inspect.isclass(solution) and not inspect.isclass(answer):
        return f"hand over the class itself, {hand_over}, not a {kind}."
    if callable(solution) and not callable(answer):
        return f"hand over the function itself, {hand_over}, not a {kind}."
    if callable(answer) and not callable(solution):
        return f"{name} must be a value, not a {kind}."
    return ""


def raises(runs: list[Run]) -> str:
    """An error on the way, in the words of what usually causes it."""
    for run in runs:
        if run.error is None:
            continue
        error, text, name = type(run.error).__name__, str(run.error), run.exercise.name
        if isinstance(run.exercise.solution, int | float):
            return f"{name} is of type {type(run.answer).__name__}, must be a real number."
        if right_one_by_one(run):
            why = FOR_ONE if any(cause in text for cause in FOR_ALL) else text
            why = NO_MINUS if "boolean subtract" in text else why
            return f"{name} is right for one number, but raises {error} for an array: {why}"
        if works_for_arrays(run, runs):
            argument = run.exercise.arguments[0]
            return (
                f"{name} works for an array, but raises {error} for one number: "
                f"begin with {argument} = np.asarray({argument})."
            )
        if "truth value" in text:
            return f"{run.call} raises {error}: {FOR_ONE}"
        if "boolean subtract" in text:
            return f"{run.call} raises {error}: {NO_MINUS}"
        if "matmul" in text or "not aligned" in text:
            return (
                f"{run.call} raises {error}: @ needs as many columns on its left as rows on its "
                "right. Write down both shapes: do they stand in the right order?"
            )
        if "Cannot cast ufunc" in text:
            return f"{run.call} raises {error}: {NO_ROOM}"
        if "bitwise_xor" in text or "for ^" in text:
            return f"{run.call} raises {error}: a power is ** in Python, ^ is something else."
        if "NoneType" in text:
            return f"{run.call} raises {error}: {text}. A function without return gives None."
        return f"{run.call} raises {error}: {text}"
    return ""


def right_one_by_one(run: Run) -> bool:
    """Whether a function that fails for an array is right for each of its numbers."""
    if isinstance(run.want, tuple) or not run.case or not np.ndim(run.case[0]):
        return False
    if np.shape(run.case[0]) != np.shape(run.want):
        return False
    same_shape = [np.shape(value) == np.shape(run.want) for value in run.case]
    columns = [
        np.ravel(value).tolist() if alike else [value] * np.size(run.want)
        for value, alike in zip(run.case, same_shape, strict=True)
    ]
    try:
        got = [probe(run.exercise, run.answer, case) for case in zip(*columns, strict=True)]
        return bool(close(got, np.ravel(run.want)).all())
    except Exception:
        return False


def works_for_arrays(run: Run, runs: list[Run]) -> bool:
    """Whether a function that fails for one number fails for no array."""
    if run.exercise.each != "element" or np.ndim(run.case[0]):
        return False
    return all(other.error is None for other in runs if np.ndim(other.case[0]))


def returns_nothing(runs: list[Run]) -> str:
    """A function that prints its result, or forgets it."""
    for run in runs:
        if run.got is None:
            return f"{run.call} returns nothing (None): is there a return?"
    return ""


def changes_its_input(runs: list[Run]) -> str:
    """An argument written into: it belongs to the caller."""
    for run in runs:
        if run.changed:
            return (
                f"{run.exercise.name} changes its argument {run.changed}, which belongs to the "
                "caller: make a new array instead of writing into that one."
            )
    return ""


def wrong_count(runs: list[Run]) -> str:
    """One result where several are asked for, or too many."""
    for run in runs:
        if not isinstance(run.want, tuple):
            continue
        several = isinstance(run.got, tuple | list) or getattr(run.got, "ndim", 0)
        if not (several and len(run.got) == len(run.want)):
            named = f": {', '.join(run.exercise.results)}" if run.exercise.results else ""
            return f"{run.call} must return {len(run.want)} values{named}."
    return ""


# Nothing that numbers can be compared with.


def is_a_list(runs: list[Run]) -> str:
    """A list where an array is asked for."""
    for run in runs:
        if isinstance(run.got, list | tuple) and np.ndim(run.want):
            return f"{run.call} is a {type(run.got).__name__}, must be a NumPy array."
    return ""


def is_no_number(runs: list[Run]) -> str:
    """Text, a dictionary, a complex number, True where a number is asked for."""
    for run in runs:
        try:
            kind = number(run.got).dtype.kind
        except ValueError:
            kind = "ragged"
        if kind not in "biuf":
            must = "must hold real numbers" if np.ndim(run.want) else "must be a real number"
            return f"{run.call} is of type {type(run.got).__name__}, {must}."
        if isinstance(run.got, bool) and not callable(run.exercise.solution):
            return f"{run.call} is {run.got}, must be a number."
    return ""


# Right, but.


def truth_values(runs: list[Run]) -> str:
    """True and False in place of numbers."""
    for run in runs:
        if run.got.dtype.kind == "b" and run.want.dtype.kind != "b":
            return f"{run.exercise.name} gives True and False, must give numbers."
    return ""


def warns(runs: list[Run]) -> str:
    """A warning on the way, also where the code silences it."""
    for run in runs:
        if run.warning:
            return (
                f"the values are right, but {run.call} warns: {run.warning}. (Silencing a warning "
                "does not help: what it warns of still happens.)"
            )
    return ""


# Wrong.


def known_mistake(runs: list[Run]) -> str:
    """A mistake that the exercise knows."""
    exercise = runs[0].exercise
    for answer, said in exercise.mistakes:
        given = ((run, number(part_of(run, probe(exercise, answer, run.case)))) for run in runs)
        if all(
            run.got.shape == got.shape and close(run.got, got, run.want).all() for run, got in given
        ):
            return said
    return ""


def wrong_shape(runs: list[Run]) -> str:
    """A result of another shape: one number, transposed, along the other axis."""
    for run in runs:
        got, want = run.got.shape, run.want.shape
        if got == want:
            continue
        if got == ():
            return f"{run.call} is one number for the whole array, must have the shape {want}."
        if got == want[::-1] and close(run.got.T, run.want).all():
            return f"{run.call} is transposed: it has the shape {got}, must have {want}."
        wish = f"have {want}" if want else "be one number"
        return wrong_axis(runs) or f"{run.call} has the shape {got}, must {wish}."
    return ""


def not_finite(runs: list[Run]) -> str:
    """Right wherever it is finite: an overflow, a logarithm of 0, a division by 0."""
    if not all(run.agrees[np.isfinite(run.got)].all() for run in runs):
        return ""
    run, index = first_wrong(runs)
    cause = f" ({run.warning})" if run.warning else ""
    if not run.case:
        return f"{run.exercise.name} is {run.got}, must be a number."
    return f"{run.at(index)} it gives {run.got[index]}{cause}."


def wrong_value(runs: list[Run]) -> str:
    """A value that is too large or too small."""
    answer, solution = runs[0].answer, runs[0].exercise.solution
    if not isinstance(solution, int | float):
        return ""
    if isinstance(solution, float) and nearly(answer, solution):
        return ROUNDED
    return f"{short(answer)} is too {size(answer - solution)}."


def wrong_axis(runs: list[Run]) -> str:
    """What the solution gives along the other axis of every table."""
    tables = [run for run in runs if run.case and getattr(run.case[0], "ndim", 0) == 2]
    if not tables or all(run.right for run in tables):
        return ""
    for run in tables:
        try:
            turned = (run.case[0].T, *run.case[1:])
            other = part_of(run, probe(run.exercise, run.exercise.solution, turned))
            other = np.asarray(other).T
        except Exception:
            return ""
        if other.shape != run.got.shape or not close(run.got, other).all():
            return ""
    wrong = next(run for run in tables if not run.right)
    return f"{wrong.call} goes along the wrong axis: rows and columns have changed places."


def digits_lost(runs: list[Run]) -> str:
    """Whole numbers where the solution has decimals."""
    if any(run.got.dtype.kind in "iu" for run in runs):
        got, want = joined([run for run in runs if run.got.dtype.kind in "iu"])
        rest, right = joined(runs)
        lost = close(got, np.trunc(want)).all() or close(got, np.round(want)).all()
        if lost and (close(rest, right) | (rest == np.trunc(rest))).all():
            return LOST
    return ""


def rounded(runs: list[Run]) -> str:
    """Nearly right everywhere."""
    got, want = joined(runs)
    return ROUNDED if nearly(got, want).all() else ""


def off_by_a_constant(runs: list[Run]) -> str:
    """The sign, a factor or an offset that is the same everywhere."""
    if everywhere(runs, np.negative):
        return "the sign is wrong everywhere."
    got, want = joined(runs)
    nonzero = want != 0
    if nonzero.sum() < 2 or np.ptp(want) == 0:
        return ""
    factor, offset = np.median(got[nonzero] / want[nonzero]), np.median(got - want)
    if factor and everywhere(runs, lambda want: factor * want):
        return f"it is off by a constant factor: every value is {factor:.4g} times what it must be."
    if everywhere(runs, lambda want: want + offset):
        return f"it is off by a constant: every value is {abs(offset):.4g} too {size(offset)}."
    return ""


def everywhere(runs: list[Run], change: Callable[[Any], Any]) -> bool:
    """Whether `change` makes all that came out of all that must come."""
    pairs = [joined([run]) for run in runs]
    return all(close(got, change(want)).all() for got, want in pairs)


def first_wrong_number(runs: list[Run]) -> str:
    """The first number that is wrong, and where."""
    right, total = sum(int(run.agrees.sum()) for run in runs), sum(run.got.size for run in runs)
    run, index = first_wrong(runs)
    score = f"right at {right} of {total} points, but " if 2 * right >= total else ""
    got, want = apart(run.got[index], run.want[index])
    return f"{score}{run.at(index)} it gives {got}, must be {want}."


def first_wrong(runs: list[Run]) -> tuple[Run, tuple[int, ...]]:
    """The first wrong number of the first wrong run."""
    run = next(run for run in runs if not run.right)
    return run, tuple(np.argwhere(~run.agrees)[0])


def joined(runs: list[Run]) -> tuple[Any, Any]:
    """All numbers that came and that must come, where both are finite."""
    got = np.concatenate([run.got.ravel() for run in runs]).astype(float)
    want = np.concatenate([run.want.ravel() for run in runs]).astype(float)
    finite = np.isfinite(got) & np.isfinite(want)
    return got[finite], want[finite]


def part_of(run: Run, value: Any) -> Any:
    """The part of a result that a run is about."""
    return value if run.part is None else value[run.part]


def number(value: Any) -> Any:
    """A result as an array; a fraction counts as the number it is."""
    return np.asarray(float(value) if isinstance(value, Fraction) else value)


def size(offset: float) -> str:
    """Whether an offset makes something large or small."""
    return "large" if offset > 0 else "small"


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
        return f"<array of shape {value.shape}>"
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


NOTHING_TO_COMPARE = (
    not_started,
    wrong_kind,
    changes_its_input,
    raises,
    returns_nothing,
    wrong_count,
)
NO_NUMBERS = (returns_nothing, is_a_list, is_no_number)
RIGHT_BUT = (truth_values, warns)
WRONG = (
    known_mistake,
    wrong_shape,
    not_finite,
    wrong_value,
    wrong_axis,
    digits_lost,
    rounded,
    off_by_a_constant,
    first_wrong_number,
)
