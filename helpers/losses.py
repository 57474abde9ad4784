"""Losses and their gradients.

Every loss takes `(y_true, y_pred)`; the prediction is called `p` where it must be a probability and
`z` where it is a logit. Both have one shape, with the samples along the first axis; a number is one
sample. The result is a scalar in the prediction's dtype. The twin `<name>_grad` is the derivative
with respect to the prediction, in its shape and dtype. All but `half_sse` are means.

A TypeError or ValueError names the argument that cannot be used: shapes that differ, empty arrays,
targets or probabilities outside [0, 1], distributions that do not sum to 1, labels that are no
class, weights that are negative or all 0. NaN stays NaN.
"""

from __future__ import annotations

from typing import Any

import numpy as np

from helpers import _validation as check
from helpers._validation import Array, as_float_array, quiet
from helpers.activations import sigmoid
from helpers.outputs import log_softmax, softmax

Scalar = np.floating[Any]


def _pair(y_true: Any, y_pred: Any, name: str) -> tuple[Array, Array]:
    """Targets and predictions in one shape and the latter's dtype; "p" and "z" are binary."""
    y_pred, y_true = as_float_array(y_pred, name), as_float_array(y_true, "y_true")
    if y_true.shape != y_pred.shape or y_pred.size == 0:
        raise ValueError(
            f"y_true and {name} must have one shape and not be empty, "
            f"got shapes {y_true.shape} and {y_pred.shape}"
        )
    if name != "y_pred":
        check.check_unit_interval(y_true, "y_true")
    if name == "p":
        check.check_unit_interval(y_pred, "p")
    return np.asarray(y_true, y_pred.dtype), y_pred


def _classes(y_true: Any, prediction: Any, name: str) -> tuple[Array, Array]:
    """Distributions, of labels one-hot ones, and probabilities "p" or logits "z"."""
    prediction = as_float_array(prediction, name)
    if prediction.ndim == 0 or prediction.size == 0:
        got = f"got shape {prediction.shape}" if prediction.ndim else "got a scalar"
        raise ValueError(f"{name} must hold at least one class of one sample, {got}")
    targets, shape = as_float_array(y_true, "y_true"), prediction.shape
    if targets.shape == shape[:-1]:
        targets = check.one_hot(targets, shape[-1], "y_true")
    if targets.shape != shape:
        raise ValueError(
            f"y_true must hold class labels, shape {shape[:-1]}, or distributions, shape {shape}, "
            f"for {name} of that shape; got shape {targets.shape}"
        )
    check.check_distributions(targets, "y_true")
    if name == "p":
        check.check_distributions(prediction, "p")
    return np.asarray(targets, prediction.dtype), prediction


def _error(y_true: Any, y_pred: Any) -> Array:
    target, prediction = _pair(y_true, y_pred, "y_pred")
    return prediction - target


def _times(share: Array, x: Array) -> Array:
    """share·x, and 0 where the share is 0 whatever x is: 0·log 0 = 0."""
    return np.where(share == 0, 0, share * x)


def _each(slopes: Array, samples: int) -> Array:
    """Each slope's share of the mean."""
    gradient: Array = slopes / samples
    return gradient


def _mean(losses: Array, sample_weight: Any = None) -> Scalar:
    """The mean, with weights Σ w·loss / Σ w; a sample of weight 0 is left out."""
    if sample_weight is not None:
        w, samples = as_float_array(sample_weight, "sample_weight"), losses.shape[:1]
        if w.shape != samples or not (np.isfinite(w).all() and w.min() >= 0 and w.max() > 0):
            raise ValueError(
                f"sample_weight must be finite, >= 0, not all 0 and of shape {samples}, "
                f"got {w if w.size < 9 else w.shape}"
            )
        w = w / w.max()
        w = (w / w.mean()).reshape(w.shape + (1,) * (losses.ndim - w.ndim))
        losses = _times(np.asarray(w, losses.dtype), losses)
    mean: Scalar = losses.sum() / losses.size
    if not abs(mean) < np.inf:  # the sum alone may have overflowed
        mean = (losses / np.float64(losses.size)).sum().astype(losses.dtype)
    return mean


@quiet
def mse(y_true: Any, y_pred: Any) -> Scalar:
    """Mean squared error, mean((y_pred - y_true)²).
    Source: Legendre, 1805; Gauss, 1809; chapter `losses`.
    >>> mse([1, 2, 3], [3, 4, 5])
    np.float64(4.0)
    """
    return _mean(_error(y_true, y_pred) ** 2)


