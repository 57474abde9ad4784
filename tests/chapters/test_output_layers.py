"""Chapter `output_layers`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.special import entr, expit
from scipy.special import softmax as scipy_softmax

from helpers import sigmoid, softmax
from lecture import check
from lecture.chapters.output_layers import exercises

CLASSES = np.arange(4)


def test_a_step_of_the_logit(says):
    says("each step of 1 multiplies the odds by $e \\approx {:.3f}$", np.exp(1))


def test_twice_the_logit_is_not_twice_as_sure(says):
    says("No: {:.3f} and {:.3f}.", *expit([1, 2]))


def test_sigmoids_answer_one_by_one(says):
    says("{:.0f}% this, {:.0f}% that", *100 * expit([2, 1]))


def test_a_ratio_stays(says):
    says("their ratio stays $e^{{1 - 0.2}} = {:.3f}$", np.exp(1 - 0.2))


def test_the_ratio_of_neighbours_on_a_grid(says):
    p = scipy_softmax(np.arange(-5, 5, 0.1))
    says("each probability is $e^{{0.1}} = {:.3f}$ times its left neighbour's", p[1] / p[0])


def test_the_entropy_of_four_equal_shares(says):
    says("which is $\\log 4 \\approx {:.2f}$ for four", entr(np.full(4, 0.25)).sum())


def test_the_entropy_at_a_high_temperature(says):
    says("the bars level out, and it nears {:.2f}", entr(scipy_softmax(np.zeros(4))).sum())


def test_a_softmax_that_is_printed_wrongly(says):
    says("printed as [0.65900308, 0.24242973, 0.09856719]. These sum to 1 as well")
    printed = np.array([0.65900308, 0.24242973, 0.09856719])
    assert abs(printed.sum() - 1) < 1e-8
    says("wrong from the sixth decimal on")
    assert 1e-6 < np.abs(printed - scipy_softmax([2, 1, 0.1])).max() < 1e-5


def test_softmax_live(moves):
    def shows(temperature, **logits):
        z = np.array([logits[f"logit_{k}"] for k in CLASSES])
        p = scipy_softmax(z / temperature)
        return {
            "probabilities": (CLASSES, p),
            "reading": f"argmax {z.argmax()}, sum 1.00,\nentropy {entr(p).sum():.2f} of 1.39",
        }

    moves("softmax_live", shows)


def test_binary_live(moves):
    def shows(z):
        pair = expit(z), 1 - expit(z)
        return {
            "sigmoid": ([z], [expit(z)]),
            "pair": ([0, 1], pair),
            "title": f"σ({z:.1f}) = {expit(z):.3f}",
            "verdict": f"softmax of ({z:.1f}, 0): {z >= 0}",
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


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_softmax, softmax),
        (exercises.my_decision, lambda Z: (Z.argmax(axis=1), scipy_softmax(Z, axis=1).max(axis=1))),
        (exercises.my_tempered, lambda z, temperature: softmax(z, temperature=temperature)),
    ],
)
def test_a_solution_does_what_the_helper_does(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case))


def test_the_logit_of_eighty_percent():
    assert sigmoid(exercises.my_logit.solution) == pytest.approx(0.8, rel=1e-15)


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


def overflow_silenced(z):
    with np.errstate(all="ignore"):
        p = softmax_less(0, z)
        return np.where(np.isfinite(p), p, softmax(z))


def one_maximum_for_the_batch(Z):
    return Z.argmax(axis=1), softmax_less(Z.max(), Z).max(axis=1)


def root_of_the_powers(z, temperature):
    e = np.exp(z - np.max(z)) ** (1 / temperature)
    return e / np.sum(e)


def maximum_not_divided(z, temperature):
    e = np.exp(z / temperature - np.max(z))
    return e / np.sum(e)


WRONG = [
    ("my_logit", math.log10(4), "is too small"),
    ("my_logit", 2, "2 is too large"),
    ("my_logit", 1.386, "do not round"),
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
    ("my_decision", lambda Z: np.argmax(Z, axis=1), "2 values: classes, confidence"),
    ("my_decision", lambda Z: (np.argmax(Z), np.max(softmax(Z))), "one number for the whole array"),
    ("my_decision", one_maximum_for_the_batch, "needs the maximum of each row"),
    ("my_decision", lambda Z: (Z.argmax(axis=1), softmax(Z).min(axis=1)), "the row [2, 1, 0.1] it"),
    ("my_tempered", lambda z, temperature: softmax(z - temperature), "has no effect"),
    ("my_tempered", lambda z, temperature: softmax_less(z.mean(), z / temperature), "it gives"),
    ("my_tempered", lambda z, t: softmax_less(z.mean() / t, z / t), "take off the largest logit"),
    ("my_tempered", lambda z, t: softmax_less(0, z / t), "large logits overflow"),
    ("my_tempered", root_of_the_powers, "divide the logits first"),
    ("my_tempered", maximum_not_divided, "divide the maximum by the temperature as well"),
]

RIGHT = [
    ("my_softmax", lambda z: scipy_softmax(z, axis=-1)),
    ("my_decision", lambda Z: np.stack([Z.argmax(axis=1), softmax(Z).max(axis=1)])),
    ("my_decision", lambda Z: [Z.argmax(axis=1), softmax(Z).max(axis=1)]),
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


def test_the_softmax_of_the_chapter_is_a_right_answer(names):
    assert check("my_softmax", names["stable_softmax"])


@pytest.mark.parametrize("phrase", ["logits near 1000 overflow", "adds up the whole batch"])
def test_both_faults_of_the_naive_softmax_are_told(names, phrase):
    verdict = check("my_softmax", names["naive_softmax"])
    assert not verdict
    assert phrase in verdict.message


def test_a_decision_by_the_naive_softmax(names):
    verdict = check(
        "my_decision", lambda Z: (Z.argmax(axis=1), names["naive_softmax"](Z).max(axis=1))
    )
    assert "overflows near 1000 and adds up the whole batch" in verdict.message


def test_a_temperature_in_the_naive_softmax(names):
    verdict = check("my_tempered", lambda z, temperature: names["naive_softmax"](z / temperature))
    assert "large logits overflow" in verdict.message


def test_the_bug_of_the_chapter_is_found(names):
    assert "the bug is still there" in check("my_tempered", names["my_tempered"]).message
