import numpy as np
from scipy.integrate import quad
from scipy.optimize import minimize_scalar

from helpers import (
    elu,
    elu_grad,
    gelu,
    gelu_grad,
    leaky_relu,
    lookup,
    relu,
    sigmoid_grad,
    silu,
    softplus,
)


def mean_output(function):
    """For normally distributed net inputs."""
    halves = ((-12, 0), (0, 12))
    return sum(
        quad(lambda x: function(x) * np.exp(-x * x / 2) / np.sqrt(2 * np.pi), *half)[0]
        for half in halves
    )


lowest = minimize_scalar(gelu, (-2, -1, 0))
MEANS = {name: mean_output(lookup(name).function) for name in ("elu", "gelu", "silu", "softplus")}

CLAIMS = [
    (
        "have reached ${:.0f}$ and ${:.1f}$",
        (leaky_relu(-10.0, alpha=0.2), leaky_relu(-10.0, alpha=0.09)),
    ),
    ("only {:.3f} of what it is next to 0", elu_grad(-4.0) / elu_grad(0.0)),
    ("a sigmoid at -4, whose slope is {:.3f} as well", sigmoid_grad(-4.0)),
    ("have a mean of {:.3f} (half", mean_output(relu)),
    ("the ELU's of {:.3f}, the SELU's of 0", mean_output(elu)),
    ("falling there up to $x = {:.2f}$", lowest.x),
    ("at $x = \\sqrt2$ it is {:.3f}", gelu_grad(np.sqrt(2))),
    ("by $\\log 2 \\approx {:.2f}$ at 0", softplus(0.0)),
    ("| ReLU | [0, ∞) | no ({:.2f})", mean_output(relu)),
    ("no ({:.2f} for α = 0.01)", mean_output(leaky_relu)),
    ("nearer ({:.2f})", MEANS["elu"]),
    ("[{:.2f}, ∞) | no ({:.2f}) | 0, 1 | the normal", (lowest.fun, MEANS["gelu"])),
    ("[{:.2f}, ∞) | no ({:.2f})", (minimize_scalar(silu, (-3, -1, 0)).fun, MEANS["silu"])),
    ("(0, ∞) | no ({:.2f})", MEANS["softplus"]),
]