@quiet
def mse_grad(y_true: Any, y_pred: Any) -> Array:
    """Gradient of `mse`: 2 (y_pred - y_true) / N.
    >>> mse_grad([1, 2], [3, 1])
    array([ 2., -1.])
    """
    error = _error(y_true, y_pred)
    return _each(2 * error, error.size)


@quiet
def mae(y_true: Any, y_pred: Any) -> Scalar:
    """Mean absolute error, mean(|y_pred - y_true|).
    Source: Boscovich, 1757; Laplace, 1774; chapter `losses`.
    >>> mae([1, 2, 3], [3, 4, 5])
    np.float64(2.0)
    """
    return _mean(np.abs(_error(y_true, y_pred)))


@quiet
def mae_grad(y_true: Any, y_pred: Any) -> Array:
    """Gradient of `mae`: sign(y_pred - y_true) / N; 0 at the kink, where the two are equal.
    >>> mae_grad([1, 2, 3, 4], [3, 1, 3, 4])
    array([ 0.25, -0.25,  0.  ,  0.  ])
    """
    error = _error(y_true, y_pred)
    return _each(np.sign(error), error.size)


@quiet
def rmse(y_true: Any, y_pred: Any) -> Scalar:
    """Root mean squared error, √mse, of all elements together.
    Source: chapter `losses`.
    >>> rmse([1, 2, 3], [3, 4, 5])
    np.float64(2.0)
    """
    root: Scalar = np.sqrt(mse(y_true, y_pred))
    return root


@quiet
def rmse_grad(y_true: Any, y_pred: Any) -> Array:
    """Gradient of `rmse`: (y_pred - y_true) / (N·rmse); 0 at its kink, where every error is 0.
    >>> rmse_grad([1, 2], [4, 6]).round(6)
    array([0.424264, 0.565685])
    """
    error = _error(y_true, y_pred)
    if not error.any():
        return error
    error = error / np.abs(error).max()  # the ratio stays, and no square over- or underflows
    return _each(error / np.sqrt(np.mean(error**2)), error.size)


@quiet
def half_sse(y_true: Any, y_pred: Any) -> Scalar:
    """Half the sum of squared errors, ½ Σ (y_pred - y_true)².
    Source: Rumelhart, Hinton and Williams, 1986; chapter `losses`.
    >>> digit = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]
    >>> half_sse([0, 0, 0, 0, 0, 0, 1, 0, 0, 0], digit).round(10)
    np.float64(0.03)
    """
    total: Scalar = (_error(y_true, y_pred) ** 2).sum()
    return total / 2


@quiet
def half_sse_grad(y_true: Any, y_pred: Any) -> Array:
    """Gradient of `half_sse`: y_pred - y_true.
    >>> half_sse_grad([1, 2], [3, 1])
    array([ 2., -1.])
    """
    return _error(y_true, y_pred)


@quiet
def binary_cross_entropy(y_true: Any, p: Any, *, sample_weight: Any = None) -> Scalar:
    """Binary cross-entropy, mean(-y log p - (1 - y) log(1 - p)), y and p in [0, 1].

    A certain and wrong p costs inf: no small number is added to p. 0·log 0 is 0. `sample_weight`,
    one number >= 0 for each sample, makes it the weighted mean Σ w·loss / Σ w.
    Source: Good, 1952; Baum and Wilczek, 1988; chapter `losses`.
    >>> binary_cross_entropy([0, 1, 1, 0, 1], [0.1, 0.9, 0.8, 0.2, 0.7])
    np.float64(0.20273661557656092)
    """
    y_true, p = _pair(y_true, p, "p")
    return 0 - _mean(_times(y_true, np.log(p)) + _times(1 - y_true, np.log1p(-p)), sample_weight)


@quiet
def binary_cross_entropy_grad(y_true: Any, p: Any) -> Array:
    """Gradient of `binary_cross_entropy`: (p - y) / (p (1 - p) N).

    Where p = y is 0 or 1, the one-sided slope: (1 - 2y) / N. Infinite where p is certain and wrong.
    >>> binary_cross_entropy_grad([0, 1, 1, 0], [0.5, 0.5, 0.25, 0])
    array([ 0.5 , -0.5 , -1.  ,  0.25])
    """
    y_true, p = _pair(y_true, p, "p")
    certain_and_right = (p == y_true) & (p * (1 - p) == 0)
    slope = np.where(certain_and_right, 1 - 2 * y_true, (p - y_true) / (p * (1 - p)))
    return _each(slope[()], p.size)


