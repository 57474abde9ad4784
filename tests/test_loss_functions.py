"""Losses and their gradients."""

import mpmath
import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays
from scipy.special import entr, expit, kl_div, log_softmax

import helpers as h

pytestmark = pytest.mark.filterwarnings("error")

REGRESSION = ["mse", "mae", "rmse", "half_sse"]
DIGIT = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]


def one_hot(label, classes):
    return np.eye(classes)[label]


def sample(name, rng, n=6, k=4, dtype=np.float64):
    """Targets and predictions that `name` takes, all away from kinks and ends."""
    if name in REGRESSION:
        return rng.normal(size=(n, k)).astype(dtype), rng.normal(size=(n, k)).astype(dtype)
    if name == "binary_cross_entropy":
        return rng.random((n, k)).astype(dtype), rng.uniform(0.05, 0.95, (n, k)).astype(dtype)
    if name == "binary_cross_entropy_with_logits":
        return rng.random((n, k)).astype(dtype), 3 * rng.normal(size=(n, k)).astype(dtype)
    targets = rng.dirichlet(np.ones(k), n).astype(dtype)
    if name == "cross_entropy":
        return targets, rng.dirichlet(np.ones(k), n).astype(dtype)
    return targets, 3 * rng.normal(size=(n, k)).astype(dtype)


LOSSES = [
    *REGRESSION,
    "binary_cross_entropy",
    "cross_entropy",
    "binary_cross_entropy_with_logits",
    "cross_entropy_with_logits",
]


def both(name):
    return getattr(h, name), getattr(h, f"{name}_grad")


# ---- numbers of the lecture


def test_lecture_regression():
    assert h.mse([1, 2, 3], [3, 4, 5]) == 4
    assert h.mae([1, 2, 3], [3, 4, 5]) == 2
    assert h.rmse([1, 2, 3], [3, 4, 5]) == 2
    assert h.mse([0, 0], [-7, 8]) == 56.5


@pytest.mark.parametrize(("digit", "loss"), [(6, 0.03), (4, 0.73), (8, 0.73)])
def test_lecture_half_sum_of_squares(digit, loss):
    assert h.half_sse(one_hot(digit, 10), DIGIT) == pytest.approx(loss, rel=1e-15)


def test_lecture_cross_entropies():
    y, p = [0, 1, 1, 0, 1], [0.1, 0.9, 0.8, 0.2, 0.7]
    assert h.binary_cross_entropy(y, p) == 0.20273661557656092
    assert h.cross_entropy(6, DIGIT) == -np.log(0.8)
    assert h.cross_entropy(one_hot(6, 10), DIGIT) == -np.log(0.8)
    # the lecture prints 0.0101997957197581, a rounding of its float arithmetic
    exact = mpmath.log1p(sum(mpmath.exp(z - 10) for z in (5, 3, 1, 4)))
    loss = h.cross_entropy_with_logits(0, [10, 5, 3, 1, 4])
    assert loss == pytest.approx(float(exact), rel=4e-16)
    assert loss == pytest.approx(0.0101997957197581, rel=2e-14)


# ---- the log domain against 50 digits


def exact_bce(y, z):
    y, z = mpmath.mpf(float(y)), mpmath.mpf(float(z))
    return y * mpmath.log1p(mpmath.exp(-z)) + (1 - y) * mpmath.log1p(mpmath.exp(z))


def exact_ce(label, row):
    row = [mpmath.mpf(float(z)) for z in row]
    rest = [mpmath.exp(z - row[label]) for i, z in enumerate(row) if i != label]
    return mpmath.log1p(mpmath.fsum(rest))


HUGE = [0.0, 1e-300, 1e-9, 0.5, 1.0, 5.5, 36.0, 37.5, 40.0, 709.0, 745.2, 1000.0, 1e15, 1e300]


@pytest.mark.parametrize("y", [0.0, 1.0])
def test_bce_with_logits_is_exact_for_hard_targets(y):
    with mpmath.workdps(400):
        for z in [*HUGE, *(-z for z in HUGE)]:
            loss = float(h.binary_cross_entropy_with_logits([y], [z]))
            if abs(z) < 1e15:
                exact = exact_bce(y, z)
            else:
                exact = mpmath.mpf(z if (z > 0) != y else 0)
                exact = abs(exact)
            assert abs(loss - exact) <= 1e-15 * exact + 5e-324, z


