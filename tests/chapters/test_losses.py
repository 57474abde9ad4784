"""Chapter `losses`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit, log_softmax, logit, softmax, xlog1py, xlogy

from helpers import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits_grad,
    cross_entropy,
    cross_entropy_with_logits,
    half_sse,
    mse,
    rmse,
)
from lecture import check, subplots
from lecture.chapters.losses import exercises
from lecture.chapters.losses.views import bce_view, cross_entropy_view

DIGIT = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]
ONE_HOT = np.eye(10)
P = expit(-6.0)


def best_guess(weight):
    """The constant p of the least loss if 5 of 100 are ill and count `weight` times."""
    ill = np.array([1] * 5 + [0] * 95)
    guesses = np.arange(0.01, 1, 0.01)
    losses = [
        binary_cross_entropy(ill, np.full(100, p), sample_weight=1 + (weight - 1) * ill)
        for p in guesses
    ]
    return guesses[np.argmin(losses)]


def test_the_plain_sum_cancels(says):
    says("The plain sum is {:.0f}: the two mistakes cancel", -7 + 8)


def test_every_prediction_two_too_high(says):
    says('say "off by {:.0f}". MSE is in', rmse([1, 2, 3], [3, 4, 5]))
    says("an MSE of {:.0f} good?", mse([1, 2, 3], [3, 4, 5]))


def test_mse_in_fahrenheit(says):
    says("the factor $(9/5)^2 = {:.2f}$", mse([32], [32 + 9 / 5]))


def test_half_sse_against_each_digit(says):
    losses = [half_sse(target, DIGIT) for target in ONE_HOT]
    says(
        "The loss is least, {:.2f}, where the prediction put its weight, {:.2f} at the two digits "
        "that got a tenth each, and {:.2f} at those",
        losses[6],
        losses[4],
        losses[0],
    )
    assert losses[8] == losses[4]
    assert {losses[digit] for digit in (1, 2, 3, 5, 7, 9)} == {losses[0]}


def test_half_sse_is_no_mse(says):
    says("MSE would be {:.2f} · 2/10 = {:.3f}", half_sse(ONE_HOT[6], DIGIT), mse(ONE_HOT[6], DIGIT))


def test_a_coins_guess(says):
    says("costs $\\log 2 = {:.3f}$", binary_cross_entropy(1, 0.5))


def test_a_factor_of_ten(says):
    dearer = binary_cross_entropy(1, 0.01) - binary_cross_entropy(1, 0.1)
    says("costs $\\log 10 = {:.3f}$ more", dearer)


def test_the_best_guess_without_weights(says):
    says("the true share, {:.2f}; cut at 0.5", best_guess(1))


def test_the_best_guess_with_a_class_weight(says):
    says("**class weight** moves it to {:.1f},", best_guess(19))


def test_where_the_padded_loss_ends(says):
    says("ends at $-\\log 10^{{-7}} = {:.1f}$", -np.log(1e-7))


def test_what_padding_does_to_the_digit(says):
    says("seventh decimal, from {:.7f} to {:.7f}", cross_entropy(6, DIGIT), -np.log(0.8 + 1e-7))


def test_where_the_sigmoid_is_rounded_to_1(says):
    says("from about $z = {:.0f}$ on", -np.log(np.finfo(float).eps / 2))


def test_slopes_of_a_hopelessly_wrong_answer(says):
    says("{:.4f}; with MSE the flat end", P - 1)
    says("{:.4f} is left, some two hundred times less", 2 * (P - 1) * P * (1 - P))
    assert 200 < (P - 1) / (2 * (P - 1) * P * (1 - P)) < 205


def test_bce_live(moves):
    def shows(p):
        costs, shown = [-xlog1py(1, -p), -xlogy(1, p)], {}
        for t in (0, 1):
            x = logit(p) + np.array([-1.5, 1.5])
            shown[f"loss of p, t = {t}"] = ([p], [costs[t]])
            shown[f"loss of z, t = {t}"] = ([logit(p)], [costs[t]])
            shown[f"tangent, t = {t}"] = (x, costs[t] + (p - t) * (x - logit(p)))
        shown["title of p"] = f"p = {p:.2f}: {costs[1]:.2f} if t = 1, {costs[0]:.2f} if t = 0"
        shown["title of z"] = f"slope {p - 1:.2f} if t = 1, {p:.2f} if t = 0"
        return shown

    moves("bce_live", shows)


def test_cross_entropy_live(moves):
    def shows(logit_0, logit_1, logit_2, true_class):
        p = softmax([logit_0, logit_1, logit_2])
        slopes, loss = p - np.eye(3)[true_class], -np.log(p[true_class])
        return {
            "probabilities": ([0, 1, 2], p),
            "gradient": ([0, 1, 2], slopes),
            "loss": ([p[true_class]], [loss]),
            "title of p": "{:.2f}, {:.2f}, {:.2f}".format(*p),
            "title of the loss": f"-log {p[true_class]:.3g} = {loss:.3f}",
            "title of the slopes": "p - t: {:.2f}, {:.2f}, {:.2f}".format(*slopes),
        }

    moves("cross_entropy_live", shows)


def test_the_still_curves():
    _, axes = subplots(1, 2)
    bce_view(axes)
    for t in (0, 1):
        p, z = (ax.lines[place * t] for ax, place in zip(axes, (2, 3), strict=True))
        np.testing.assert_allclose(p.get_ydata(), -np.log(np.abs(1 - t - p.get_xdata())))
        np.testing.assert_allclose(z.get_ydata(), -np.log(expit((2 * t - 1) * z.get_xdata())))
    _, axes = subplots(1, 3)
    cross_entropy_view(axes)
    curve = axes[1].lines[0]
    np.testing.assert_allclose(curve.get_ydata(), -np.log(curve.get_xdata()))


def test_the_true_class_is_blue(names):
    bars = names["cross_entropy_live"].moving["gradient"]
    assert len({bar.get_facecolor() for bar in bars[1:]}) == 1
    assert bars[0].get_facecolor() != bars[1].get_facecolor()


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_rmse, rmse),
        (exercises.my_cross_entropy, lambda z, labels: cross_entropy_with_logits(labels, z)),
        (
            exercises.my_logit_gradient,
            lambda z, t: binary_cross_entropy_with_logits_grad(t, z),
        ),
    ],
    ids=["my_rmse", "my_cross_entropy", "my_logit_gradient"],
)
def test_a_solution_gives_what_the_helper_gives(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case), rtol=1e-12)


def picked(table, labels):
    return table[np.arange(len(labels)), labels]


def naive_softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


def at_most_three_rows(z, labels):
    rows = range(min(3, len(z)))
    return -sum(log_softmax(z[i])[labels[i]] for i in rows) / len(rows)


def own_sigmoid(z, t):
    return (1 / (1 + np.exp(-z)) - t) / len(z)


def silenced(z, t):
    with np.errstate(over="ignore"):
        return (1 / (1 + np.exp(-z)) - t) / len(z)


WRONG = [
    ("my_class_weight", 48, "48 is too small"),
    ("my_class_weight", [49], "must be one number"),
    ("my_rmse", lambda t, y: np.mean(np.sqrt((y - t) ** 2)), "this is MAE"),
    ("my_rmse", lambda t, y: np.sqrt(np.mean(y - t) ** 2), "pay for one another"),
    ("my_rmse", lambda t, y: np.sqrt(np.mean((y - t) ** 2, axis=0)), "has the shape (2,)"),
    ("my_rmse", lambda t, y: np.sqrt((y - t) ** 2), "must be one number"),
    ("my_rmse", lambda t, y: np.sqrt(np.mean((y - t) ** 2) / 2), "every value is 0.7071 times"),
    ("my_cross_entropy", lambda z, k: -np.mean(np.log(picked(naive_softmax(z), k))), "(overflow"),
    (
        "my_cross_entropy",
        lambda z, k: -np.mean(np.log(picked(softmax(z, axis=1), k))),
        "it gives inf (divide by zero",
    ),
    (
        "my_cross_entropy",
        lambda z, k: -np.mean(np.log(np.clip(picked(softmax(z, axis=1), k), 1e-15, 1))),
        "hides the true loss",
    ),
    (
        "my_cross_entropy",
        lambda z, k: -np.mean(np.eye(z.shape[1])[k] * log_softmax(z, axis=1)),
        "so divide by n",
    ),
    ("my_cross_entropy", lambda z, k: np.mean(picked(log_softmax(z, axis=1), k)), "the sign"),
    (
        "my_cross_entropy",
        lambda z, k: -picked(log_softmax(z, axis=1), k),
        "has the shape (4,), must be one number",
    ),
    (
        "my_cross_entropy",
        lambda z, k: -np.mean(picked(log_softmax(z, axis=1), k)) / np.log(2),
        "is 1.443 times",
    ),
    ("my_cross_entropy", at_most_three_rows, "[0, 1, 1, 0]) it gives"),
    ("my_logit_gradient", lambda z, t: (t - expit(z)) / len(z), "the sign is wrong everywhere"),
    ("my_logit_gradient", lambda z, t: np.mean(expit(z) - t), "one number for the whole array"),
    ("my_logit_gradient", lambda z, t: 2 * (expit(z) - t) / len(z), "every value is 2 times"),
    ("my_logit_gradient", lambda z, t: [*(expit(z) - t) / len(z)], "is a list"),
    ("my_logit_gradient", own_sigmoid, "the values are right, but my_logit_gradient([-800"),
    ("my_logit_gradient", silenced, "warns: overflow"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


def padded(names):
    return lambda z, k: names["padded_ce"](np.eye(z.shape[1])[k], softmax(z, axis=1)) / len(z)


def of_the_table(names):
    return lambda z, k: -np.mean(picked(names["log_softmax_one"](z), k))


def by_quotients(names):
    def loss(t):
        return lambda z: names["naive_bce"](t, expit(z))

    return lambda z, t: names["difference_quotients"](loss(t), z)


@pytest.mark.parametrize(
    ("name", "answer", "phrase"),
    [
        ("my_rmse", lambda names: names["naive_mse"], "this is MSE"),
        ("my_rmse", lambda names: names["naive_mae"], "this is MAE"),
        ("my_rmse", lambda names: names["naive_half_sse"], "it gives 6, must be 2"),
        ("my_cross_entropy", padded, "hides the true loss"),
        ("my_cross_entropy", of_the_table, "over the whole table"),
        ("my_logit_gradient", by_quotients, "it gives nan"),
    ],
)
def test_what_the_chapter_defines_is_no_answer_as_it_is(names, name, answer, phrase):
    verdict = check(name, answer(names))
    assert not verdict
    assert phrase in verdict.message


def row_by_row(names):
    def my_cross_entropy(z, labels):
        rows = zip(z, labels, strict=True)
        return -sum(names["log_softmax_one"](row)[k] for row, k in rows) / len(z)

    return my_cross_entropy


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_class_weight", lambda names: 980 / 20),
        ("my_rmse", lambda names: lambda t, y: math.sqrt(names["naive_mse"](t, y))),
        ("my_cross_entropy", row_by_row),
        (
            "my_logit_gradient",
            lambda names: (
                lambda z, t: np.array([(expit(a) - b) / len(z) for a, b in zip(z, t, strict=True)])
            ),
        ),
    ],
)
def test_a_right_answer_in_another_way_passes(names, name, answer):
    assert check(name, answer(names))
