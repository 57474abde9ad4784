"""Chapter `deep_networks`: what its text says, its live plots show, and its exercises answer."""

from __future__ import annotations

import re
from functools import cache
from itertools import pairwise

import numpy as np
import pytest
from scipy.special import expit

from helpers import Network, circle_points
from helpers.registry import STARTS, lookup
from lecture import check
from lecture.chapters.deep_networks import exercises, views

POINTS, INSIDE = circle_points(200, seed=0)
LAWS = {  # h(z), and its slope from z and the value
    "sigmoid": (expit, lambda z, a: a * (1 - a)),
    "tanh": (np.tanh, lambda z, a: 1 - a**2),
    "relu": (lambda z: np.where(z > 0, z, 0), lambda z, a: np.where(z > 0, 1, 0)),
    "identity": (lambda z: z, lambda z, a: np.ones_like(z)),
}


def arrays_of(activation, depth, width, seed, scale=1.0):
    sizes = [2] + [width] * depth + [1]
    network = Network(sizes, activation, "sigmoid", "binary_cross_entropy", seed)
    return [scale * array for array in network.parameters()[:-1]] + network.parameters()[-1:]


def way(activation, arrays, last=None):
    """Values that come into each layer, and its delta; `last` replaces that of the output."""
    h, slope = LAWS[activation]
    nets, values = [], [POINTS]
    for array in arrays:
        nets.append(values[-1] @ array[1:] + array[0])
        values.append(h(nets[-1]))
    deltas = [(expit(nets[-1]) - INSIDE[:, None]) / len(INSIDE) if last is None else last]
    for i in range(len(arrays) - 1, 0, -1):
        deltas.insert(0, deltas[0] @ arrays[i][1:].T * slope(nets[i - 1], values[i]))
    return values[:-1], deltas


@cache
def layer_norms(activation, depth, width, seed, scale=1.0):
    """Norm of the gradient of each layer's weights, by the chain rule written out."""
    values, deltas = way(activation, arrays_of(activation, depth, width, seed, scale))
    return [np.sqrt(np.sum((a.T @ d) ** 2)) for a, d in zip(values, deltas, strict=True)]


@cache
def norms(activation, depth, width=16, scale=1.0, starts=10):
    return np.array([layer_norms(activation, depth, width, seed, scale) for seed in range(starts)])


def ratio(activation, depth, width=16, scale=1.0):
    rows = norms(activation, depth, width, scale)
    return np.median(rows[:, 0] / rows[:, -1])


def printed_numbers(printed, line):
    """The numbers behind the words of a printed line."""
    found = re.search(rf"^{re.escape(line)}(.*)$", printed, re.M)
    return [float(number) for number in re.findall(r"-?\d[\d.]*(?:e[-+]\d+)?", found[1])]


def test_chains_of_one_unit(says, names):
    chain = names["chain_back"]
    says("about $3\\cdot10^{{-7}}$ is left")
    assert chain(1, 0, 10) == pytest.approx(3e-7, rel=0.2)
    says("about $5\\cdot10^{{-11}}$")
    assert chain(4, 0, 10) == pytest.approx(5e-11, rel=0.2)
    says("each factor is 1")
    assert chain(4, -2, 10) == 1
    says("$2^{{10}} = {:.0f}$", chain(8, -4, 10))
    a, product = 0.5, 1.0
    for _ in range(3):
        z = 1.5 * a - 0.3
        a = expit(z)
        product *= 1.5 * expit(z) * expit(-z)
    assert chain(1.5, -0.3, 3) == pytest.approx(product)


def test_the_points_are_those_of_the_helper(names, printed):
    assert np.array_equal(names["points"], POINTS)
    assert np.array_equal(names["inside"], INSIDE)
    assert "94 of 200 points were inside" in printed


