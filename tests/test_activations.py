"""Activation functions: the lecture's numbers, properties, shapes, dtypes, limits and kinks."""

from __future__ import annotations

import math
import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

import helpers
from helpers.registry import ACTIVATIONS

NAMES = [name + end for name in ACTIVATIONS for end in ("", "_grad")]
FUNCTIONS = [getattr(helpers, name) for name in NAMES]
VARIANTS = [
    *((f, {}) for f in FUNCTIONS),
    *((getattr(helpers, f"step{end}"), {"at_zero": 0.5, "bipolar": True}) for end in ("", "_grad")),
    *((getattr(helpers, f"gelu{end}"), {"approximate": True}) for end in ("", "_grad")),
    *(
        (getattr(helpers, name + end), {"alpha": alpha})
        for name in ("leaky_relu", "elu")
        for end in ("", "_grad")
        for alpha in (0, 0.2, 1, 2.5)
    ),
]  # fmt: skip
VARIANT_IDS = [f"{f.__name__}{list(o.values()) or ''}" for f, o in VARIANTS]
SCALE, ALPHA = 1.0507009873554805, 1.6732632423543772  # of SELU
each_function = pytest.mark.parametrize("function", FUNCTIONS, ids=NAMES)
each_variant = pytest.mark.parametrize(("function", "options"), VARIANTS, ids=VARIANT_IDS)
quick = settings(max_examples=60, deadline=None)
numbers = st.floats(-700, 700)
arrays = hnp.arrays(
    st.sampled_from([np.float64, np.float32]),
    hnp.array_shapes(min_dims=0, max_dims=3, min_side=0, max_side=4),
    elements=st.floats(-16, 16, width=16),
)


def close(a, b, ulp=8):
    eps = np.finfo(np.asarray(a).dtype).eps
    return np.allclose(a, b, rtol=ulp * eps, atol=0, equal_nan=True)


# --- the lecture's numbers ---------------------------------------------------------------------


def test_numbers_of_the_lecture():
    np.testing.assert_allclose(
        helpers.sigmoid([-1, 1, 2]), [0.26894142, 0.73105858, 0.88079708], atol=5e-9
    )
    np.testing.assert_allclose(helpers.sigmoid([-1, 0, 1]), [0.2689, 0.5, 0.7311], atol=5e-5)
    np.testing.assert_allclose(helpers.tanh([-1, 0, 1]), [-0.7616, 0, 0.7616], atol=5e-5)
    np.testing.assert_array_equal(helpers.relu([-1, 1, 2]), [0, 1, 2])
    np.testing.assert_array_equal(
        helpers.relu([[-1, 2, -3], [4, -5, 6]]), [[0, 2, 0], [4, 0, 6]]
    )  # fmt: skip
    assert helpers.identity(30) == 30
    assert helpers.sigmoid(0) == 0.5
    assert helpers.sigmoid_grad(0) == 0.25
    assert helpers.tanh_grad(0) == 1


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        ({}, [0, 1, 1]),
        ({"at_zero": 0}, [0, 0, 1]),
        ({"at_zero": 0.5}, [0, 0.5, 1]),
        ({"bipolar": True}, [-1, 1, 1]),
        ({"bipolar": np.True_}, [-1, 1, 1]),
        ({"bipolar": True, "at_zero": 0.5}, [-1, 0, 1]),
        ({"bipolar": True, "at_zero": 0.0}, [-1, -1, 1]),
        ({"at_zero": np.float32(0.25)}, [0, 0.25, 1]),
    ],
)
def test_step_at_zero(options, expected):
    np.testing.assert_array_equal(helpers.step([-1e-300, 0, 1e-300], **options), expected)
    np.testing.assert_array_equal(helpers.step([-np.inf, -0.0, np.inf], **options), expected)


# --- what all have in common -------------------------------------------------------------------


