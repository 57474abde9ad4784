"""Errors in units in the last place (ULP), against references computed with 50 digits."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache

import mpmath as mp
import numpy as np
import pytest
from scipy import special

import helpers

mp.mp.dps = 50
DTYPES = [np.float64, np.float32]

LIMIT = 4  # ULP in float64, but for the following
FLOAT32 = 0.51  # computed in float64 and rounded once
GELU = 16, 2  # left of 0: 16 + 2 x^2, as SciPy's ndtr rounds x^2 / 2
GELU_END = -37.67  # ndtr is 0 from here on, where GELU is no longer normal
GELU_GRAD = 8  # for the same reason
TANH_FORM = 4, 3  # 4 + 3 |z|, as e^z carries the rounding of z

SCALE = mp.mpf("1.0507009873554804934193349852946")
ALPHA = mp.mpf("1.6732632423543772848170429916717")
CUBIC = mp.mpf("0.044715")
HARD = (-1.4015362373383, -2.83, -20.69021902314226, -36.9098)  # among the worst of many points
SWITCHES = (0, -1, -1000, 50, -50, 40, -40, 500, -6, -13, -38, -88, -103, -708, -709.7, -745, 355)


def logistic(x):
    return 1 / (1 + mp.exp(-x))


def normal(x):
    return mp.ncdf(x) if abs(x) < 60 else mp.mpf(x > 0)


def density(x):
    return mp.npdf(x)


def gelu_logit(x):
    return mp.sqrt(8 / mp.pi) * (x + CUBIC * x**3)


def expelu(x, alpha=1):
    return x if x > 0 else alpha * mp.expm1(x)


def expelu_grad(x, alpha=1):
    return mp.mpf(1) if x > 0 else alpha * mp.exp(x)


def tanh_gelu_terms(x):
    s = logistic(gelu_logit(x))
    slope = mp.sqrt(8 / mp.pi) * (1 + 3 * CUBIC * x**2)
    return s, x * s * logistic(-gelu_logit(x)) * slope


EXACT = {
    "step": lambda x: mp.mpf(x >= 0),
    "identity": lambda x: x,
    "identity_grad": lambda x: mp.mpf(1),
    "sigmoid": logistic,
    "sigmoid_grad": lambda x: logistic(x) * logistic(-x),
    "tanh": mp.tanh,
    "tanh_grad": lambda x: mp.sech(x) ** 2,
    "relu": lambda x: max(x, mp.mpf(0)),
    "relu_grad": lambda x: mp.mpf(x > 0),
    "leaky_relu": lambda x: x if x > 0 else x / 100,
    "leaky_relu_grad": lambda x: mp.mpf(1) if x > 0 else mp.mpf(1) / 100,
    "elu": expelu,
    "elu_grad": expelu_grad,
    "selu": lambda x: SCALE * expelu(x, ALPHA),
    "selu_grad": lambda x: SCALE * expelu_grad(x, ALPHA),
    "softplus": lambda x: max(x, mp.mpf(0)) + mp.log1p(mp.exp(-abs(x))),
    "softplus_grad": logistic,
    "silu": lambda x: x * logistic(x),
    "gelu": lambda x: x * normal(x),
}
SUMS = {  # derivatives that cross zero, as their two terms
    "silu_grad": lambda x: (logistic(x), x * logistic(x) * logistic(-x)),
    "gelu_grad": lambda x: (normal(x), x * density(x)),
}
TANH_GELU = {
    "gelu": lambda x: (x * logistic(gelu_logit(x)),),
    "gelu_grad": tanh_gelu_terms,
}


@cache
def points(dtype: type) -> np.ndarray:
    """Random, log-spaced to the ends of the range, subnormal, and around every switch-over."""
    rng = np.random.default_rng(3)
    info = np.finfo(dtype)
    low, high = np.log10(float(info.smallest_subnormal)), np.log10(float(info.max))
    spread = 10 ** rng.uniform(low, high, 60)
    small = 10 ** rng.uniform(-20, 3, 80)
    wide = 1.1 * -np.log(float(info.smallest_subnormal))
    near = [s + d for s in SWITCHES for d in (0, 1e-6, -1e-6, *rng.uniform(-1, 1, 6))]
    ends = [info.smallest_subnormal, info.tiny, info.max, info.eps, 0.0]
    x = np.concatenate([
        *(rng.uniform(-r, r, 100) for r in (2, 10, 40, wide)),
        *(sign * part for sign in (-1, 1) for part in (spread, small, np.array(ends, float))),
        near,
        HARD,
    ])  # fmt: skip
    return np.unique(x.astype(dtype))


def in_ulp(y: np.ndarray, terms: list) -> np.ndarray:
    """The error of `y` against the sums of `terms`, in ULP of the largest term of each."""
    info = np.finfo(y.dtype)
    errors = []
    for value, parts in zip(y, terms, strict=True):
        exponent = mp.frexp(max(map(abs, parts)))[1] - 1 - info.nmant
        unit = max(mp.ldexp(1, exponent), mp.mpf(float(info.smallest_subnormal)))
        overflows = sum(parts) > float(info.max) and value == np.inf
        error = mp.mpf(0) if overflows else abs(mp.mpf(float(value)) - sum(parts))
        errors.append(float(error / unit))
    return np.array(errors)


@cache
def exact(name: str, dtype: type) -> list:
    """The terms of the true values at `points`."""
    formula = SUMS.get(name) or (lambda x: (EXACT[name](x),))
    return [formula(mp.mpf(float(x))) for x in points(dtype)]


def errors(name: str, dtype: type, function: Callable | None = None) -> np.ndarray:
    """The error of helpers' `name`, or of a peer `function`, at each point."""
    with np.errstate(all="ignore"):
        y = (function or getattr(helpers, name))(points(dtype))
    assert y.dtype == dtype
    return in_ulp(y, exact(name, dtype))


