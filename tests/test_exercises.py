"""Exercises: stubs are "not yet", solutions pass, wrong answers get what is meant for them."""

import ast
import copy
import importlib
import inspect
import math
import pkgutil
import runpy
from html import unescape
from itertools import pairwise
from pathlib import Path

import nbformat
import numpy as np
import pytest
from wrong_answers import __path__ as wrong_answers_path

from helpers import sigmoid, softmax
from helpers.exercises import Exercise, Verdict, all_exercises, check
from helpers.exercises.feedback import DOTS, complaint

ROOT = Path(__file__).parents[1]
SOLUTIONS = sorted((ROOT / "solutions").glob("chapter*.py"))
EXERCISES = all_exercises()


def solution(exercise):
    path = ROOT / "solutions" / f"chapter{int(exercise.id.split('.')[0]):02d}.py"
    if not SOLUTIONS:
        pytest.skip("the solutions are withheld")
    return runpy.run_path(str(path))[exercise.name]


def exercise_cells():
    """Each cell tagged `exercise`, with the cell after it and the imports before it."""
    for path in sorted((ROOT / "notebooks").glob("*.ipynb")):
        cells = [c for c in nbformat.read(path, as_version=4).cells if c.cell_type == "code"]
        imports = [
            ast.unparse(line)
            for cell in cells
            for line in ast.parse(cell.source).body
            if isinstance(line, ast.Import | ast.ImportFrom)
        ]
        for stub, test in pairwise(cells):
            if "exercise" in stub.metadata.get("tags", []):
                yield path.stem, "\n".join(imports), stub.source, test


CELLS = list(exercise_cells())


@pytest.mark.parametrize(("chapter", "imports", "stub", "test"), CELLS)
def test_untouched_stub_is_not_yet(chapter, imports, stub, test):
    names = {}
    exec(imports, names)
    exec(stub, names)
    verdict = eval(test.source, names)
    assert not verdict.passed
    assert str(verdict).startswith("Not yet: ")
    assert test.outputs[0].data["text/plain"] == str(verdict)
    (call,) = (node for node in ast.walk(ast.parse(test.source)) if isinstance(node, ast.Call))
    exercise = EXERCISES[call.args[0].value]
    assert int(chapter[:2]) == int(exercise.id.split(".")[0])
    assert call.args[1].id == exercise.name
    assert f"Exercise {exercise.id}" in stub
    if exercise.arguments:
        assert list(inspect.signature(names[exercise.name]).parameters) == exercise.arguments
    assert (verdict.message == DOTS) == ("..." in stub)


def test_every_exercise_has_its_cell():
    assert sorted(EXERCISES) == sorted(
        id for id in EXERCISES for *_, test in CELLS if f'check("{id}", ' in test.source
    )


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_solution_passes(exercise):
    verdict = check(exercise.id, solution(exercise))
    assert str(verdict) == f"Right: {exercise.right}"


@pytest.mark.parametrize("exercise", EXERCISES.values(), ids=EXERCISES)
def test_each_entry_of_the_table_is_reached(exercise):
    assert len(exercise.wrong) >= 3
    for wrong, message in exercise.wrong:
        assert complaint(exercise, wrong) == message


def loop_clamp(z, low, high):
    return min(max(z, low), high)


def clamp_in_place(z, low, high):
    z[z < low] = low
    z[z > high] = high
    return z


def one_clamp_by_if(z, low, high):
    if z < low:
        return low
    return high if z > high else z


def bipolar_by_if(x):
    return 1 if x >= 0 else -1


def bipolar_in_place(x):
    x[x >= 0], x[x < 0] = 1, -1
    return x


def bipolar_by_division(x):
    return x / np.abs(x)


def two_branches(x):
    return np.where(x >= 0, 1 / (1 + np.exp(-x)), np.exp(x) / (1 + np.exp(x)))


