"""Chapter `losses`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import expit, log_softmax, logit, softmax, xlog1py, xlogy
from scipy.stats import entropy, laplace, norm

from helpers import (
    binary_cross_entropy,
    binary_cross_entropy_with_logits_grad,
    cross_entropy,
    cross_entropy_with_logits,
    half_sse,
    mse,
)
from lecture import check
from lecture.chapters.losses import exercises, views
from lecture.quiz import choices_of, load

DIGIT = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]
ONE_HOT = np.eye(10)
FOUR = [18, 19, 20, 21]
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


def test_losses_of_three_numbers(says, printed):
    assert "MSE  4.0\nMAE  2.0\nRMSE 2.0" in printed
    says('say "off by {:.0f}". MSE is in *square* degrees, and says {:.0f}', 2, mse([1], [3]))


def test_one_large_error_or_three_small_ones(says):
    says("{:.0f} against {:.0f}.", 6**2, 3 * 2**2)


def test_mse_in_fahrenheit(says):
    says("the factor $(9/5)^2 = {:.2f}$", mse([32], [32 + 9 / 5]))


def test_the_bce_of_five_answers(says):
    t, p = [0, 1, 1, 0, 1], [0.1, 0.9, 0.8, 0.2, 0.7]
    exact = -math.fsum(math.log(b if a else 1 - b) for a, b in zip(t, p, strict=True)) / 5
    assert binary_cross_entropy(t, p) == pytest.approx(exact, rel=1e-15)
    says("with the losses {:.17f}, ", exact)


def test_prices(says):
    says("costs $\\log 2 = {:.3f}$", binary_cross_entropy(1, 0.5))
    for p in (0.1, 0.01):
        rise = binary_cross_entropy(1, p / 10) - binary_cross_entropy(1, p)
        says("on to 0.001, the cost rises by $\\log 10 = {:.3f}$ each time", rise)
    says("cross at $p = 0.5$, where both losses are {:.3f}", binary_cross_entropy(0, 0.5))


def test_the_digit(says):
    says("$-\\log 0.8 = {:.3f}$", cross_entropy(6, DIGIT))
    losses = [half_sse(target, DIGIT) for target in ONE_HOT]
    says("{:.2f} for a 6, and {:.2f} for a 4 or an 8", losses[6], losses[4])
    assert losses[8] == losses[4]


def test_what_padding_does(says):
    says("$-\\log(0.8 + 10^{{-7}}) = {:.17f}$", -math.log(0.8 + 1e-7))
    says("seventh decimal, from {:.7f} to {:.7f}", cross_entropy(6, DIGIT), -np.log(0.8 + 1e-7))
    says("ends at $-\\log 10^{{-7}} = {:.1f}$", -np.log(1e-7))
    unrounded = softmax([0, 0, 0, 0, 4.6, 0, 6.7, 0, 4.6, 0])[0]
    for p in (unrounded, unrounded + 1e-7):
        says("own $p_0$, {:.5f}, both losses are {:.3f}", unrounded, -np.log(p))
    says("is about $e^{{-50}} \\approx {:.0f} \\cdot 10^{{-22}}$", 1e22 * softmax([0, 50])[0])


def test_the_loss_from_logits_and_the_naive_one(says):
    z = [10, 5, 3, 1, 4]
    sound = math.log1p(math.fsum(math.exp(other - 10) for other in z[1:]))
    naive = -math.log(math.exp(10) / sum(map(math.exp, z)))
    says("{:.17f} (softmax first: {:.17f})", sound, naive)
    assert cross_entropy_with_logits(0, z) == pytest.approx(sound, rel=1e-15)


def test_the_best_guess_with_and_without_a_class_weight(says):
    says("the true share, {:.2f}. Cut at 0.5", best_guess(1))
    says("class weight moves it to {:.1f}.", best_guess(19))


def test_a_class_weight_decides_as_a_lower_threshold_does(says):
    p = np.linspace(0, 1, 1001)
    odds = 19 * p / (1 - p + 19 * p)  # what the weight makes of the share p
    np.testing.assert_array_equal(odds >= 0.5 - 1e-12, p >= 1 / (1 + 19) - 1e-12)
    says("cut at $1/(1 + 19) = {:.2f}$", 1 / (1 + 19))


def test_an_error_of_four(says):
    says("very rare and costs {:.1f}.", -norm.logpdf(4))
    says("less rare and costs {:.1f}.", -laplace.logpdf(4))
    assert laplace.var(scale=1 / np.sqrt(2)) == pytest.approx(norm.var())
    says("At equal variance the cost is {:.1f}", -laplace.logpdf(4, scale=1 / np.sqrt(2)))


def test_between_two_middle_targets_all_answers_cost_the_same():
    c = np.linspace(19, 21, 5)
    np.testing.assert_allclose(np.abs(np.subtract.outer(c, [10, 19, 21, 50])).mean(axis=1), 10.5)


def test_the_outlier(says):
    before, after = [*FOUR, 22], [*FOUR, 42]
    says(
        "the mean from {:.0f} to {:.0f}, and leaves the median at {:.0f}",
        np.mean(before),
        np.mean(after),
        np.median(after),
    )
    assert np.median(before) == np.median(after)
    assert [np.median([*FOUR, x]) for x in (1, 19, 19.5, 20, 99)] == [19, 19, 19.5, 20, 20]


def test_the_floor(says):
    says("even they cost {:.3f}. That is their entropy", entropy([0.7, 0.2, 0.1]))
    says("the even answer costs $\\log 3 = {:.3f}$", cross_entropy([0.7, 0.2, 0.1], [1 / 3] * 3))


def test_the_other_form_of_the_loss_loses_its_digits():
    assert np.logaddexp(0, 40) - 40 == 0
    assert np.logaddexp(0, -40) == pytest.approx(np.exp(-40))


def test_the_number_followed_through_the_softmax(says):
    terms = np.exp([2, 1, 0.1])
    share = terms[0] / terms.sum()
    says("${:.3f} \\cdot {:.4f} = {:.3f}$ is $p_0$", terms[0], 1 / terms.sum(), share)
    says("${:.3f} - 1 = {:.3f}$", share, share - 1)


def test_slopes_of_a_very_wrong_answer(says):
    says("nearly its full slope there, {:.4f}", P - 1)
    says("leaves {:.4f}, about a two-hundredth of it", 2 * (P - 1) * P * (1 - P))
    assert 200 < (P - 1) / (2 * (P - 1) * P * (1 - P)) < 205


def test_numbers_of_the_quiz():
    right = [c["text"] for q in load("losses") for c in choices_of(q) if c.get("right")]
    ten = [20] * 9 + [120]
    assert right[0] == f"mean by {np.mean(ten) - 20:.0f}, median by {np.median(ten) - 20:.0f}"
    assert right[1] == f"{-np.log(0.25):.3f}"
    assert right[2].startswith(f"{entropy([0.5, 0.25, 0.25]):.3f}, the entropy")
    assert right[4] == f"{0.8 - 1:.1f}"


def test_bce_live(moves):
    def shows(p):
        costs, shown = [-xlog1py(1, -p), -xlogy(1, p)], {}
        words = [[], []]
        for t in (1, 0):
            steep = (p - t) / (p * (1 - p))
            reach = 0.2 / np.sqrt(1 + (steep / 6) ** 2)
            at_p = np.clip([p - reach, p + reach], 0, 1)
            at_z = logit(p) + np.array([-1.5, 1.5])
            shown[f"loss of p, t = {t}"] = ([p], [costs[t]])
            shown[f"loss of z, t = {t}"] = ([logit(p)], [costs[t]])
            shown[f"tangent at p, t = {t}"] = (at_p, costs[t] + steep * (at_p - p))
            shown[f"tangent at z, t = {t}"] = (at_z, costs[t] + (p - t) * (at_z - logit(p)))
            for said, slope in zip(words, (steep, p - t), strict=True):
                said.append(f"t = {t}: loss {costs[t]:.2f}, slope {slope:.2f}")
        shown["title of p"], shown["title of z"] = ("\n".join(said) for said in words)
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
            "title of the slopes": "{:.2f}, {:.2f}, {:.2f}".format(*slopes),
        }

    moves("cross_entropy_live", shows)


def test_outlier_live(moves):
    def shows(fifth):
        readings = np.array([*FOUR, fifth])
        mean, median, c = np.sum(readings) / 5, np.sort(readings)[2], np.linspace(15, 45, 301)
        curves = {
            "RMSE": lambda c: np.sqrt(np.square(np.subtract.outer(c, readings)).mean(axis=-1)),
            "MAE": lambda c: np.abs(np.subtract.outer(c, readings)).mean(axis=-1),
        }
        shown = {"fifth": ([fifth], [0]), "title": f"mean {mean:.1f}, median {median:.1f}"}
        for (name, curve), best in zip(curves.items(), (mean, median), strict=True):
            shown[name] = (c, curve(c))
            shown[f"least {name}"] = ([best], [curve(best)])
            shown[f"line of {name}"] = ([best, best], [0, curve(best)])
        return shown

    moves("outlier_live", shows)


@pytest.mark.parametrize("name", ["bce_live", "cross_entropy_live", "outlier_live"])
def test_no_datum_lies_outside_its_axes(names, name):
    plot = names[name]
    for control in plot.controls.values():
        default = control.value
        ends = getattr(control, "options", None) or (control.min, control.max)
        for value in ends:
            control.value = value
            for ax in plot.figure.axes:
                (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
                for line in ax.lines:
                    if line.get_transform() == ax.transData:
                        x, y = line.get_data()
                        assert np.all((np.array(x) >= left) & (np.array(x) <= right))
                        assert np.all((np.array(y) >= low) & (np.array(y) <= high))
        control.value = default


def test_the_still_curves():
    still = views.plot_probabilities(0.5, 0.8, 0.98)
    for ax, p in zip(still.figure.axes, (0.5, 0.8, 0.98), strict=True):
        for t in (0, 1):
            curve, dot = ax.lines[3 * t], ax.lines[3 * t + 1]
            wanted = -np.log(expit((2 * t - 1) * curve.get_xdata()))
            np.testing.assert_allclose(curve.get_ydata(), wanted)
            np.testing.assert_allclose(dot.get_data(), [[logit(p)], [-np.log(abs(1 - t - p))]])


def test_the_still_answers():
    answers = [([2, 1, 0.1], 0), ([2, 1, 0.1], 2), ([-4, 4, 0], 0)]
    still = views.plot_answers(answers)
    for ax, (z, k) in zip(still.figure.axes, answers, strict=True):
        outlined, filled = ax.containers[:2]
        np.testing.assert_allclose([bar.get_height() for bar in outlined], softmax(z))
        slopes = softmax(z) - np.eye(3)[k]
        np.testing.assert_allclose([bar.get_height() for bar in filled], slopes)
        assert ax.get_title(loc="left") == f"class {k} true: loss {-log_softmax(z)[k]:.3f}"


def test_the_true_class_is_blue(names):
    bars = names["cross_entropy_live"].moving["gradient"]
    assert len({bar.get_facecolor() for bar in bars[1:]}) == 1
    assert bars[0].get_facecolor() != bars[1].get_facecolor()


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_cross_entropy, lambda z, labels: cross_entropy_with_logits(labels, z)),
        (
            exercises.my_logit_gradient,
            lambda z, t: binary_cross_entropy_with_logits_grad(t, z),
        ),
    ],
    ids=["my_cross_entropy", "my_logit_gradient"],
)
def test_a_solution_gives_what_the_helper_gives(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case), rtol=1e-12)


def test_the_gradient_by_hand_is_that_of_the_loss():
    p, labels, eps = np.array([[0.2, 0.5, 0.3], [0.1, 0.1, 0.8]]), [1, 0], 1e-6
    z, slopes = np.log(p), np.zeros((2, 3))
    for place in np.ndindex(2, 3):
        move = np.zeros((2, 3))
        move[place] = eps
        above, below = (cross_entropy_with_logits(labels, z + sign * move) for sign in (1, -1))
        slopes[place] = (above - below) / (2 * eps)
    np.testing.assert_allclose(exercises.my_hand_gradient.solution, slopes, atol=1e-9)


def test_the_best_stock_costs_least():
    sold, stocks = np.array([10, 20, 30, 40, 90]), np.arange(101)
    short = sold - stocks[:, None]
    costs = np.where(short > 0, 3 * short, -short).sum(axis=1)
    assert stocks[np.argmin(costs)] == exercises.my_best_stock.solution


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


HAND = np.array([[0.1, -0.25, 0.15], [-0.45, 0.05, 0.4]])
EXCHANGED = np.array([[-0.5, 0.5, 0], [0.5, -0.5, 0]])  # what one-hot rows in a wrong place add
FROM_ONE = np.array([[-0.5, 0.5, 0], [0.5, 0, -0.5]])
FOR_ALL = np.array([[0.5, 0, 0.5], [-0.5, 0, 0]])  # 1 and 0 as targets
WRONG = [
    ("my_class_weight", 48, "48 is too small"),
    ("my_class_weight", [49], "must be one number"),
    ("my_best_stock", 39, "39 is too small"),
    ("my_best_stock", [40], "must be one number"),
    ("my_hand_gradient", HAND[0], "shape"),
    ("my_hand_gradient", 2 * HAND, "divide by N"),
    ("my_hand_gradient", -HAND, "signs are reversed"),
    ("my_hand_gradient", HAND + EXCHANGED, "class 1 is the second column"),
    ("my_hand_gradient", HAND + FROM_ONE, "class 1 is the second column"),
    ("my_hand_gradient", HAND - FOR_ALL, "are classes here, not targets"),
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
        "so divide by N",
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
        ("my_best_stock", lambda names: 40.0),
        ("my_hand_gradient", lambda names: HAND.copy()),
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
