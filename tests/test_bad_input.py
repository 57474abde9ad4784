"""Bad input of activations and outputs: errors name the argument, what came, what is allowed."""

from __future__ import annotations

from decimal import Decimal

import numpy as np
import pytest

import helpers
from helpers.registry import ACTIVATIONS

ELEMENTWISE = [name + end for name in ACTIVATIONS for end in ("", "_grad")]


class Tensor:
    """As a tensor that tracks gradients, or of a type unknown to NumPy."""

    def __init__(self, error):
        self.error = error

    def __array__(self, dtype=None, copy=None):
        raise self.error("cannot be converted")


NOT_REAL = {
    "string": ("1.5", TypeError),
    "strings": (["1", "2"], TypeError),
    "bytes": (b"1", TypeError),
    "none": (None, TypeError),
    "object": ([1, None], TypeError),
    "decimal": ([Decimal(1)], TypeError),
    "complex": (1 + 2j, TypeError),
    "date": (np.array(["2026-01-01"], "M8[D]"), TypeError),
    "duration": (np.timedelta64(1, "s"), TypeError),
    "ragged": ([[1, 2], [3]], ValueError),
    "masked": (np.ma.array([1.0, 2.0], mask=[0, 1]), TypeError),
    "masked without a mask": (np.ma.array([1.0, 2.0]), TypeError),
    "tensor with gradients": (Tensor(RuntimeError), TypeError),
    "tensor of another type": (Tensor(TypeError), TypeError),
}
if np.finfo(np.longdouble).nmant > 52:
    NOT_REAL["longdouble"] = (np.ones(2, np.longdouble), TypeError)

NUMBER_TYPE = ["1", None, [1.0], np.ones(1), np.array(1.0), 1j, True, np.True_]
NUMBER_TYPE.append(np.timedelta64(0, "s"))
BELOW_ZERO = [-1, -0.01, -5e-324, np.float32(-2), np.int8(-3)]
NOT_FINITE = [np.nan, np.inf, -np.inf, np.float32(np.inf), 10**400]
NUMBERS = {  # argument: functions, values outside its domain
    "alpha": (("leaky_relu", "leaky_relu_grad", "elu", "elu_grad"), BELOW_ZERO + NOT_FINITE),
    "at_zero": (("step", "step_grad"), [-0.5, 1.5, 2, *NOT_FINITE]),
    "temperature": (("softmax",), [0, 0.0, -0.0, *BELOW_ZERO, *NOT_FINITE]),
}
FLAGS = {"approximate": ("gelu", "gelu_grad"), "bipolar": ("step", "step_grad")}
AXES = [
    *(([1, 2], axis, TypeError, "axis") for axis in ("0", None, (0,), 0.0, True)),
    ([1, 2], np.timedelta64(0, "s"), TypeError, "axis"),
    ([1, 2], 1, ValueError, "axis"),
    ([[1, 2]], -3, ValueError, "axis"),
    (1.0, 0, ValueError, "x"),
    ([], 0, ValueError, "x"),
    ([[], []], -1, ValueError, "x"),
]


def refuses(error, name, value, function, *args, **kwargs):
    """The error begins with the argument's name, and ends with what came, if that is given."""
    with pytest.raises(error, match=rf"^{name}\b") as caught:
        function(*args, **kwargs)
    assert value is None or repr(value) in str(caught.value)


@pytest.mark.parametrize("kind", NOT_REAL)
@pytest.mark.parametrize("name", [*ELEMENTWISE, "softmax", "log_softmax"])
def test_not_real(name, kind):
    x, error = NOT_REAL[kind]
    refuses(error, "x", None, getattr(helpers, name), x)


@pytest.mark.parametrize(
    ("name", "argument", "value", "error"),
    [
        (name, argument, value, error)
        for argument, (names, outside) in NUMBERS.items()
        for name in names
        for error, values in ((TypeError, NUMBER_TYPE), (ValueError, outside))
        for value in values
    ],
    ids=str,
)
def test_number_outside_its_domain(name, argument, value, error):
    plain = value.item() if error is ValueError and isinstance(value, np.generic) else value
    function = getattr(helpers, name)
    for x in ([-1.0, 0.0, 2.0], np.ones(2, np.float32)):
        refuses(error, argument, plain, function, x, **{argument: value})
    if name != "softmax":
        for empty in ([], np.empty(0, np.float32)):
            refuses(error, argument, plain, function, empty, **{argument: value})


@pytest.mark.parametrize("value", ["none", "tanh", "", "no", 0, 1, None, 0.0, [True], np.ones(2)])
@pytest.mark.parametrize(
    ("name", "flag"), [(name, flag) for flag, names in FLAGS.items() for name in names]
)
def test_flags_are_true_or_false(name, flag, value):
    """PyTorch's approximate="none" would be true, and give the approximation."""
    for x in (1.0, [-1.0, 2.0]):
        refuses(TypeError, flag, value, getattr(helpers, name), x, **{flag: value})
    with pytest.raises(TypeError, match="True or False"):
        getattr(helpers, name)(1.0, **{flag: value})


@pytest.mark.parametrize("function", ["softmax", "log_softmax"])
@pytest.mark.parametrize(("x", "axis", "error", "name"), AXES, ids=str)
def test_axis(function, x, axis, error, name):
    refuses(error, name, None, getattr(helpers, function), x, axis=axis)


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