WRONG = {
    "0.1": [
        (3.5, "only 6 of the 7 come from the weight"),
        (4, "added, not taken away"),
        (6, "divide it by x"),
    ],
    "1.1": [
        (25, "fires above -12.5"),
        (-25, "fires above 12.5"),
        (50, "mind the sign"),
        (-49, "-49 is too large"),
        (-60.5, "-60.5 is too small"),
        ("-50", "my_bias is of type str"),
        (lambda x: 2 * x - 50, "must be a value, not a function"),
        (math.nan, "for my_bias it gives nan"),
        (np.array([-50]), "has the shape (1,), must be one number"),
    ],
    "1.2": [
        (one_clamp_by_if, "right for one number, but raises ValueError for an array"),
        (loop_clamp, "right for one number, but raises ValueError for an array"),
        (clamp_in_place, "changes its argument z"),
        (lambda z, low, high: np.maximum(z, low), "run away above high"),
        (lambda z, low, high: np.maximum(np.minimum(z, low), high), "it gives"),
        (lambda z, low, high: np.minimum(np.maximum(z, high), low), "have changed places"),
        (lambda z, low, high: (z >= low) & (z <= high), "z itself must come through"),
        (lambda z, low, high: print(end=""), "returns nothing (None)"),
        (lambda z: z, "raises TypeError"),
        (lambda z, low, high: np.clip(z, 32, 212), "at z = -2.5, low = -1, high = 1 it gives 32"),
    ],
    "1.3": [
        (lambda f: 9 / 5 * f + 32, "this is Celsius to Fahrenheit"),
        (lambda f: 5 / 9 * f - 32, "the bias is wrong"),
        (lambda f: 0.556 * f - 17.78, "it gives"),
        (lambda f: 0.556 * (f - 32), "do not round"),
        (lambda f: 5 / 9 * (32 - f), "the sign is wrong everywhere"),
        (lambda f: 5 / 9 * f - 160 / 9 + 1, "every value is 1 too large"),
        (lambda f: 2 * 5 / 9 * (f - 32), "every value is 2 times what it must be"),
        (lambda f: np.round((f - 32) * 5 / 9).astype(int), "digits after the point are lost"),
        (lambda f: np.maximum(0, (f - 32) * 5 / 9), "needs no clamp"),
        (lambda f: 5 // 9 * f - 160 // 9, "it gives -17, must be -40"),
    ],
    "1.4": [
        (lambda X, w, b: np.maximum(0, w @ X + b), "raises ValueError"),
        (lambda X, w, b: X @ w + b, "max(0, z) is missing"),
        (lambda X, w, b: np.maximum(0, X @ w), "the bias is missing"),
        (lambda X, w, b: np.maximum(0, X * w + b), "are not added up"),
        (lambda X, w, b: np.maximum(0, np.sum(X * w, axis=0) + b), "one row is one sample"),
        (lambda X, w, b: np.maximum(0, np.sum(X * w) + b), "adds up all the samples"),
        (lambda X, w, b: np.maximum(0, X @ w.reshape(-1, 1) + b), "has the shape (4, 1), must"),
        (lambda X, w, b: [max(0, z) for z in X @ w + b], "is a list, must be a NumPy array"),
        (lambda X, w, b: np.minimum(0, X @ w + b), "it gives"),
    ],
    "2.1": [
        (bipolar_by_if, "right for one number, but raises ValueError for an array"),
        (np.sign, "at exactly 0 this gives 0"),
        (lambda x: (x >= 0) * 1, "unipolar step"),
        (lambda x: x >= 0, "unipolar step"),
        (lambda x: 2 * (x > 0) - 1, "at exactly 0 this gives -1"),
        (lambda x: np.where(x < 0, 1, -1), "changed places"),
        (lambda x: np.where(x >= 0, "1", "-1"), "must hold real numbers"),
        (bipolar_in_place, "changes its argument x"),
        (bipolar_by_division, "at x = 0 it gives nan (invalid value"),
    ],
    "2.2": [
        (lambda x: 1 / (1 + np.exp(-x)), "the values are right, but my_sigmoid([-1000.,"),
        (lambda x: np.exp(x) / (np.exp(x) + 1), "at x = 750 it gives nan (overflow"),
        (two_branches, "warns: overflow"),
        (lambda x: 1 / (1 + math.exp(-x)), "right for one number, but raises TypeError"),
        (lambda x: 1 / (1 + np.exp(np.clip(x, -500, 500))), "check the sign in the exponent"),
        (np.tanh, "this is tanh(x)"),
        (lambda x: sigmoid(x) * (1 - sigmoid(x)), "this is the slope"),
        (lambda x: sigmoid(np.clip(x, -1, 1)), "it gives"),
        (lambda x: 0 * sigmoid(x) + 0.5, "it gives 0.5, must be"),
    ],
    "2.3": [
        (lambda y: 1 - np.tanh(y) ** 2, "tanh of it once more"),
        (lambda y: 1 / np.cosh(y) ** 2, "tanh of it once more"),
        (lambda y: y * (1 - y), "slope of the sigmoid"),
        (lambda y: 1 - y, "the square is missing"),
        (lambda y: y**2 - 1, "the sign is wrong everywhere"),
        (lambda y: 1 - 2 * y, "it gives"),
        (lambda y: 4 * (1 - y**2), "every value is 4 times"),
    ],
    "2.4": [
        (lambda x, w, b: sigmoid(w * x + b) * (1 - sigmoid(w * x + b)) * w, "bug is still there"),
        (lambda x, w, b: sigmoid(w * x + b) * (1 - sigmoid(w * x + b)), "respect to the bias"),
        (lambda x, w, b: sigmoid(w * x + b) * x, "is not its value y"),
        (lambda x, w, b: sigmoid(x) * (1 - sigmoid(x)) * x, "must be taken at z"),
        (lambda x, w, b: -sigmoid(w * x + b) * (1 - sigmoid(w * x + b)) * x, "the sign is wrong"),
        (
            lambda x, w, b: np.sum(sigmoid(w * x + b) * (1 - sigmoid(w * x + b)) * x),
            "one number for the whole array",
        ),
    ],
}
for module in pkgutil.iter_modules(wrong_answers_path):
    WRONG |= importlib.import_module(f"wrong_answers.{module.name}").WRONG


@pytest.mark.parametrize(
    ("id", "answer", "phrase"),
    [(id, *pair) for id, pairs in WRONG.items() for pair in pairs],
)
def test_wrong_answer_gets_its_feedback(id, answer, phrase):
    verdict = check(id, answer)
    assert not verdict.passed
    assert phrase in str(verdict)


def test_every_exercise_has_wrong_answers():
    assert WRONG.keys() == EXERCISES.keys()
    assert all(len(answers) >= 3 for answers in WRONG.values())


# What is found in any exercise, on exercises made up here.
GRID = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 5.0]])
SUMS = Exercise("0.1", "my_sums", lambda x: x.sum(axis=1), cases=[(GRID,)])
SHARES = Exercise("0.2", "my_shares", lambda x: softmax(x, axis=1), cases=[(GRID,), (GRID[:, :2],)])
BOTH = Exercise(
    "0.3",
    "my_both",
    lambda x: (x.min(), x * 2),
    cases=[(GRID,)],
    wrong=[(lambda x: (x.max(), x * 2), "the largest, not the least.")],
)