@each_variant
@settings(max_examples=25, deadline=None)
@given(x=arrays)
def test_shape_dtype_and_no_mutation(function, options, x):
    before = x.copy()
    y = function(x, **options)
    assert y.shape == x.shape
    assert y.dtype == x.dtype
    assert isinstance(y, np.ndarray if x.ndim else np.floating)
    np.testing.assert_array_equal(x, before)
    assert x.ndim == 0 or not np.shares_memory(x, y)
    one_by_one = [function(v, **options) for v in x.ravel()]
    assert close(y, np.array(one_by_one, x.dtype).reshape(x.shape))


@each_variant
def test_numbers_lists_integers_and_booleans(function, options):
    for x in (3, -2.5, True, np.int8(-3), np.array(2)):
        y = function(x, **options)
        assert type(y) is np.float64
        assert y == function([float(x)], **options)[0]
    values = function(np.array([-2.0, 0.0, 3.0]), **options)
    for x in ([-2, 0, 3], (-2.0, 0, 3), np.array([-2, 0, 3], ">i2"), np.array([-2, 0, 3], ">f8")):
        np.testing.assert_array_equal(function(x, **options), values)
        assert function(x, **options).dtype == np.float64
    for scalar in (np.float32(1.5), np.array(1.5, np.float32)):
        assert type(function(scalar, **options)) is np.float32
    assert type(function(np.float16(1.5), **options)) is np.float64
    np.testing.assert_array_equal(function(x=[-2, 0, 3], **options), values)
    assert function([], **options).shape == (0,)
    assert function(np.empty((2, 0), np.float32), **options).shape == (2, 0)


@each_variant
def test_any_layout(function, options):
    x = np.linspace(-4, 4, 24).reshape(4, 6)
    y = function(x, **options)
    assert close(function(x.T, **options), y.T)
    assert close(function(np.asfortranarray(x), **options), y)
    assert close(function(x[::2, ::-1], **options), y[::2, ::-1])
    x.flags.writeable = False
    assert close(function(x, **options), y)


@each_variant
def test_nan_stays_and_nothing_is_told_of_extremes(function, options):
    """No warning; no error either where the caller turns warnings into errors."""
    for dtype in (np.float64, np.float32):
        info = np.finfo(dtype)
        x = np.array([np.nan, -np.inf, -1000, -50, 0, 50, 1000, np.inf], dtype)
        ends = np.array([info.min, info.max, info.tiny, -info.tiny, info.smallest_subnormal], dtype)
        far = np.linspace(-800, 800, 201, dtype=dtype)
        with warnings.catch_warnings(), np.errstate(all="warn"):
            warnings.simplefilter("error")
            y = function(x, **options)
            function(ends, **options)
            function(x[1], **options)
        with np.errstate(all="raise"):
            for values in (x, ends, far):
                function(values, **options)
        assert np.isnan(y[0])
        if function is not helpers.step_grad:
            assert not np.isnan(y[1:]).any()


def test_results_beyond_the_largest_number_are_infinite():
    """Also where alpha itself is beyond the largest number of float32."""
    assert helpers.selu(1.75e308) == np.inf
    assert helpers.selu(np.float32(3.3e38)) == np.inf
    assert helpers.leaky_relu(-1.5e308, alpha=2) == -np.inf
    x = np.float32([-1, 0, 1])
    for function, expected in [
        (helpers.leaky_relu, [-np.inf, 0, 1]),
        (helpers.elu, [-np.inf, 0, 1]),
        (helpers.leaky_relu_grad, [np.inf, np.inf, 1]),
        (helpers.elu_grad, [np.inf, np.inf, 1]),
    ]:
        np.testing.assert_array_equal(function(x, alpha=1e39), expected)