@pytest.mark.parametrize("hidden", LAWS)
def test_the_norms_of_the_chapter(names, printed, hidden):
    assert np.allclose(names["norms"][hidden], norms(hidden, 10))
    rows = norms(hidden, 10)
    quotient = rows[:, 0] / rows[:, -1]
    wanted = [quotient.min(), np.median(quotient), quotient.max()]
    assert printed_numbers(printed, f"{hidden:<8} ") == pytest.approx(wanted, rel=0.06)


def test_nearly_a_quarter_is_left_from_layer_to_layer(says):
    middle = np.median(norms("sigmoid", 10), axis=0)
    left = (middle[1] / middle[10]) ** (1 / 9)
    says("a bit less than a quarter: ${:.2f}^9 \\approx 2\\cdot10^{{-6}}$", left)
    assert left**9 == pytest.approx(2e-6, rel=0.2)
    says("$0.25^9 \\approx {:.0f}\\cdot10^{{-6}}$", 1e6 * 0.25**9)
    says("Our {:.2f} belongs to the sigmoid", left)


def test_the_step_to_layer_1_is_larger(says):
    middle = np.median(norms("sigmoid", 10), axis=0)
    steps = middle[:-1] / middle[1:]
    says("The step to layer 1 leaves only {:.2f}", steps[0])
    assert steps[1:].min() > 0.15
    says("Its matrix is smaller, 2 × 16 instead of 16 × 16")
    first, second = arrays_of("sigmoid", 10, 16, 0)[:2]
    assert (first[1:].shape, second[1:].shape) == ((2, 16), (16, 16))
    assert steps[0] * np.sqrt(256 / 32) == pytest.approx(0.17, abs=0.005)  # entry by entry
    relu = np.median(norms("relu", 10), axis=0)
    assert relu[0] / relu[1] * np.sqrt(256 / 32) == pytest.approx(1.08, abs=0.005)
    first = []
    for seed in range(10):
        _, deltas = way("sigmoid", arrays_of("sigmoid", 10, 16, seed))
        first.append(np.linalg.norm(deltas[0]) / np.linalg.norm(deltas[1]))
    assert np.median(first) == pytest.approx(0.2, abs=0.05)  # delta has no such step


def test_the_other_three_stay_level(says):
    says("The medians of the other three stay level, apart from a factor of seven at most")
    for hidden in ("tanh", "relu", "identity"):
        middle = np.median(norms(hidden, 10), axis=0)
        assert middle.max() / middle.min() < 7


def test_the_start_that_widens_the_band(says):
    says("wide on the right because of one start. There the deltas of the 200 samples have nearly")
    rows = norms("sigmoid", 10)
    last = rows[:, -1]
    odd = last.argmin()
    says("This start has the largest ratio, {:.1e}", rows[odd, 0] / last[odd])
    assert odd == np.argmax(rows[:, 0] / last)
    assert np.sort(last)[1] > 50 * last[odd]
    ends = [way("sigmoid", arrays_of("sigmoid", 10, 16, seed))[1][-1] for seed in range(10)]
    sums = np.abs([delta.sum() for delta in ends])
    assert sums.argmin() == odd
    assert sums[odd] < 0.001 < 0.03 < np.sort(sums)[1]
    sizes = [np.linalg.norm(delta) for delta in ends]
    assert max(sizes) < 1.1 * min(sizes)  # delta itself is as large as at the other starts
    says("Late sigmoid layers give almost the same activations for every sample")
    values, _ = way("sigmoid", arrays_of("sigmoid", 10, 16, int(odd)))
    spread = [value.std(axis=0).mean() for value in values[1:]]
    assert spread == sorted(spread, reverse=True)
    assert spread[-1] < 1e-5 * spread[0]
    others = np.median(np.delete(rows, odd, axis=0), axis=0)
    says("In layer 1 the inputs differ, and the deltas do not cancel")
    assert rows[odd, 0] > others[0]
    assert (rows[odd, 3:] < 0.01 * others[3:]).all()


