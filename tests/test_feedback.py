"""What is said to an answer in any exercise, on exercises made up here."""

import copy
import math
import warnings
from fractions import Fraction

import numpy as np
import pytest

from helpers import softmax
from lecture.exercise import Exercise, exercise
from lecture.feedback import DOTS, complaint

GRID = np.array([[1.0, 2.0, 3.0], [0.0, -1.0, 5.0]])
LINE = np.array([-2.0, -0.5, 0.0, 0.5, 2.0])


@exercise(cases=[(GRID,)], each="row")
def my_sums(x):
    return x.sum(axis=1)


@exercise(cases=[(GRID,), (GRID[:, :2],)], each="row")
def my_shares(x):
    return softmax(x, axis=1)


@exercise(cases=[(GRID,)], results=("least", "twice"))
def my_both(x):
    return x.min(), x * 2


my_both.wrong("the largest, not the least.", lambda x: (x.max(), x * 2))


@exercise(cases=[(LINE, 0.5), (LINE * 1000, 1.0), (3.0, 0.5)], each="element")
def my_bend(x, alpha):
    return np.where(np.asarray(x) > 0, x, alpha * np.asarray(x))


@exercise(cases=[(LINE,), (1000 * LINE,)], each="element")
def my_safe(x):
    return 1 / (1 + np.exp(-np.clip(x, -50, None)))


@exercise(cases=[(np.array([4e-18, 5e-18]),)], each="element")
def my_tiny(x):
    return x


@exercise(cases=[(np.array([3, 8]), 0.5, 2.5), (np.array([0.1]), 0.0, 1.0)], each="element")
def my_clip(x, low, high):
    return np.clip(x, low, high)


@exercise(cases=[(GRID, np.array([1.0, -1.0, 2.0]))])
def my_product(X, w):
    return X @ w


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


MyScale = Exercise(
    "MyScale",
    Scale,
    cases=[(3.0, GRID), (-0.5, GRID)],
    probe=lambda layer, factor, x: layer(factor).forward(x),
)
MyScale.wrong("this adds the factor.", Shift)
my_least = Exercise("my_least", lambda x: x.min(), cases=[(GRID,)])
my_vector = Exercise("my_vector", np.array([1.0, 2.0, 4.0]))
my_value = Exercise("my_value", 0.123456789)
my_whole = Exercise("my_whole", 7)


def bend_by_if(x, alpha):
    return x if x > 0 else alpha * x


def bend_by_mask(x, alpha):
    y = x.copy()
    y[x < 0] *= alpha
    return y


def bend_in_place(x, alpha):
    x = np.asarray(x)
    x[x < 0] *= alpha
    return x


def clip_whole(x, low, high):
    x = np.array(x)
    x[x < low], x[x > high] = low, high
    return x


def loud(x):
    return 1 / (1 + np.exp(-x))


def silenced(x):
    with np.errstate(all="ignore"):
        return loud(x)


@np.errstate(over="ignore")
def decorated(x):
    return 1 / (1 + np.exp(-x))


def switched_off(x):
    np.seterr(all="ignore")
    return loud(x)


def filtered(x):
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return loud(x)


errstate = np.errstate


def imported(x):
    with errstate(all="ignore"):
        return loud(x)


