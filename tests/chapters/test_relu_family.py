"""Chapter `relu_family`: what its text says, its live plot shows, and its exercises answer."""

from __future__ import annotations

import math

import numpy as np
import pytest
from scipy.integrate import quad
from scipy.optimize import minimize_scalar
from scipy.stats import norm

from helpers import (
    Network,
    circle_points,
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
from lecture.chapters.relu_family import exercises, views

X = np.linspace(-3, 3, 301)
LEFT = X[X <= 0]


def test_what_chapter_2_called_zero_centred(says):
    says("So its mean output is 0 wherever $z$ and $-z$ are equally likely")
    assert mean_output(np.tanh) == pytest.approx(0, abs=1e-12)


def mean_output(function):
    """The mean of a function of standard normal net inputs."""
    halves = ((-12, 0), (0, 12))
    return sum(quad(lambda z: function(z) * norm.pdf(z), *half)[0] for half in halves)


def test_the_push(says, printed):
    says("We push them all down by {:.0f}", 4.0)
    assert "14 of 16 units are dead\n" in printed


def test_no_dead_unit_changes(says, names, printed):
    says("Not a single weight or bias of a dead unit has changed")
    X, t = circle_points(100, seed=0)
    network = names["make_network"](seed=0)
    first = network.parameters()[0]
    dead = (network.net_inputs(X)[0] <= 0).all(axis=0)
    for gradient in (network.backward(X, t)[0][:, dead],):
        assert not gradient.any()
    start = first.copy()
    network.fit(X, t)
    assert np.array_equal(first[:, dead], start[:, dead])
    now = (network.net_inputs(X)[0] <= 0).all(axis=0)
    says("So {} units are dead now", now.sum())
    assert now.sum() == dead.sum() + 1
    says("The two other units learnt, and one of them died")
    assert "0 of the 14 dead units have a changed weight\n2 of the 2 others" in printed


def test_the_gradient_formula():
    """The sums of the text, written as loops, are the gradient of the helper."""
    X, t = circle_points(5, seed=3)
    network = Network([2, 3, 1], "relu", "sigmoid", "binary_cross_entropy", 1)
    Z1, Z2 = network.net_inputs(X)
    W2 = network.parameters()[1][1:]
    delta2 = (1 / (1 + np.exp(-Z2[:, 0])) - t) / 5
    for i in range(2):
        for j in range(3):
            slopes = [X[n, i] * delta2[n] * W2[j, 0] * (Z1[n, j] > 0) for n in range(5)]
            assert network.backward(X, t)[0][1 + i, j] == pytest.approx(sum(slopes))


def test_the_left_ends_of_two_leaky_relus(says):
    ends = leaky_relu(-10.0, alpha=0.2), leaky_relu(-10.0, alpha=0.09)
    says("At $z = -10$ the curves have reached ${:.0f}$ and ${:.1f}$", *ends)


def test_the_short_cut_is_right_up_to_one(says):
    says("is the same function only for $\\alpha \\le 1$")
    for alpha, same in ((0.2, True), (1.0, True), (2.0, False)):
        assert np.array_equal(np.maximum(X, alpha * X), leaky_relu(X, alpha)) == same


@pytest.mark.parametrize("alpha", [0, 0.2])
def test_the_loop_trains_as_the_network_does(names, alpha):
    X, t = circle_points(100, seed=1)
    network = Network(
        [2, 16, 1], "leaky_relu", "sigmoid", "binary_cross_entropy", 1, alpha=alpha, epochs=50
    )
    first, second = names["make_network"](1, push=0).parameters()
    names["train"](first, second, X, t, alpha, epochs=50)
    network.fit(X, t)
    np.testing.assert_allclose(first, network.parameters()[0])
    np.testing.assert_allclose(second, network.parameters()[1])
    assert names["share_right"](first, second, X, t, alpha) == np.mean(network.predict(X) == t)


def test_how_many_units_a_leak_brings_back(says, names):
    runs = names["runs"]
    assert runs[0][:, 1].max() == 0
    says("With the ReLU no unit came back in any run")
    says("With $\\alpha = 0.01$ one unit in twelve did, with $\\alpha = 0.2$ about two")
    assert round(runs[0.01][:, 1].mean()) == 1
    assert round(runs[0.2][:, 1].mean()) == 2
    assert round(runs[0.2][:, 0].mean()) == 12


def test_the_differences_of_the_runs(says, names, printed):
    runs = names["runs"]
    gain = runs[0.2][:, 2] - runs[0][:, 2]
    assert (gain > 0).sum() == 8
    assert (gain < 0).sum() == 2
    says("The leak ended higher in eight runs and lower in two")
    luck = 2 * sum(math.comb(10, k) for k in (8, 9, 10)) / 2**10
    says("in {:.0f} % of cases eight or more of ten coins show the same side", 100 * luck)
    more = names["more_gain"]
    says("It ends higher in {} of {} runs", np.sum(more > 0), len(more))
    luck = 2 * sum(math.comb(20, k) for k in (18, 19, 20)) / 2**20
    says("Eighteen or more of twenty coins show the same side in {:.2f} % of cases", 100 * luck)
    assert more[0] == names["trial"](10, 0.2)[2] - names["trial"](10, 0)[2]
    says("from {:.2f} to {:+.2f}", gain.min(), gain.max())
    assert "α = 0.2: dead 12.4 (10 to 15), came back 2.3 (0 to 6)" in printed


def test_the_control(says, names):
    says("Without the push, no unit is dead at the start. The differences are below 0.01")
    for seed in range(5):
        first = names["make_network"](seed, push=0).parameters()[0]
        assert names["highest"](first, circle_points(100, seed)[0]).min() > 0
    gain = np.subtract(names["healthy"][1], names["healthy"][0])
    assert np.abs(gain).max() < 0.01
    assert gain.min() < 0 < gain.max()
    assert np.mean(names["healthy"], axis=1).round(1).tolist() == [0.9, 0.9]


def test_waiting(says, printed):
    says("Time helps the small slope: 8 units are back instead of 3")
    says("It does not help the large one: 5 instead of 6")
    says("as for 7 of 20 units with $\\alpha = 0.01$")
    says("With $\\alpha = 0.2$ only 2 of 23 moved away. The other 21 did not")
    small, large = printed.split("Two runs together:\n")[1].split("α = ")[1:3]
    assert "28 dead units. Back after 1000 epochs: 3," in small
    assert "after 10 000: 8. Of the other 20, 7 moved away." in small
    assert "28 dead units. Back after 1000 epochs: 6," in large
    assert "after 10 000: 5. Of the other 23, 2 moved away." in large


def test_the_faults_of_the_naive_elu(says, names):
    says("only four digits of $e^z - 1$ are right")
    error = abs((np.exp(-1e-12) - 1) / np.expm1(-1e-12) - 1)
    assert 1e-5 < error < 1e-4
    np.testing.assert_allclose(names["naive_elu"](X), elu(X), rtol=1e-12, atol=1e-15)


def test_the_slope_of_the_elu_fades(says):
    says("its slope at $z = -4$ is {:.3f}, as small as that of a sigmoid there", elu_grad(-4))
    assert round(sigmoid_grad(-4), 3) == 0.018
    says("about a twentieth of it")
    assert round(np.exp(3)) == 20


def test_alpha_live(moves):
    def shows(alpha):
        ends = ([], []) if abs(alpha - 1) < 1e-9 else ([0, 0], [alpha, 1])
        return {
            "leaky_relu": (LEFT, alpha * LEFT),
            "elu": (LEFT, alpha * np.expm1(LEFT)),
            "leaky_relu slope": (LEFT, np.full(LEFT.size, alpha)),
            "elu slope": (LEFT, alpha * np.exp(LEFT)),
            "ends": ends,
            "title": f"values, α = {alpha:.2f}",
        }

    moves("alpha_live", shows)


def test_the_slopes_in_the_titles_of_the_stills():
    titles = [ax.get_title(loc="left") for ax in views.plot_three_alphas().figure.axes[3:]]
    assert titles == [
        f"slopes at -3: {alpha:.2f}, {alpha * np.exp(-3):.2f}" for alpha in views.ALPHAS
    ]


def test_a_border_is_where_the_net_input_is_0():
    weights, bias = np.array([0.7, -1.2]), 0.5
    xs, ys = views.border(weights, bias)
    np.testing.assert_allclose(weights[0] * xs + weights[1] * ys + bias, 0, atol=1e-12)
    assert np.max(np.abs([xs, ys])) <= views.EDGE
    assert np.isnan(views.border(np.array([0.1, 0.0]), 4.0)).all()


def test_the_two_formulas_of_the_gelu(says, names):
    says("The largest difference is below 0.0005, half a unit of the third decimal")
    z = np.linspace(-8, 8, 4001)
    gap = np.abs(gelu(z, approximate=True) - gelu(z)).max()
    assert 0.0004 < gap < 0.0005
    np.testing.assert_allclose(names["naive_gelu"](z), z * norm.cdf(z), atol=1e-14)
    np.testing.assert_allclose(names["tanh_gelu"](z), gelu(z, approximate=True), atol=1e-14)


def test_where_the_gelu_turns(says):
    says("it falls until $z = {:.2f}$", minimize_scalar(gelu, (-2, -1, 0)).x)
    z = np.linspace(-30, -1e-9, 1001)
    assert (gelu(z) < 0).all()


def test_the_gelu_is_steeper_than_the_relu(says, names):
    says("It rises to {:.3f} near $z = {:.1f}$", gelu_grad(np.sqrt(2)), np.sqrt(2))
    assert minimize_scalar(lambda z: -gelu_grad(z), (1, 1.4, 2)).x == pytest.approx(np.sqrt(2))


def test_the_grid_of_gelu_and_elu(says):
    says("on 400 points")


def test_the_softplus_stays_above_the_relu(says):
    says("by $\\log 2 \\approx {:.2f}$ at 0", softplus(0))


def test_the_stack(says, printed):
    says("The SELU keeps its spread of 1. The ELU keeps 0.13 and the ReLU 0.0006")
    assert "relu 0.0006\nelu  0.1311\nselu 1.0106" in printed


def test_alpha_is_learnt(printed):
    assert "α after 20 steps: 0.3000" in printed


TABLE = {
    "relu": "| ReLU | [0, ∞) | no ({:.2f}) |",
    "leaky_relu": "| Leaky ReLU | (-∞, ∞) | no ({:.2f} for α = 0.01) |",
    "elu": "| ELU | (-α, ∞) | nearer ({:.2f} for α = 1) |",
    "gelu": "| GELU | [-0.17, ∞) | no ({:.2f}) |",
    "silu": "| SiLU (optional) | [-0.28, ∞) | no ({:.2f}) |",
    "softplus": "| softplus (optional) | (0, ∞) | no ({:.2f}) |",
    "selu": "| SELU (optional) | (-1.76, ∞) | yes ({:.2f}) |",
}


@pytest.mark.parametrize("name", TABLE)
def test_the_mean_outputs_of_the_table(says, printed, name):
    mean = abs(mean_output(lookup(name).function))
    says(TABLE[name], mean)
    assert f"{name:<10} {mean:.2f}, [" in printed


@pytest.mark.parametrize(
    ("function", "row"), [(gelu, "| GELU | [{:.2f}, ∞)"), (silu, "| SiLU (optional) | [{:.2f}, ∞)")]
)
def test_the_least_values_of_the_table(says, function, row):
    says(row, minimize_scalar(function, (-3, -1, 0)).fun)


def test_the_order_of_the_quiz():
    assert elu(-4.0) < leaky_relu(-4.0, 0.2) < gelu(-4.0)
    assert f"{elu(-4.0):.2f} {gelu(-4.0):.4f}" == "-0.98 -0.0001"


@pytest.mark.parametrize(
    ("exercise", "helper"),
    [
        (exercises.my_relu_backward, lambda dA, z: dA * relu_grad(z)),
        (exercises.my_dead_count, lambda Z: np.count_nonzero(relu(Z).sum(axis=0) == 0)),
    ],
)
def test_a_solution_does_what_the_helper_does(exercise, helper):
    for case in exercise.cases:
        np.testing.assert_allclose(exercise.solution(*case), helper(*case))


@pytest.mark.parametrize("alpha", [0.3, 1.0, 2.0])
def test_the_slope_from_the_value(alpha):
    z = np.linspace(-8, 4, 49)
    slope = exercises.my_elu_slope.solution(elu(z, alpha), alpha)
    np.testing.assert_allclose(slope, elu_grad(z, alpha), atol=1e-12)


def test_the_gradient_with_respect_to_alpha():
    rng = np.random.default_rng(0)
    Z, targets, eps = rng.normal(size=(5, 3)), rng.normal(size=(5, 3)), 1e-6

    def loss(alpha):
        return np.mean((leaky_relu(Z, alpha) - targets) ** 2)

    dA = 2 * (leaky_relu(Z, 0.2) - targets) / Z.size
    quotient = (loss(0.2 + eps) - loss(0.2 - eps)) / (2 * eps)
    assert exercises.my_alpha_gradient.solution(Z, dA) == pytest.approx(quotient)


def elu_slope_by_if(a, alpha):
    return 1.0 if a > 0 else a + alpha


def elu_slope_on_a_copy(a, alpha):
    slope = np.ones_like(np.asarray(a, dtype=float))
    slope[np.asarray(a) <= 0] = (a + alpha)[np.asarray(a) <= 0] if np.ndim(a) else a + alpha
    return slope


def alpha_gradient_by_loops(Z, dA):
    total = 0.0
    for row, blames in zip(Z, dA, strict=True):
        for z, blame in zip(row, blames, strict=True):
            if z < 0:
                total += blame * z
    return total


def dead_by_a_loop(Z):
    return sum(1 for unit in Z.T if max(unit) <= 0)


def mask_on_a_copy(dA, z):
    d = dA.copy()
    d[z <= 0] = 0
    return d


def mask_in_place(dA, z):
    dA[z <= 0] = 0
    return dA


def zeros_like_z(dA, z):
    d = np.zeros_like(z)
    d[z > 0] = dA[z > 0]
    return d


WRONG = [
    ("my_elu_slope", elu_slope_by_if, "right for one number, but raises ValueError for an array"),
    ("my_elu_slope", lambda a, alpha: np.where(a > 0, 1.0, alpha * np.exp(a)), "a is the value"),
    ("my_elu_slope", lambda a, alpha: np.where(a > 0, 1, 1 + a), "right for alpha = 1 only"),
    ("my_elu_slope", lambda a, alpha: np.where(a >= 0, 1, a + alpha), "at a = 0 take alpha"),
    ("my_elu_slope", lambda a, alpha: np.where(a > 0, 1, alpha * (a + 1)), "a + 1 is e^z there"),
    ("my_elu_slope", lambda a, alpha: alpha + a, "to the right the slope is 1"),
    ("my_alpha_gradient", lambda Z, dA: np.mean(dA * np.minimum(Z, 0)), "add up"),
    ("my_alpha_gradient", lambda Z, dA: (dA * (Z < 0)).sum(), "but by z"),
    ("my_alpha_gradient", lambda Z, dA: np.sum(dA * np.where(Z > 0, 0, 1)), "but by z"),
    ("my_alpha_gradient", lambda Z, dA: (dA * np.where(Z > 0, 1, 0.01)).sum(), "is 1 or alpha"),
    ("my_alpha_gradient", lambda Z, dA: (dA * Z).sum(), "to the right of 0"),
    ("my_alpha_gradient", lambda Z, dA: (dA * np.where(Z > 0, 1, Z)).sum(), "with respect to z"),
    ("my_alpha_gradient", lambda Z, dA: (dA * np.minimum(Z, 0)).sum() / len(Z), "1/N already"),
    ("my_dead_count", lambda Z: np.sum(Z.max(axis=1) <= 0), "along the rows"),
    ("my_dead_count", lambda Z: np.all(Z <= 0), "one answer for the whole table"),
    ("my_dead_count", lambda Z: len(np.where(Z.max(axis=0) <= 0)), "np.where"),
    ("my_dead_count", lambda Z: np.sum(Z.max(axis=0) < 0.05), "nearly 0, but positive"),
    ("my_dead_count", lambda Z: np.isclose(relu(Z), 0).all(axis=0).sum(), "nearly 0, but positive"),
    ("my_dead_count", lambda Z: np.sum(Z.sum(axis=0) <= 0), "negative on average"),
    ("my_dead_count", lambda Z: np.sum(relu(Z) == 0), "single net inputs"),
    ("my_relu_backward", mask_in_place, "changes its argument dA"),
    ("my_relu_backward", zeros_like_z, "digits after the point are lost"),
    ("my_relu_backward", lambda dA, z: -dA * (z > 0), "the sign is wrong everywhere"),
]

RIGHT = [
    ("my_elu_slope", elu_slope_on_a_copy),
    ("my_elu_slope", lambda a, alpha: np.where(a > 0, 1, a + alpha)),
    ("my_elu_slope", lambda a, alpha: (a > 0) + (a <= 0) * (a + alpha)),
    ("my_alpha_gradient", alpha_gradient_by_loops),
    ("my_alpha_gradient", lambda Z, dA: (dA * Z * (Z <= 0)).sum()),
    ("my_alpha_gradient", lambda Z, dA: dA[Z < 0] @ Z[Z < 0]),
    ("my_dead_count", dead_by_a_loop),
    ("my_dead_count", lambda Z: np.sum(relu(Z).sum(axis=0) == 0)),
    ("my_relu_backward", mask_on_a_copy),
    ("my_relu_backward", lambda dA, z: np.where(z > 0, dA, 0)),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(("name", "answer"), RIGHT)
def test_a_right_answer_passes(name, answer):
    verdict = check(name, answer)
    assert verdict, verdict.message


def test_the_count_of_the_chapter_is_a_right_answer(names):
    identity = np.vstack([np.zeros(4), np.eye(4)])  # no bias: the net inputs are the inputs
    for (Z,) in exercises.my_dead_count.cases:
        layer = identity if Z.shape[1] == 4 else np.vstack([np.zeros(3), np.eye(3)])
        assert (names["highest"](layer, Z) <= 0).sum() == exercises.my_dead_count.solution(Z)


def test_the_bug_is_told(names):
    verdict = check("my_relu_backward", names["my_relu_backward"])
    assert not verdict
    assert "the bug is still there" in verdict.message
