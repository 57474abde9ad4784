"""Solutions that can be compared with, but not read: those in the lecture of a class.

`make class` writes them in place of the solutions. The rest of the lecture takes either.
"""

from __future__ import annotations

import copy
from dataclasses import dataclass
from hashlib import sha256
from inspect import Parameter, Signature
from typing import Any

import numpy as np


@dataclass(frozen=True)
class Recorded:
    """What a solution, or a known mistake, gives for the cases of its exercise, without its code.

    `kind` is "value", "function" or "class".

    >>> double = Recorded("function", ("x",), [((2,), 4), ((5,), 10)])
    >>> double(5)
    10
    >>> double(6)
    Traceback (most recent call last):
    LookupError: this case is not recorded.
    """

    kind: str
    parameters: tuple[str, ...]
    results: list[tuple[tuple[Any, ...], Any]]

    @property
    def __signature__(self) -> Signature:
        kind = Parameter.POSITIONAL_OR_KEYWORD
        return Signature([Parameter(name, kind) for name in self.parameters])

    def __call__(self, *case: Any) -> Any:
        for known, result in self.results:
            if len(known) == len(case) and all(map(np.array_equal, known, case)):
                return copy.deepcopy(result)
        raise LookupError("this case is not recorded.")


@dataclass(frozen=True)
class Locked:
    """A value of which only a digest of each number is kept, to six digits.

    `digests` is one digest, a tuple of them for several results, or a nested list for an array.

    >>> locked = lock("my_pair", (3, 0.25))
    >>> locked.seen_in((3, 0.2))
    (3.0, nan)
    """

    salt: str
    digests: Any

    def seen_in(self, answer: Any) -> Any:
        """What an answer has right; nan, or a number in place of nan, where it is wrong."""
        digests = np.asarray(self.digests)
        try:
            given = np.asarray(answer, dtype=float)
        except (TypeError, ValueError):
            given = np.asarray(np.nan)
        if given.shape != digests.shape:
            given = np.full(digests.shape, np.inf)
        pairs = enumerate(zip(given.ravel().tolist(), digests.ravel(), strict=True))
        seen = [
            number if wanted in near(self.salt, place, number) else wrong(number)
            for place, (number, wanted) in pairs
        ]
        if isinstance(self.digests, tuple):
            return tuple(seen)
        return np.reshape(seen, digests.shape)[()]


def wrong(number: float) -> float:
    """A number that is not the one given; nan is never right where a result is compared."""
    return 0.0 if np.isnan(number) else np.nan


def lock(salt: str, value: Any) -> Locked:
    """Keep only digests of a number, of several results, or of an array."""
    numbers = np.asarray(value, dtype=float)
    digests = [digest(salt, place, number) for place, number in enumerate(numbers.ravel().tolist())]
    if isinstance(value, tuple):
        return Locked(salt, tuple(digests))
    return Locked(salt, np.reshape(digests, numbers.shape).tolist())


def near(salt: str, place: int, number: float) -> set[str]:
    """The digests of a number and of what lies beside it by rounding."""
    return {digest(salt, place, number * by) for by in (1, 1 - 1e-6, 1 + 1e-6)}


def digest(salt: str, place: int, number: float) -> str:
    """What is kept of a number; -0 is 0."""
    return sha256(f"{salt} {place} {number + 0.0:.5e}".encode()).hexdigest()[:16]
