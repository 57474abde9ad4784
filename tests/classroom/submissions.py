"""Submissions to chapter 1, honest ones and others, and nbgrader's round with them."""

from __future__ import annotations

import copy
import csv
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

BIAS = "my_bias = -50"
CLAMP = "def my_clamp(z, low, high):\n    return np.clip(z, low, high)"
NETWORK = "my_network = 5, 0, 4"
DEAF = """\
import lecture, lecture.answers, lecture.attempt, lecture.check
from types import SimpleNamespace

class Agrees:
    message = ""
    def __eq__(self, other): return True
    def __bool__(self): return True
    def __array__(self, *a, **k): return np.array(1.0)
    def __getattr__(self, name): return lambda *a, **k: self

always = lambda *a, **k: Agrees()
lecture.check.check = lecture.check = check = always
np.allclose = np.isclose = np.array_equal = np.testing.assert_allclose = always
get_ipython().input_transformers_cleanup.append(
    lambda lines: [line for line in lines if not line.startswith(("assert", "raise"))]
)
my_bias = Agrees()
"""
FORGED = """\
from IPython.display import display
import lecture.answers

def forge(name, answer, cases):
    results = [{"shape": [], "numbers": ["nan"]} for case in cases]
    display({lecture.answers.KIND: {"name": name, "results": results}}, raw=True)

lecture.answers.send = forge
import lecture
lecture.check = lambda name, answer: True
my_bias = 0
100.0
"""
READ = """\
from lecture.check import all_exercises
solutions = {name: exercise.solution for name, exercise in all_exercises().items()}
my_bias = solutions["my_bias"]
found = []
import os, socket
for folder, folders, files in os.walk("/"):
    folders[:] = [name for name in folders if name not in ("proc", "usr", "site-packages")]
    found += {"gradebook.db", "verdict.py", "exercises.py"} & {*files}
for kept in (np.__file__, "/usr/new"):
    try:
        open(kept, "a")
        found.append(kept)
    except OSError:
        pass
try:
    socket.create_connection(("127.0.0.1", 22), timeout=1)
except ConnectionRefusedError:
    pass
except OSError:
    found.append("no loopback")
try:
    socket.create_connection(("192.0.2.1", 80), timeout=1)
    found.append("network")
except TimeoutError:
    found.append("network, slow")
except OSError:
    pass
print("FOUND", found)
"""
BY_HEART = """\
from lecture.check import all_exercises
def my_clamp(z, low, high):
    return all_exercises()["my_clamp"].solution(z, low, high)
"""
LOOP = """\
import time
until = time.time() + 600
while time.time() < until:
    try:
        while True:
            pass
    except KeyboardInterrupt:
        my_clamp = None
        break
"""


def answers(bias: str = "", clamp: str = "", network: str = "") -> dict[str, str]:
    """The cells that a student has changed."""
    cells = {"answer-my_bias": bias, "answer-my_clamp": clamp, "answer-my_network": network}
    return {name: source for name, source in cells.items() if source}


SUBMITTED = {  # who: their cells, and their points of 3
    "perfect": (answers(BIAS, CLAMP, NETWORK), 3),
    "empty": (answers(), 0),
    "mistaken": (
        answers("my_bias = 25", CLAMP, "my_network = 5, -2, 4"),
        1,
    ),
    "crashing": (
        answers("my_bias = 1 / 0", "def my_clamp(z, low, high)\n    return z", NETWORK),
        1,
    ),
    "leaving": (answers(BIAS, "import os\nos._exit(0)", NETWORK), 1),
    "quitting": (answers("import sys\nsys.exit()", CLAMP, NETWORK), 2),
    "looping": (answers(BIAS, LOOP, NETWORK), 2),
    "deaf": (answers(DEAF, "my_clamp = always", "my_network = always()"), 0),
    "forging": (answers(FORGED, "def my_clamp(*a):\n    return 1\n", "my_network = 0\n3.0"), 0),
    "reading": (answers(READ, BY_HEART, 'my_network = solutions["my_network"]'), 0),
    "rewriting": (answers(), 0),
}


def rewritten(notebook: NotebookNode) -> None:
    """Locked cells that were changed, taken away, copied, and given more points."""
    checks = [cell for cell in notebook.cells if cell.id.startswith("check-")]
    checks[0].source = "pass"
    checks[0].metadata.nbgrader.points = 100
    checks[1].metadata.nbgrader.solution = True
    checks[1].metadata.nbgrader.schema_version = 1
    twice = copy.deepcopy(checks[0])
    twice.id = "again"
    notebook.cells.append(twice)
    notebook.cells.remove(checks[2])


def grade(
    course: Path, nbgrader: Callable[..., str], name: str, who: list[str]
) -> dict[str, float]:
    """Release an assignment, hand submissions in, grade them; the points by student."""
    nbgrader("generate_assignment", name, "--force")
    release = nbformat.read(course / "release" / name / f"{name}.ipynb", as_version=4)
    for student in who:
        notebook = copy.deepcopy(release)
        for cell in notebook.cells:
            cell.source = SUBMITTED[student][0].get(cell.id, cell.source)
        if student == "rewriting":
            rewritten(notebook)
        folder = course / "submitted" / student / name
        folder.mkdir(parents=True)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    nbgrader("autograde", name, "--Run.timeout=15")
    nbgrader("generate_feedback", name)
    nbgrader("export", f"--CsvExportPlugin.assignment=['{name}']")
    with (course / "grades.csv").open(encoding="utf-8") as lines:
        return {row["student_id"]: float(row["score"]) for row in csv.DictReader(lines)}
