"""The registry: complete, and every fact in it true of the functions."""

from __future__ import annotations

import dataclasses
import inspect
import re

import numpy as np
import pytest

import helpers
from helpers import ACTIVATIONS, activations, lookup

each_entry = pytest.mark.parametrize("entry", ACTIVATIONS.values(), ids=ACTIVATIONS)
GRID = np.concatenate([np.linspace(-40, 40, 80001), [-1e6, 1e6]])


def test_every_public_activation_is_registered():
    registered = {*ACTIVATIONS, *(f"{name}_grad" for name in ACTIVATIONS)}
    takes_x = {
        name
        for name, value in inspect.getmembers(activations, inspect.isfunction)
        if not name.startswith("_") and "x" in inspect.signature(value).parameters
    } - {"as_float_array"}
    assert takes_x == registered
    assert all(getattr(helpers, name) is getattr(activations, name) for name in registered)


@each_entry
def test_name_function_and_derivative_belong_together(entry):
    assert ACTIVATIONS[entry.name] is lookup(entry.name) is entry
    assert entry.function is getattr(helpers, entry.name)
    assert entry.derivative is getattr(helpers, f"{entry.name}_grad")
    assert inspect.signature(entry.function) == inspect.signature(entry.derivative)
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.name = "other"


@each_entry
def test_range(entry):
    y = entry.function(GRID)
    if entry.range == "{0, 1}":
        assert set(y) == {0, 1}
        return
    left, low, high, right = re.fullmatch(
        r"([\[(])(-?[\d.∞]+), (-?[\d.∞]+)([\])])", entry.range
    ).groups()  # fmt: skip
    low, high = (float(end.replace("∞", "inf")) for end in (low, high))
    assert np.all((low <= y) & (y <= high))
    inner = entry.function(np.linspace(-15, 15, 10001))
    assert (inner.min() > low) or left == "["
    assert (inner.max() < high) or right == "]"
    reached = (y.min(), 5e-5) if np.isfinite(low) else (-1 / y.min(), 1e-3)
    assert abs(reached[0] - (low if np.isfinite(low) else 0)) <= reached[1]
    assert (
        np.isclose(y.max(), high) if np.isfinite(high) else y.max() == pytest.approx(1e6, rel=0.1)
    )
    if left == "[":  # a minimum, taken at a finite x
        assert inner.min() == pytest.approx(y.min(), abs=1e-6)


KINKS = {  # value at 0, and the slope that the derivative takes there
    "step": (1, np.nan),
    "relu": (0, 0),
    "leaky_relu": (0, 0.01),
    "selu": (0, 1.7580993408473766),
}


@each_entry
def test_kinks(entry):
    """Functions without a kink have one slope at 0, the others two; ours is that from the left."""
    h = 1e-7
    before, here, after = (entry.function(x) for x in (-h, 0.0, h))
    left, right = (here - before) / h, (after - here) / h
    if entry.name not in KINKS:
        assert abs(left - right) < 1e-5
        return
    assert abs(left - right) > 0.5
    value, slope = KINKS[entry.name]
    assert here == value
    np.testing.assert_array_equal(entry.derivative(0), slope)  # NaN equals NaN here
    assert np.isnan(slope) or np.isclose(slope, left, atol=1e-5)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [("rellu", "relu"), ("GELU", "gelu"), ("leaky", "leaky_relu"), ("sigmod", "sigmoid")],
)
def test_unknown_name(name, nearest):
    with pytest.raises(ValueError, match="activation") as error:
        lookup(name)
    message = str(error.value)
    assert repr(name) in message
    assert repr(nearest) in message
    assert ", ".join(ACTIVATIONS) in message


@pytest.mark.parametrize("name", ["swish", ""])
def test_a_name_near_to_nothing(name):
    with pytest.raises(ValueError, match="activation"):
        lookup(name)


@pytest.mark.parametrize("name", [None, 3, ["relu"], b"relu"])
def test_name_of_wrong_type(name):
    with pytest.raises(TypeError, match="activation"):
        lookup(name)
