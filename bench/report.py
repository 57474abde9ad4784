"""`python -m bench.report`: measure, and write docs/numerics.md."""

from __future__ import annotations

from pathlib import Path

from bench import accuracy
from bench.speed import ROUNDS, speed
from tests import test_accuracy as tested

PAGE = Path(__file__).parents[1] / "docs" / "numerics.md"
TEXT = """\
# Accuracy and speed of `helpers`

`python -m bench.report` measures and writes this page.

## Accuracy

One ULP is the distance from a number to the next. References have 50 digits (mpmath). There are
{sizes} points: random ones, others evenly spaced in the logarithm up to
the largest number and down to the smallest, and some around every place where a formula changes.
The tables give the worst error where the true value is a normal number. A derivative that crosses
zero is judged in ULP of its larger term. Functions without rounding (step, identity, ReLU) are left
out.

`tests/test_accuracy.py` holds these bounds in float64:

- All functions: {limit} ULP, but for the following.
- `silu` and `silu_grad` below -708: {limit} + |x| ULP. There e^x is subnormal.
- `gelu` left of 0: {gelu[0]} + {gelu[1]} x² ULP, down to {gelu_end}. SciPy's `ndtr` rounds x² / 2.
  Further left it is 0, and GELU is subnormal.
- `gelu_grad`: {gelu_grad} ULP, down to {gelu_end}, and 0.1 % further left.
- `gelu` and `gelu_grad` with `approximate=True`: {tanh[0]} + {tanh[1]} |z| ULP for
  z = sqrt(8 / pi) (x + 0.044715 x³), as e^z carries the rounding of z.

In float32, all compute in float64 and round once: {float32} ULP, or {float32_sum} ULP of the larger
term for a derivative that crosses zero.

{functions}

For `log_softmax`, the table gives the relative error, less what the rounding of x - max forces.
SciPy adds the largest term, 1, before the logarithm: no digit is left of a class that is nearly
certain.

{log_softmax}

## Speed

Time of a helper divided by the time of the same formula, in float64 on one thread: below 1, the
helper is faster. Each number is the median of {rounds} rounds in which the two take turns. What a
helper does besides the formula: it checks its input, gives no warning, and keeps all digits. On
small arrays, that is most of its time. Ratios differ from machine to machine.

{speed}
"""

if __name__ == "__main__":
    page = TEXT.format(
        sizes=accuracy.sizes(),
        limit=tested.LIMIT,
        gelu=tested.GELU,
        gelu_end=tested.GELU_END,
        gelu_grad=tested.GELU_GRAD,
        tanh=tested.TANH_FORM,
        float32=tested.FLOAT32,
        float32_sum=2 * tested.FLOAT32,
        functions=accuracy.functions(),
        log_softmax=accuracy.log_softmax(),
        rounds=ROUNDS,
        speed=speed(),
    )
    PAGE.write_text(page, encoding="utf-8")
