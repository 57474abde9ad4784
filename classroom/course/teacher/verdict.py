"""What decides about points: the numbers that an answer gave, beside those of the solution.

A student's code runs in a kernel that sees neither this folder nor what must come. From there come
numbers. Whatever the code does to `check`, to NumPy or to the notebook, they are compared here.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import numpy as np
from nbformat.v4 import new_output

from answers import ANSWERS, RIGHT
from lecture.answers import KIND, received
from lecture.attempt import Run, number, parts
from lecture.check import all_exercises

SAID = {
    "en": {
        "right": "Right:",
        "wrong": "Not right: with other numbers than those of the check, something else comes out.",
        "value": "Not right.",
        "stopped": "The kernel has stopped.",
    },
    "ko": {
        "right": "맞습니다.",
        "wrong": "맞지 않습니다. 확인 셀과 다른 수를 넣으면 다른 결과가 나옵니다.",
        "value": "맞지 않습니다.",
        "stopped": "커널이 멈췄습니다.",
    },
}


def verdict(name: str, outputs: list[Any], language: str, stopped: bool) -> list[Any]:
    """What the student's own check said, and whether the answer is right."""
    said, own = SAID[language], list(visible(outputs))
    if passes(name, sent(name, outputs)):
        return [*own, new_output("stream", text=f"{said['right']} {RIGHT[language][name]}\n")]
    why = said["value" if all_exercises()[name].kind == "value" else "wrong"]
    if stopped and not outputs:
        why = said["stopped"]
    name = "NotRight"
    for output in outputs:
        if output.output_type == "error" and output.ename != "NotJudged":
            name, why = output.ename, output.evalue
            break
    return [*own, new_output("error", ename=name, evalue=why, traceback=[f"{name}: {why}"])]


def visible(outputs: list[Any]) -> Iterator[Any]:
    """What a check shows; never as a result, which nbgrader would take for points."""
    for output in outputs:
        if output.output_type in ("display_data", "execute_result") and KIND not in output.data:
            yield new_output("display_data", data=output.data)


def sent(name: str, outputs: list[Any]) -> Any:
    """The numbers that came for an exercise, or None."""
    for output in outputs:
        data = output.get("data", {}).get(KIND)
        if isinstance(data, dict) and data.get("name") == name:
            return data.get("results")
    return None


def passes(name: str, results: Any) -> bool:
    """Whether what came is what must come, for every case."""
    cases = ANSWERS[name]
    try:
        return len(results) == len(cases) and all(
            agrees(name, case, result, want)
            for result, (case, want) in zip(results, cases, strict=True)
        )
    except Exception:  # whatever was sent: it is no answer
        return False


def agrees(name: str, case: tuple[Any, ...], result: Any, want: Any) -> bool:
    """Whether one result is that of the solution."""
    exercise, got = all_exercises()[name], received(result)
    if exercise.kind == "function":
        got = exercise.probe(lambda *_, given=got: given, *case)
    elif exercise.kind == "value":
        got = exercise.probe(got, *case)
    if isinstance(want, tuple):
        if len(got) != len(want):
            return False
        got = tuple(got)
    runs = parts(Run(exercise, None, case, want, got))
    return all(
        Run(exercise, None, case, np.asarray(run.want), number(run.got)).right for run in runs
    )
