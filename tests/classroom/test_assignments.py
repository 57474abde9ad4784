"""What `make class` writes: solutions for the teacher alone, and cases that tell answers apart."""

import ast
import importlib
import inspect
import json
import subprocess
import sys
import zipfile
from unittest.mock import patch

import nbformat
import pytest
from conftest import PYTHON, SEED

import build_class
from fresh import FRESH, fresh_cases
from lecture import set_language
from lecture.answers import KIND, given
from lecture.attempt import probe
from lecture.check import CHAPTERS as ROOMS
from lecture.check import all_exercises
from lecture.exercise import call
from stored import CHAPTERS, ROOT
from student_package import recorded

EXERCISES = all_exercises()
NAMES = [path.stem + end for path in CHAPTERS for end in ("", "_ko")]
each_exercise = pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)


@pytest.fixture(scope="session")
def verdict(course):
    """The teacher's module that decides, as it stands in the course."""
    sys.path.insert(0, str(course / "teacher"))
    sys.modules.pop("answers", None)
    yield importlib.import_module("verdict")
    sys.path.remove(str(course / "teacher"))


@pytest.fixture(scope="session")
def source(course):
    return {
        name: nbformat.read(course / "source" / name / f"{name}.ipynb", as_version=4)
        for name in NAMES
    }


@pytest.fixture(scope="session")
def released(course, nbgrader):
    nbgrader("generate_assignment", "--assignment=*")
    return {
        name: nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
        for name in NAMES
    }


def graded(notebook):
    return {c.metadata.nbgrader.grade_id: c for c in notebook.cells}


@pytest.mark.parametrize("name", NAMES)
def test_solutions_run_in_their_notebook_and_get_their_points(name, source, verdict):
    """Cell by cell in plain Python: what the hidden lines send is right for the teacher."""
    names, points, shown = {}, 0, []
    cells = graded(source[name])
    with patch("lecture.answers.display", lambda data, raw: shown.append(data[KIND])):
        for place, cell in cells.items():
            if cell.cell_type != "code":
                continue
            if place.startswith("check-"):
                names["display"] = lambda verdict: None
                with pytest.raises(Exception, match=r"nbgrader_config\.py") as caught:
                    exec(cell.source, names)
                assert caught.typename == "NotJudged"
                assert shown[-1]["name"] == place.removeprefix("check-")
                assert verdict.passes(**shown[-1])
                points += cell.metadata.nbgrader.points
            else:
                exec(cell.source, names)
    set_language("en")
    asked = [c for c in cells if c.startswith("check-")]
    assert points == len(asked) == len(shown) > 0


def test_every_exercise_is_asked_once_in_each_language(source):
    for end in ("", "_ko"):
        asked = [
            cell.removeprefix("check-")
            for path in CHAPTERS
            for cell in graded(source[path.stem + end])
            if cell.startswith("check-")
        ]
        assert sorted(asked) == sorted(EXERCISES)
    assert set(FRESH) == {name for name, e in EXERCISES.items() if e.kind != "value"}


@each_exercise
def test_hidden_cases_are_not_those_of_the_check(exercise, verdict):
    """Who gives the visible results by heart gets nothing; a value has no other case."""
    cases = [case for case, _ in verdict.ANSWERS[exercise.name]]
    by_heart = recorded(exercise, exercise.solution)
    assert verdict.passes(exercise.name, given(exercise.name, exercise.solution, cases))
    assert not verdict.passes(exercise.name, given(exercise.name, by_heart, cases))
    if exercise.kind == "function":
        assert given(exercise.name, by_heart, cases) == [None] * len(cases)


@pytest.mark.usefixtures("trainings")
@pytest.mark.parametrize("seed", [SEED, 1, 2])
@each_exercise
def test_known_mistakes_fail_on_hidden_cases(exercise, seed, verdict):
    cases = list(exercise.cases)
    if exercise.kind != "value":
        cases = fresh_cases(exercise.name, seed)
    if exercise.name == "my_race" and seed != SEED:
        pytest.skip("trains a hundred networks")
    answers = [(case, probe(exercise, exercise.solution, case)) for case in cases]
    with patch.dict(verdict.ANSWERS, {exercise.name: answers}):
        assert verdict.passes(exercise.name, given(exercise.name, exercise.solution, cases))
        for answer, said in exercise.mistakes:
            assert not verdict.passes(exercise.name, given(exercise.name, answer, cases)), said


def test_another_seed_gives_other_cases():
    for name in FRESH:
        assert repr(fresh_cases(name, 1)) == repr(fresh_cases(name, 1))
        assert repr(fresh_cases(name, 1)) != repr(fresh_cases(name, 2))


@pytest.mark.parametrize(
    "results",
    [None, [], [None], "x", [{"shape": [3], "numbers": ["1.0"]}], [[[]]], [{"numbers": ["nan"]}]],
)
def test_whatever_else_is_sent_is_not_right(results, verdict):
    for name in EXERCISES:
        assert not verdict.passes(name, results)


