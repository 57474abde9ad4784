"""Chapter `choosing_an_activation`: its text, its live plots, and its exercises."""

from __future__ import annotations

import math
import re
from functools import cache

import numpy as np
import pytest
from matplotlib.contour import ContourSet
from matplotlib.path import Path
from scipy.interpolate import RegularGridInterpolator
from scipy.special import expit, softmax

from helpers import Network, circle_points, cross_entropy_with_logits, load_digits
from lecture import check, subplots
from lecture.chapters.choosing_an_activation import views
from lecture.chapters.choosing_an_activation.views import decision_view
from moved import settings

pytestmark = pytest.mark.usefixtures("trainings")
POINTS, INSIDE = circle_points(200, seed=0)
LOGITS = np.array([10, 5, 3, 1, 4])


@cache
def new_points():
    """The new points of the chapter."""
    return circle_points(50_000, seed=100)


def bce(p, t):
    return -np.mean(np.where(t, np.log(p), np.log1p(-p)))


@pytest.fixture
def score(names):
    """The shares of right answers of the race, in per cent: (activation, training set)."""
    by_set = names["by_set"]
    return lambda name, number=0: 100 * by_set[number][name]


def test_the_floor_is_that_of_the_true_probability(says, names):
    """Against noise drawn again and again: the share of places inside, near a point seen."""
    says("the loss of the true probability on new points: {:.2f}", names["floor"])
    points, inside = new_points()
    share = np.mean((names["true_probability"](points) >= 0.5) == inside)
    says("Nobody can expect more than {:.1f} % of them right", 100 * share)
    rng = np.random.default_rng(5)
    seen = np.array([[1.2, 1.0], [0.0, 1.65], [1.95, 0.3], [0.2, 0.1]])
    true = seen[:, None] + rng.normal(0, 0.15, (4, 200_000, 2))
    possible = (np.abs(true) < 2).all(axis=2)
    inside = ((true**2).sum(axis=2) < 1.6**2) & possible
    share = inside.sum(axis=1) / possible.sum(axis=1)
    np.testing.assert_allclose(names["true_probability"](seen), share, atol=0.01)


def test_the_truth_on_the_training_points(says, names):
    p = np.clip(names["true_probability"](POINTS), 1e-300, 1 - 1e-16)
    says("happens to have the loss {:.2f}", bce(p, INSIDE))
    assert names["truth_loss"] == pytest.approx(bce(p, INSIDE))
    says("The true probability gets {:.0f} % of them right", 100 * np.mean((p >= 0.5) == INSIDE))


def test_the_two_losses_at_the_end(says, names):
    ends = {name: np.median(names["curves"][name][:, -1], axis=0) for name in ("relu", "gelu")}
    for old, _ in ends.values():
        says("ReLU and GELU reach {:.2f} on the training points", old)
    new = [ends[name][1] for name in ("relu", "gelu")]
    says("On new points they have {:.2f} and {:.2f}, above the floor of 0.17", *new)
    assert min(new) > names["floor"] > 0.12 > max(old for old, _ in ends.values())


def test_how_sure_a_share_is(says):
    says("has the standard deviation $\\sqrt{{p\\,(1 - p)/n}}$")
    says("$\\sqrt{{0.9 \\cdot 0.1 / 1000}} \\approx {:.2f}$", math.sqrt(0.09 / 1000))
    says("For 50,000 points it is {:.4f}", math.sqrt(0.09 / 50_000))


def test_three_are_within_a_point(says, score):
    says("Three runners are within one percentage point of each other")
    medians = [np.median(score(name)) for name in ("tanh", "relu", "gelu")]
    assert np.ptp(medians) < 1
    assert score("relu").max() > score("gelu").min()


