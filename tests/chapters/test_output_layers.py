"""Chapter `output_layers`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import entr, expit, logit
from scipy.special import softmax as scipy_softmax

from helpers import sigmoid, softmax
from lecture import check
from lecture.chapters.output_layers import exercises, views
from lecture.quiz import choices_of, load

CLASSES = np.arange(4)
DIGIT = np.array([0, 0, 0, 0, 4.6, 0, 6.7, 0, 4.6, 0])


@pytest.mark.parametrize(
    "line",
    [
        "identity  [-12.  30.]",
        "[0.65900114 0.24243297 0.09856589] sum 1.0",
        "[0.0320586  0.23688282 0.64391426 0.08714432] sum 1.0",
        "[0.  0.  0.  0.  0.1 0.  0.8 0.  0.1 0. ]\na 6, at 80%",
    ],
)
def test_the_numbers_of_the_lecture(printed, line):
    assert line in printed


def test_a_step_of_the_logit(says):
    says("each step of 1 multiplies the odds by $e \\approx {:.3f}$", np.exp(1))


def test_twice_the_logit_is_not_twice_as_sure(says):
    says("No: {:.3f} and {:.3f}.", *expit([1, 2]))


def test_what_the_farmer_pays(says):
    says("heating costs {:.1f} on average, doing nothing costs {:.1f}", 0.7 * 1, 0.3 * 4)


def test_where_the_costs_cross(says):
    says("With the costs 1 and 4 it is at {}", 1 / (1 + 4))
    says("the logit there is $\\log(0.2/0.8) \\approx {:.3f}$", logit(0.2))


def test_the_factors_of_the_squares(says):
    says("look at its factors: {:g}, {:g}, {:.3f}", *(np.arange(2, 5) / np.arange(1, 4)) ** 2)


def test_the_digit_is_a_rounded_softmax(says):
    p = scipy_softmax(DIGIT)
    np.testing.assert_array_equal(p.round(1), [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0])
    assert 0 < p.min() < p.max() < 1
    says("a {}, at {:.0f} %, perhaps a 4 or an 8", p.argmax(), 100 * p.max())


def test_no_entropy_is_larger_than_that_of_equal_probabilities():
    p = np.random.default_rng(0).dirichlet(np.ones(4), size=1000)
    assert entr(p).sum(axis=1).max() < entr(np.full(4, 0.25)).sum()


def test_two_days_that_compete(says):
    batch = np.array([[2, 1, 0.1], [5, 1, 0.1]])
    says("They are {:.3f} and {:.3f}.", *scipy_softmax(batch).sum(axis=1))


def test_sigmoids_answer_one_by_one(says):
    says("{:.0f} % clear, {:.0f} % cloudy", *100 * expit([2, 1]))


def test_a_ratio_stays(says):
    says("the second stays $e^{{1 - 0.2}} = {:.3f}$ times as large as the third", np.exp(1 - 0.2))


def test_the_ratio_of_neighbours_on_a_grid(says):
    p = scipy_softmax(np.arange(-5, 5, 0.1))
    says("Each probability is $e^{{0.1}} = {:.3f}$ times its left neighbour", p[1] / p[0])


def test_three_times_the_logits(says):
    says("The first class now has {:.0f} %", 100 * scipy_softmax([6, 3, 0.3])[0])


def test_an_entropy_worked_out(says):
    p = [0.5, 0.25, 0.25]
    says("Their logarithms are {:.3f}, {:.3f} and {:.3f}", *np.log(p))
    assert entr(p).sum() == pytest.approx(1.040, abs=5e-4)
    says("0.25 \\cdot 1.386 = {:.3f}$$", entr(p).sum())


def test_the_largest_entropies(says):
    says("have the largest entropy, $\\log 3 \\approx {:.3f}$", entr(np.full(3, 1 / 3)).sum())
    says("the entropy lies between 0 and $\\log 4 \\approx {:.3f}$", entr(np.full(4, 0.25)).sum())


def test_the_entropy_at_a_high_temperature(says):
    p = scipy_softmax(np.array([2, 4, 5, 3]) / 10)
    says("At $T = 10$ these four bars are nearly level, and the entropy is {:.2f}", entr(p).sum())


def test_a_softmax_that_is_printed_wrongly():
    """A note for teachers: it sums to 1, and it is wrong from the sixth decimal on."""
    printed = np.array([0.65900308, 0.24242973, 0.09856719])
    assert abs(printed.sum() - 1) < 1e-8
    assert 1e-6 < np.abs(printed - scipy_softmax([2, 1, 0.1])).max() < 3.5e-6


def test_the_numbers_of_the_quiz():
    right = [
        choice["text"]
        for question in load("output_layers")
        for choice in choices_of(question)
        if choice.get("right")
    ]
    assert ", ".join(f"{p:.2f}" for p in scipy_softmax([3, 3, 0])) in right[1]
    assert right[2] == f"No alarm: {0.6 * 1:.1f} against {0.4 * 3:.1f} for the alarm."
    assert right[3] == f"{math.log(0.6 / 0.3):.2f}, the logarithm of 2"


def test_softmax_live(moves):
    def shows(temperature, **logits):
        z = np.array([logits[f"logit_{k}"] for k in CLASSES])
        p = scipy_softmax(z / temperature)
        return {
            "probabilities": (CLASSES, p),
            "reading": f"T = {temperature:.2g}, argmax {z.argmax()}\n"
            f"entropy {entr(p).sum():.2f}, at most 1.39",
        }

    moves("softmax_live", shows)


def test_binary_live(moves):
    def shows(z):
        pair = expit(z), 1 - expit(z)
        return {
            "sigmoid": ([z], [expit(z)]),
            "pair": ([0, 1], pair),
            "level": ([0, 1], [expit(z)] * 2),
            "title": f"σ({z:.1f}) = {expit(z):.3f}",
            "verdict": f"softmax of ({z:.1f}, 0)",
        }

    moves("binary_live", shows)


@pytest.mark.parametrize(
    ("name", "bars", "control"),
    [("softmax_live", "probabilities", "logit_0"), ("binary_live", "pair", "z")],
)
def test_each_bar_is_labelled_with_its_height(names, name, bars, control):
    plot = names[name]
    slider = plot.controls[control]
    default, slider.value = slider.value, -1.5
    labels = [(label.get_position()[1], label.get_text()) for label in plot.moving["labels"]]
    heights = [bar.get_height() for bar in plot.moving[bars]]
    slider.value = default
    assert labels == [(height, f"{height:.3f}") for height in heights]


def test_the_stills_show_what_the_sliders_show():
    settings = ([7, 4, 5, 3], 1), ([2, 4, 5, 3], 0.3), ([2, 4, 5, 3], 10)
    still = views.plot_settings(*settings)
    for ax, (logits, temperature) in zip(still.figure.axes, settings, strict=True):
        p = scipy_softmax(np.array(logits) / temperature)
        np.testing.assert_allclose([bar.get_height() for bar in ax.patches], p)
        top = np.argmax(logits)
        assert ax.get_title(loc="left").startswith(f"T = {temperature:g}, argmax {top}")
    still = views.plot_pairs([-2, 0, 2])
    for ax, z in zip(still.figure.axes, (-2, 0, 2), strict=True):
        heights = [bar.get_height() for bar in ax.patches]
        np.testing.assert_allclose(heights, [expit(z), expit(-z)])


def test_the_costs_cross_where_the_title_says():
    p = np.linspace(0, 1, 101)
    still = views.plot_costs(p, 1 - p, [p * 1, p * 4])
    assert len({ax.get_ylim() for ax in still.figure.axes}) == 1
    for ax, crossing in zip(still.figure.axes, (0.5, 0.2), strict=True):
        assert ax.get_title(loc="left").endswith(f"heat from p = {crossing} on")
    assert "cross at p = 0.5" in still.alt
    assert "cross at p = 0.2" in still.alt


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_softmax, softmax),
        (exercises.my_tempered, lambda z, temperature: softmax(z, temperature=temperature)),
    ],
)
def test_a_solution_does_what_the_helper_does(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case))


@pytest.mark.parametrize("costs", exercises.my_threshold.cases)
def test_at_the_threshold_both_answers_cost_the_same(costs):
    false_alarm, miss = costs
    p, z = exercises.my_threshold.solution(*costs)
    assert (1 - p) * false_alarm == pytest.approx(p * miss)
    assert sigmoid(z) == pytest.approx(p, rel=1e-14)


def softmax_less(shift, z):
    e = np.exp(z - shift)
    return e / np.sum(e, axis=-1, keepdims=True)


def without_keepdims(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1)


def shift_in_place(z):
    z -= np.max(z, axis=-1, keepdims=True)
    return softmax(z)


def loop_with_math(z):
    e = [math.exp(value - max(z)) for value in z]
    return [value / sum(e) for value in e]


def row_by_row(z):
    def one(row):
        e = np.exp(row - np.max(row))
        return e / np.sum(e)

    return np.array([one(row) for row in z])


def odds_for_probability(a, b):
    odds = a / b
    return odds, np.log(odds / (1 - odds))


def overflow_silenced(z):
    with np.errstate(all="ignore"):
        p = softmax_less(0, z)
        return np.where(np.isfinite(p), p, softmax(z))


def root_of_the_powers(z, temperature):
    e = np.exp(z - np.max(z)) ** (1 / temperature)
    return e / np.sum(e)


def maximum_not_divided(z, temperature):
    e = np.exp(z / temperature - np.max(z))
    return e / np.sum(e)


WRONG = [
    ("my_logits", [0.5, 0.3, 0.2], "these are the probabilities"),
    ("my_logits", [logit(0.5), logit(0.3), logit(0.2)], "the logits of three sigmoids"),
    ("my_logits", np.log([5, 3]), "has the shape (2,), must have (3,)"),
    ("my_logits", 0.9, "has the shape (1,), must have (3,)"),
    ("my_logits", [0.916, 0.405, 0], "do not round"),
    ("my_logits", [1, 0.5, 0], "for the softmax of my_logits at position 0 it gives"),
    ("my_logits", [1000, 999, -1000], "for the softmax of my_logits at position 0 it gives"),
    ("my_logits", lambda: 1, "must be a value"),
    ("my_logits", "log 0.5", "raises ValueError"),
    ("my_threshold", lambda false_alarm, miss: false_alarm / (false_alarm + miss), "2 values"),
    ("my_threshold", lambda a, b: (a / (a + b), a / (a + b)), "must be its logit"),
    ("my_threshold", lambda a, b: (a / (a + b), -np.log(a / (a + b))), "the logit of my_threshold"),
    ("my_threshold", lambda a, b: (a * b, np.log(a / b)), "the probability of my_threshold"),
    ("my_threshold", odds_for_probability, "the first result is the odds"),
    ("my_threshold", lambda a, b: (0.2, np.log(0.25)), "the probability of my_threshold(1, 1) it"),
    ("my_softmax", row_by_row, "One row alone is no list of rows"),
    ("my_softmax", without_keepdims, "raises ValueError"),
    ("my_softmax", shift_in_place, "changes its argument z"),
    ("my_softmax", loop_with_math, "raises ValueError"),
    ("my_softmax", lambda z: softmax(-z), "for my_softmax([2, 1, 0.1]) at position 0 it gives"),
    ("my_softmax", lambda z: softmax(z.T).T, "goes down the columns"),
    ("my_softmax", lambda z: softmax_less(z.min(axis=-1, keepdims=True), z), "the largest logit"),
    ("my_softmax", lambda z: softmax_less(np.median(z, axis=-1, keepdims=True), z), "the largest"),
    ("my_softmax", lambda z: softmax_less(z[..., :1], z), "for the row [0, 1000]"),
    ("my_softmax", lambda z: softmax_less(z[..., -1:], z), "for the row [1000, 0]"),
    ("my_softmax", lambda z: softmax_less(abs(z).max(axis=-1, keepdims=True), z), "[-1000, -1003]"),
    ("my_softmax", overflow_silenced, "warns: overflow"),
    ("my_tempered", lambda z, temperature: softmax(z - temperature), "has no effect"),
    ("my_tempered", lambda z, temperature: softmax_less(z.mean(), z / temperature), "it gives"),
    ("my_tempered", lambda z, t: softmax_less(z.mean() / t, z / t), "take off the largest logit"),
    ("my_tempered", lambda z, t: softmax_less(0, z / t), "large logits overflow"),
    ("my_tempered", lambda z, t: softmax_less(z.max() / t, z), "divides only the maximum"),
    ("my_tempered", root_of_the_powers, "divide the logits first"),
    ("my_tempered", maximum_not_divided, "divide the maximum by the temperature as well"),
]

RIGHT = [
    ("my_logits", np.log([0.5, 0.3, 0.2])),
    ("my_logits", np.log([0.5, 0.3, 0.2]) + 100),
    ("my_logits", [math.log(5), math.log(3), math.log(2)]),
    ("my_logits", (math.log(2.5), math.log(1.5), 0)),
    ("my_threshold", lambda a, b: [1 / (1 + b / a), np.log(a) - np.log(b)]),
    ("my_threshold", lambda a, b: (a / (a + b), logit(a / (a + b)))),
    ("my_softmax", lambda z: scipy_softmax(z, axis=-1)),
    ("my_softmax", lambda z: row_by_row(np.atleast_2d(z)).reshape(z.shape)),
    ("my_tempered", lambda z, temperature: scipy_softmax(z / temperature)),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    assert check(name, answer)


def test_the_helper_softmax_is_a_right_answer_and_that_of_one_row_is_not(names):
    assert check("my_softmax", softmax)
    verdict = check("my_softmax", names["stable_softmax"])
    assert "adds up the whole batch: each row has to sum to 1" in verdict.message


@pytest.mark.parametrize("phrase", ["logits near 1000 overflow", "adds up the whole batch"])
def test_both_faults_of_the_naive_softmax_are_told(names, phrase):
    verdict = check("my_softmax", names["naive_softmax"])
    assert not verdict
    assert phrase in verdict.message


def test_a_temperature_in_the_naive_softmax(names):
    verdict = check("my_tempered", lambda z, temperature: names["naive_softmax"](z / temperature))
    assert "large logits overflow" in verdict.message


def test_the_bug_of_the_chapter_is_found(names):
    assert "the bug is still there" in check("my_tempered", names["my_tempered"]).message