@quiet
def binary_cross_entropy_with_logits(y_true: Any, z: Any, *, sample_weight: Any = None) -> Scalar:
    """`binary_cross_entropy` of sigmoid(z), for any logit z: mean(softplus(z) - y z).
    Source: chapter `losses`.
    >>> binary_cross_entropy_with_logits([1, 0, 1], [1000, 0, -1000]).round(6)
    np.float64(333.564382)
    """
    y_true, z = _pair(y_true, z, "z")
    wrong = (z > 0) - y_true  # softplus(z) is z + softplus(-z) where z > 0
    return _mean(_times(wrong, z) + np.log1p(np.exp(-np.abs(z))), sample_weight)


@quiet
def binary_cross_entropy_with_logits_grad(y_true: Any, z: Any) -> Array:
    """Gradient of `binary_cross_entropy_with_logits`: (sigmoid(z) - y) / N, to the last digit.
    >>> binary_cross_entropy_with_logits_grad([1, 0], [0, 1000])
    array([-0.25,  0.5 ])
    >>> binary_cross_entropy_with_logits_grad(1, 40)  # 1 / (1 + e^-40) - 1 would give 0
    np.float64(-4.248354255291589e-18)
    """
    y_true, z = _pair(y_true, z, "z")
    rest = sigmoid(-np.abs(z))  # sigmoid(z) is rest, or 1 - rest where z > 0
    return _each(np.where(z > 0, (1 - y_true) - rest, rest - y_true)[()], z.size)


@quiet
def cross_entropy(y_true: Any, p: Any) -> Scalar:
    """Cross-entropy, mean(-Σ t log p), Σ over the classes (last axis), mean over the samples.

    `p` sums to 1 over the classes. `y_true` holds class labels 0, 1, ..., one axis fewer than `p`,
    or one-hot or soft targets t of p's shape, summing to 1. A p of 0 at the true class costs inf:
    no small number is added to p. 0·log 0 is 0.
    Source: Good, 1952; Baum and Wilczek, 1988; Bridle, 1990; chapter `losses`.
    >>> cross_entropy(6, [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]).round(8)
    np.float64(0.22314355)
    """
    t, p = _classes(y_true, p, "p")
    return 0 - _mean(_times(t, np.log(p)).sum(axis=-1))


@quiet
def cross_entropy_grad(y_true: Any, p: Any) -> Array:
    """Gradient of `cross_entropy`: -t / p / N, each p taken as free; 0 where t = 0.
    >>> cross_entropy_grad(1, [0.5, 0.25, 0.25])
    array([ 0., -4.,  0.])
    """
    t, p = _classes(y_true, p, "p")
    return _each(0 - _times(t, 1 / p), p.size // p.shape[-1])


@quiet
def cross_entropy_with_logits(y_true: Any, z: Any) -> Scalar:
    """`cross_entropy` of softmax(z), for any logits z: mean(-Σ t log_softmax(z)), Σ as there.
    Source: Bridle, 1990; chapter `losses`.
    >>> cross_entropy_with_logits(0, [10, 5, 3, 1, 4])
    np.float64(0.010199795719758256)
    """
    t, z = _classes(y_true, z, "z")
    return 0 - _mean(_times(t, log_softmax(z)).sum(axis=-1))


@quiet
def cross_entropy_with_logits_grad(y_true: Any, z: Any) -> Array:
    """Gradient of `cross_entropy_with_logits`: (softmax(z) - t) / N, to the last digit.
    >>> cross_entropy_with_logits_grad([0, 1], [[0, 0], [0, 1000]])
    array([[-0.25,  0.25],
           [ 0.  ,  0.  ]])
    """
    t, z = _classes(y_true, z, "z")
    p = softmax(z)
    sure = p > 0.5
    rest = np.where(sure, 0, p).sum(axis=-1, keepdims=True)  # 1 - p of the class that is sure
    return _each(np.where(sure, (1 - t) - rest, p - t), z.size // z.shape[-1])