def test_bce_with_logits_is_exact_for_soft_targets():
    rng = np.random.default_rng(1)
    with mpmath.workdps(60):
        for y, z in zip(rng.random(300), rng.normal(size=300) * 20, strict=True):
            exact = exact_bce(y, z)
            loss = float(h.binary_cross_entropy_with_logits(y, z))
            # y, rounded to 1.1e-16 of itself, moves the loss by that times y |z|
            assert abs(loss - exact) <= 1e-15 * exact + 1.2e-16 * abs(z) * y


def test_ce_with_logits_is_exact():
    rng = np.random.default_rng(2)
    with mpmath.workdps(60):
        for scale in (1e-3, 1, 10, 100, 700):
            for row in rng.normal(size=(30, 5)) * scale:
                for label in range(5):
                    loss = float(h.cross_entropy_with_logits(label, row))
                    exact = exact_ce(label, row)
                    # a logit's difference to the largest, rounded, moves its e^z by as much
                    forced = 1.2e-16 * np.ptp(row)
                    assert abs(loss - exact) <= (1e-15 + forced) * exact + 5e-324


@pytest.mark.parametrize("size", [1000.0, 1e300])
def test_logits_of_any_size(size):
    assert h.binary_cross_entropy_with_logits([1, 0], [size, -size]) == 0
    assert h.binary_cross_entropy_with_logits([0, 1], [size, -size]) == size
    assert h.cross_entropy_with_logits([0], [[size, -size]]) == 0
    assert h.cross_entropy_with_logits([1], [[size, -size]]) == 2 * size
    np.testing.assert_array_equal(
        h.binary_cross_entropy_with_logits_grad([0, 1], [size, -size]), [0.5, -0.5]
    )
    np.testing.assert_array_equal(h.cross_entropy_with_logits_grad([1], [[size, -size]]), [[1, -1]])


def test_means_do_not_overflow_where_sums_do():
    top = 1e308
    assert h.mae([0, 0, 0], [top, top, top]) == pytest.approx(top, rel=1e-15)
    assert h.binary_cross_entropy_with_logits([0, 0], [top, top]) == top
    large = np.full(3, 3e38, np.float32)
    assert h.mae(0 * large, large) == large[0]
    assert type(h.mae(0 * large, large)) is np.float32


def test_infinite_logits_and_errors():
    inf = np.inf
    assert h.binary_cross_entropy_with_logits([1, 0], [inf, -inf]) == 0
    assert h.binary_cross_entropy_with_logits([1, 0], [-inf, -inf]) == inf
    assert h.binary_cross_entropy_with_logits([1, 0], [inf, 0]) == np.log(2) / 2
    assert h.cross_entropy_with_logits(0, [1.0, -inf]) == 0
    assert h.cross_entropy_with_logits([0.5, 0.5], [1.0, -inf]) == inf
    assert h.mse([0], [inf]) == inf
    assert h.mae([0, 1], [-inf, 1]) == inf
    assert h.mse([0, 0], [1e200, 1]) == inf


@pytest.mark.parametrize("name", REGRESSION)
def test_errors_beyond_the_largest_number_warn_of_nothing(name):
    for function in both(name):
        for y, p in [([-1.7e308], [1.7e308]), ([np.inf], [np.inf]), ([np.inf, 0], [1, 1e200])]:
            function(y, p)


@pytest.mark.parametrize("name", LOSSES)
def test_no_error_where_the_caller_turns_warnings_into_errors(name):
    p = [[0.0, 1.0], [1e-200, 1 - 1e-200]]
    z = [[-740.0, 0.0], [1e-200, 0.0]]
    for function in both(name):
        with np.errstate(all="raise"):
            function([[0, 1], [1, 0]], z if name.endswith("logits") or name in REGRESSION else p)


@pytest.mark.parametrize("label", [np.nan, np.inf, 1e300])
def test_a_bad_label_gives_its_error_and_no_warning(label):
    for name in ("cross_entropy", "cross_entropy_with_logits"):
        for function in both(name):
            with pytest.raises(ValueError, match="y_true"):
                function([label], [[0.0, 1.0]])