LIMITS = {  # at -inf and inf
    "step": (0, 1), "step_grad": (0, 0), "identity": (-np.inf, np.inf), "identity_grad": (1, 1),
    "sigmoid": (0, 1), "sigmoid_grad": (0, 0), "tanh": (-1, 1), "tanh_grad": (0, 0),
    "relu": (0, np.inf), "relu_grad": (0, 1),
    "leaky_relu": (-np.inf, np.inf), "leaky_relu_grad": (0.01, 1),
    "elu": (-1, np.inf), "elu_grad": (0, 1),
    "selu": (-1.7580993408473766, np.inf), "selu_grad": (0, 1.0507009873554805),
    "softplus": (0, np.inf), "softplus_grad": (0, 1),
    "silu": (0, np.inf), "silu_grad": (0, 1), "gelu": (0, np.inf), "gelu_grad": (0, 1),
}  # fmt: skip


@each_function
def test_limits(function):
    left, right = LIMITS[function.__name__]
    np.testing.assert_array_equal(function([-np.inf, np.inf]), [left, right])
    for dtype in (np.float64, np.float32):
        far = np.array([-1e30, -2000, 2000, 1e30], dtype)
        y = function(far)
        if np.isfinite(left):
            np.testing.assert_array_equal(y[:2], np.full(2, left, dtype))
        if np.isfinite(right):
            np.testing.assert_array_equal(y[2:], np.full(2, right, dtype))


@pytest.mark.parametrize("approximate", [False, True, np.True_])
def test_limits_of_gelu(approximate):
    x = [-np.inf, -100, 100, np.inf]
    np.testing.assert_array_equal(helpers.gelu(x, approximate), [0, 0, 100, np.inf])
    np.testing.assert_array_equal(helpers.gelu_grad(x, approximate), [0, 0, 1, 1])


@pytest.mark.parametrize("dtype", [np.float64, np.float32])
@pytest.mark.parametrize(
    ("name", "top"), [("sigmoid_grad", 0.25), ("tanh_grad", 1), ("elu_grad", 1)]
)
def test_slopes_stay_in_their_range_near_0(name, top, dtype):
    x = 10.0 ** np.random.default_rng(0).uniform(-12, 0, 20_000)
    y = getattr(helpers, name)(np.concatenate([-x, x, [0]]).astype(dtype))
    assert y.max() == top
    assert y.min() > 0


# --- the formulas ------------------------------------------------------------------------------


@quick
@given(x=numbers)
def test_symmetries(x):
    h = helpers
    assert close(h.tanh(-x), -h.tanh(x))
    assert np.isclose(h.tanh(x), 2 * h.sigmoid(2 * x) - 1, rtol=0, atol=4e-16)
    assert np.isclose(h.sigmoid(-x), 1 - h.sigmoid(x), rtol=0, atol=3e-16)
    for rectifier in (h.relu, h.gelu, h.silu, h.softplus, lambda v: h.gelu(v, approximate=True)):
        difference = rectifier(x) - rectifier(-x)
        assert np.isclose(difference, x, rtol=1e-14, atol=1e-15)
    for even in (h.sigmoid_grad, h.tanh_grad):
        assert even(x) == even(-x)
    for pair in (h.gelu_grad, h.silu_grad, h.softplus_grad):
        assert np.isclose(pair(x) + pair(-x), 1, rtol=0, atol=1e-15)


@quick
@given(x=numbers)
def test_relations(x):
    h = helpers
    assert close(h.sigmoid_grad(x), h.sigmoid(x) * h.sigmoid(-x))
    assert close(h.tanh_grad(x / 2), 4 * h.sigmoid_grad(x), ulp=16)
    assert h.softplus_grad(x) == h.sigmoid(x)
    assert close(h.silu(x), x * h.sigmoid(x))
    assert close(h.selu(x), SCALE * h.elu(x, ALPHA))
    assert close(h.selu_grad(x), SCALE * h.elu_grad(x, ALPHA))
    assert abs(h.gelu(x) - h.gelu(x, approximate=True)) < 5e-4
    assert h.relu(x) == h.leaky_relu(x, alpha=0) == h.elu(x, alpha=0)
    assert h.relu_grad(x) == h.leaky_relu_grad(x, alpha=0) == h.elu_grad(x, alpha=0)
    assert h.leaky_relu(x, alpha=1) == x


