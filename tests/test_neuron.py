"""The converter neuron of chapter 1."""

import mpmath
import numpy as np
import pytest

from helpers import c2f

CELSIUS = [-20, -10, 0, 36.5, 40, 50, 100]


def test_lecture_values():
    np.testing.assert_array_equal(c2f(CELSIUS), [32, 32, 32, 97.7, 104, 122, 212])


def test_is_a_relu_with_its_corner_at_freezing():
    x = np.linspace(-50, 150, 2001)
    np.testing.assert_allclose(c2f(x), 32 + np.maximum(0, 9 / 5 * x), rtol=1e-15)


def test_weight_bias_and_corner():
    assert c2f(2, weight=4, bias=4, corner=0) == 12
    assert c2f(2, weight=24, bias=4, corner=0) == 52
    assert c2f(-5, weight=4, bias=4, corner=-7) == -7
    assert c2f(1, weight=1, bias=-100, corner=0) == 0


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_float_dtype_and_shape_stay(dtype):
    x = np.array([[[-1, 2, 3]]], dtype)
    y = c2f(x)
    assert y.dtype == dtype
    assert y.shape == x.shape


def test_scalars_integers_and_booleans():
    assert type(c2f(100)) is np.float64
    assert type(c2f(np.array(100))) is np.float64
    assert type(c2f(np.float32(100))) is np.float32
    assert c2f(np.array([100], np.int8)).tolist() == [212.0]
    assert c2f(True) == 33.8
    assert c2f([]).shape == (0,)


@pytest.mark.filterwarnings("error")
def test_extremes_raise_no_warning():
    x = np.array([np.nan, np.inf, -np.inf, 1000, -1000, 1.7e308, -1.7e308])
    np.testing.assert_array_equal(c2f(x), [np.nan, np.inf, 32, 1832, 32, np.inf, 32])
    assert c2f(np.float32(3e38)) == np.inf
    assert np.isnan(c2f(np.inf, weight=0))


def test_within_two_roundings_of_the_exact_value():
    for x in np.random.default_rng(0).uniform(0, 1e4, 300):
        exact = mpmath.mpf(9) / 5 * mpmath.mpf(x) + 32
        assert abs(mpmath.mpf(c2f(x)) - exact) <= 2 * np.spacing(float(exact))


def test_input_is_not_changed():
    x = np.array([-1.0, 5.0])
    c2f(x)
    assert x.tolist() == [-1, 5]
