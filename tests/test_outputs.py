"""Softmax and log-softmax: the lecture's numbers, invariances, axes, infinities."""

from __future__ import annotations

import warnings

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp
from scipy import special

from helpers import log_softmax, sigmoid, softmax

quick = settings(max_examples=60, deadline=None)
logits = hnp.arrays(
    np.float64,
    hnp.array_shapes(min_dims=1, max_dims=3, min_side=1, max_side=5),
    elements=st.floats(-100, 100),
)


def test_numbers_of_the_lecture():
    np.testing.assert_allclose(
        softmax([2, 1, 0.1]), [0.65900114, 0.24243297, 0.09856589], atol=5e-9
    )
    np.testing.assert_allclose(
        softmax([2, 4, 5, 3]), [0.0320586, 0.23688282, 0.64391426, 0.08714432], atol=5e-9
    )
    assert np.isclose(-log_softmax([10, 5, 3, 1, 4])[0], 0.0101997957197581, rtol=3e-14)


@quick
@given(x=logits, data=st.data())
def test_probabilities_along_any_axis(x, data):
    axis = data.draw(st.integers(-x.ndim, x.ndim - 1))
    before = x.copy()
    p, logs = softmax(x, axis=axis), log_softmax(x, axis=axis)
    np.testing.assert_array_equal(x, before)
    assert p.shape == logs.shape == x.shape
    assert np.all(p >= 0)
    assert np.all(logs <= 0)
    np.testing.assert_allclose(p.sum(axis), 1, rtol=1e-14)
    np.testing.assert_allclose(np.exp(logs), p, rtol=1e-12, atol=1e-300)
    np.testing.assert_allclose(p, special.softmax(x, axis=axis), rtol=1e-13, atol=1e-300)
    np.testing.assert_allclose(logs, special.log_softmax(x, axis=axis), rtol=1e-12, atol=1e-15)
    rows = np.moveaxis(x, axis, -1).reshape(-1, x.shape[axis])
    alone = np.array([softmax(row) for row in rows])
    np.testing.assert_allclose(np.moveaxis(p, axis, -1).reshape(alone.shape), alone, rtol=1e-14)
    alone = np.array([log_softmax(row) for row in rows])
    np.testing.assert_allclose(
        np.moveaxis(logs, axis, -1).reshape(alone.shape), alone, rtol=1e-13, atol=1e-300
    )


@quick
@given(
    x=hnp.arrays(np.float64, (3, 4), elements=st.integers(-500, 500)), shift=st.integers(-999, 999)
)
def test_shift_invariance(x, shift):
    np.testing.assert_array_equal(softmax(x + shift), softmax(x))
    np.testing.assert_array_equal(log_softmax(x + shift), log_softmax(x))


@quick
@given(x=hnp.arrays(np.float64, 5, elements=st.floats(-50, 50)), temperature=st.floats(0.1, 10))
def test_temperature_divides_the_logits_and_keeps_the_argmax(x, temperature):
    p = softmax(x, temperature=temperature)
    np.testing.assert_allclose(p, softmax(x / temperature), rtol=1e-11)
    assert p[np.argmax(x)] == p.max()
    assert softmax(x, temperature=2 * temperature).max() <= p.max() * (1 + 1e-12)


@quick
@given(z=st.floats(-600, 600))
def test_sigmoid_is_softmax_over_two_classes(z):
    assert np.isclose(softmax([z, 0])[0], sigmoid(z), rtol=1e-15)
    assert np.isclose(log_softmax([z, 0])[0], -np.logaddexp(0, -z), rtol=1e-15)


def test_a_nearly_certain_class_keeps_its_digits():
    assert log_softmax([100.0, 0])[0] == -np.exp(-100.0)
    assert log_softmax(np.float32([50, 0]))[0] == -np.exp(np.float32(-50))
    np.testing.assert_allclose(log_softmax([7, 7, 7, -300]), [*[-np.log(3)] * 3, -307 - np.log(3)])
    assert log_softmax([5.0])[0] == 0
    assert softmax([5.0])[0] == 1


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_dtypes(dtype):
    x = np.array([[1, 2, 3], [0.5, -8, 60000]], dtype)
    for function in (softmax, log_softmax):
        y = function(x)
        assert y.dtype == dtype
        exact = function(x.astype(np.float64))
        np.testing.assert_allclose(y, exact.astype(dtype), rtol=4 * np.finfo(dtype).eps, atol=1e-7)
        assert function([[1, 2]]).dtype == np.float64
        assert function(np.array([True, False])).dtype == np.float64
    assert softmax(x, temperature=0.5).dtype == dtype


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_extremes_without_warnings(dtype):
    top = np.finfo(dtype).max
    inf, nan = np.inf, np.nan
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        cases = [
            ([1000, 0, -1000], [1, 0, 0], [0, -1000, -2000]),
            ([-1000, -1000], [0.5, 0.5], [-np.log(2), -np.log(2)]),
            ([top, -top], [1, 0], [0, -inf]),
            ([-inf, 0, 0], [0, 0.5, 0.5], [-inf, -np.log(2), -np.log(2)]),
            ([-inf, -inf], [nan, nan], [nan, nan]),
            ([inf, 0], [nan, nan], [nan, nan]),
            ([inf, -inf], [nan, nan], [nan, nan]),
            ([nan, 0], [nan, nan], [nan, nan]),
        ]
        for x, p, logs in cases:
            np.testing.assert_allclose(softmax(np.array(x, dtype)), p, rtol=1e-6)
            np.testing.assert_allclose(log_softmax(np.array(x, dtype)), logs, rtol=1e-6)
        x = np.array([1, 2, 2, -inf], dtype)
        for cold in (1e-300, 5e-324):
            np.testing.assert_array_equal(softmax(x, temperature=cold), [0, 0.5, 0.5, 0])
        np.testing.assert_allclose(softmax(x, temperature=1e300), [1 / 3] * 3 + [0], rtol=1e-6)


@pytest.mark.parametrize("rows", [[[1, 1, 0], [1, 0, 0]], [[3, 3, 3], [np.nan, 0, 0], [2, 2, 1]]])
def test_ties_beside_other_rows(rows):
    for row, logs in zip(rows, log_softmax(np.array(rows)), strict=True):
        np.testing.assert_allclose(logs, special.log_softmax(row), rtol=1e-15)


def test_a_bad_row_leaves_the_others_alone():
    x = np.array([[0.0, np.nan], [0.0, 0.0], [np.inf, 1.0]])
    for function in (softmax, log_softmax):
        y = function(x)
        assert np.isnan(y[[0, 2]]).all()
        np.testing.assert_array_equal(y[1], function([0.0, 0.0]))


def test_no_rows_give_no_rows():
    assert softmax(np.empty((0, 3))).shape == (0, 3)
    assert log_softmax(np.empty((0, 3))).shape == (0, 3)


def test_agrees_with_pytorch():
    torch = pytest.importorskip("torch")
    x = np.random.default_rng(0).normal(0, 5, (6, 7))
    for axis in (0, 1):
        theirs = torch.softmax(torch.from_numpy(x), axis).numpy()
        np.testing.assert_allclose(softmax(x, axis), theirs, rtol=1e-14)