@pytest.mark.parametrize("name", ["binary_cross_entropy", "cross_entropy"])
def test_logits_without_bounds_warn_of_nothing(name):
    for function in both(f"{name}_with_logits"):
        for z in ([np.inf, -np.inf], [1.7e308, -1.7e308], [-np.inf, -np.inf]):
            for y in ([0.0, 1.0], [1.0, 0.0], [0.5, 0.5]):
                function(y, z)


# ---- values


def test_soft_targets_split_into_entropy_and_divergence():
    rng = np.random.default_rng(3)
    t, p = sample("cross_entropy", rng)
    expected = (entr(t) + kl_div(t, p)).sum(axis=1).mean()
    assert h.cross_entropy(t, p) == pytest.approx(expected, rel=1e-14)
    t, p = sample("binary_cross_entropy", rng)
    expected = np.mean(entr(t) + entr(1 - t) + kl_div(t, p) + kl_div(1 - t, 1 - p))
    assert h.binary_cross_entropy(t, p) == pytest.approx(expected, rel=1e-14)


def test_logit_losses_are_the_losses_of_probabilities():
    rng = np.random.default_rng(4)
    t, z = sample("cross_entropy_with_logits", rng)
    p = np.exp(log_softmax(z, axis=1))
    assert h.cross_entropy_with_logits(t, z) == pytest.approx(h.cross_entropy(t, p), rel=1e-13)
    y, z = sample("binary_cross_entropy_with_logits", rng)
    expected = h.binary_cross_entropy(y, expit(z))
    assert h.binary_cross_entropy_with_logits(y, z) == pytest.approx(expected, rel=1e-13)
    two = np.stack([np.zeros(24), z.ravel()], axis=1)  # the sigmoid is a softmax of (0, z)
    pairs = np.stack([1 - y.ravel(), y.ravel()], axis=1)
    assert h.cross_entropy_with_logits(pairs, two) == pytest.approx(expected, rel=1e-13)


def test_certain_predictions():
    assert h.binary_cross_entropy([0, 1], [0, 1]) == 0
    assert not np.signbit(h.binary_cross_entropy([1], [1]))
    assert h.binary_cross_entropy([0, 1], [1, 1]) == np.inf
    assert h.binary_cross_entropy([0.5], [0]) == np.inf
    assert h.cross_entropy([1, 0], [1, 0]) == 0
    assert h.cross_entropy([[1, 0], [0.5, 0.5]], [[1, 0], [0.5, 0.5]]) == np.log(2) / 2
    assert not np.signbit(h.cross_entropy([0], [[1, 0]]))
    assert h.cross_entropy(1, [1, 0]) == np.inf
    np.testing.assert_array_equal(
        h.binary_cross_entropy_grad([0, 1, 0, 1], [0, 1, 1, 0]), [0.25, -0.25, np.inf, -np.inf]
    )
    np.testing.assert_array_equal(h.cross_entropy_grad([1, 0], [1, 0]), [-1, 0])
    np.testing.assert_array_equal(h.cross_entropy_grad(1, [1, 0]), [0, -np.inf])
    assert h.binary_cross_entropy_grad([0.5], [1]) == [np.inf]


def test_probabilities_near_one_keep_their_digits():
    assert h.binary_cross_entropy([0], [1e-20]) == pytest.approx(1e-20, rel=1e-15, abs=0)


def test_one_dimension_is_many_samples_for_binary_and_one_for_classes():
    assert h.binary_cross_entropy([1, 1], [0.5, 0.5]) == np.log(2)
    assert h.cross_entropy([1, 0], [0.5, 0.5]) == np.log(2)
    np.testing.assert_array_equal(h.cross_entropy_grad([1, 0], [0.5, 0.5]), [-2, 0])


