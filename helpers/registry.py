"""The registry of activation functions: what networks, pictures and tests know of each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from helpers import activations as a
from helpers._validation import Array, as_name

STARTS: dict[str, Callable[[int, int], float]] = {  # variance of a new layer's weights
    "He": lambda inputs, units: 2 / inputs,  # He et al., 2015
    "Xavier": lambda inputs, units: 2 / (inputs + units),  # Glorot and Bengio, 2010
    "LeCun": lambda inputs, units: 1 / inputs,  # LeCun et al., 1998; Klambauer et al., 2017
}


@dataclass(frozen=True)
class Activation:
    """An activation function h, its derivative, and facts for the default arguments."""

    name: str
    function: Callable[..., Array]
    derivative: Callable[..., Array]
    range: str  # a round bracket: a limit, never reached in exact arithmetic
    start: str  # the rule in `STARTS` for the weights before it


ACTIVATIONS: dict[str, Activation] = {
    entry.name: entry
    for entry in (
        Activation("step", a.step, a.step_grad, "{0, 1}", "Xavier"),
        Activation("sigmoid", a.sigmoid, a.sigmoid_grad, "(0, 1)", "Xavier"),
        Activation("tanh", a.tanh, a.tanh_grad, "(-1, 1)", "Xavier"),
        Activation("relu", a.relu, a.relu_grad, "[0, ∞)", "He"),
        Activation("leaky_relu", a.leaky_relu, a.leaky_relu_grad, "(-∞, ∞)", "He"),
        Activation("elu", a.elu, a.elu_grad, "(-1, ∞)", "He"),
        Activation("selu", a.selu, a.selu_grad, "(-1.7581, ∞)", "LeCun"),
        Activation("gelu", a.gelu, a.gelu_grad, "[-0.1700, ∞)", "He"),
        Activation("silu", a.silu, a.silu_grad, "[-0.2785, ∞)", "He"),
        Activation("softplus", a.softplus, a.softplus_grad, "(0, ∞)", "He"),
        Activation("identity", a.identity, a.identity_grad, "(-∞, ∞)", "Xavier"),
    )
}


def lookup(name: str) -> Activation:
    """The registry's entry for `name`; ValueError, with the nearest known name, if there is none.
    >>> lookup("relu").range
    '[0, ∞)'
    """
    return ACTIVATIONS[as_name(name, "activation", ACTIVATIONS)]