@quick
@given(x=numbers, alpha=st.floats(0, 10))
def test_alpha(x, alpha):
    leaky, elu = helpers.leaky_relu(x, alpha), helpers.elu(x, alpha)
    assert leaky == (x if x > 0 else alpha * x)
    assert helpers.leaky_relu_grad(x, alpha) == (1 if x > 0 else alpha)
    assert close(elu, x if x > 0 else alpha * np.expm1(x))
    assert close(helpers.elu_grad(x, alpha), 1 if x > 0 else alpha * np.exp(x))


@pytest.mark.parametrize("x", [-2.5, -0.3, 0.0, 0.4, 3.0])
def test_the_formulas_of_the_chapters(x):
    """As the standard library computes them, one number at a time."""
    e, sigma = math.exp(min(x, 0)) - 1, 1 / (1 + math.exp(-x))
    for name, expected in {
        "step": float(x >= 0),
        "sigmoid": sigma,
        "tanh": math.tanh(x),
        "relu": max(0.0, x),
        "leaky_relu": max(0.0, x) + 0.01 * min(0.0, x),
        "elu": max(0.0, x) + e,
        "selu": SCALE * (max(0.0, x) + ALPHA * e),
        "gelu": x / 2 * (1 + math.erf(x / math.sqrt(2))),
        "silu": x * sigma,
        "softplus": math.log(1 + math.exp(x)),
        "identity": x,
    }.items():
        assert getattr(helpers, name)(x) == pytest.approx(expected, rel=1e-14), name


@pytest.mark.parametrize(
    "name", [name for name, entry in ACTIVATIONS.items() if not entry.range.startswith("[-")]
)
@quick
@given(a=st.floats(-800, 800), b=st.floats(-800, 800))
def test_never_falls(name, a, b):
    function = ACTIVATIONS[name].function
    low, high = function(sorted((a, b)))
    assert low <= high or close(low, high, 4)


@quick
@given(x=st.floats(0, 700))
def test_slope_falls_with_distance(x):
    for function in (helpers.sigmoid_grad, helpers.tanh_grad):
        near, far = function([x, x + 0.5])
        assert 0 <= far <= near


@each_variant
def test_derivative_equals_central_difference(function, options):
    if not function.__name__.endswith("_grad"):
        return
    name = function.__name__.removesuffix("_grad")
    base = getattr(helpers, name)
    h = 1e-5
    x = np.concatenate([np.linspace(-9, -0.01, 80), np.linspace(0.01, 9, 80), [-30, -20, 20, 30]])
    slope = (base(x + h, **options) - base(x - h, **options)) / (2 * h)
    np.testing.assert_allclose(function(x, **options), slope, rtol=0, atol=2e-9)


def test_slopes_at_zero():
    h = helpers
    assert np.isnan(h.step_grad([0.0, -0.0])).all()
    assert h.relu_grad(0) == h.relu_grad(-0.0) == 0
    assert h.leaky_relu_grad(0) == 0.01
    assert h.leaky_relu_grad(0, alpha=2) == 2
    assert h.elu_grad(0) == 1
    assert h.elu_grad(0, alpha=2) == 2
    assert h.selu_grad(0) == SCALE * ALPHA
    assert h.silu_grad(0) == h.gelu_grad(0) == h.gelu_grad(0, approximate=True) == 0.5
    tiny = np.finfo(float).smallest_subnormal
    assert h.relu_grad(tiny) == h.leaky_relu_grad(tiny) == h.elu_grad(tiny, 3) == 1
    assert h.step_grad(tiny) == 0
    assert h.step_grad(-tiny) == 0


def test_selu_constants_keep_mean_and_variance():
    """They are defined by it: normal inputs of variance 1 give outputs of mean 0, variance 1."""
    x = np.linspace(-12, 12, 240001)
    p = np.exp(-x * x / 2) / np.sqrt(2 * np.pi)
    y = helpers.selu(x)
    assert abs(np.trapezoid(y * p, x)) < 1e-8
    assert abs(np.trapezoid(y * y * p, x) - 1) < 1e-8