@pytest.mark.parametrize("labels", [[2, 0, 1], np.array([2, 0, 1], np.uint8), [2.0, 0.0, 1.0]])
@pytest.mark.parametrize("name", ["cross_entropy", "cross_entropy_with_logits"])
def test_labels_are_one_hot_targets(name, labels):
    p = sample(name, np.random.default_rng(5), 3)[1]
    hot = np.eye(4)[[2, 0, 1]]
    for function in both(name):
        np.testing.assert_array_equal(function(labels, p), function(hot, p))
        np.testing.assert_array_equal(function(labels, p), function(hot.astype(bool), p))


@given(arrays(float, 8, elements=st.floats(-1e6, 1e6)), st.floats(-1e6, 1e6))
def test_regression_properties(y, shift):
    assert h.mse(y, y) == h.mae(y, y) == h.rmse(y, y) == h.half_sse(y, y) == 0
    p = y + shift
    assert h.mae(y, p) <= h.rmse(y, p) * (1 + 1e-12) + 1e-160
    assert h.mse(y, p) == h.mse(p, y)
    assert h.half_sse(y, p) == pytest.approx(4 * h.mse(y, p), rel=1e-12)
    assert h.rmse(y, p) ** 2 == pytest.approx(h.mse(y, p), rel=1e-12)


@given(arrays(float, (3, 4), elements=st.floats(-50, 50)), st.floats(-50, 50))
def test_cross_entropy_of_logits_ignores_a_shift(z, shift):
    loss = h.cross_entropy_with_logits([0, 3, 1], z)
    assert loss >= 0
    assert h.cross_entropy_with_logits([0, 3, 1], z + shift) == pytest.approx(loss, abs=1e-12)


# ---- gradients


def differences(loss, y, p):
    gradient, step = np.empty_like(p), 6e-6
    for i in np.ndindex(p.shape):
        left, right = p.copy(), p.copy()
        left[i] -= step
        right[i] += step
        gradient[i] = (loss(y, right) - loss(y, left)) / (2 * step)
    return gradient


@pytest.mark.parametrize("name", [name for name in LOSSES if name != "cross_entropy"])
def test_gradient_against_central_differences(name):
    loss, grad = both(name)
    y, p = sample(name, np.random.default_rng(7))
    np.testing.assert_allclose(grad(y, p), differences(loss, y, p), rtol=1e-7, atol=1e-9)


def test_cross_entropy_gradient_along_the_simplex():
    """Probabilities cannot move one by one, so move weight from one class to another."""
    t, p = sample("cross_entropy", np.random.default_rng(8), 1)
    gradient, step = h.cross_entropy_grad(t, p)[0], 1e-6
    for i in range(4):
        move = step * (one_hot(i, 4) - one_hot((i + 1) % 4, 4))
        slope = (h.cross_entropy(t, p + move) - h.cross_entropy(t, p - move)) / (2 * step)
        assert gradient[i] - gradient[(i + 1) % 4] == pytest.approx(slope, rel=1e-6)


