"""The temperature converter: a neuron in disguise."""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers._validation import Array, as_float_array, as_number, quiet


@quiet
def c2f(x: Any, weight: float = 9 / 5, bias: float = 32.0, corner: float = 32.0) -> Array:
    """Celsius to Fahrenheit, never below freezing: z = bias + weight·x, h(z) = max(z, corner).

    `x` has any shape and the result the same; `x` may be infinite, NaN stays NaN. Raises TypeError
    for what is no real number, ValueError for a weight, bias or corner that is not finite.
    Source: chapter `c2f_neuron`.
    >>> c2f([-20, -10, 0, 36.5, 40, 50, 100])
    array([ 32. ,  32. ,  32. ,  97.7, 104. , 122. , 212. ])
    """
    w, b, c = as_number(weight, "weight"), as_number(bias, "bias"), as_number(corner, "corner")
    y: Array = np.maximum(b + w * as_float_array(x), c)
    return y