def allowed(name: str, dtype: type) -> np.ndarray:
    """The bounds of docs/numerics.md at each point."""
    x = np.clip(points(dtype).astype(float), -1000, 1000)
    if dtype is np.float32:
        return np.full(x.shape, FLOAT32 * (2 if name in SUMS else 1))
    limit = np.full(x.shape, float(LIMIT))
    subnormal = x < np.log(np.finfo(dtype).tiny)
    if name in ("silu", "silu_grad"):  # e^x is known to half a unit of the smallest; times x
        limit[subnormal] += np.abs(x[subnormal])
    if name == "gelu":
        limit = np.where(x < 0, GELU[0] + GELU[1] * x**2, limit)
    if name == "gelu_grad":
        limit[:] = GELU_GRAD
    if name in ("gelu", "gelu_grad"):
        limit[x < GELU_END] = np.inf
    return limit


def test_every_activation_that_rounds_has_a_reference():
    rounded = set(helpers.ACTIVATIONS) - {"step", "identity", "relu"}
    assert rounded <= {*EXACT, *SUMS}


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", [*EXACT, *SUMS])
def test_error_in_ulp(name, dtype):
    error, limit = errors(name, dtype), allowed(name, dtype)
    worst = np.argmax(error / limit)
    assert error[worst] <= limit[worst], f"{name}({points(dtype)[worst]!r}): {error[worst]} ULP"


def test_gelu_where_ndtr_is_zero():
    """Below -37.67 all of GELU is subnormal; the density keeps its derivative to 0.1 %."""
    x = np.linspace(GELU_END, -39, 50)
    assert np.all(np.abs(helpers.gelu(x)) < -GELU_END * np.finfo(float).tiny)
    slope = [float(sum(SUMS["gelu_grad"](mp.mpf(v)))) for v in x]
    np.testing.assert_allclose(helpers.gelu_grad(x), slope, rtol=1e-3, atol=1e-322)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("name", TANH_GELU)
def test_error_of_the_tanh_form_of_gelu(name, dtype):
    x = points(dtype)
    x = x[np.abs(x) < 1e3]
    terms = [TANH_GELU[name](mp.mpf(float(v))) for v in x]
    z = np.array([float(gelu_logit(mp.mpf(float(v)))) for v in x])
    normal_factor = z > np.log(float(np.finfo(np.float64).tiny))
    error = in_ulp(getattr(helpers, name)(x, approximate=True), terms)
    limit = 2 * FLOAT32 if dtype is np.float32 else TANH_FORM[0] + TANH_FORM[1] * np.abs(z)
    assert np.all((error <= limit)[normal_factor])
    assert np.all(error[~normal_factor] <= 2**24)


@pytest.mark.parametrize("name", [*EXACT, *SUMS, "step_grad"])
def test_float32_is_float64_rounded_once(name):
    """At 65 537 numbers spread over all finite ones."""
    bits = np.linspace(0, 0x7F7FFFFF, 1 << 15).astype(np.uint32)
    x = np.concatenate([bits.view(np.float32), -bits.view(np.float32), [0]]).astype(np.float32)
    function = getattr(helpers, name)
    with np.errstate(over="ignore", under="ignore"):
        expected = function(x.astype(np.float64)).astype(np.float32)
    np.testing.assert_array_equal(function(x), expected)


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("alpha", [0.0, 0.25, 1.0, 2.0, 10.0])
def test_error_with_another_alpha(alpha, dtype):
    x = points(dtype)
    x = x[np.abs(x) < float(np.finfo(dtype).max) / 20]
    exact_x = [mp.mpf(float(v)) for v in x]
    cases = {
        "leaky_relu": lambda v: v if v > 0 else alpha * v,
        "leaky_relu_grad": lambda v: mp.mpf(1 if v > 0 else alpha),
        "elu": lambda v: expelu(v, alpha),
        "elu_grad": lambda v: expelu_grad(v, alpha),
    }
    for name, formula in cases.items():
        error = in_ulp(getattr(helpers, name)(x, alpha=alpha), [(formula(v),) for v in exact_x])
        subnormal = 2 * alpha * (x < np.log(np.finfo(dtype).tiny))  # e^x is, times alpha
        assert np.all(error <= (LIMIT if dtype is np.float64 else FLOAT32) + subnormal), name


