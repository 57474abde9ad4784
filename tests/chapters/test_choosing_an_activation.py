"""Chapter `choosing_an_activation`: its text, its live plot, and its exercises."""

from __future__ import annotations

import re
from functools import cache

import numpy as np
import pytest
from matplotlib.contour import ContourSet
from matplotlib.path import Path
from scipy.interpolate import RegularGridInterpolator
from scipy.special import expit, softmax

from helpers import Network, circle_points, cross_entropy_with_logits
from lecture import check, subplots
from lecture.chapters.choosing_an_activation.views import decision_view
from moved import settings

POINTS, INSIDE = circle_points(200, seed=0)
LOGITS = np.array([10, 5, 3, 1, 4])


@pytest.fixture
def curves(names):
    """The loss of each activation in each epoch, the median of eight starts."""
    return {hidden: np.median(losses, axis=0) for hidden, losses in names["curves"].items()}


def below(losses, loss=0.2):
    """The first epoch in which the loss is below `loss`."""
    return int((losses < loss).argmax())


def test_the_price_of_knowing_nothing(says):
    says("drops to {:.2f}, the price of knowing nothing", np.log(2))


def test_the_last_loss_of_the_sigmoid(says, curves):
    says("is at {:.2f} when time is up", curves["sigmoid"][-1])


def test_when_tanh_and_relu_arrive(says, curves):
    says(
        "after {} epochs, ReLU and Leaky ReLU after {}",
        below(curves["tanh"]),
        below(curves["relu"]),
    )
    assert below(curves["relu"]) == below(curves["leaky_relu"])


def test_when_gelu_arrives(says, curves):
    says("GELU after {}", below(curves["gelu"]))


def test_three_are_level(says, curves):
    says("these three are level: {:.2f} each", curves["relu"][-1])
    assert round(curves["gelu"][-1], 2) == round(curves["leaky_relu"][-1], 2) == 0.1


def test_how_sure_a_share_of_90_per_cent_is(says):
    error = np.sqrt(0.9 * 0.1 / 1000)
    says("at 90% by about $\\sqrt{{0.9 \\cdot 0.1 / 1000}} \\approx {:.2f}$", error)


def test_the_sigmoid_has_the_highest_median_at_rate_3(says, printed):
    says("At 3 the sigmoid has caught up with the best: its median is even the highest")
    medians = dict(re.findall(r"^(\w+) .*rate 3: ([\d.]+)%", printed, re.M))
    assert max(medians, key=lambda name: float(medians[name])) == "sigmoid"


def test_the_dead_stay_dead(says, printed):
    before, after = re.search(r"^relu +(\d+) dead.*-> +(\d+) dead", printed, re.M).groups()
    says("{} of 128, and not one came back", before)
    assert before == after


def test_leaky_relus_hardly_come_back(says, printed):
    says("300 epochs later it was three fewer")
    counts = re.search(r"^leaky_relu .* (\d+) at most .* (\d+) at most", printed, re.M).groups()
    assert int(counts[0]) - int(counts[1]) == 3


def test_the_loss_of_logits(says):
    says("The right loss is {:.4f}, the doubled", -np.log(softmax(LOGITS)[0]))


def test_the_loss_of_a_doubled_softmax(says):
    says("the doubled one {:.4f}", -np.log(softmax(softmax(LOGITS))[0]))


def test_the_least_loss_of_a_doubled_softmax(says):
    says("\\approx {:.4f}$", -np.log(np.e / (np.e + 4)))


LAWS = {  # h(z), and its slope from z and the value
    "identity": (lambda z: z, lambda z, a: 1),
    "sigmoid": (expit, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z, a: np.where(z > 0, 1, 0)),
}


def forward(hidden, arrays, X):
    """The values of the hidden layer and the output, in plain NumPy."""
    first, last = arrays
    z = X @ first[1:] + first[0]
    a = LAWS[hidden][0](z)
    return z, a, expit(a @ last[1:] + last[0])


@cache
def trained(hidden, width):
    """The parameters before each of 301 epochs, and the losses, in plain NumPy."""
    net = Network([2, width, 1], hidden, "sigmoid", "binary_cross_entropy", 0)
    first, last = (array.copy() for array in net.parameters())
    t, states, losses = INSIDE[:, None], [], []
    for _ in range(301):
        states.append((first, last))
        z, a, p = forward(hidden, (first, last), POINTS)
        losses.append(-np.mean(np.where(t, np.log(p), np.log(1 - p))))
        delta = (p - t) / len(t)
        back = delta @ last[1:].T * LAWS[hidden][1](z, a)
        last = last - np.vstack([delta.sum(axis=0), a.T @ delta])
        first = first - np.vstack([back.sum(axis=0), POINTS.T @ back])
    return states, losses


