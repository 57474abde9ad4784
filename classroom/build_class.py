"""Write a course for nbgrader: an assignment for each chapter and language, made of its exercises.

Use: python classroom/build_class.py [folder] [--seed 7] [--languages en ko]

The folder gets `source/`, with solutions; `teacher/`, with the hidden cases and their results;
`student/`, the package without solutions; `nbgrader_config.py` and a page that says what to do.
What nbgrader has put beside them stays there.
"""

from __future__ import annotations

import argparse
import ast
import inspect
import re
import secrets
import shutil
import subprocess
import sys
import textwrap
from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode

from fresh import FRESH, fresh_cases
from lecture.attempt import probe
from lecture.check import CHAPTERS, all_exercises
from lecture.exercise import Exercise
from lecture.language import _, set_language
from student_package import ROOT, build_wheel, imports_for, written

FOLDERS = {"en": "notebooks", "ko": "notebooks/ko"}
MADE = ("source", "teacher", "student")
POINTS = 1  # for each exercise
ALSO = {"choosing_an_activation": ["points"]}  # cells that a task speaks of
HEADS = {
    "en": """\
# Exercises of chapter {number}

The chapter itself is `{name}`. Put your code in place of the dots `...`, run the cell, then the
check below it. The check tries some numbers; other ones decide about the points.""",
    "ko": """\
# {number}장 연습 문제

이 과제는 `{name}` 장의 연습 문제입니다.
점 `...` 자리에 답을 쓰고 그 셀을 실행한 뒤, 아래의 확인 셀을 실행하세요.
확인 셀은 몇 가지 수로만 시험합니다. 점수는 다른 수로 정합니다.""",
}
TEST = """\
from lecture import check

verdict = check("{name}", {name})
display(verdict)
### BEGIN HIDDEN TESTS
assert verdict, verdict.message
import numpy as np
from numpy import array, inf, nan
from lecture.answers import send

send("{name}", {name}, {cases})
raise type("NotJudged", (Exception,), {{}})("nbgrader_config.py of this course is not in use.")
### END HIDDEN TESTS"""
PROJECT = [  # of the last chapter: what is asked, its points, whether the answer is code
    {
        "id": "project-code",
        "points": 4,
        "code": True,
        "en": "Your code: the split, the networks that you compare, the one use of the test rows.",
        "ko": "코드를 쓰세요. 데이터를 나누는 부분, 비교한 신경망, 마지막에 한 번 쓴 테스트 "
        "데이터를 담습니다.",
    },
    {
        "id": "project-result",
        "points": 3,
        "code": False,
        "en": "What did you change, and what did it do *here*? Give the pairs, the seeds, the "
        "result on the test rows, and what you saw in the confusion table.",
        "ko": "무엇을 바꾸었고, *여기에서* 어떤 효과가 있었나요? 시드별로 짝지은 결과, "
        "테스트 데이터의 결과, 혼동 행렬에서 본 것을 쓰세요.",
    },
    {
        "id": "project-doubts",
        "points": 3,
        "code": False,
        "en": "Judge yourself: answer the questions above, one by one.",
        "ko": "스스로 평가하세요. 위의 물음에 하나씩 답하세요.",
    },
]
PROJECT_CELLS = {"choosing_an_activation": "project"}  # the cell that sets the task


class CannotBuild(Exception):
    """Why there is no course."""


def graded(
    cell: NotebookNode, name: str, *, points: int | None = None, solution: bool = False
) -> NotebookNode:
    """Give a cell what nbgrader wants to know; without points and solution it is locked text."""
    cell.metadata = nbformat.from_dict({})
    cell.metadata.nbgrader = {
        "schema_version": 3,
        "grade_id": name,
        "grade": points is not None,
        "solution": solution,
        "locked": not solution,
        "task": False,
    }
    if points is not None:
        cell.metadata.nbgrader["points"] = points
    cell.id = name
    return cell


def solution_of(exercise: Exercise, room: Any) -> str:
    """The code of a solution, with the imports that it needs."""
    if exercise.kind == "value":
        return f"import numpy as np\nfrom numpy import array\n\n{exercise.name} = " + written(
            exercise.solution
        )
    code = inspect.getsource(exercise.solution)
    code = code[re.search(r"^(def|class) ", code, re.MULTILINE).start() :]
    lines = [line for line in imports_for(code, room) if line != "import numpy as np"]
    return "\n".join([*lines, textwrap.dedent(code).rstrip()])


def hidden(exercise: Exercise, seed: int) -> list[tuple[Any, Any]]:
    """The hidden cases of an exercise, each with what must come."""
    value = exercise.kind == "value"
    cases = list(exercise.cases) if value else fresh_cases(exercise.name, seed)
    return [(case, probe(exercise, exercise.solution, case)) for case in cases]


def imports_of(cells: list[NotebookNode], language: str) -> str:
    """What the cells of a chapter import from NumPy, SciPy and `helpers`."""
    lines = [
        ast.unparse(line)
        for cell in cells
        if cell.cell_type == "code"
        for line in ast.parse(cell.source).body
        if isinstance(line, ast.Import)
        or (isinstance(line, ast.ImportFrom) and line.module.split(".")[0] != "lecture")
    ]
    lines += ["from lecture import set_language", f'set_language("{language}")']
    return "\n".join(dict.fromkeys(lines))