class Scale:
    """What a class exercise asks for: multiply by a factor."""

    def __init__(self, factor):
        self.factor = factor

    def forward(self, x):
        return self.factor * x


class Shift(Scale):
    def forward(self, x):
        return self.factor + x


class InPlace(Scale):
    def forward(self, x):
        x *= self.factor
        return x


class Unfinished(Scale):
    def forward(self, x):
        return ...


LAYER = Exercise(
    "0.4",
    "MyScale",
    Scale,
    cases=[(3.0, GRID), (-0.5, GRID)],
    wrong=[(Shift, "this adds the factor.")],
    probe=lambda layer, factor, x: layer(factor).forward(x),
)
FIVES = Exercise("0.8", "my_fives", lambda x: 5 + 0 * x, cases=[(GRID,)])
LEAST = Exercise("0.9", "my_least", lambda x: x.min(), cases=[(GRID,)])
VECTOR = Exercise("0.5", "my_vector", np.array([1.0, 2.0, 4.0]))


@pytest.mark.parametrize(
    ("exercise", "answer", "phrase"),
    [
        (SUMS, lambda x: x.sum(axis=0), "wrong axis"),
        (SUMS, lambda x: x.sum(), "one number for the whole array"),
        (SUMS, lambda x: x.sum(axis=1, keepdims=True), "has the shape (2, 1), must have (2,)"),
        (SUMS, lambda x: x.mean(axis=1), "every value is 0.3333 times"),
        (SUMS, lambda x: [[1], [2, 3]], "is a list"),
        (SUMS, lambda x: {"sum": 1}, "is of type dict, must hold real numbers"),
        (SUMS, lambda x: x.sum(axis=1) + 0j, "is of type ndarray, must hold real numbers"),
        (SUMS, lambda x: x.sum(axis=1) - [0, 1], "right at 1 of 2 points, but for my_sums([["),
        (SHARES, lambda x: softmax(x, axis=0), "wrong axis"),
        (SHARES, lambda x: softmax(x, axis=1).T, "is transposed"),
        (SHARES, lambda x: np.exp(x), "it gives"),
        (SHARES, lambda x: softmax(x, axis=1) + 1e-5, "do not round"),
        (BOTH, lambda x: x.min(), "must return 2 values"),
        (BOTH, lambda x: (x.min(), x * 2, 0), "must return 2 values"),
        (BOTH, lambda x: (x.max(), x * 2), "the largest, not the least."),
        (BOTH, lambda x: (x.min(), x.T * 2), "])[1] is transposed"),
        (BOTH, lambda x: (x.min(), ...), DOTS),
        (LAYER, Shift, "this adds the factor."),
        (LAYER, Unfinished, DOTS),
        (LAYER, InPlace, "MyScale changes its argument x"),
        (LAYER, Scale(3.0), "hand over the class itself, check('0.4', MyScale), not a Scale"),
        (
            VECTOR,
            np.array([1.0, 2.0, 3.0]),
            "right at 2 of 3 points, but for my_vector at position 2",
        ),
        (FIVES, lambda x: 6 + 0 * x, "at x = 1 it gives 6, must be 5"),
        (LEAST, lambda x: [[1], [2, 3]], "is of type list, must hold real numbers"),
        (VECTOR, [1.0, 2.0, 4.0], "is a list, must be a NumPy array"),
        (SUMS, GRID.sum(axis=1), "hand over the function itself, check('0.1', my_sums)"),
        (SUMS, None, DOTS),
    ],
)
def test_rules_for_all(exercise, answer, phrase):
    assert phrase in complaint(exercise, answer)