def grid(hidden, width, epochs):
    """The coordinates of the grid, and what the network says there."""
    x, y = (np.linspace(side.min() - 0.3, side.max() + 0.3, 61) for side in POINTS.T)
    points = np.column_stack([np.tile(x, 61), np.repeat(y, 61)])
    p = forward(hidden, trained(hidden, width)[0][epochs], points)[-1]
    return x, y, p.reshape(61, 61)


def crossings(x, y, p, level):
    """Where the sides of the grid's cells cross a level, by linear interpolation."""
    found = []
    for values, along, across, order in [(p, x, y, 1), (p.T, y, x, -1)]:
        left, right = values[:, :-1], values[:, 1:]
        i, j = np.nonzero((left > level) != (right > level))
        part = (level - left[i, j]) / (right - left)[i, j]
        place = along[j] + part * (along[j + 1] - along[j])
        found.append(np.column_stack([place, across[i]][::order]))
    return np.unique(np.vstack(found).round(6), axis=0)


def test_decision_live(moves):
    def shows(hidden, width, epochs):
        states, losses = trained(hidden, width)
        right = np.mean((forward(hidden, states[epochs], POINTS)[-1][:, 0] >= 0.5) == INSIDE)
        return {
            "loss": (np.arange(301), losses),
            "now": ([epochs], [losses[epochs]]),
            "title": f"{hidden}, width {width}: {right:.1%}",
            "title of the loss": f"epoch {epochs}: loss {losses[epochs]:.3f}",
        }

    moves("decision_live", shows)


def test_borders_are_where_the_output_crosses_their_level(names):
    plot, seen = names["decision_live"], set()
    for _ in settings(plot):
        x, y, p = grid(**plot.values)
        borders = plot.moving["borders"]
        assert isinstance(borders, ContourSet)
        assert list(borders.levels) == [c for c in (0.1, 0.5, 0.9) if p.min() < c < p.max()]
        for level, lines in zip(borders.levels, borders.allsegs, strict=True):
            vertices = np.unique(np.vstack(lines).round(6), axis=0)
            np.testing.assert_allclose(vertices, crossings(x, y, p, level), atol=2e-5)
            seen.add(level)
    assert seen == {0.1, 0.5, 0.9}


def test_the_side_of_1_is_where_the_output_is_above_one_half(names):
    plot = names["decision_live"]
    for _ in settings(plot):
        x, y, p = grid(**plot.values)
        inner = np.random.default_rng(0).uniform([x[0], y[0]], [x[-1], y[-1]], (400, 2))
        chances = RegularGridInterpolator((x, y), p.T)(inner)
        clear = abs(chances - 0.5) > 0.05
        (path,) = plot.moving["side of 1"].get_paths()
        rings = [Path(ring).contains_points(inner) for ring in path.to_polygons()]
        shaded = np.logical_xor.reduce(rings) if rings else np.zeros(400, bool)
        assert np.array_equal(shaded[clear], chances[clear] > 0.5), plot.values


@pytest.fixture
def moved():
    """Axes, and what moves them."""
    _, axes = subplots(1, 2)
    return axes, decision_view(axes, POINTS, INSIDE)


def test_a_network_that_crosses_no_level_has_no_border(moved):
    _, update = moved
    assert "borders" in update("sigmoid", 4, 300)
    p = grid("sigmoid", 4, 0)[-1]
    assert 0.1 < p.min() < p.max() < 0.5
    assert "borders" not in update("sigmoid", 4, 0)


@pytest.mark.parametrize("hidden", LAWS)
def test_every_loss_is_inside_the_axes(moved, hidden):
    (_, history), update = moved
    for width in (1, 9, 15, 16):
        losses = update(hidden, width, 0)["loss"].get_ydata()
        assert history.get_ylim()[0] <= min(losses) <= max(losses) <= history.get_ylim()[1]


def test_moving_leaves_nothing_behind(moved):
    axes, update = moved
    counts = set()
    for epochs in range(10, 60, 10):
        for setting in [("relu", 8), ("sigmoid", 4), ("identity", 1), ("tanh", 3)] * 2 + [
            ("relu", 2)
        ]:
            update(*setting, epochs)
        update("relu", 16, 300)
        counts.add(tuple(len(ax.get_children()) for ax in axes))
    assert len(counts) == 1


