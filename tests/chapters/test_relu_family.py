"""Chapter `relu_family`: what its text says, its live plot shows, and its exercises answer."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from helpers import (
    elu,
    elu_grad,
    gelu,
    gelu_grad,
    leaky_relu,
    lookup,
    relu,
    relu_grad,
    sigmoid_grad,
    silu,
    softplus,
)
from lecture import check
from lecture.chapters.relu_family import exercises

LEFT = np.linspace(-4, 0, 201)


def mean_output(function):
    """The mean of a function of normally distributed net inputs."""
    halves = ((-12, 0), (0, 12))
    return sum(
        quad(lambda x: function(x) * np.exp(-x * x / 2) / np.sqrt(2 * np.pi), *half)[0]
        for half in halves
    )


def test_the_left_ends_of_two_leaky_relus(says):
    ends = leaky_relu(-10.0, alpha=0.2), leaky_relu(-10.0, alpha=0.09)
    says("At the left end, $x = -10$, the two curves have reached ${:.0f}$ and ${:.1f}$", *ends)


def test_no_silent_unit_came_back(says, names):
    says("Not one came back, and not one of their weights or biases changed by a single bit")
    before, after, moved = names["before"], names["after"], names["moved"]
    assert before.any()
    assert not (before & ~after).any()
    assert not (before & moved).any()


def test_one_more_unit_fell_silent(says, names):
    says("one of them even fell silent on its way, which makes {}", names["after"].sum())
    assert names["after"].sum() == names["before"].sum() + 1


def test_the_slope_of_the_elu_fades(says):
    says("its slope at $x = -4$ is only {:.3f} of what it is next to 0", elu_grad(-4) / elu_grad(0))


def test_a_sigmoid_is_as_slow_there(says):
    says("as slowly as a sigmoid at -4, whose slope is {:.3f} as well", sigmoid_grad(-4))


def test_the_mean_of_the_relu(says):
    says("The ReLU's outputs have a mean of {:.3f} (half of its values are 0", mean_output(relu))


def test_the_mean_of_the_elu(says):
    says("the ELU's of {:.3f}, the SELU's of 0", mean_output(elu))


def test_where_the_gelu_turns(says):
    says("falling there up to $x = {:.2f}$", minimize_scalar(gelu, (-2, -1, 0)).x)


def test_the_gelu_is_steeper_than_the_relu(says):
    says("at $x = \\sqrt2$ it is {:.3f}, more than the ReLU's", gelu_grad(np.sqrt(2)))


def test_the_softplus_stays_above_the_relu(says):
    says("stays above the ReLU, by $\\log 2 \\approx {:.2f}$ at 0", softplus(0))


def test_how_many_units_a_leak_brings_back(says, names):
    back = names["runs"]["α = 0.2"][:, 2]
    says(
        "between {:.0f} and {:.0f} came back, {:.1f} on average",
        back.min(),
        back.max(),
        back.mean(),
    )


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("ReLU", "{:.2f} on average with the ReLU"),
        ("α = 0.01", "{:.2f} with $\\alpha = 0.01$"),
        ("α = 0.2", "{:.2f} with $\\alpha = 0.2$"),
        ("not pushed", "that had not been pushed, {:.2f}"),
    ],
)
def test_the_mean_share_of_right_answers(says, names, name, sentence):
    says(sentence, names["runs"][name][:, 3].mean())


TABLE = {
    "relu": "| ReLU | [0, ∞) | no ({:.2f}) |",
    "leaky_relu": "| Leaky ReLU | (-∞, ∞) | no ({:.2f} for α = 0.01) |",
    "elu": "| ELU | (-α, ∞) | nearer ({:.2f}) |",
    "selu": "| SELU | (-1.76, ∞) | on average ({:.2f}) |",
    "gelu": "| GELU | [-0.17, ∞) | no ({:.2f}) |",
    "silu": "| SiLU | [-0.28, ∞) | no ({:.2f}) |",
    "softplus": "| softplus | (0, ∞) | no ({:.2f}) |",
}


@pytest.mark.parametrize("name", TABLE)
def test_the_mean_outputs_of_the_table(says, name):
    says(TABLE[name], abs(mean_output(lookup(name).function)))


@pytest.mark.parametrize(
    ("function", "row"), [(gelu, "| GELU | [{:.2f}, ∞)"), (silu, "| SiLU | [{:.2f}, ∞)")]
)
def test_the_least_values_of_the_table(says, function, row):
    says(row, minimize_scalar(function, (-3, -1, 0)).fun)


def test_alpha_live(moves):
    def shows(alpha):
        return {
            "leaky_relu": (LEFT, alpha * LEFT),
            "leaky_relu slope": (LEFT, np.full(LEFT.size, alpha)),
            "elu": (LEFT, alpha * np.expm1(LEFT)),
            "elu slope": (LEFT, alpha * np.exp(LEFT)),
            "title": f"values for α = {alpha:.2f}",
            "slope title": f"slopes at 0: {alpha:.2f} and 1",
        }

    moves("alpha_live", shows)


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_leaky_relu, leaky_relu),
        (exercises.my_relu_backward, lambda delta, z: delta * relu_grad(z)),
        (exercises.my_dead_count, lambda Z: np.count_nonzero(relu(Z).sum(axis=0) == 0)),
    ],
)
def test_a_solution_does_what_the_helper_does(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case))


def test_the_leak_of_my_alpha():
    assert leaky_relu(-20, alpha=exercises.my_alpha.solution) == -3


def leaky_by_if(x, alpha):
    return x if x > 0 else alpha * x


def leaky_in_place(x, alpha):
    x[x < 0] *= alpha
    return x


def leaky_as_a_sum(x, alpha):
    return np.maximum(0, x) - alpha * np.minimum(0, x)


def leaky_on_a_copy(x, alpha):
    y = x.copy()
    y[x < 0] = alpha * x[x < 0]
    return y


def leaky_on_an_integer_copy(x, alpha):
    return leaky_on_a_copy(np.asarray(x), alpha)


def leaky_on_a_float_copy(x, alpha):
    x = np.asarray(x, dtype=float)
    return leaky_on_a_copy(x, alpha)


def leaky_times_in_place(x, alpha):
    y = x.copy()
    y[x < 0] *= alpha
    return y


def dead_by_a_loop(Z):
    return sum(1 for unit in Z.T if max(unit) <= 0)


def mask_on_a_copy(delta, z):
    d = delta.copy()
    d[z <= 0] = 0
    return d


def mask_in_place(delta, z):
    delta[z <= 0] = 0
    return delta


def zeros_like_z(delta, z):
    d = np.zeros_like(z)
    d[z > 0] = delta[z > 0]
    return d


WRONG = [
    ("my_alpha", 0.15 * 20, "is too large"),
    ("my_alpha", 0.1, "0.1 is too small"),
    ("my_alpha", "0.15", "of type str"),
    ("my_leaky_relu", leaky_by_if, "right for one number, but raises ValueError for an array"),
    ("my_leaky_relu", leaky_in_place, "changes its argument x"),
    ("my_leaky_relu", leaky_as_a_sum, "mind the sign"),
    ("my_leaky_relu", leaky_on_a_copy, "begin with x = np.asarray(x)"),
    ("my_leaky_relu", leaky_on_an_integer_copy, "digits after the point are lost"),
    ("my_leaky_relu", leaky_times_in_place, "whole numbers has no room for decimals"),
    ("my_leaky_relu", lambda x, alpha: leaky_relu(x), "at x = -10, alpha = 0.2 it gives -0.1"),
    ("my_dead_count", lambda Z: np.sum(Z.max(axis=1) <= 0), "along the rows"),
    ("my_dead_count", lambda Z: np.all(Z <= 0), "one answer for the whole table"),
    ("my_dead_count", lambda Z: len(np.where(Z.max(axis=0) <= 0)), "np.where"),
    ("my_dead_count", lambda Z: np.sum(Z.max(axis=0) < 0.05), "nearly 0, but positive"),
    ("my_dead_count", lambda Z: np.isclose(relu(Z), 0).all(axis=0).sum(), "nearly 0, but positive"),
    ("my_dead_count", lambda Z: np.sum(Z.sum(axis=0) <= 0), "negative on average"),
    ("my_dead_count", lambda Z: np.sum(relu(Z) == 0), "silent moments"),
    ("my_relu_backward", mask_in_place, "changes its argument delta"),
    ("my_relu_backward", zeros_like_z, "digits after the point are lost"),
    ("my_relu_backward", lambda delta, z: -delta * (z > 0), "the sign is wrong everywhere"),
]

RIGHT = [
    ("my_leaky_relu", leaky_on_a_float_copy),
    ("my_dead_count", dead_by_a_loop),
    ("my_dead_count", lambda Z: np.sum(relu(Z).sum(axis=0) == 0)),
    ("my_relu_backward", mask_on_a_copy),
    ("my_relu_backward", lambda delta, z: np.where(z > 0, delta, 0)),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)


def test_the_function_of_the_chapter_is_a_right_answer(names):
    assert check("my_leaky_relu", names["naive_leaky_relu"])


@pytest.mark.parametrize(
    ("name", "tempting", "phrase"),
    [
        ("my_leaky_relu", "naive_elu", "this is the ELU"),
        ("my_relu_backward", "my_relu_backward", "the bug is still there"),
    ],
)
def test_a_function_of_the_chapter_is_told_why(names, name, tempting, phrase):
    verdict = check(name, names[tempting])
    assert not verdict
    assert phrase in verdict.message