def test_pairs_have_the_plain_gradient():
    """(ŷ - t) / N for the logit, twice that for the mean of squares."""
    rng = np.random.default_rng(9)
    y, z = sample("binary_cross_entropy_with_logits", rng)
    expected = (expit(z) - y) / 24
    np.testing.assert_allclose(h.binary_cross_entropy_with_logits_grad(y, z), expected, rtol=1e-14)
    chain = h.binary_cross_entropy_grad(y, expit(z)) * expit(z) * expit(-z)
    np.testing.assert_allclose(chain, expected, rtol=1e-12)
    t, z = sample("cross_entropy_with_logits", rng)
    p = np.exp(log_softmax(z, axis=1))
    np.testing.assert_allclose(
        h.cross_entropy_with_logits_grad(t, z), (p - t) / 6, rtol=1e-13, atol=1e-17
    )
    slope = h.cross_entropy_grad(t, p)
    chain = p * (slope - (slope * p).sum(axis=1, keepdims=True))
    np.testing.assert_allclose(chain, (p - t) / 6, rtol=1e-12, atol=1e-16)
    np.testing.assert_allclose(h.mse_grad(t, z), 2 * (z - t) / 24, rtol=1e-15)


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
def test_the_gradient_of_a_certain_sigmoid_keeps_its_digits(dtype):
    """sigmoid(z) - y, of which nothing would be left from z = 37 on (float32: 17)."""
    for z in (-80.0, -40.0, -0.0, 0.0, 3.0, 17.0, 40.0, 80.0):
        for y in (0.0, 0.25, 1.0):
            with mpmath.workdps(60):
                exact = float(1 / (1 + mpmath.exp(-mpmath.mpf(z))) - y)
            slope = h.binary_cross_entropy_with_logits_grad(np.array([y]), np.array([z], dtype))
            assert slope.dtype == dtype
            tolerance = 4 * float(np.finfo(dtype).eps)
            assert float(slope[0]) == pytest.approx(exact, rel=tolerance, abs=0)
    assert h.binary_cross_entropy_with_logits_grad([1.0], [40.0]) == -4.248354255291589e-18


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize("row", [[60, 0, -5], [0, 60, 59], [-3, -3, 40], [2, 2, 2], [80, 80, 0]])
def test_the_gradient_of_a_certain_softmax_keeps_its_digits(row, dtype):
    """softmax(z) - t: 1 - p of the largest class is the sum of the others."""
    total = mpmath.fsum(mpmath.exp(z) for z in row)
    for label in range(3):
        slopes = h.cross_entropy_with_logits_grad([label], np.array([row], dtype))
        assert slopes.dtype == dtype
        for i, slope in enumerate(slopes[0]):
            others = mpmath.fsum(mpmath.exp(z) for k, z in enumerate(row) if k != i)
            exact = -others / total if i == label else mpmath.exp(row[i]) / total
            tolerance = 8 * float(np.finfo(dtype).eps)
            assert float(slope) == pytest.approx(float(exact), rel=tolerance, abs=0)
    soft = h.cross_entropy_with_logits_grad([0.5, 0.25, 0.25], row)
    np.testing.assert_allclose(soft, h.softmax(row) - [0.5, 0.25, 0.25], atol=2e-16)


def test_kinks():
    assert h.mae_grad([1, 2], [1, 3]).tolist() == [0, 0.5]
    assert h.rmse_grad([1, 2], [1, 2]).tolist() == [0, 0]
    assert h.rmse_grad([1], [2]).tolist() == [1]


@pytest.mark.parametrize(
    ("dtype", "sizes"),
    [
        (np.float64, [1e200, 8.98846567e307, 1e-200, 5e-324]),
        (np.float32, [1e20, 3e38, 1e-23, 1e-45]),
    ],
)
def test_the_gradient_of_rmse_where_squares_over_or_underflow(dtype, sizes):
    for size in sizes:
        for sign in (-1, 1):
            assert h.rmse_grad([0], np.array([sign * size], dtype)) == sign
        pair = np.array([size, -size], dtype)
        np.testing.assert_allclose(h.rmse_grad([0, 0], pair), [0.5, -0.5], rtol=1e-6)


# ---- sample weights

WEIGHTED = ["binary_cross_entropy", "binary_cross_entropy_with_logits"]


@pytest.mark.parametrize("name", WEIGHTED)
def test_whole_weights_repeat_samples(name):
    loss = getattr(h, name)
    y, p = sample(name, np.random.default_rng(10), 3)
    weights = [2, 0, 3]
    repeated = loss(np.repeat(y, weights, axis=0), np.repeat(p, weights, axis=0))
    assert loss(y, p, sample_weight=weights) == pytest.approx(repeated, rel=1e-14)


@pytest.mark.parametrize("name", WEIGHTED)
@pytest.mark.parametrize("factor", [1e-300, 7.0, 5e307])
def test_only_the_ratio_of_weights_counts(name, factor):
    loss = getattr(h, name)
    y, p = sample(name, np.random.default_rng(11), 3)
    expected = loss(y, p, sample_weight=[1, 2, 3])
    scaled = loss(y, p, sample_weight=factor * np.array([1, 2, 3]))
    assert scaled == pytest.approx(expected, rel=1e-13)
    assert loss(y, p, sample_weight=[factor] * 3) == pytest.approx(loss(y, p), rel=1e-13)


def test_a_sample_of_weight_zero_is_left_out_whatever_it_costs():
    assert h.binary_cross_entropy([0, 1], [1, 0.5], sample_weight=[0, 1]) == np.log(2)