def loss(z, labels, axis=1, chosen=lambda p: p):
    p = softmax(z, axis=axis)
    return -np.mean(np.log(chosen(p[np.arange(len(labels)), labels])))


def naive_softmax(z, labels):
    p = np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return -np.mean(np.log(p[np.arange(len(labels)), labels]))


def mean_over_classes(z, labels):
    with_labels = np.eye(z.shape[1])[labels]
    return -np.mean(with_labels * np.log(softmax(z, axis=1)))


def race(hidden, X, t, new_X, new_t, seeds=range(5), width=8, epochs=50, rate=1):
    """The shares right on the new points."""
    shares = []
    for seed in seeds:
        net = Network([2, width, 1], hidden, "sigmoid", "binary_cross_entropy", seed)
        net.learning_rate, net.epochs = rate, epochs
        shares.append(np.mean(net.fit(X, t).predict(new_X) == new_t))
    return np.array(shares)


def by_worst_start(a, b):
    return 1 if min(a) > min(b) else -1 if min(b) > min(a) else 0


def by_quartiles(a, b):
    if np.percentile(a, 25) > np.percentile(b, 75):
        return 1
    return -1 if np.percentile(b, 25) > np.percentile(a, 75) else 0


def by_bands(a, b):
    if a.mean() - a.std() > b.mean() + b.std():
        return 1
    return -1 if b.mean() - b.std() > a.mean() + a.std() else 0


def by_majority(a, b):
    return np.sign(np.sum(a > b) - np.sum(b > a))


WRONG = [
    ("my_verdict", by_worst_start, "this compares the worst starts"),
    ("my_verdict", by_quartiles, "every start counts"),
    ("my_verdict", by_bands, "it gives 1, must be 0"),
    ("my_verdict", by_majority, "for my_verdict([0.88, 0.91, 0.92, 0.9"),
    ("my_verdict", lambda a, b: (max(a) < min(b)) * 1 - (min(a) > max(b)) * 1, "sign is wrong"),
    ("my_verdict", lambda a, b: a > b, "must be one number"),
    ("my_loss", lambda z, k: loss(z, k, chosen=lambda p: p + 1e-7), "add nothing to it"),
    ("my_loss", lambda z, k: loss(z, k, chosen=lambda p: np.maximum(p, 1e-12)), "add nothing"),
    ("my_loss", naive_softmax, "it gives nan (overflow encountered in exp)"),
    ("my_loss", mean_over_classes, "the mean runs over the photos"),
    ("my_loss", lambda z, k: -loss(z, k), "the sign is wrong"),
    ("my_loss", lambda z, k: -np.log(softmax(z, axis=1)[np.arange(len(k)), k]), "be one number"),
    ("my_race", race, "must be one number"),
    ("my_race", lambda *args: np.median(race(*args, width=16)), "the 16 neurons"),
    ("my_race", lambda *args: np.median(race(*args, epochs=300)), "the 300 epochs"),
    ("my_race", lambda *args: np.median(race(*args, width=16, epochs=300)), "the chapter"),
    ("my_race", lambda *args: 100 * np.median(race(*args)), "every value is 100 times"),
    (
        "my_race",
        lambda *args: np.median(race(*args, rate=0.01)),
        "my_race('tanh', X, t, new_X, new_t) it gives",
    ),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_verdict", lambda a, b: 1 if min(a) > max(b) else -1 if min(b) > max(a) else 0),
        ("my_loss", lambda z, labels: cross_entropy_with_logits(labels, z)),
        ("my_race", lambda *args: sorted(race(*args))[2]),
    ],
)
def test_a_right_answer_written_in_another_way(name, answer):
    assert check(name, answer)


def test_the_taught_bug(names):
    verdict = check("my_loss", names["my_loss"])
    assert not verdict
    assert "the bug is still there" in verdict.message


def test_the_race_of_the_chapter_ignores_the_arguments(names):
    def chapter_race(hidden, *args):
        return np.median([names["accuracy"](names["train"](hidden, seed, 1)) for seed in range(5)])

    assert not check("my_race", chapter_race)


def test_the_accuracy_of_the_chapter_judges_by_other_points(names):
    def own_training(hidden, X, t, *new):
        shares = []
        for seed in range(5):
            net = Network([2, 8, 1], hidden, "sigmoid", "binary_cross_entropy", seed)
            net.learning_rate, net.epochs = 1, 50
            shares.append(names["accuracy"](net.fit(X, t)))
        return np.median(shares)

    verdict = check("my_race", own_training)
    assert not verdict
    assert "use the arguments new_X and new_t" in verdict.message