def test_the_pairs(says, score):
    gap = {
        pair: np.concatenate([score(pair[0], n) - score(pair[1], n) for n in range(3)])
        for pair in [("gelu", "tanh"), ("gelu", "relu"), ("relu", "tanh")]
    }
    low, high = gap["gelu", "tanh"].min(), gap["gelu", "tanh"].max()
    says("in all 15 pairs, by {:.1f} to {:.1f} percentage points", low, high)
    ahead = gap["gelu", "relu"][gap["gelu", "relu"] > 0]
    says("GELU is ahead of ReLU in {} pairs", len(ahead))
    says("in ten of the pairs the lead is below half a point")
    assert np.sum(ahead < 0.5) == 10
    says("the sign changes within a training set, and in set 1 the mean lies on the other side")
    means = [np.mean(gap["relu", "tanh"][5 * n : 5 * n + 5]) for n in range(3)]
    assert means[0] > 0 > means[1]
    assert means[2] > 0
    assert 0 < np.sum(gap["relu", "tanh"][10:] > 0) < 5


def test_the_lead_over_tanh_does_not_last(says, printed):
    found = re.findall(r"^set +\d+: over tanh ([+-][\d.]+), over relu ([+-][\d.]+)$", printed, re.M)
    leads = np.array(found, float)
    over_tanh, over_relu = np.sum(leads > 0, axis=0)
    says("ahead of ReLU in {} of {} sets, but of tanh in {} only", over_relu, len(leads), over_tanh)
    assert (leads != 0).all()


def test_the_first_weights_of_the_control():
    """The usual ones: spread 1/3 for sigmoid and tanh, 1 for ReLU and GELU, the same numbers."""
    first = {
        name: Network([2, 16, 1], name, "sigmoid", "binary_cross_entropy", 3).parameters()
        for name in ("sigmoid", "tanh", "relu", "gelu")
    }
    for name, other in (("sigmoid", "tanh"), ("relu", "gelu")):
        assert np.array_equal(first[name][0], first[other][0])
    np.testing.assert_allclose(3 * first["tanh"][0], first["relu"][0])
    np.testing.assert_allclose(first["tanh"][1], first["relu"][1])


def test_the_control(says, names):
    small, large = (
        {name: 100 * np.median(result[name]) for name in result}
        for result in (names["small"], names["large"])
    )
    says("the sigmoid gets {:.1f} % instead of {:.1f} %", large["sigmoid"], small["sigmoid"])
    assert max(abs(small[name] - large[name]) for name in ("tanh", "relu", "gelu")) < 0.1
    says(
        "One start of GELU with small weights is slower, at {:.1f} %",
        100 * min(names["small"]["gelu"]),
    )
    assert 1.5 < large["gelu"] - large["sigmoid"] < 2


def test_the_rates(says, printed):
    rows = {
        name: [float(share) for share in re.findall(r"([\d.]+)%", shares)] + [float(rate)]
        for name, shares, rate in re.findall(
            r"^(\w+) +((?:[\d.]+% ?)+) +chosen rate: ([\d.]+)$", printed, re.M
        )
    }
    assert len(rows) == 4
    says("The sigmoid chooses {:.0f} and gets {} %", rows["sigmoid"][3], rows["sigmoid"][2])
    says("tanh chooses {:.0f} and gets {} %", rows["tanh"][3], rows["tanh"][1])
    says("Three choices lie at the edge")
    assert sum(row[3] != 1 for row in rows.values()) == 3
    own = [row[[0.3, 1, 3].index(row[3])] for row in rows.values()]
    says("each stands between 91 and 92 %")
    assert 91 < min(own) <= max(own) < 92
    assert np.ptp([row[0] for row in rows.values()]) > 40
    says("about one percentage point below the best possible")
    assert 92.6 - np.mean(own) == pytest.approx(1, abs=0.1)
    says("ReLU is level with GELU here")
    assert rows["relu"][2] == pytest.approx(rows["gelu"][0], abs=0.11)


def test_dead_units(says, printed):
    dead = re.findall(r"^rate (\d): (\d+) of 80 dead", printed, re.M)
    says("At the rate 1 one unit is dead, at the rate 6 most are")
    assert dead[0] == ("1", "1")
    assert dead[1][0] == "6"
    assert int(dead[1][1]) > 40