def test_how_deep_sigmoids_may_be(says):
    says("From depth 4 on the sigmoid's first layer gets less than a thousandth")
    for width in (8, 16, 32, 64):
        few = np.median(norms("sigmoid", 4, width, starts=5), axis=0)
        assert few[0] / few[-1] < 1e-3
        few = np.median(norms("sigmoid", 3, width, starts=5), axis=0)
        assert few[0] / few[-1] > 1e-3
    says("At depth 20 it gets less than $10^{{-12}}$")
    assert ratio("sigmoid", 20) < 1e-12


def test_tanh_and_relu_have_no_such_depth(says):
    says("the ReLU still gets about a third, though one thin line ends at {} %", 3)
    rows = norms("relu", 20, starts=5)
    thick = np.median(rows, axis=0)
    assert thick[0] / thick[-1] == pytest.approx(1 / 3, abs=0.02)
    thin = rows[:, 0] / rows[:, -1]
    assert round(100 * thin.min()) == 3
    assert np.sort(thin)[1] > 0.09
    says("With tanh it gets about as much as the output layer")
    thick = np.median(norms("tanh", 20, starts=5), axis=0)
    assert thick[0] / thick[-1] == pytest.approx(1, abs=0.25)
    for depth in range(1, 21):
        assert min(ratio("relu", depth), ratio("tanh", depth)) > 0.1


def scatter(hidden, depth, width):
    return np.std(np.log10(norms(hidden, depth, width, starts=30)[:, 0]))


def test_width_brings_the_starts_together(says):
    says("More width brings the starts of the ReLU closer together in layer 1")
    assert scatter("relu", 20, 64) < 0.7 * scatter("relu", 20, 16)


def test_the_identity_scatters_as_the_relu(says, printed):
    says("The identity scatters about as much as the ReLU")
    says("have the same depth/width, {:.2f}, and scatter alike", 5 / 16)
    assert 5 / 16 == 20 / 64
    found = {}
    for depth, width in [(20, 16), (5, 16), (20, 64)]:
        for hidden in ("relu", "identity"):
            found[depth, width, hidden] = scatter(hidden, depth, width)
            line = f"depth {depth:2d}, width {width}, {hidden:<8} "
            assert f"{line}{scatter(hidden, depth, width):.2f}" in printed
    for hidden in ("relu", "identity"):
        narrow, shallow, wide = (found[d, w, hidden] for d, w in [(20, 16), (5, 16), (20, 64)])
        assert max(shallow, wide) < 0.8 * narrow
        assert shallow == pytest.approx(wide, abs=0.1)


@pytest.mark.parametrize(
    ("hidden", "deviation", "factor"), [("relu", 0.60, 158), ("identity", 0.56, 49)]
)
def test_ten_starts_with_the_biases(hidden, deviation, factor):
    """The numbers of the page for teachers: the norms of the whole arrays."""
    firsts = []
    for seed in range(10):
        values, deltas = way(hidden, arrays_of(hidden, 20, 16, seed))
        with_ones = np.column_stack([np.ones(len(POINTS)), values[0]])
        firsts.append(np.linalg.norm(with_ones.T @ deltas[0]))
    assert np.std(np.log10(firsts), ddof=1) == pytest.approx(deviation, abs=0.005)
    assert max(firsts) / min(firsts) == pytest.approx(factor, abs=0.5)


def test_how_the_networks_learn(says, printed):
    says("the loss $\\log 2 \\approx {:.3f}$", np.log(2))
    says("moves by some two millionths of its norm")
    share = np.mean(INSIDE)
    entropy = -share * np.log(share) - (1 - share) * np.log(1 - share)
    says("The loss of {:.3f} is that of saying {:.2f}, the share inside", entropy, share)
    first, last, *losses = printed_numbers(printed, "sigmoid rate 0.05: moved ")
    assert (first, losses) == (2e-6, [0.691] * 3)
    says("ReLU and tanh move their first layers by hundredths and tenths, and their losses fall")
    assert printed_numbers(printed, "relu    rate 0.05: moved ")[0] == 0.04
    assert printed_numbers(printed, "tanh    rate 0.05: moved ")[0] == 0.2
    says("the first layer still moves by only a thousandth")
    says("moves by some forty times its norm, and the loss rises far above $\\log 2$")
    first, last, *losses = printed_numbers(printed, "sigmoid rate 50  : moved ")
    assert first == pytest.approx(1e-3, rel=0.15)
    assert last == 40
    assert min(losses) > 1.2
    says("At the rate 5 the losses stay at 0.69")
    assert printed_numbers(printed, "sigmoid rate 5   : moved ")[2:] == [0.691] * 3