SAID = [
    (my_sums, None, DOTS),
    (my_sums, ..., DOTS),
    (my_sums, lambda x: ..., DOTS),
    (my_sums, lambda x: 2 * ..., DOTS),
    (my_both, lambda x: (x.min(), ...), DOTS),
    (MyScale, Unfinished, DOTS),
    (my_sums, GRID.sum(axis=1), "hand over the function itself, check('my_sums', my_sums)"),
    (MyScale, Scale(3.0), "hand over the class itself, check('MyScale', MyScale), not a Scale"),
    (my_value, lambda: 1, "must be a value, not a function"),
    (my_sums, lambda x: print(end=""), "returns nothing"),
    (my_bend, bend_in_place, "changes its argument x"),
    (MyScale, InPlace, "changes its argument x"),
    (my_bend, bend_by_if, "right for one number, but raises ValueError for an array: `if`"),
    (my_bend, bend_by_mask, "for one number: begin with x = np.asarray(x)"),
    (my_bend, lambda x, alpha: max(0, x), "raises ValueError: `if`, `max` and `math`"),
    (my_safe, lambda x: 1 / (1 + math.exp(-x)), "raises TypeError"),
    (my_product, lambda X, w: w @ X, "columns on its left as rows on its right"),
    (my_product, lambda X, w: X**2.0 ^ 2, "a power is ** in Python"),
    (my_sums, lambda x: (x / x.sum(axis=1)).sum(axis=1), "fits its table with keepdims=True"),
    (my_both, lambda x: x.min(), "must return 2 values: least, twice"),
    (my_both, lambda x: (x.min(), x * 2, 0), "must return 2 values"),
    (my_vector, [1.0, 2.0, 4.0], "is a list, must be a NumPy array"),
    (my_sums, lambda x: [[1], [2, 3]], "is a list"),
    (my_least, lambda x: [[1], [2, 3]], "is of type list, must be a real number"),
    (my_sums, lambda x: {"sum": 1}, "is of type dict, must hold real numbers"),
    (my_sums, lambda x: x.sum(axis=1) + 0j, "is of type ndarray, must hold real numbers"),
    (my_value, "0.1", "is of type str"),
    (my_value, True, "my_value is True, must be a number"),
    (my_value, math.nan, "my_value is nan, must be a number"),
    (my_value, 0.1235, "do not round"),
    (my_value, -1, "-1 is too small"),
    (my_whole, 8, "8 is too large"),
    (my_sums, lambda x: x > 2, "has the shape (2, 3), must have (2,)"),
    (my_safe, loud, "the values are right, but"),
    (my_safe, silenced, "warns: overflow"),
    (my_safe, decorated, "warns: overflow"),
    (my_safe, switched_off, "warns: overflow"),
    (my_safe, filtered, "warns: overflow"),
    (my_safe, imported, "warns: overflow"),
    (my_safe, np.vectorize(silenced), "warns: overflow"),
    (my_tiny, lambda x: 0 * x, "it gives 0, must be 4e-18"),
    (my_bend, lambda x, alpha: (x > 0) - (x < 0), "NumPy does not subtract truth values"),
    (my_both, lambda x: (x.max(), x * 2), "the largest, not the least."),
    (MyScale, Shift, "this adds the factor."),
    (my_sums, lambda x: x.sum(), "one number for the whole array"),
    (my_shares, lambda x: softmax(x, axis=1).T, "is transposed"),
    (my_both, lambda x: (x.min(), x.T * 2), "twice of my_both"),
    (my_sums, lambda x: x.sum(axis=0), "wrong axis"),
    (my_shares, lambda x: softmax(x, axis=0), "wrong axis"),
    (my_sums, lambda x: x.sum(axis=1) / 0, "for the row [1, 2, 3] it gives inf (divide by zero"),
    (my_clip, clip_whole, "digits after the point are lost"),
    (my_shares, lambda x: softmax(x, axis=1) + 1e-5, "do not round"),
    (my_sums, lambda x: -x.sum(axis=1), "the sign is wrong everywhere"),
    (my_sums, lambda x: x.mean(axis=1), "every value is 0.3333 times"),
    (my_sums, lambda x: x.sum(axis=1) + 2, "every value is 2 too large"),
    (
        my_bend,
        lambda x, alpha: np.minimum(x, 1.0),
        "at x = -2, alpha = 0.5 it gives -2, must",
    ),
    (
        my_sums,
        lambda x: x.sum(axis=1) - [0, 1],
        "right at 1 of 2 points, but for the row [0, -1, 5]",
    ),
    (my_shares, lambda x: np.exp(x), "for the row [1, 2, 3], place 0 it gives"),
    (my_vector, np.array([1.0, 2.0, 3.0]), "at position 2 it gives 3, which is not right"),
]


@pytest.mark.parametrize(("entry", "answer", "phrase"), SAID)
def test_what_is_said(entry, answer, phrase):
    assert phrase in complaint(entry, answer)


@pytest.mark.parametrize(
    "entry",
    [my_sums, my_shares, my_both, my_bend, my_safe, my_clip, my_product, MyScale, my_vector],
    ids=lambda entry: entry.name,
)
def test_the_solution_passes(entry):
    assert complaint(entry, entry.solution) == ""


def test_an_array_counts_as_several_results():
    rows = Exercise("my_rows", lambda x: (x[0], x[1]), cases=[(GRID,)])
    assert complaint(rows, lambda x: x) == ""


def test_a_fraction_is_a_number():
    assert complaint(my_whole, Fraction(7)) == ""


def test_booleans_are_no_numbers():
    my_step = Exercise("my_step", lambda x: (x > 0) * 1, cases=[(GRID,)])
    assert "True and False" in complaint(my_step, lambda x: x > 0)


def test_numbers_are_told_apart_by_as_many_digits_as_it_takes():
    my_copy = Exercise("my_copy", lambda x: x.copy(), cases=[(LINE,)], each="element")
    text = complaint(my_copy, lambda x: np.add(x, [1e-5, 0, 0, 0, 1]))
    assert "at x = -2 it gives -1.99999, must be -2" in text
    text = complaint(my_copy, lambda x: np.add(x, [3e-6, 0, 0, 0, 1]))
    assert "at x = -2 it gives -1.999997, must be -2" in text


def test_silencing_by_a_library_is_the_librarys_affair():
    mean = Exercise("my_mean", lambda x: np.nanmean(x, axis=1), cases=[(GRID,)])

    def quietly(x):
        return np.exp(np.log(np.nanmean(x, axis=1)))

    assert complaint(mean, quietly) == ""
    with np.errstate(all="raise"):
        assert complaint(mean, quietly) == ""
        assert np.geterr()["over"] == "raise"


def test_an_answer_cannot_spoil_the_cases():
    before = copy.deepcopy(my_sums.cases)

    def spoil(x):
        x[:] = 0
        return x.sum(axis=1)

    assert "changes its argument x" in complaint(my_sums, spoil)
    assert np.array_equal(before, my_sums.cases)


def test_lists_are_watched_too():
    my_last = Exercise("my_last", lambda items: items[-1], cases=[([1, 2, 3],)])
    assert "changes its argument items" in complaint(my_last, lambda items: items.pop())


def test_long_arguments_are_called_by_name():
    big = Exercise("my_big", lambda X, w: X @ w, cases=[(np.ones((9, 9)), np.ones(9))])
    assert "for my_big(X, w) at position 8" in complaint(big, lambda X, w: X @ w + (w.cumsum() > 8))