def test_how_often_three_units_close_the_border(says, printed):
    counts = re.findall(r"^(\d) ReLU units: (\d) of 8$", printed, re.M)
    assert counts == [("2", "0"), ("3", "7")]
    says("from seven of eight starts, not from all. Two never do")


def test_when_the_border_closes(says):
    says("closes within 10 epochs")
    edge, chance = rim("relu", 16, 10)
    assert edge < 0.5 < chance
    edge, chance = rim("relu", 16, 0)
    assert edge > 0.5
    assert grid("relu", 16, 10)[2].max() < 0.9
    assert views.BORDERS[3] == ("relu", 16, 10)
    assert grid("relu", 16, 10)[2].min() < 0.1


def rim(hidden, width, epochs):
    """What a network says at most at the rim of the picture, and anywhere in it."""
    p = grid(hidden, width, epochs)[2]
    return max(p[0].max(), p[-1].max(), p[:, 0].max(), p[:, -1].max()), p.max()


def test_the_bump(says):
    says("the bump in its loss near epoch 115")
    losses = np.array(trained("relu", 16)[1])
    assert abs(80 + losses[80:160].argmax() - 115) < 5
    assert losses[114] > losses[95] > losses[130]


def test_the_first_step_of_adam(says, printed):
    says("Both move by 0.1. If you expected {:g} and {:g}", 0.1 * 0.001, 0.1 * 5)
    assert "[0.1 0.1]" in printed


def test_adam_is_the_one_of_the_paper(names):
    """One weight layer, full batches, against the formulas written out for one number."""
    net = Network([1, 1], output="identity", random_state=0)
    x, t = np.array([[1.0], [2.0]]), np.array([0.5, 3.0])
    w = [float(value) for value in net.parameters()[0][:, 0]]
    m, v = [0.0, 0.0], [0.0, 0.0]
    names["adam"](net, x, t, 0.05, epochs=7, size=2)
    for step in range(1, 8):
        errors = [w[0] + w[1] * x[n, 0] - t[n] for n in range(2)]
        slopes = [sum(errors), errors[0] + 2 * errors[1]]  # MSE: 2/2 of the sums
        for i in range(2):
            m[i] = 0.9 * m[i] + 0.1 * slopes[i]
            v[i] = 0.999 * v[i] + 0.001 * slopes[i] ** 2
            m_hat, v_hat = m[i] / (1 - 0.9**step), v[i] / (1 - 0.999**step)
            w[i] -= 0.05 * m_hat / (math.sqrt(v_hat) + 1e-8)
    np.testing.assert_allclose(net.parameters()[0][:, 0], w, rtol=1e-9)


def test_mini_batches_use_every_row_once(names):
    batches = names["mini_batches"](23, 5, np.random.default_rng(1))
    assert [len(rows) for rows in batches] == [5, 5, 5, 5, 3]
    assert sorted(np.concatenate(batches)) == list(range(23))


def test_the_race_with_adam(says, printed, score):
    rows = {
        name: [float(share) for share in re.findall(r"([\d.]+)%", rest)]
        for name, rest in re.findall(r"^(\w+) +(rate 0.03: .*)$", printed, re.M)
    }
    assert len(rows) == 4
    behind = max(np.median(score(name)) for name in rows) - np.median(score("sigmoid"))
    says("the sigmoid was {:.0f} percentage points behind", behind)
    says("At 0.1 all its starts reach {} % or more", rows["sigmoid"][2])
    assert rows["sigmoid"][0] < 88
    assert max(row[2] for row in rows.values()) <= min(row[3] for row in rows.values())
    assert min(rows, key=lambda name: rows[name][2]) == "tanh"
    says("there tanh has the lowest start")