def test_larger_weights_do_not_save_the_sigmoid(says, printed):
    says("two of three losses stayed at 0.69")
    losses = printed_numbers(printed, "sigmoid rate 5, weights times 4:      losses")
    assert [round(loss, 2) for loss in losses] == [0.64, 0.69, 0.69]


def test_a_step_for_each_layer(says, printed):
    says("leaves $\\log 2$ from all three starts, at one rate from none")
    plain = printed_numbers(printed, "sigmoid, one rate of 5: losses")
    assert [round(loss, 2) for loss in plain] == [0.69] * 3
    losses = printed_numbers(printed, "sigmoid losses")
    better = printed_numbers(printed, "tanh    losses")
    assert len(losses) == len(better) == 3
    assert max(losses) < 0.61
    assert max(better) < 0.25


def test_one_factor_for_all_layers_does_not_help(says):
    says("With whole steps of 1 % of the norm of all arrays together the losses stay near 0.69")
    for seed in range(3):
        sizes = [2] + [16] * 8 + [1]
        network = Network(sizes, "sigmoid", "sigmoid", "binary_cross_entropy", seed)
        layers = network.parameters()
        for _ in range(200):
            gradients = network.backward(POINTS, INSIDE)
            whole, slope = (
                np.sqrt(sum(np.sum(array**2) for array in arrays)) for arrays in (layers, gradients)
            )
            for W, gradient in zip(layers, gradients, strict=True):
                W -= 0.01 * whole / slope * gradient
        assert network.compute_loss(POINTS, INSIDE) == pytest.approx(0.693, abs=0.003)


def test_line_1(says):
    says("only the $n$ squares remain, each with the mean $E[w_i^2 a_i^2]")
    rng = np.random.default_rng(1)
    a = rng.exponential(size=12)
    z = rng.uniform(-1, 1, size=(200_000, 12)) @ a
    assert np.var(z) == pytest.approx(12 * (1 / 3) * np.mean(a**2), rel=0.02)


def test_line_2_and_the_shares(says, printed):
    says("The ReLU loses exactly half at every size")
    assert printed_numbers(printed, "relu      ") == [0.5, 0.5, 0.5]
    assert printed_numbers(printed, "identity   ") == [1, 1, 1]
    assert printed_numbers(printed, "tanh      ") == [0.98, 0.39, 0.01]
    assert printed_numbers(printed, "sigmoid   ")[0] > 1


def test_the_rules_are_those_of_the_helper(says):
    says("The helper takes $2/n$ for the ReLU, and Xavier's rule for tanh, sigmoid and identity")
    assert lookup("relu").start == "He"
    assert {lookup(name).start for name in ("tanh", "sigmoid", "identity")} == {"Xavier"}
    assert STARTS["He"](50, 7) == 2 / 50
    assert STARTS["Xavier"](50, 7) == pytest.approx(2 / 57)


def test_twenty_layers(says, printed):
    says("With $2/n$ it stays between 1 and 2")
    kept = printed_numbers(printed, "Var w = 2/n:")
    assert kept == [2, 1.3, 1.1]
    says("$0.5^{{19}} \\approx 2\\cdot10^{{-6}}$")
    assert abs(0.5**19 - 2e-6) < 0.1e-6
    halved = printed_numbers(printed, "Var w = 1/n:")[-1]
    assert halved == pytest.approx(0.5**19, rel=0.5)
    says("$4\\cdot2^{{19}} \\approx 2\\cdot10^6$")
    assert abs(4 * 2**19 - 2e6) < 0.1e6
    assert printed_numbers(printed, "Var w = 4/n:")[-1] == pytest.approx(4 * 2**19, rel=0.5)


