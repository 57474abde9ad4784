"""Bad input of activations and outputs: errors name the argument, what came, what is allowed."""

from __future__ import annotations

import re
from decimal import Decimal

import numpy as np
import pytest

import helpers
from helpers.registry import ACTIVATIONS

ELEMENTWISE = [name + end for name in ACTIVATIONS for end in ("", "_grad")]
NOT_REAL = {
    "string": ("1.5", TypeError, "x must hold real numbers .* got str"),
    "strings": (["1", "2"], TypeError, "x must hold real numbers .* got list of dtype <U1"),
    "bytes": (b"1", TypeError, "x must hold real numbers .* got bytes"),
    "none": (None, TypeError, "x must hold real numbers .* got NoneType of dtype object"),
    "object": ([1, None], TypeError, "x must hold real numbers .* dtype object"),
    "decimal": ([Decimal(1)], TypeError, "x must hold real numbers .* dtype object"),
    "complex": (1 + 2j, TypeError, "x must hold real numbers .* got complex of dtype complex128"),
    "date": (
        np.array(["2026-01-01"], "M8[D]"),
        TypeError,
        "x must hold real numbers .* datetime64",
    ),
    "ragged": (
        [[1, 2], [3]],
        ValueError,
        "x must be a rectangular array of numbers, got a ragged list",
    ),
}
if np.finfo(np.longdouble).nmant > 52:
    wide = np.ones(2, np.longdouble)
    NOT_REAL["longdouble"] = (wide, TypeError, "x must hold real numbers of at most 64 bits")

NUMBER_TYPE = ["1", None, [1.0], np.ones(1), np.array(1.0), 1j, True, np.True_]
BELOW_ZERO = [-1, -0.01, -5e-324, np.float32(-2), np.int8(-3)]
NOT_FINITE = [np.nan, np.inf, -np.inf, np.float32(np.inf), 10**400]
NUMBERS = {  # argument: functions, values outside its domain, what is allowed
    "alpha": (
        ("leaky_relu", "leaky_relu_grad", "elu", "elu_grad"),
        BELOW_ZERO + NOT_FINITE,
        "alpha must be a finite number in [0, inf]",
    ),
    "at_zero": (
        ("step", "step_grad"),
        [-0.5, 1.5, 2, *NOT_FINITE],
        "at_zero must be a finite number in [0, 1]",
    ),
    "temperature": (
        ("softmax",),
        [0, 0.0, -0.0, *BELOW_ZERO, *NOT_FINITE],
        "temperature must be positive and finite",
    ),
}
AXES = [
    ("softmax", [1, 2], "0", TypeError, "axis must be a whole number, got '0'"),
    ("softmax", [1, 2], None, TypeError, "axis must be a whole number, got None"),
    ("softmax", [1, 2], (0,), TypeError, "axis must be a whole number, got (0,)"),
    ("softmax", [1, 2], 0.0, TypeError, "axis must be a whole number, got 0.0"),
    ("softmax", [1, 2], True, TypeError, "axis must be a whole number, got True"),
    ("softmax", [1, 2], 1, ValueError, "axis must be a whole number in [-1, 0], got 1"),
    ("softmax", [[1, 2]], -3, ValueError, "axis must be a whole number in [-2, 1], got -3"),
    ("softmax", 1.0, 0, ValueError, "x must have at least one dimension, got a scalar"),
    ("softmax", [], 0, ValueError, "x must not be empty along axis 0, got shape (0,)"),
    ("softmax", [[], []], -1, ValueError, "x must not be empty along axis -1, got shape (2, 0)"),
]
AXES += [("log_softmax", *case[1:]) for case in AXES]


@pytest.mark.parametrize("kind", NOT_REAL)
@pytest.mark.parametrize("name", [*ELEMENTWISE, "softmax", "log_softmax"])
def test_not_real(name, kind):
    x, error, message = NOT_REAL[kind]
    with pytest.raises(error, match=message):
        getattr(helpers, name)(x)


@pytest.mark.parametrize(
    ("name", "argument", "value", "error", "message"),
    [
        (name, argument, value, error, message)
        for argument, (names, values, allowed) in NUMBERS.items()
        for name in names
        for value, error, message in [
            *((v, TypeError, f"{argument} must be one real number") for v in NUMBER_TYPE),
            *((v, ValueError, allowed) for v in values),
        ]
    ],
    ids=str,
)
def test_number_outside_its_domain(name, argument, value, error, message):
    plain = value.item() if error is ValueError and isinstance(value, np.generic) else value
    for x in ([-1.0, 0.0, 2.0], np.ones(2, np.float32)):
        with pytest.raises(error, match=f"^{re.escape(f'{message}, got {plain!r}')}$"):
            getattr(helpers, name)(x, **{argument: value})
    if name != "softmax":
        for empty in ([], np.empty(0, np.float32)):
            with pytest.raises(error, match=argument):
                getattr(helpers, name)(empty, **{argument: value})


@pytest.mark.parametrize(("name", "x", "axis", "error", "message"), AXES, ids=str)
def test_axis(name, x, axis, error, message):
    with pytest.raises(error, match=f"^{re.escape(message)}$"):
        getattr(helpers, name)(x, axis=axis)


@pytest.mark.parametrize("axis", [np.int64(0), np.int8(-1), 0])
def test_integers_of_any_kind_are_axes(axis):
    np.testing.assert_array_equal(helpers.softmax([1, 1], axis=axis), [0.5, 0.5])


def test_numbers_of_any_kind_are_numbers():
    for alpha in (1, 1.0, np.float16(1), np.float32(1), np.int8(1)):
        np.testing.assert_array_equal(helpers.leaky_relu([-2, 2], alpha=alpha), [-2, 2])
    assert helpers.leaky_relu(-2.0, alpha=1e300) == -2e300
    top = float(np.finfo(np.float64).max)
    assert helpers.leaky_relu(-1.0, alpha=top) == -top
    np.testing.assert_array_equal(helpers.softmax([1, 2], temperature=top), [0.5, 0.5])
    np.testing.assert_array_equal(helpers.softmax([1, 2], temperature=np.float32(1e-9)), [0, 1])


def test_arguments_that_do_not_exist():
    for name in ELEMENTWISE:
        with pytest.raises(TypeError, match=name):
            getattr(helpers, name)(1.0, beta=2)
        with pytest.raises(TypeError, match=name):
            getattr(helpers, name)()