# ---- manners


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("name", LOSSES)
def test_dtype_of_the_prediction_stays(name, dtype):
    loss, grad = both(name)
    y, p = sample(name, np.random.default_rng(12), dtype=dtype)
    y64, p64 = sample(name, np.random.default_rng(12))
    result, gradient = loss(y, p), grad(y, p)
    assert type(result) is dtype
    assert gradient.dtype == dtype
    assert gradient.shape == p.shape
    tolerance = 100 * float(np.finfo(dtype).eps)
    assert float(result) == pytest.approx(loss(y64, p64), rel=tolerance)
    np.testing.assert_allclose(gradient, grad(y64, p64), rtol=tolerance, atol=tolerance)
    assert loss(y64, p).dtype == dtype


@pytest.mark.parametrize("name", WEIGHTED)
def test_weights_keep_the_dtype_too(name):
    y, p = sample(name, np.random.default_rng(12), dtype=np.float32)
    assert type(getattr(h, name)(y, p, sample_weight=[1, 2, 3, 0, 1, 1])) is np.float32


def test_whole_number_targets_take_the_dtype_of_the_prediction():
    p = np.array([0.5, 0.25], np.float32)
    assert h.binary_cross_entropy([0, 1], p).dtype == np.float32
    assert h.binary_cross_entropy_grad(np.array([0, 1]), p).dtype == np.float32
    assert h.cross_entropy_with_logits(1, p).dtype == np.float32
    assert h.cross_entropy_with_logits_grad(1, p).dtype == np.float32
    assert h.mse([True, False], [1, 0]).dtype == np.float64


@pytest.mark.parametrize("name", [*REGRESSION, "binary_cross_entropy_with_logits"])
def test_scalars(name):
    loss, grad = both(name)
    for y, p in [(1, 3), (np.array(1.0), np.array(3.0))]:
        assert type(loss(y, p)) is np.float64
        assert isinstance(grad(y, p), np.float64)
        assert loss(y, p) == loss([1], [3])
        assert grad(y, p) == grad([1], [3])[0]


@pytest.mark.parametrize("name", LOSSES)
def test_nothing_is_changed(name):
    y, p = sample(name, np.random.default_rng(13))
    before = y.copy(), p.copy()
    for function in both(name):
        function(y, p)
    np.testing.assert_array_equal(y, before[0])
    np.testing.assert_array_equal(p, before[1])


def test_a_gradient_is_a_new_array():
    y, p = np.zeros(2), np.ones(2)
    h.half_sse_grad(y, p)[0] = 7
    h.rmse_grad(y, y)[0] = 7
    assert p[0] == 1
    assert y[0] == 0


@pytest.mark.parametrize("name", LOSSES)
def test_nan_stays_nan(name):
    loss, grad = both(name)
    y, p = sample(name, np.random.default_rng(14))
    p[2, 1] = np.nan
    assert np.isnan(loss(y, p))
    assert np.isnan(grad(y, p)[2, 1])
    assert name == "rmse" or np.isfinite(grad(y, p)[0]).all()


@pytest.mark.parametrize("name", LOSSES)
def test_any_layout_of_memory(name):
    y, p = sample(name, np.random.default_rng(15))
    wide = np.empty((12, 8))
    wide[::2, ::2] = p
    for function in both(name):
        np.testing.assert_allclose(
            function(np.asfortranarray(y), wide[::2, ::2]), function(y, p), rtol=1e-14
        )


def test_against_pytorch():
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    rng = np.random.default_rng(16)
    for name, peer in [
        ("mse", f.mse_loss),
        ("mae", f.l1_loss),
        ("binary_cross_entropy", f.binary_cross_entropy),
        ("binary_cross_entropy_with_logits", f.binary_cross_entropy_with_logits),
        ("cross_entropy_with_logits", f.cross_entropy),
    ]:
        loss, grad = both(name)
        y, p = sample(name, rng)
        prediction = torch.tensor(p, requires_grad=True)
        result = peer(prediction, torch.tensor(y))
        result.backward()
        assert loss(y, p) == pytest.approx(result.item(), rel=1e-13)
        np.testing.assert_allclose(grad(y, p), prediction.grad.numpy(), rtol=1e-12, atol=1e-16)