def test_released_notebooks_hold_no_solution_and_no_hidden_case(released, verdict):
    bodies = solution_bodies()
    for name, notebook in released.items():
        text = json.dumps(notebook, ensure_ascii=False)
        for marker in ("SOLUTION", "HIDDEN", "send(", "array(["):
            assert marker not in text, (name, marker)
        for cell in notebook.cells:
            assert not cell.get("outputs")
            if cell.cell_type == "code":
                assert not bodies & bodies_in(cell.source), (name, cell.id)
    stubs = {
        c.id.removeprefix("answer-"): c.source.strip()
        for name, notebook in released.items()
        for c in notebook.cells
        if c.id.startswith("answer-") and not name.endswith("_ko")
    }
    chapters = [nbformat.read(path, as_version=4) for path in CHAPTERS]
    written = {
        cell.source
        for chapter in chapters
        for cell in chapter.cells
        if "exercise" in cell.metadata.get("tags", ())
    }
    assert set(stubs.values()) == written


def test_students_package_holds_no_solution(course, tmp_path):
    """No code of a solution or of a mistake, no value asked for, nothing said to a right answer."""
    (wheel,) = (course / "student").glob("*.whl")
    with zipfile.ZipFile(wheel) as archive:
        archive.extractall(tmp_path)
    files = [path for path in (tmp_path / "lecture").rglob("*") if path.is_file()]
    assert not [path for path in files if path.suffix == ".po"]
    bodies = solution_bodies()
    texts = {path: path.read_bytes().decode("utf-8", "replace") for path in files}
    for path, text in texts.items():
        if path.suffix == ".py":
            assert not bodies & bodies_in(text), path
        for exercise in EXERCISES.values():
            if exercise.right != type(exercise).right:
                assert exercise.right not in text, path
    rooms = "".join(text for path, text in texts.items() if path.name == "exercises.py")
    for exercise in EXERCISES.values():
        if exercise.kind == "value" and exercise.probe is call:
            line = next(s for s in rooms.splitlines() if s.startswith(f"{exercise.name} = "))
            assert "Locked(" in line
            assert "cases=((),)" in line


def solution_bodies():
    """What each function of the rooms' exercises does, but for those that look at an answer."""
    looks = {e.probe for e in EXERCISES.values() if e.probe is not call}
    return set().union(*(bodies_in(inspect.getsource(chapter)) for chapter in ROOMS)) - set().union(
        *(bodies_in(inspect.getsource(look)) for look in looks)
    )


def bodies_in(text):
    """What each function of some code does, as text."""
    return {
        "\n".join(map(ast.unparse, node.body))
        for node in ast.walk(ast.parse(text))
        if isinstance(node, ast.FunctionDef)
    } - {"pass", "return ..."}


def test_feedback_of_the_students_package_is_as_specific(course, nbgrader):
    """Known mistakes get what the lecture says to them; a locked value is not given away."""
    code = """
import json, sys
from lecture.check import all_exercises, check
from lecture.recorded import Locked
import numpy as np
said = {}
for name, value in json.load(sys.stdin):
    value = tuple(value) if isinstance(value, list) and not isinstance(value[0], list) else value
    value = np.array(value) if isinstance(value, list) else value
    said.setdefault(name, []).append(str(check(name, value)))
for name, exercise in all_exercises().items():
    if exercise.kind == "function" and name != "my_split":
        assert check(name, exercise.solution), name
        for answer, sentence in exercise.mistakes:
            assert check(name, answer).message == sentence, name
print(json.dumps(said))
"""
    asked, wanted = [], {}
    for name, exercise in EXERCISES.items():
        if exercise.kind == "value" and exercise.probe is call:
            for answer, said in [(exercise.solution, ""), *exercise.mistakes]:
                asked.append((name, getattr(answer, "tolist", lambda a=answer: a)()))
                wanted.setdefault(name, []).append(
                    f"Not yet: {said}" if said else f"Right: {type(exercise).right}"
                )
    asked += [("my_bias", -49), ("my_network", (5, 0, 3)), ("my_count", 336.9)]
    wanted["my_bias"].append("Not yet: for my_bias it gives -49, which is not right.")
    wanted["my_network"].append("Not yet: for y of my_network it gives 3, which is not right.")
    wanted["my_count"].append("Not yet: for my_count it gives 336.9, which is not right.")
    done = subprocess.run(
        [PYTHON, "-c", code], input=json.dumps(asked), capture_output=True, text=True, cwd=course
    )
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout) == wanted


def test_project_is_graded_by_hand(released):
    for end in ("", "_ko"):
        cells = graded(released[f"09_choosing_an_activation{end}"])
        by_hand = {
            place: cell.metadata.nbgrader.points
            for place, cell in cells.items()
            if cell.metadata.nbgrader.grade and cell.metadata.nbgrader.solution
        }
        assert by_hand == {part["id"]: part["points"] for part in build_class.PROJECT}


def test_a_course_with_submissions_is_not_replaced(tmp_path):
    (tmp_path / "submitted").mkdir()
    with pytest.raises(build_class.CannotBuild, match="make class CLASS=path"):
        build_class.write(tmp_path, SEED, ["en"])


def test_grading_stops_where_the_solutions_are_installed(course):
    """In the lecture's own environment a submission could read them."""
    code = f"import sys; sys.path.insert(0, {str(course / 'teacher')!r})\n"
    code += "import types; sys.modules['nbgrader.preprocessors'] = types.SimpleNamespace("
    code += "Execute=object, NbGraderPreprocessor=object)\n"
    code += "sys.modules['nbgrader'] = types.SimpleNamespace()\n"
    code += "from judge import check_environment; check_environment()"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT)
    assert done.returncode == 1
    assert "holds the solutions" in done.stderr