def test_the_confusion_table(says, names):
    table, guess, labels = names["table"], names["guess"], names["test_labels"]
    assert table.sum() == 500
    for i in range(10):
        for j in range(10):
            assert table[i, j] == np.sum((labels == i) & (guess == j))
    says(
        "Of {} ones {} are right; {} were taken for an 8, {} for a 9 and {} for a 4",
        table[1].sum(),
        table[1, 1],
        table[1, 8],
        table[1, 9],
        table[1, 4],
    )
    one, share = table[1, 1] / table[1].sum(), np.trace(table) / 500
    says("That is {:.0f} %, where {:.0f} % of all are right", 100 * one, 100 * share)
    says("No 2, 3, 5 or 7 was missed. Three 4s were taken for a 7, and no 7 for a 4")
    assert [i for i in range(10) if table[i].sum() == table[i, i]] == [2, 3, 5, 7]
    assert (table[4, 7], table[7, 4]) == (3, 0)


def test_the_three_wrong_pictures(says, names):
    p, labels, worst = names["p"], names["test_labels"], names["worst"]
    assert list(zip(labels[worst], p[worst].argmax(axis=1), strict=True)) == [
        (9, 5),
        (4, 7),
        (6, 8),
    ]
    shares = 100 * p[worst]
    says("The 4 got {:.0f} %, and {:.0f} % went to the 7", shares[1, 4], shares[1, 7])
    says("{:.0f} % and {:.0f} %. Would you", shares[0, 5], shares[2, 8])


def test_the_classifier_learns_from_the_training_images_only(names):
    images, labels = load_digits()
    train, test = names["train_rows"], names["test_rows"]
    assert len(np.intersect1d(train, test)) == 0
    assert len(np.union1d(train, test)) == len(labels) == 1797
    assert np.array_equal(names["test_images"], images[test])
    assert np.array_equal(names["test_labels"], labels[test])


def test_the_loss_before_the_first_step(printed):
    assert f"2.303, and log 10 = {math.log(10):.3f}" in printed


def test_the_hidden_layer(says, printed):
    counts = np.array(re.findall(r"^split \d: (\d+) (\d+)$", printed, re.M), int)
    assert (counts[:, 0] > counts[:, 1]).all()
    says("{} in sum, {} without", counts[:, 1].sum(), counts[:, 0].sum())
    says("about its square root, {:.0f} for 19", math.sqrt(19))


def test_the_shifted_digits(says, names, printed):
    lines = re.findall(r"^([ -]\d) pixels: (\d+)%$", printed, re.M)
    shares = {int(pixels): int(share) for pixels, share in lines}
    assert sorted(shares) == [-2, -1, 0, 1, 2]
    says("One pixel costs half of the answers or more")
    assert max(shares[1], shares[-1]) < shares[0] / 2
    says("Two pixels to the right leave {} %, as many as by guessing", shares[2])
    says("and two to the left {} %", shares[-2])
    says("With paper there the shares change by two percentage points at most")
    for pixels, share in shares.items():
        moved = np.roll(names["test_images"].reshape(-1, 8, 8), pixels, axis=2)
        columns = range(pixels) if pixels > 0 else range(8 + pixels, 8)
        moved[:, :, list(columns)] = 0
        found = names["classifier"].forward(moved.reshape(-1, 64)).argmax(axis=1)
        assert 100 * np.mean(found == names["test_labels"]) == pytest.approx(share, abs=2.1)
    image = names["test_images"][views.SHIFTS[1][0]].reshape(8, 8)
    row = names["classifier"].forward(np.roll(image, 1, axis=1).reshape(1, 64))[0]
    assert row.argmax() == 1
    assert names["test_labels"][views.SHIFTS[1][0]] == 6
    says('the 6, shifted by one pixel, is a 1 "at {:.0f} %"', 100 * row[1])