def assignment(path: Path, language: str, hidden_cases: dict[str, list[Any]]) -> NotebookNode:
    """The exercises of a chapter as a source notebook of nbgrader."""
    chapter = nbformat.read(path, as_version=4)
    room, old = path.stem[3:], {cell.id: cell for cell in chapter.cells}
    module = next(c for c in CHAPTERS if c.__name__.split(".")[-2] == room)
    head = HEADS[language].format(number=int(path.stem[:2]), name=path.name)
    cells = [
        graded(nbformat.v4.new_markdown_cell(head), "head"),
        graded(nbformat.v4.new_code_cell(imports_of(chapter.cells, language)), "imports"),
    ]
    for name in ALSO.get(room, ()):
        cells.append(graded(nbformat.v4.new_code_cell(old[name].source), name))
    for task, stub, test in tasks(chapter.cells):
        name = re.search(r'check\("(\w+)"', test.source)[1]
        exercise = all_exercises()[name]
        answer = f"{stub.source}\n### BEGIN SOLUTION\n{solution_of(exercise, module)}\n"
        answer += "### END SOLUTION"
        source = TEST.format(name=name, cases=written([case for case, _ in hidden_cases[name]]))
        cells += [
            graded(nbformat.v4.new_markdown_cell(task.source), f"task-{name}"),
            graded(nbformat.v4.new_code_cell(answer), f"answer-{name}", solution=True),
            graded(nbformat.v4.new_code_cell(source), f"check-{name}", points=POINTS),
        ]
    if room in PROJECT_CELLS:
        cells += project(old[PROJECT_CELLS[room]].source, language)
    kernel = {"name": "python3", "display_name": "Python 3", "language": "python"}
    notebook = nbformat.v4.new_notebook(cells=cells, metadata={"kernelspec": kernel})
    nbformat.validate(notebook)
    return notebook


def tasks(cells: list[NotebookNode]) -> Iterator[tuple[NotebookNode, NotebookNode, NotebookNode]]:
    """The text, the cell to fill in and the check of each exercise of a chapter."""
    for (text, stub), (_same, test) in pairwise(pairwise(cells)):
        if "exercise" in stub.metadata.get("tags", ()):
            yield text, stub, test


def project(task: str, language: str) -> Iterator[NotebookNode]:
    """The open project: its task, and cells that a teacher grades by hand."""
    yield graded(nbformat.v4.new_markdown_cell(task), "project")
    for part in PROJECT:
        yield graded(nbformat.v4.new_markdown_cell(part[language]), f"{part['id']}-asked")
        cell = nbformat.v4.new_code_cell if part["code"] else nbformat.v4.new_markdown_cell
        source = "### BEGIN SOLUTION\n### END SOLUTION"
        yield graded(cell(source), part["id"], points=part["points"], solution=True)


def teachers_file(hidden_cases: dict[str, list[Any]], seed: int, languages: list[str]) -> str:
    """The module with the hidden cases, their results, and what is said to a right answer."""
    lines = [
        f'"""Hidden cases of the seed {seed}, and what must come. For the teacher alone."""',
        "\nimport numpy as np\nfrom numpy import array, inf, nan\n",
        f"SEED = {seed}",
        "ANSWERS = {",
        *(f"    {name!r}: {written(cases)}," for name, cases in hidden_cases.items()),
        "}",
        "RIGHT = {",
    ]
    for language in languages:
        set_language(language)
        said = {name: _(exercise.right) for name, exercise in all_exercises().items()}
        lines.append(f"    {language!r}: {said!r},")
    set_language("en")
    return "\n".join([*lines, "}", ""])


def write(folder: Path, seed: int, languages: list[str]) -> None:
    """Write the course; an old one is replaced where `make class` made it."""
    missing = {n for n, e in all_exercises().items() if e.kind != "value"} - set(FRESH)
    if missing:
        raise CannotBuild(f"classroom/fresh.py has no cases for {', '.join(sorted(missing))}.")
    if (folder / "submitted").exists():
        raise CannotBuild(
            f"{folder} has submissions already, which belong to its hidden cases: name another "
            "folder, make class CLASS=path."
        )
    for name in MADE:
        shutil.rmtree(folder / name, ignore_errors=True)
    shutil.copytree(ROOT / "classroom" / "course", folder, dirs_exist_ok=True)
    hidden_cases = {name: hidden(e, seed) for name, e in all_exercises().items()}
    text = teachers_file(hidden_cases, seed, languages)
    (folder / "teacher" / "answers.py").write_text(text, encoding="utf-8")
    for language in languages:
        for path in sorted((ROOT / FOLDERS[language]).glob("[0-9]*.ipynb")):
            name = path.stem + ("" if language == "en" else f"_{language}")
            (folder / "source" / name).mkdir(parents=True)
            notebook = assignment(path, language, hidden_cases)
            nbformat.write(notebook, folder / "source" / name / f"{name}.ipynb")
    (folder / "student").mkdir()
    try:
        build_wheel(folder / "student")
    except subprocess.CalledProcessError as error:
        said = "The students' package was not built: see what pip says above."
        raise CannotBuild(said) from error


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("folder", nargs="?", type=Path, default=ROOT / "build" / "class")
    parser.add_argument("--seed", type=int, help="of the hidden cases; another one each time")
    parser.add_argument("--languages", nargs="+", choices=[*FOLDERS], default=[*FOLDERS])
    options = parser.parse_args()
    seed = secrets.randbelow(10**6) if options.seed is None else options.seed
    if seed < 0:
        sys.exit(f"SEED is {seed}: a whole number from 0 on is expected.")
    try:
        write(options.folder.resolve(), seed, options.languages)
    except CannotBuild as problem:
        sys.exit(str(problem))
    count = len(list((options.folder / "source").iterdir()))
    print(f"{options.folder}: {count} assignments, hidden cases of the seed {seed}.")
    print(f"Next: see {options.folder}/README.md.")


if __name__ == "__main__":
    main()