def test_halved_weights_of_relu(says):
    says("$2^9 = {}$", 2**9)
    usual, halved = (np.median(norms("relu", 10, 16, s)[:, :10], axis=0) for s in (1.0, 0.5))
    factors = usual / halved
    says("The measured factors lie between {:.0f} and {:.0f}", factors.min(), factors.max())


@pytest.mark.parametrize("seed", range(3))
def test_it_is_512_if_delta_at_the_output_stays(says, seed):
    says("as delta at the output has changed, too")
    values, deltas = way("relu", arrays_of("relu", 10, 16, seed))
    fewer, back = way("relu", arrays_of("relu", 10, 16, seed, 0.5), deltas[-1])
    for i in range(10):
        assert np.allclose(values[i].T @ deltas[i], 512 * (fewer[i].T @ back[i]))


def test_the_lines_of_relu_stay_level():
    for scale in (0.5, 1.0, 2.0, 4.0):
        middle = np.median(norms("relu", 10, 16, scale), axis=0)[:10]
        assert middle.max() / middle.min() < 9


def test_the_scales_of_the_chapter(names):
    for hidden, scales in names["medians"].items():
        for scale, middle in scales.items():
            assert np.allclose(middle, np.median(norms(hidden, 10, 16, float(scale)), axis=0))


def test_the_sigmoid_leaves_half_at_four_times_the_weights(says):
    says("At four times the weights each layer leaves about half, not a quarter")
    middle = np.median(norms("sigmoid", 10, 16, 4.0), axis=0)
    assert (middle[1] / middle[10]) ** (1 / 9) == pytest.approx(0.5, abs=0.05)


def test_the_signals_of_the_chapter(says, printed):
    says("Delta shrinks on the way back and is smallest in layer 1")
    sizes = {}
    for scale in views.SCALES:
        values, deltas = way("tanh", arrays_of("tanh", 10, 64, 0, scale))
        sizes[scale] = [np.median(np.abs(delta)) for delta in deltas[:10]]
        if scale == 0.5:
            ends = np.std(values[1]), np.std(values[10])
            says("deviation is {:.2f} in layer 1 and {:.4f} in layer 10", *ends)
        if scale == 4:
            says("most activations of layers 5 and 10 crowd at -1 and 1")
            crowd = [np.mean(np.abs(values[layer]) > 0.9) for layer in (1, 5, 10)]
            assert crowd[0] < 0.2 < 0.6 < min(crowd[1:])
        spread = [np.std(values[layer]) for layer in (1, 5, 10)]
        line = f"weights × {scale:<3g}:"
        assert printed_numbers(printed, line) == pytest.approx(spread, rel=0.06)
    says("delta grows towards layer 1")
    assert sizes[0.5][0] < sizes[0.5][4] / 5 < sizes[0.5][9] / 25
    assert sizes[1][0] == pytest.approx(sizes[1][9], rel=0.3)
    assert sizes[4][0] > 5 * sizes[4][4] > 5 * sizes[4][9]


def dead(depth, width, seed):
    values, _ = way("relu", arrays_of("relu", depth, width, seed))
    return [np.mean((value == 0).all(axis=0)) for value in values[1:]]