@pytest.mark.parametrize("exercise", [SUMS, SHARES, BOTH, LAYER, VECTOR])
def test_reference_passes(exercise):
    assert complaint(exercise, exercise.reference) == ""


def test_booleans_are_no_numbers():
    exercise = Exercise("0.6", "my_step", lambda x: (x > 0) * 1, cases=[(GRID,)])
    assert (
        complaint(exercise, lambda x: x > 0) == "my_step gives True and False, must give numbers."
    )


def test_the_arguments_of_the_table_are_not_changed():
    before = copy.deepcopy(SUMS.cases)

    def spoil(x):
        x[:] = 0
        return x.sum(axis=1)

    assert "changes its argument x" in complaint(SUMS, spoil)
    assert np.array_equal(before, SUMS.cases)


def test_lists_are_watched_too():
    exercise = Exercise("0.7", "my_last", lambda items: items[-1], cases=[([1, 2, 3],)])
    assert "changes its argument items" in complaint(exercise, lambda items: items.pop())


@pytest.mark.parametrize(("id", "nearest"), [("1.9", "1."), ("2.", "2."), ("12", "1.2")])
def test_unknown_id(id, nearest):
    with pytest.raises(ValueError, match=f"unknown exercise '{id}', did you mean '{nearest}"):
        check(id, ...)


def test_id_must_be_a_string():
    with pytest.raises(TypeError, match=r"exercise must be a name, got 1\.1"):
        check(1.1, ...)


@pytest.mark.parametrize(("passed", "word"), [(True, "Right"), (False, "Not yet")])
def test_verdict_as_shown(passed, word):
    data = Verdict(passed, "look at x < 0: no.")._repr_mimebundle_()
    assert data["text/plain"] == f"{word}: look at x < 0: no."
    assert f"{word}:</b> look at x < 0: no." in unescape(data["text/html"])
    assert "x < 0" not in data["text/html"]
