"""The registry: complete, and every fact in it true of the functions."""

from __future__ import annotations

import dataclasses
import inspect
import re

import numpy as np
import pytest
from matplotlib.mathtext import MathTextParser

import helpers
from helpers import ACTIVATIONS, activations, lookup

each_entry = pytest.mark.parametrize("entry", ACTIVATIONS.values(), ids=ACTIVATIONS)
GRID = np.concatenate([np.linspace(-40, 40, 80001), [-1e6, 1e6]])


def test_every_public_activation_is_registered():
    public = {
        name
        for name, value in vars(activations).items()
        if hasattr(value, "__wrapped__") and value.__module__ == activations.__name__
    }
    assert public == {*ACTIVATIONS, *(f"{name}_grad" for name in ACTIVATIONS)}
    assert all(getattr(helpers, name) is getattr(activations, name) for name in public)
    assert list(ACTIVATIONS) == [
        *("step", "sigmoid", "tanh", "relu", "leaky_relu", "elu", "selu"),
        *("gelu", "silu", "softplus", "identity"),
    ]  # fmt: skip
    chapters = [entry.chapter for entry in ACTIVATIONS.values()]
    assert chapters == [2] * 4 + [3] * 6 + [4]


@each_entry
def test_name_function_and_derivative_belong_together(entry):
    assert ACTIVATIONS[entry.name] is lookup(entry.name) is entry
    assert entry.function is getattr(helpers, entry.name)
    assert entry.derivative is getattr(helpers, f"{entry.name}_grad")
    assert inspect.signature(entry.function) == inspect.signature(entry.derivative)
    assert f"chapter {entry.chapter}." in inspect.getdoc(entry.function)
    with pytest.raises(dataclasses.FrozenInstanceError):
        entry.chapter = 1


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


@each_entry
def test_zero_centred(entry):
    odd = np.allclose(entry.function(-GRID), -entry.function(GRID), atol=1e-12)
    assert entry.zero_centred == odd


@each_entry
def test_kink(entry):
    def slopes(x):
        h = 1e-7
        f = entry.function
        return (f(x) - f(x - h)) / h, (f(x + h) - f(x)) / h

    left, right = slopes(np.float64(entry.kink or 0.0))
    if entry.kink is None:
        assert abs(left - right) < 1e-5
        assert entry.value_at_kink is None
        assert entry.slope_at_kink is None
        return
    assert abs(left - right) > 0.5
    assert entry.function(entry.kink) == entry.value_at_kink
    slope = entry.derivative(entry.kink)
    np.testing.assert_array_equal(slope, entry.slope_at_kink)  # NaN equals NaN here
    assert np.isnan(slope) or np.isclose(slope, left, atol=1e-5)  # ours: that from the left


@each_entry
def test_formula_is_drawn_by_matplotlib(entry):
    MathTextParser("path").parse(f"${entry.formula}$")


def evaluate(formula: str, x: float) -> float:
    """The LaTeX of the registry, read as arithmetic."""
    from math import erf, log, sqrt

    text = formula.replace(r"\ ", " ").replace(r"\geq", ">=").replace(r"\mathrm{if}", "if")
    text = text.replace(r"\mathrm{else}", "else").replace(r"\mathrm{erf}", "erf")
    brace = r"\{((?:[^{}]|\{[^{}]*\})*)\}"
    text = re.sub(rf"\\frac{brace}{brace}", r"((\1) / (\2))", text)
    text = re.sub(rf"\\sqrt{brace}", r"sqrt(\1)", text)
    text = re.sub(rf"\^{brace}", r"**(\1)", text)
    text = re.sub(r"\\(max|min|log)", r"\1", text)
    text = re.sub(r"\\(alpha|lambda)", r"\1_", text)
    text = re.sub(r"(\)|_) (\(|max|min|erf)", r"\1 * \2", text)
    scope = {"alpha_": 1.0, "lambda_": 1.0507009873554805, "e": np.e, "x": x, "log": log}
    return eval(text, {**scope, "erf": erf, "sqrt": sqrt, "max": max, "min": min})


@each_entry
def test_formula_says_what_the_function_computes(entry):
    alpha = {"leaky_relu": 0.01, "selu": activations.SELU_ALPHA}.get(entry.name, 1.0)
    formula = entry.formula.replace(r"\alpha", f"{alpha} *")
    formula = formula.replace(r"\lambda", f"{activations.SELU_SCALE} *")
    for x in (-2.5, -0.3, 0.0, 0.4, 3.0):
        assert np.isclose(evaluate(formula, x), entry.function(x), rtol=1e-12)


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("rellu", "relu"),
        ("GELU", "gelu"),
        ("leaky", "leaky_relu"),
        ("sigmod", "sigmoid"),
        ("swish", "silu"),
        ("", "step"),
    ],
)
def test_unknown_name(name, nearest):
    with pytest.raises(ValueError, match=f"^unknown activation {name!r}, did you mean '") as error:
        lookup(name)
    if name not in ("swish", ""):
        assert f"did you mean {nearest!r}?" in str(error.value)
    assert str(error.value).endswith(f"'? Known: {', '.join(ACTIVATIONS)}")


@pytest.mark.parametrize("name", [None, 3, ["relu"], b"relu"])
def test_name_of_wrong_type(name):
    with pytest.raises(TypeError, match=r"^activation must be a name, got "):
        lookup(name)