def test_dead_units_before_training(says, printed):
    says("At depth 10 between 9 and 23 % are dead, at depth 20 between 13 and 33 %")
    found = {}
    for depth, width in [(1, 16), (10, 16), (20, 16), (20, 64)]:
        shares = [100 * np.mean(dead(depth, width, seed)) for seed in range(10)]
        found[depth, width] = np.min(shares), np.median(shares), np.max(shares)
        line = printed_numbers(printed, f"depth {depth:2d}, width {width}:")
        assert line == pytest.approx(found[depth, width], abs=0.051)
    assert found[1, 16] == (0, 0, 0)
    assert (int(found[10, 16][0]), np.ceil(found[10, 16][2])) == (9, 23)
    assert (int(found[20, 16][0]), int(found[20, 16][2])) == (13, 33)
    says("At width 64 the share is about the same, and the starts differ less")
    assert found[20, 64][1] == pytest.approx(found[20, 16][1], abs=3)
    assert np.ptp(found[20, 64]) < 0.5 * np.ptp(found[20, 16])


def test_why_units_are_dead(says):
    says("from layer to layer the activations of the samples become more alike")
    alike, firing, silent = [], [], []
    for seed in range(10):
        values, _ = way("relu", arrays_of("relu", 20, 16, seed))
        alike.append([mean_cosine(value) for value in values[1:]])
        firing.append([np.mean((value > 0).all(axis=0)) for value in values[1:]])
        silent.append(dead(20, 16, seed)[: len(values) - 1])
    alike, firing, silent = (np.mean(rows, axis=0) for rows in (alike, firing, silent))
    assert alike[0] < 0.7 < alike[4] < alike[9] < alike[19]
    says("(About as many units fire for all.) Layers nearer to the output have more dead units")
    assert silent[0] == firing[0] == 0
    assert np.mean(firing) == pytest.approx(np.mean(silent), abs=0.02)
    for rows in (silent, firing):
        assert rows[0] < rows[4] < rows[9] < rows[19]


def mean_cosine(values):
    """The mean cosine between the activations of two samples, of those that have any."""
    sizes = np.linalg.norm(values, axis=1, keepdims=True)
    directions = (values / np.where(sizes > 0, sizes, 1))[sizes[:, 0] > 0]
    return np.mean(directions @ directions.T)


def test_narrow_networks_that_are_dead(says, printed):
    says("At depth 20 and width 4 this happens in {} of ten starts", "five")
    lost = [max(dead(20, 4, seed)) == 1 for seed in range(10)]
    assert sum(lost) == 5
    assert "depth 20, width 4: starts with a whole layer dead: 5\n" in printed
    assert lost == [layer_norms("relu", 20, 4, seed)[0] == 0 for seed in range(10)]


def test_gradient_live(moves, names):
    axes = names["gradient_live"].figure.axes[0]

    def shows(activation, depth, width):
        starts = norms(activation, depth, width, starts=5)
        assert axes.get_ylim()[0] < starts.min() < starts.max() < axes.get_ylim()[1]
        layers, gaps = np.arange(1, depth + 2), np.full((5, 1), np.nan)
        return {
            "title": f"{activation}, depth {depth}, width {width}",
            "median": (layers, np.median(starts, axis=0)),
            "each": (np.tile([*layers, depth + 2], 5), np.hstack([starts, gaps]).ravel()),
        }

    moves("gradient_live", shows)


def heights(values, edges):
    """Counts between edges, as a share of the largest."""
    counts = [np.sum((values >= a) & (values < b)) for a, b in pairwise(edges)]
    return np.array(counts) / max(counts)


def test_signals_live(moves):
    edges = np.linspace(-1, 1, 42), np.linspace(-13, 1, 57)

    def shows(scale):
        values, deltas = way("tanh", arrays_of("tanh", 10, 64, 0, scale))
        found = {"title": f"weights × {scale:g}"}
        for layer in (1, 5, 10):
            sizes = np.abs(deltas[layer - 1])
            powers = np.log10(sizes[sizes > 0])
            for name, data, ends in (("a", values[layer], edges[0]), ("delta", powers, edges[1])):
                found[f"{name}{layer}"] = ((ends[1:] + ends[:-1]) / 2, heights(data, ends))
        return found

    moves("signals_live", shows)


