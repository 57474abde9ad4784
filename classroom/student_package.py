"""The lecture without solutions: the package that the students of a class install.

Each `exercises.py` is replaced by one that has the results of the solutions and of the known
mistakes for the cases of the check, in place of their code. Where the answer is a value, only
digests of it are kept. What is said to a right answer stays with the teacher.
"""

from __future__ import annotations

import ast
import builtins
import inspect
import sys
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from tempfile import TemporaryDirectory
from types import ModuleType
from typing import Any

import numpy as np
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po

from lecture.attempt import probe
from lecture.check import CHAPTERS, all_exercises
from lecture.exercise import Exercise, call
from lecture.recorded import Locked, Recorded, lock

sys.path.append(str(Path(__file__).resolve().parent.parent / "site"))
from alone import ROOT, copy_sources, wheel_of

HEAD = '''"""Exercises of chapter `{room}`, recorded: results, and no solutions."""

import numpy as np
from numpy import array, inf, nan

from lecture.exercise import Exercise
from lecture.recorded import Locked, Recorded
{imports}
'''


def written(value: Any) -> str:
    """A value as Python code that gives it exactly."""
    with np.printoptions(threshold=sys.maxsize, floatmode="unique", linewidth=95):
        return repr(value)


def recorded(exercise: Exercise, answer: Any) -> Recorded | Locked:
    """What the package has in place of a solution, or of a known mistake."""
    if exercise.kind == "value" and exercise.probe is call:
        return lock(exercise.name, answer)
    results = [(case, probe(exercise, answer, case)) for case in exercise.cases]
    if answer is exercise.solution:  # the feedback tries tables the other way round, too
        for case in exercise.cases:
            if case and np.ndim(case[0]) == 2:
                turned = (case[0].T, *case[1:])
                with suppress(Exception):
                    results.append((turned, probe(exercise, answer, turned)))
    parameters = () if exercise.kind == "value" else inspect.signature(exercise.solution).parameters
    return Recorded(exercise.kind, tuple(parameters), results)


def names_in(code: str) -> set[str]:
    """The names that a piece of code takes from around it."""
    return {node.id for node in ast.walk(ast.parse(code)) if isinstance(node, ast.Name)}


def imports_for(code: str, module: ModuleType) -> list[str]:
    """The imports of a module that a piece of its code needs."""
    wanted, found = names_in(code) - set(dir(builtins)), []
    for line in ast.parse(inspect.getsource(module)).body:
        if isinstance(line, ast.Import | ast.ImportFrom):
            kept = [name for name in line.names if (name.asname or name.name) in wanted]
            if kept:
                line.names = kept
                found.append(ast.unparse(line))
    return found


def module_of(exercises: Iterable[Exercise], chapter: ModuleType) -> str:
    """The module that takes the place of a chapter's `exercises.py`."""
    probes = {e.probe: inspect.getsource(e.probe) for e in exercises if e.probe is not call}
    lines = [line for code in probes.values() for line in imports_for(code, chapter)]
    imports = "\n".join(line for line in dict.fromkeys(lines) if line != "import numpy as np")
    parts = [HEAD.format(room=chapter.__name__.split(".")[-2], imports=imports)]
    parts += probes.values()
    for e in exercises:
        solution = recorded(e, e.solution)
        asked = "" if e.probe is call else f"probe={e.probe.__name__}, "
        parts.append(
            f"{e.name} = Exercise({e.name!r}, {written(solution)}, cases={written(e.cases)}, "
            f"{asked}results={e.results!r}, each={e.each!r})\n"
        )
        parts += [f"{e.name}.wrong({said!r}, {written(recorded(e, a))})" for a, said in e.mistakes]
    return "\n".join(parts) + "\n"


def write_source(folder: Path, version: str) -> None:
    """Write the sources of the student package; `version` follows the plus sign of its number."""
    copy_sources(folder)
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8").splitlines()
    number = next(i for i, line in enumerate(project) if line.startswith("version = "))
    project[number] = f'{project[number][:-1]}+{version}"'
    (folder / "pyproject.toml").write_text("\n".join(project) + "\n", encoding="utf-8")
    for chapter in CHAPTERS:
        exercises = [entry for entry in vars(chapter).values() if isinstance(entry, Exercise)]
        path = folder / Path(*chapter.__name__.split(".")).with_suffix(".py")
        path.write_text(module_of(exercises, chapter), encoding="utf-8")
    for po in (folder / "lecture" / "locale").rglob("lecture.po"):
        with po.open("rb") as stream:
            catalog = read_po(stream)
        for exercise in all_exercises().values():
            if exercise.right != Exercise.right:
                catalog.delete(exercise.right)
        with po.with_suffix(".mo").open("wb") as stream:
            write_mo(stream, catalog)
        po.unlink()


def build_wheel(folder: Path) -> Path:
    """Build the student package in a folder, and return it; CalledProcessError if it fails."""
    with TemporaryDirectory() as source:
        write_source(Path(source), "student")
        return wheel_of(Path(source), folder, "--no-build-isolation")