def test_digit_live(moves, names):
    W = names["classifier"].parameters()[0]

    def shows(image, shift):
        pixels = names["test_images"][image].reshape(8, 8)
        moved = np.array([[line[(j - shift) % 8] for j in range(8)] for line in pixels])
        p = softmax(moved.ravel() @ W[1:] + W[0])
        return {
            "bars": (range(10), p),
            "title": f"digit {names['test_labels'][image]}, shifted by {shift}",
            "answer": f"read as {p.argmax()}: {p.max():.0%}",
        }

    moves("digit_live", shows)


def test_the_picture_of_a_shifted_digit(names):
    plot = names["digit_live"]
    for _ in settings(plot):
        image, shift = plot.values["image"], plot.values["shift"]
        pixels = names["test_images"][image].reshape(8, 8)
        shown = np.asarray(plot.moving["picture"].get_array())
        assert np.array_equal(
            shown,
            np.hstack([pixels[:, 8 - shift :], pixels[:, : 8 - shift]])
            if shift > 0
            else np.hstack([pixels[:, -shift:], pixels[:, :-shift]]),
        )


def test_the_converter_is_learnt(says, printed):
    losses = {
        name: [float(x) for x in values.split()]
        for name, values in re.findall(r"^(\w+) +MSE on new readings: (.*)$", printed, re.M)
    }
    says("only draw a straight line: about {:.2f}", np.median(losses["identity"]))
    says("the floor of the MSE is $0.1^2 = {:g}$", 0.1**2)
    assert 0.01 < max(losses["relu"]) < 0.012
    x = np.linspace(-1, 2.5, 8)
    celsius = 20 * x
    np.testing.assert_allclose((np.maximum(9 / 5 * celsius, 0) + 32 - 32) / 36, np.maximum(x, 0))


def test_the_least_loss_of_a_doubled_softmax(says, printed):
    says("\\approx {:.4f}$", -np.log(np.e / (np.e + 4)))
    assert f"logits        {-np.log(softmax(LOGITS)[0]):.4f}" in printed
    assert f"softmax twice {-np.log(softmax(softmax(LOGITS))[0]):.4f}" in printed


def test_the_values_of_pytorch(printed):
    assert "[0.2689 0.5    0.7311]" in printed
    assert "[0.659  0.2424 0.0986]" in printed


def test_a_test_image_is_used_by_no_race(names):
    assert len(names["spare"]) == 5000
    assert not np.isin(names["spare"], names["new_points"]).all(axis=1).any()


def outside(still):
    """Data of lines that lie outside their axes."""
    found = []
    for ax in still.figure.axes:
        (left, right), (low, high) = ax.get_xlim(), ax.get_ylim()
        for line in ax.lines:
            if line.get_transform() == ax.transData:
                x, y = (np.asarray(values, float) for values in line.get_data())
                off = (x < left) | (x > right) | (y < low) | (y > high)
                found += [
                    (ax.get_title(loc="left"), *pair) for pair in zip(x[off], y[off], strict=True)
                ]
    return found


def test_no_datum_lies_outside_its_axes(names):
    stills = [
        views.plot_points(POINTS, INSIDE),
        views.plot_curves(names["curves"], 20, names["floor"], names["truth_loss"]),
        views.plot_pairs(names["differences"]),
        views.plot_control(names["small"], names["large"]),
        views.plot_four_borders(POINTS, INSIDE),
        views.plot_readings(names["x"], names["t"], names["lines"], names["grid"]),
    ]
    assert [outside(still) for still in stills] == [[]] * len(stills)


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
    net = Network([2, width, 1], hidden, "sigmoid", "binary_cross_entropy", 1)
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
            "title": f"{hidden}, width {width}: training {right:.1%}",
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
    assert 0.5 < p.min() < p.max() < 0.9
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


def race(first, second, X, t, new_X, new_t, seeds=range(5), width=8, epochs=50, rate=1):
    """Differences of the loss on the new points."""
    found = {first: [], second: []}
    for seed in seeds:
        for hidden, losses in found.items():
            net = Network([2, width, 1], hidden, "sigmoid", "binary_cross_entropy", seed)
            net.learning_rate, net.epochs = rate, epochs
            losses.append(bce(net.fit(X, t).forward(new_X)[:, 0], new_t))
    return np.array(found[first]) - np.array(found[second])


