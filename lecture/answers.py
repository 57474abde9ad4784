"""Answers on their way to a grader: what a reader's code gives, as plain numbers.

The hidden lines of a class call `send`. The grader is another process: it reads the numbers with
`received`, and compares them with its own. Nothing that a reader wrote runs there.
"""

from __future__ import annotations

import copy
from typing import Any

import numpy as np
from IPython.display import display

from lecture.attempt import number
from lecture.check import all_exercises

KIND = "application/vnd.neuron-lecture.answers+json"


def send(name: str, answer: Any, cases: list[tuple[Any, ...]]) -> None:
    """Show the grader what an answer gives for each case; nothing where it fails."""
    sent = {"name": name, "results": given(name, answer, cases)}
    display({KIND: sent}, raw=True)  # type: ignore[no-untyped-call]


def given(name: str, answer: Any, cases: list[tuple[Any, ...]]) -> list[Any]:
    """What an answer to an exercise gives for each case, as plain numbers.

    A class is asked as its exercise asks it.
    """
    exercise = all_exercises()[name]
    results = []
    for case in copy.deepcopy(cases):
        try:
            if exercise.kind == "class":
                result = exercise.probe(answer, *case)
            else:
                result = answer if exercise.kind == "value" else answer(*case)
            results.append(plain(result))
        except Exception:
            results.append(None)
    return results


def plain(value: Any) -> Any:
    """A number, an array, or several of them, as lists and strings.

    >>> plain((1, 0.5))
    [{'shape': [], 'numbers': ['1.0']}, {'shape': [], 'numbers': ['0.5']}]
    """
    if isinstance(value, tuple | list):
        return [plain(part) for part in value]
    array = number(value)
    if array.dtype.kind not in "biuf":
        raise TypeError("no real number")
    return {"shape": list(array.shape), "numbers": [repr(float(n)) for n in array.ravel()]}


def received(sent: Any) -> Any:
    """What `plain` was made from: arrays of floats, and tuples of them."""
    if isinstance(sent, list):
        return tuple(received(part) for part in sent)
    return np.array([float(n) for n in sent["numbers"]]).reshape(sent["shape"])
