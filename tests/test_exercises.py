"""Exercises: stubs are "not yet", solutions pass, known mistakes get what is meant for them."""

import ast
import inspect
from html import unescape
from itertools import pairwise

import pytest

from lecture.check import CHAPTERS, Verdict, all_exercises, check
from lecture.exercise import Exercise
from lecture.feedback import DOTS
from stored import CHAPTERS as NOTEBOOKS
from stored import cells, room, tags

EXERCISES = all_exercises()
HOMES = {
    name: chapter.__name__.split(".")[-2]
    for chapter in CHAPTERS
    for name, entry in vars(chapter).items()
    if isinstance(entry, Exercise)
}
each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


def exercise_cells():
    """Each cell tagged `exercise`, with the cell after it and the imports before it."""
    for path in NOTEBOOKS:
        code = cells(path, "code")
        imports = [
            ast.unparse(line)
            for cell in code
            for line in ast.parse(cell.source).body
            if isinstance(line, ast.Import | ast.ImportFrom)
        ]
        for stub, test in pairwise(code):
            if "exercise" in tags(stub):
                yield pytest.param(path, "\n".join(imports), stub.source, test, id=test.source)


CELLS = list(exercise_cells())


@pytest.mark.parametrize(("path", "imports", "stub", "test"), CELLS)
def test_untouched_stub_is_not_yet(path, imports, stub, test):
    names = {}
    exec(imports, names)
    exec(stub, names)
    verdict = eval(test.source, names)
    assert not verdict
    assert test.outputs[0].data["text/plain"] == str(verdict)
    (call,) = (node for node in ast.walk(ast.parse(test.source)) if isinstance(node, ast.Call))
    exercise = EXERCISES[call.args[0].value]
    assert HOMES[exercise.name] == room(path)
    assert call.args[1].id == exercise.name
    if exercise.arguments and inspect.isfunction(exercise.solution):
        assert list(inspect.signature(names[exercise.name]).parameters) == exercise.arguments
    assert (verdict.message == DOTS) == ("..." in stub)


@pytest.mark.parametrize("path", NOTEBOOKS, ids=room)
def test_exercises_are_numbered_like_their_chapter(path):
    """The number of a chapter stands in its file name; its exercises follow it in order."""
    titles = [
        line.split()[2]
        for cell in cells(path, "markdown")
        for line in cell.source.splitlines()
        if line.startswith("### Exercise ")
    ]
    assert titles == [f"{int(path.stem[:2])}.{k}" for k in range(1, len(titles) + 1)]
    stubs = [cell.source for cell in cells(path, "code") if "exercise" in tags(cell)]
    assert len(stubs) == len(titles)
    assert all(f"Exercise {title}" in stub for title, stub in zip(titles, stubs, strict=True))


def test_every_exercise_has_its_cell_and_a_name_of_its_own():
    asked = [f'check("{name}", {name})' for name in EXERCISES]
    assert sorted(asked) == sorted(cell.values[3].source for cell in CELLS)
    assert len(HOMES) == sum(
        isinstance(entry, Exercise) for chapter in CHAPTERS for entry in vars(chapter).values()
    )


@each_exercise
def test_solution_passes(exercise):
    verdict = check(exercise.name, exercise.solution)
    assert verdict
    assert str(verdict) == f"Right: {exercise.right}"


@pytest.mark.usefixtures("trainings")
@each_exercise
def test_each_known_mistake_is_told(exercise):
    assert len(exercise.mistakes) >= 3
    for answer, said in exercise.mistakes:
        assert check(exercise.name, answer).message == said


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("my_clam", "my_clamp"), ("clamp", "my_clamp"), ("My_Race", "my_race")],
)
def test_unknown_name(name, nearest):
    with pytest.raises(ValueError, match=f"exercise '{name}', did you mean '{nearest}'"):
        check(name, ...)


def test_name_must_be_a_string():
    with pytest.raises(TypeError, match="exercise"):
        check(1.1, ...)


@pytest.mark.parametrize(("passed", "word"), [(True, "Right"), (False, "Not yet")])
def test_verdict_as_shown(passed, word):
    verdict = Verdict(passed, "look at x < 0: no.")
    data = verdict._repr_mimebundle_()
    assert bool(verdict) is passed
    assert data["text/plain"] == f"{word}: look at x < 0: no."
    assert f"{word}:</b> look at x < 0: no." in unescape(data["text/html"])
    assert "x < 0" not in data["text/html"]
