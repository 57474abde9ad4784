"""The registry of activation functions: what chapters and tests know of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import nan

from helpers import activations as a
from helpers._validation import Array, as_name


@dataclass(frozen=True)
class Activation:
    """An activation function h, its derivative and its facts for the default arguments."""

    name: str
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    formula: str  # LaTeX of h(x)
    range: str  # a round bracket: a limit, never reached in exact arithmetic
    chapter: int  # that introduces it
    zero_centred: bool = False  # h(-x) = -h(x)
    kink: float | None = None  # where the derivative does not exist
    value_at_kink: float | None = None
    slope_at_kink: float | None = None  # what `derivative` gives there, by convention


_STEP = r"1 \ \mathrm{if} \ x \geq 0 \ \mathrm{else} \ 0"
_TANH = r"\frac{e^{x} - e^{-x}}{e^{x} + e^{-x}}"
_LEAKY = r"\max(0, x) + \alpha \min(0, x)"
_ELU = r"\max(0, x) + \alpha (e^{\min(0, x)} - 1)"
_SELU = rf"\lambda ({_ELU})"
_GELU = r"\frac{x}{2} (1 + \mathrm{erf}(x / \sqrt{2}))"

ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("step", a.step, a.step_grad, _STEP, "{0, 1}", 2, False, 0, 1, nan),
        Activation("sigmoid", a.sigmoid, a.sigmoid_grad, r"\frac{1}{1 + e^{-x}}", "(0, 1)", 2),
        Activation("tanh", a.tanh, a.tanh_grad, _TANH, "(-1, 1)", 2, True),
        Activation("relu", a.relu, a.relu_grad, r"\max(0, x)", "[0, ∞)", 2, False, 0, 0, 0),
        Activation(
            "leaky_relu", a.leaky_relu, a.leaky_relu_grad, _LEAKY, "(-∞, ∞)", 3, False, 0, 0, 0.01
        ),
        Activation("elu", a.elu, a.elu_grad, _ELU, "(-1, ∞)", 3),
        Activation(
            "selu", a.selu, a.selu_grad, _SELU, "(-1.7581, ∞)", 3, False, 0, 0, 1.7580993408473766
        ),
        Activation("gelu", a.gelu, a.gelu_grad, _GELU, "[-0.1700, ∞)", 3),
        Activation("silu", a.silu, a.silu_grad, r"\frac{x}{1 + e^{-x}}", "[-0.2785, ∞)", 3),
        Activation("softplus", a.softplus, a.softplus_grad, r"\log(1 + e^{x})", "(0, ∞)", 3),
        Activation("identity", a.identity, a.identity_grad, "x", "(-∞, ∞)", 4, True),
    )
}


def lookup(name: str) -> Activation:
    """The registry's entry for `name`; ValueError, with the nearest known name, if there is none.
    >>> lookup("relu").range
    '[0, ∞)'
    """
    return ACTIVATIONS[as_name(name, "activation", ACTIVATIONS)]