def split_with_a_loop(n, n_train, seed):
    chosen = set(np.random.default_rng(seed).choice(n, n_train, replace=False))
    train = [row for row in range(2 * n) if row % n in chosen]
    return np.array(train), np.array([row for row in range(2 * n) if row % n not in chosen])


def leaky(n, n_train, seed):
    order = np.random.default_rng(seed + 7).permutation(2 * n)
    return order[: 2 * n_train], order[2 * n_train :]


def the_last_images(n, n_train, seed):
    rows = np.arange(2 * n)
    return rows[rows % n >= n - n_train], rows[rows % n < n - n_train]


def half_of_the_copies(n, n_train, seed):
    order = np.random.default_rng(seed).permutation(n)
    return order[:n_train], order[n_train:]


WRONG = [
    ("my_verdict", lambda a, b: np.sign(a.mean() - b.mean()), "this compares the means"),
    ("my_verdict", lambda a, b: np.sign(sum(np.sign(a - b))), "this counts the majority"),
    (
        "my_verdict",
        lambda a, b: 1 if min(a) > max(b) else -1 if min(b) > max(a) else 0,
        "this compares the worst start of one",
    ),
    ("my_verdict", lambda a, b: all(a >= b) * 1 - all(b >= a) * 1, "a tie is no better"),
    ("my_verdict", lambda a, b: all(a < b) * 1 - all(b < a) * 1, "sign is wrong"),
    ("my_verdict", lambda a, b: a > b, "must be one number"),
    ("my_loss", lambda z, k: loss(z, k, chosen=lambda p: p + 1e-7), "add nothing to it"),
    ("my_loss", lambda z, k: loss(z, k, chosen=lambda p: np.maximum(p, 1e-12)), "add nothing"),
    ("my_loss", naive_softmax, "it gives nan (overflow encountered in exp)"),
    ("my_loss", mean_over_classes, "the mean runs over the images"),
    ("my_loss", lambda z, k: -loss(z, k), "the sign is wrong"),
    ("my_loss", lambda z, k: -np.log(softmax(z, axis=1)[np.arange(len(k)), k]), "be one number"),
    ("my_race", lambda *case: race(*case).mean(), "return all five"),
    ("my_race", lambda *case: -race(*case), "first minus second"),
    ("my_race", lambda *case: race(*case, width=16), "the 16 units"),
    ("my_race", lambda *case: race(*case, epochs=300), "the 300 epochs"),
    ("my_race", lambda *case: race(*case, width=16, epochs=300), "the chapter"),
    ("my_race", lambda a, b, X, t, *_: race(a, b, X, t, X, t), "judge by new ones"),
    ("my_race", lambda *case: race(*case, rate=0.01), "it gives"),
    ("my_race", lambda *case: race(*case, rate=0.5), "the learning rate 0.5 is"),
    ("my_split", leaky, "the number of images with a row in both parts"),
    ("my_split", half_of_the_copies, "the copies are missing"),
    ("my_split", the_last_images, "nothing is shuffled"),
    ("my_split", lambda *case: split_with_a_loop(*case)[::-1], "have changed places"),
    ("my_split", lambda *case: split_with_a_loop(*case)[0], "return two arrays"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_verdict", lambda a, b: 1 if min(a - b) > 0 else -1 if max(a - b) < 0 else 0),
        ("my_loss", lambda z, labels: cross_entropy_with_logits(labels, z)),
        ("my_race", race),
        ("my_split", split_with_a_loop),
    ],
)
def test_a_right_answer_written_in_another_way(name, answer):
    assert check(name, answer)


def test_the_taught_bugs(names):
    for name, said in (("my_loss", "the bug is still there"), ("my_split", "still there: where")):
        verdict = check(name, names[name])
        assert not verdict
        assert said in verdict.message