@pytest.mark.parametrize("name", [n for n in [*EXACT, *SUMS] if n.endswith("_grad")])
def test_references_of_derivatives(name):
    """The references themselves: each derivative is that of its function."""
    function = EXACT[name.removesuffix("_grad")]
    for x in (-30, -3, -0.7, 0.2, 1.5, 20):
        slope = EXACT[name](mp.mpf(x)) if name in EXACT else sum(SUMS[name](mp.mpf(x)))
        assert mp.almosteq(mp.diff(function, x), slope, 1e-15, 1e-25)


@pytest.mark.parametrize("dtype", DTYPES)
def test_never_worse_than_scipy(dtype):
    peers = {
        "sigmoid": special.expit,
        "softplus_grad": special.expit,
        "softplus": lambda x: np.logaddexp(dtype(0), x),
        "gelu": lambda x: x * special.ndtr(x),
        "silu": lambda x: x * special.expit(x),
    }
    for name, peer in peers.items():
        ours, theirs = errors(name, dtype), errors(name, dtype, peer)
        assert np.all(ours <= np.maximum(LIMIT, np.nan_to_num(theirs, nan=np.inf))), name


@pytest.mark.parametrize("dtype", DTYPES)
def test_never_worse_than_pytorch(dtype):
    torch = pytest.importorskip("torch")
    f = torch.nn.functional
    peers = {
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": f.leaky_relu,
        "elu": f.elu,
        "selu": f.selu,
        "softplus": f.softplus,
        "silu": f.silu,
        "gelu": f.gelu,
    }
    for name, peer in peers.items():
        theirs = errors(name, dtype, lambda x, peer=peer: peer(torch.from_numpy(x)).numpy())
        limit = 16 if name == "gelu" else LIMIT  # ndtr on [-3, -1]; PyTorch loses all by -8
        theirs = np.nan_to_num(theirs, nan=np.inf)
        assert np.all(errors(name, dtype) <= np.maximum(limit, theirs)), name


def test_right_where_scipy_flushes():
    assert special.expit(-720.0) == 0
    assert helpers.sigmoid(-720.0) == np.exp(-720.0) > 0
    assert helpers.sigmoid(np.float32(-95)) == np.exp(np.float32(-95)) > 0


def log_softmax_errors(dtype: type, function: Callable) -> np.ndarray:
    """Relative errors of `function`, less what the rounding of x - max forces."""
    rng = np.random.default_rng(5)
    rows = [rng.normal(0, scale, 5) for scale in (1e-3, 1, 10, 40) for _ in range(25)]
    rows += [rng.integers(-90, 90, 5) for _ in range(25)]  # no rounding at all
    rows += [[80, 80, 0, -5, 80], [0, 0, 0, 0, 0], [85, 0, 0, -3, 1], [1e-9, 0, -1e-9, 0, 0]]
    x = np.array(rows).astype(dtype)
    logs, half = function(x), float(np.finfo(dtype).eps) / 2
    worst = []
    for row, y in zip(x, logs, strict=True):
        z = [mp.mpf(float(v)) - mp.mpf(float(row.max())) for v in row]
        total = mp.fsum(map(mp.exp, z))
        with mp.workdps(120):  # total may be 1 + 1e-60
            log_total = mp.log(mp.fsum(map(mp.exp, z)))
        rounded = [a != mp.mpf(float(b)) for a, b in zip(z, row - row.max(), strict=True)]
        forced = mp.fsum(-a * mp.exp(a) for a, r in zip(z, rounded, strict=True) if r) / total
        for a, value in zip(z, y, strict=True):
            true = a - log_total
            error = abs(mp.mpf(float(value)) - true) - half * forced
            worst.append(float(max(error, 0) / abs(true)))
    return np.array(worst)


@pytest.mark.parametrize(("dtype", "limit"), [(np.float64, 1e-15), (np.float32, 5e-7)])
def test_error_of_log_softmax(dtype, limit):
    ours = log_softmax_errors(dtype, helpers.log_softmax)
    scipys = log_softmax_errors(dtype, lambda x: special.log_softmax(x, axis=-1))
    assert ours.max() <= limit
    assert np.all(ours <= np.maximum(limit, scipys))
    assert scipys.max() > 0.99  # it loses the largest class: the points are hard enough


@pytest.mark.parametrize("dtype", DTYPES)
@pytest.mark.parametrize("temperature", [1.0, 0.25, 3.0])
def test_error_of_softmax(dtype, temperature):
    rng = np.random.default_rng(6)
    x = rng.uniform(-40, 40, (40, 6)).astype(dtype)
    eps = float(np.finfo(dtype).eps)
    for row, y in zip(x, helpers.softmax(x, temperature=temperature), strict=True):
        z = [(mp.mpf(float(v)) - mp.mpf(float(row.max()))) / temperature for v in row]
        total = mp.fsum(map(mp.exp, z))
        for a, value in zip(z, y, strict=True):
            true = mp.exp(a) / total
            forced = float(-a) * eps * true  # by the rounding of x - max and of its quotient
            unit = max(eps * true, float(np.finfo(dtype).smallest_subnormal))
            assert abs(mp.mpf(float(value)) - true) <= 4 * unit + forced