def test_the_share_of_the_exercise_is_that_of_a_network():
    rng = np.random.default_rng(3)
    weights, biases = rng.normal(size=5), rng.normal(size=5)
    values, slopes = 0.7, []
    for w, b in zip(weights, biases, strict=True):
        values = np.tanh(w * values + b)
        slopes.append(1 - values**2)
    delta = first = slopes[-1]
    for i in range(3, -1, -1):
        first = first * weights[i + 1] * slopes[i]
    share = exercises.my_first_layer_share.solution(weights, np.array(slopes))
    assert share == pytest.approx(first / delta)


def test_the_factors_of_the_exercise():
    rng = np.random.default_rng(4)
    arrays = [rng.normal(size=(n + 1, 9)) for n in (2, 9, 9, 9, 9)] + [rng.normal(size=(10, 1))]
    for array in arrays:
        array[0] = 0
    tripled = [3 * array for array in arrays[:-1]] + arrays[-1:]
    values, deltas = way("relu", arrays)
    larger, back = way("relu", tripled, deltas[-1])
    pairs = [
        (larger[5], values[5]),
        (back[0], deltas[0]),
        (larger[2].T @ back[2], values[2].T @ deltas[2]),
    ]
    factors = [np.linalg.norm(new) / np.linalg.norm(old) for new, old in pairs]
    assert factors == pytest.approx(exercises.my_factors.solution)


@pytest.mark.parametrize(
    ("name", "answer"),
    [
        ("my_first_layer_share", lambda w, s: np.prod(w[1:] * s[:-1])),
        ("my_start_scale", lambda inputs, share: (inputs * share) ** -0.5),
        ("my_factors", [3**5, 3**4, 3**2 * 3**2]),
        ("my_factors", np.array([243.0, 81.0, 81.0])),
    ],
)
def test_a_right_answer_written_in_another_way(name, answer):
    assert check(name, answer)


WRONG = [
    ("my_first_layer_share", lambda w, s: np.prod(w * s), "all weights and all slopes"),
    ("my_first_layer_share", lambda w, s: np.prod(w[:-1] * s[:-1]), "the slopes are right"),
    ("my_first_layer_share", lambda w, s: np.prod(w[1:] * s[1:]), "the weights are right"),
    ("my_first_layer_share", lambda w, s: w[1:] * s[:-1], "must be one number"),
    ("my_first_layer_share", lambda w, s: w @ s, "it gives"),
    ("my_first_layer_share", lambda w, s: np.prod(w[1:]) * np.prod(s[1:-1]), "slope of layer 1 is"),
    ("my_first_layer_share", lambda w, s: np.prod(w[1:-1] * s[1:-1]), "both lie on the way back"),
    ("my_start_scale", lambda n, c: 1 / (n * c), "this is the variance"),
    ("my_start_scale", lambda n, c: n**-0.5 * c, "outside the root"),
    ("my_start_scale", lambda n, c: 2 / (n * c), "take the root"),
    ("my_start_scale", lambda n, c: np.sqrt(2 / n), "use share"),
    ("my_start_scale", lambda n, c: np.sqrt(2 / (n + 1)), "it gives"),
    ("my_start_scale", lambda n, c: print(n, c), "is there a return?"),
    ("my_factors", (243, 243, 243), "not those of layer 1"),
    ("my_factors", (243, 81, 27), "its own weights stand neither"),
    ("my_factors", (243, 81, 7), "gradient_3 of my_factors"),
    ("my_factors", (15, 12, 12), "factors multiply"),
    ("my_factors", (15, 12, 3), "factors multiply"),
    ("my_factors", (243, 243, 27), "its own weights are not among them"),
    ("my_factors", 243, "must return 3 values"),
    ("my_factors", (..., ..., ...), "put your answer in place of the dots"),
]


@pytest.mark.parametrize(("name", "answer", "phrase"), WRONG)
def test_a_wrong_answer_is_told_why(name, answer, phrase):
    verdict = check(name, answer)
    assert not verdict
    assert phrase in verdict.message
