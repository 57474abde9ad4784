"""What is said to an answer: rules, each of which looks for one thing that is often wrong.

A rule takes the runs of an answer, one for each case, and gives a sentence or nothing. The rules
are tried in the order of the four lists at the end of this file.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from lecture.attempt import (
    Run,
    apart,
    attempt,
    close,
    expected,
    nearly,
    number,
    part_of,
    parts,
    probe,
    short,
)
from lecture.exercise import Exercise
from lecture.language import _
from lecture.recorded import Locked

ROUNDED = "it is nearly right: do not round anything on the way."
LOST = "the digits after the point are lost: the result holds whole numbers (its dtype)."
DOTS = "put your answer in place of the dots (...), run that cell, then this one again."


def causes() -> dict[str, str]:
    """What an error says, and what usually causes it."""
    for_one = _("`if`, `max` and `math` decide for one number, NumPy's functions for all at once.")
    power = _("a power is ** in Python, ^ is something else.")
    return {
        "truth value": for_one,
        "only length-1": for_one,
        "only 0-dimensional": for_one,
        "must be real number": for_one,
        "boolean subtract": _("NumPy does not subtract truth values: make numbers of them first."),
        "matmul": _(
            "@ needs as many columns on its left as rows on its right. Write down both shapes: "
            "do they stand in the right order?"
        ),
        "could not be broadcast": _(
            "the two shapes do not fit: print both. The sum of each row fits its table with "
            "keepdims=True."
        ),
        "Cannot cast ufunc": _(
            "an array of whole numbers has no room for decimals: make it one of floats first."
        ),
        "bitwise_xor": power,
        "for ^": power,
        "NoneType": _("something is None: a function without return gives None."),
    }


def complaint(exercise: Exercise, answer: Any) -> str:
    """Say what to look at next in an answer; nothing if it is right."""
    runs = [attempt(exercise, answer, case) for case in exercise.cases]
    if text := first(NOTHING_TO_COMPARE, runs):
        return text
    runs = [part for run in runs for part in parts(run)]
    if text := first(NO_NUMBERS, runs):
        return text
    runs = [replace(run, got=number(run.got), want=np.asarray(run.want)) for run in runs]
    if all(run.right for run in runs):
        return first(RIGHT_BUT, runs)
    return first(WRONG_LOCKED if isinstance(exercise.solution, Locked) else WRONG, runs)


def first(rules: Sequence[Callable[[list[Run]], str]], runs: list[Run]) -> str:
    """The sentence of the first rule that has one."""
    return next(filter(None, (rule(runs) for rule in rules)), "")


# Nothing to compare yet.


def not_started(runs: list[Run]) -> str:
    """The dots are still there."""
    for run in runs:
        values = run.got if isinstance(run.got, tuple) else (run.got,)
        dots = any(value is ... for value in values) or "ellipsis" in str(run.error)
        if dots or run.answer is None:
            return _(DOTS)
    return ""


def wrong_kind(runs: list[Run]) -> str:
    """A value in place of a function, or a function in place of its value."""
    exercise, answer = runs[0].exercise, runs[0].answer
    name, kind = exercise.name, type(answer).__name__
    hand_over = f"check({name!r}, {name})"
    if exercise.kind == "class" and not inspect.isclass(answer):
        said = _("hand over the class itself, {call}, not a {kind}.")
        return said.format(call=hand_over, kind=kind)
    if exercise.kind != "value" and not callable(answer):
        said = _("hand over the function itself, {call}, not a {kind}.")
        return said.format(call=hand_over, kind=kind)
    if callable(answer) and exercise.kind == "value":
        return _("{name} must be a value, not a {kind}.").format(name=name, kind=kind)
    return ""


def raises(runs: list[Run]) -> str:
    """An error on the way, in the words of what usually causes it."""
    for run in runs:
        if run.error is None:
            continue
        error, name = type(run.error).__name__, run.exercise.name
        text = str(run.error)
        why = next((cause for words, cause in causes().items() if words in text), text)
        if isinstance(run.exercise.solution, int | float):
            return no_real_number(name, run.answer)
        if right_one_by_one(run):
            said = _("{name} is right for one number, but raises {error} for an array: {why}")
            return said.format(name=name, error=error, why=why)
        if works_for_arrays(run, runs):
            argument = run.exercise.arguments[0]
            said = _(
                "{name} works for an array, but raises {error} for one number: "
                "begin with {argument} = np.asarray({argument})."
            )
            return said.format(name=name, error=error, argument=argument)
        return _("{call} raises {error}: {why}").format(call=run.call, error=error, why=why)
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
            return _("{call} returns nothing (None): is there a return?").format(call=run.call)
    return ""


def changes_its_input(runs: list[Run]) -> str:
    """An argument written into: it belongs to the caller."""
    for run in runs:
        if run.changed:
            said = _(
                "{name} changes its argument {argument}, which belongs to the caller: make a new "
                "array instead of writing into that one."
            )
            return said.format(name=run.exercise.name, argument=run.changed)
    return ""


def wrong_count(runs: list[Run]) -> str:
    """One result where several are asked for, or too many."""
    for run in runs:
        if not isinstance(run.want, tuple):
            continue
        several = isinstance(run.got, tuple | list) or getattr(run.got, "ndim", 0) > 0
        if not (several and len(run.got) == len(run.want)):
            count, names = len(run.want), ", ".join(_(result) for result in run.exercise.results)
            if not names:
                return _("{call} must return {count} values.").format(call=run.call, count=count)
            said = _("{call} must return {count} values: {names}.")
            return said.format(call=run.call, count=count, names=names)
    return ""


# Nothing that numbers can be compared with.


def is_a_list(runs: list[Run]) -> str:
    """A list where an array is asked for."""
    for run in runs:
        if isinstance(run.got, list | tuple) and np.ndim(run.want):
            said = _("{call} is a {kind}, must be a NumPy array.")
            return said.format(call=run.call, kind=type(run.got).__name__)
    return ""


def is_no_number(runs: list[Run]) -> str:
    """Text, a dictionary, a complex number, True where a number is asked for."""
    for run in runs:
        try:
            kind = number(run.got).dtype.kind
        except ValueError:
            kind = "ragged"
        if kind not in "biuf":
            if not np.ndim(run.want):
                return no_real_number(run.call, run.got)
            said = _("{call} is of type {kind}, must hold real numbers.")
            return said.format(call=run.call, kind=type(run.got).__name__)
        if isinstance(run.got, bool) and run.exercise.kind == "value":
            return _("{call} is {value}, must be a number.").format(call=run.call, value=run.got)
    return ""


def no_real_number(call: str, value: Any) -> str:
    """What is said to something else than the one number asked for."""
    said = _("{call} is of type {kind}, must be a real number.")
    return said.format(call=call, kind=type(value).__name__)


# Right, but.


def truth_values(runs: list[Run]) -> str:
    """True and False in place of numbers."""
    for run in runs:
        if run.got.dtype.kind == "b" and run.want.dtype.kind != "b":
            said = _("{name} gives True and False, must give numbers.")
            return said.format(name=run.exercise.name)
    return ""


def warns(runs: list[Run]) -> str:
    """A warning on the way, also where the code silences it."""
    for run in runs:
        if run.warning:
            said = _(
                "the values are right, but {call} warns: {warning}. (Silencing a warning does not "
                "help: what it warns of still happens.)"
            )
            return said.format(call=run.call, warning=run.warning)
    return ""


# Wrong.


def known_mistake(runs: list[Run]) -> str:
    """A mistake that the exercise knows."""
    exercise = runs[0].exercise
    for answer, said in exercise.mistakes:
        if all(gives(run, answer) for run in runs):
            return _(said)
    return ""


def gives(run: Run, mistake: Any) -> bool:
    """Whether a run gives what a known mistake gives."""
    given = number(part_of(run, expected(run.exercise, mistake, run.case, run.answer)))
    return run.got.shape == given.shape and bool(close(run.got, given, run.want).all())


def wrong_shape(runs: list[Run]) -> str:
    """A result of another shape: one number, transposed, along the other axis."""
    for run in runs:
        got, want = run.got.shape, run.want.shape
        if got == want:
            continue
        if got == ():
            said = _("{call} is one number for the whole array, must have the shape {want}.")
        elif got == want[::-1] and close(run.got.T, run.want).all():
            said = _("{call} is transposed: it has the shape {got}, must have {want}.")
        elif turned := wrong_axis(runs):
            return turned
        elif want:
            said = _("{call} has the shape {got}, must have {want}.")
        else:
            said = _("{call} has the shape {got}, must be one number.")
        return said.format(call=run.call, got=got, want=want)
    return ""


def not_finite(runs: list[Run]) -> str:
    """Right wherever it is finite: an overflow, a logarithm of 0, a division by 0."""
    if not all(run.agrees[np.isfinite(run.got)].all() for run in runs):
        return ""
    run, index = first_wrong(runs)
    if not run.case:
        said = _("{call} is {value}, must be a number.")
        return said.format(call=run.exercise.name, value=run.got)
    where, value = run.at(index), run.got[index]
    if not run.warning:
        return _("{where} it gives {value}.").format(where=where, value=value)
    said = _("{where} it gives {value} ({warning}).")
    return said.format(where=where, value=value, warning=run.warning)


def wrong_value(runs: list[Run]) -> str:
    """A value that is too large or too small."""
    answer, solution = runs[0].answer, runs[0].exercise.solution
    if not isinstance(solution, int | float):
        return ""
    if isinstance(solution, float) and nearly(answer, solution):
        return _(ROUNDED)
    said = _("{answer} is too large.") if answer > solution else _("{answer} is too small.")
    return said.format(answer=short(answer))


def wrong_axis(runs: list[Run]) -> str:
    """What the solution gives along the other axis of every table."""
    tables = [run for run in runs if run.case and getattr(run.case[0], "ndim", 0) == 2]
    if not tables or all(run.right for run in tables):
        return ""
    for run in tables:
        try:
            turned = (run.case[0].T, *run.case[1:])
            other = part_of(run, expected(run.exercise, run.exercise.solution, turned, run.answer))
            other = np.asarray(other).T
        except Exception:
            return ""
        if other.shape != run.got.shape or not close(run.got, other).all():
            return ""
    wrong = next(run for run in tables if not run.right)
    said = _("{call} goes along the wrong axis: rows and columns have changed places.")
    return said.format(call=wrong.call)


def digits_lost(runs: list[Run]) -> str:
    """Whole numbers where the solution has decimals."""
    if any(run.got.dtype.kind in "iu" for run in runs):
        got, want = joined([run for run in runs if run.got.dtype.kind in "iu"])
        rest, right = joined(runs)
        lost = close(got, np.trunc(want)).all() or close(got, np.round(want)).all()
        if lost and (close(rest, right) | (rest == np.trunc(rest))).all():
            return _(LOST)
    return ""


def rounded(runs: list[Run]) -> str:
    """Nearly right everywhere."""
    got, want = joined(runs)
    return _(ROUNDED) if nearly(got, want).all() else ""


def off_by_a_constant(runs: list[Run]) -> str:
    """The sign, a factor or an offset that is the same everywhere."""
    if everywhere(runs, np.negative):
        return _("the sign is wrong everywhere.")
    got, want = joined(runs)
    nonzero = want != 0
    if nonzero.sum() < 2 or np.ptp(want) == 0:
        return ""
    factor, offset = np.median(got[nonzero] / want[nonzero]), np.median(got - want)
    if factor and everywhere(runs, lambda want: factor * want):
        said = _(
            "it is off by a constant factor: every value is {factor:.4g} times what it must be."
        )
        return said.format(factor=factor)
    if everywhere(runs, lambda want: want + offset):
        too_large = _("it is off by a constant: every value is {offset:.4g} too large.")
        too_small = _("it is off by a constant: every value is {offset:.4g} too small.")
        return (too_large if offset > 0 else too_small).format(offset=abs(offset))
    return ""


def everywhere(runs: list[Run], change: Callable[[Any], Any]) -> bool:
    """Whether `change` makes all that came out of all that must come."""
    pairs = [joined([run]) for run in runs]
    return all(close(got, change(want)).all() for got, want in pairs)


def first_wrong_number(runs: list[Run]) -> str:
    """The first number that is wrong, where, and what it must be unless that was the question."""
    if not runs[0].case:
        return first_wrong_place(runs)
    right, total = sum(int(run.agrees.sum()) for run in runs), sum(run.got.size for run in runs)
    run, index = first_wrong(runs)
    got, want = apart(run.got[index], run.want[index])
    said = _("{where} it gives {got}, must be {want}.")
    if 2 * right >= total:
        said = _("right at {right} of {total} points, but {where} it gives {got}, must be {want}.")
    return said.format(right=right, total=total, where=run.at(index), got=got, want=want)


def first_wrong_place(runs: list[Run]) -> str:
    """The first number that is wrong, and where."""
    run, index = first_wrong(runs)
    said = _("{where} it gives {value}, which is not right.")
    return said.format(where=run.at(index), value=short(run.got[index]))


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
WRONG_LOCKED = (known_mistake, wrong_shape, first_wrong_place)
