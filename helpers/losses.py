"""Losses and their gradients: chapter 5.

Every loss takes `(y_true, y_pred)`; the prediction is called `p` where it must be a probability and
`z` where it is a logit. Both have one shape, with the samples along the first axis; a number is one
sample. The result is a scalar in the prediction's dtype. The twin `<name>_grad` is the derivative
with respect to the prediction, in its shape and dtype.

All but `half_sse` are means over every element. `sample_weight`, one number >= 0 for each sample,
makes that the weighted mean Σ w·loss / Σ w; a sample of weight 0 is left out.

A TypeError or ValueError names the argument that cannot be used: shapes that differ, empty arrays,
targets or probabilities outside [0, 1], distributions that do not sum to 1, labels that are no
class, weights that are negative or all 0. NaN stays NaN.
"""

from __future__ import annotations

from math import isnan, prod
from typing import Any

import numpy as np

from helpers._validation import Array, as_axis, as_float_array
from helpers.activations import sigmoid
from helpers.outputs import log_softmax, quiet, softmax

Scalar = np.floating[Any]


def _pair(y_true: Any, y_pred: Any, name: str, *units: str) -> tuple[Array, Array]:
    """Target and prediction in one shape and the prediction's dtype; `units` lie in [0, 1]."""
    y_pred = as_float_array(y_pred, name)
    y_true = as_float_array(y_true, "y_true")
    if y_true.shape != y_pred.shape or y_pred.size == 0:
        raise ValueError(
            f"y_true and {name} must have one shape and not be empty, "
            f"got shapes {y_true.shape} and {y_pred.shape}"
        )
    for unit in units:
        check_unit_interval(y_true if unit == "y_true" else y_pred, unit)
    return np.asarray(y_true, y_pred.dtype), y_pred


def _error(y_true: Any, y_pred: Any) -> Array:
    target, prediction = _pair(y_true, y_pred, "y_pred")
    return prediction - target


def check_unit_interval(x: Array, name: str) -> None:
    """Every element lies in [0, 1], or is NaN."""
    if (low := x.min()) < 0 or (high := x.max()) > 1:
        raise ValueError(f"{name} must lie in [0, 1], got {low if low < 0 else high}")


def check_distributions(x: Array, name: str) -> None:
    """Each row of `x` is >= 0 and sums to 1, up to 1e-6 (float32 3e-4)."""
    if (low := x.min()) < 0:
        raise ValueError(f"{name} must lie in [0, 1], got {low}")
    totals = np.dot(x, np.ones(x.shape[-1], x.dtype))
    if (gaps := np.abs(totals - 1)).max() > (1e-6 if x.itemsize == 8 else 3e-4):
        raise ValueError(
            f"{name} must sum to 1 over the classes, got a sum of {totals.flat[gaps.argmax()]}"
        )


def as_labels(y: Array, classes: int, name: str) -> Any:
    """`y` as whole numbers from 0 to classes - 1."""
    labels = y.astype(np.intp) % classes
    if (strange := labels != y).any():
        raise ValueError(f"{name} must hold labels 0 to {classes - 1}, got {y[strange][0]:g}")
    return labels


def one_hot(labels: Any, classes: int) -> Array:
    """Booleans, one True for each label, along a new last axis."""
    hot: Array = labels[..., None] == np.arange(classes)
    return hot


def _classes(y_true: Any, scores: Any, name: str, axis: int = -1) -> tuple[Array, Array]:
    """Labels or distributions, and scores, with the classes along the last axis."""
    scores = as_float_array(scores, name)
    axis = as_axis(axis, scores, name)
    if scores.size == 0:
        raise ValueError(f"{name} must not be empty, got shape {scores.shape}")
    rows = scores if axis == -1 else np.moveaxis(scores, axis, -1)
    targets = as_float_array(y_true, "y_true")
    if targets.shape == scores.shape:
        targets = targets if axis == -1 else np.moveaxis(targets, axis, -1)
        check_distributions(targets, "y_true")
        return np.asarray(targets, rows.dtype), rows
    if targets.shape != rows.shape[:-1]:
        raise ValueError(
            f"y_true must hold class labels, shape {rows.shape[:-1]}, or distributions, shape "
            f"{scores.shape}, for {name} of that shape; got shape {targets.shape}"
        )
    return as_labels(targets, rows.shape[-1], "y_true"), rows


def _times(w: Array, x: Array) -> Array:
    """w·x, and 0 where w = 0 whatever x is: 0·log 0 = 0."""
    return np.where(w == 0, 0, w * x)


def _weighted(
    values: Array, sample_weight: Any, samples: tuple[int, ...], scaled: bool = True
) -> Array:
    """Values times their sample's weight; `scaled` makes the weights' mean 1."""
    if sample_weight is None:
        return values
    w = as_float_array(sample_weight, "sample_weight")
    if w.shape != samples[:1] or not (np.isfinite(w).all() and w.min() >= 0 and w.max() > 0):
        raise ValueError(
            f"sample_weight must be finite, >= 0, not all 0 and of shape {samples[:1]}, "
            f"got {w if w.size < 9 else w.shape}"
        )
    if scaled:
        w = w / w.max()
        w = w / w.mean()
    w = np.asarray(w.reshape(w.shape + (1,) * (values.ndim - w.ndim)), values.dtype)
    return _times(w, values)


def _mean(losses: Array, sample_weight: Any) -> Scalar:
    losses = _weighted(losses, sample_weight, losses.shape)
    mean: Scalar = losses.sum() / losses.size
    if not abs(mean) < np.inf:  # the sum alone may have overflowed
        mean = (losses / np.float64(losses.size)).sum().astype(losses.dtype)
    return mean


def _mean_grad(slopes: Array, sample_weight: Any, rows: bool = False) -> Array:
    """Each slope's share of the mean; with `rows`, a sample is a whole row of them."""
    samples = slopes.shape[:-1] if rows else slopes.shape
    gradient: Array = _weighted(slopes, sample_weight, samples) / prod(samples)
    return gradient


@quiet
def mse(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Scalar:
    """Mean squared error, mean((y_pred - y_true)²).
    Source: Gauss, 1809; chapter 5.
    >>> mse([1, 2, 3], [3, 4, 5])
    np.float64(4.0)
    """
    return _mean(_error(y_true, y_pred) ** 2, sample_weight)


@quiet
def mse_grad(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `mse`: 2 (y_pred - y_true) / N.
    >>> mse_grad([1, 2], [3, 1])
    array([ 2., -1.])
    """
    return _mean_grad(2 * _error(y_true, y_pred), sample_weight)


@quiet
def mae(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Scalar:
    """Mean absolute error, mean(|y_pred - y_true|).
    Source: Laplace, 1774; chapter 5.
    >>> mae([1, 2, 3], [3, 4, 5])
    np.float64(2.0)
    """
    return _mean(np.abs(_error(y_true, y_pred)), sample_weight)


@quiet
def mae_grad(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `mae`: sign(y_pred - y_true) / N; 0 at the kink, where the two are equal.
    >>> mae_grad([1, 2, 3, 4], [3, 1, 3, 4])
    array([ 0.25, -0.25,  0.  ,  0.  ])
    """
    return _mean_grad(np.sign(_error(y_true, y_pred)), sample_weight)


def rmse(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Scalar:
    """Root mean squared error, √mse, of all elements together.
    Source: chapter 5.
    >>> rmse([1, 2, 3], [3, 4, 5])
    np.float64(2.0)
    """
    root: Scalar = np.sqrt(mse(y_true, y_pred, sample_weight=sample_weight))
    return root


@quiet
def rmse_grad(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `rmse`: (y_pred - y_true) / (N·rmse); 0 at its kink, where every error is 0.
    >>> rmse_grad([1, 2], [4, 6]).round(6)
    array([0.424264, 0.565685])
    """
    slope = mse_grad(y_true, y_pred, sample_weight=sample_weight)
    root = rmse(y_true, y_pred, sample_weight=sample_weight)
    return slope / (2 * root) if root != 0 else 0 * slope


@quiet
def half_sse(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Scalar:
    """Half the sum of squared errors, ½ Σ (y_pred - y_true)²: summed, so weights are not scaled.
    Source: Rumelhart, Hinton and Williams, 1986; chapter 5.
    >>> digit = [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]
    >>> half_sse([0, 0, 0, 0, 0, 0, 1, 0, 0, 0], digit).round(10)
    np.float64(0.03)
    """
    squares = _error(y_true, y_pred) ** 2
    total: Scalar = _weighted(squares, sample_weight, squares.shape, scaled=False).sum()
    return total / 2


@quiet
def half_sse_grad(y_true: Any, y_pred: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `half_sse`: y_pred - y_true.
    >>> half_sse_grad([1, 2], [3, 1])
    array([ 2., -1.])
    """
    error = _error(y_true, y_pred)
    return _weighted(error, sample_weight, error.shape, scaled=False)


@quiet
def binary_cross_entropy(y_true: Any, p: Any, *, sample_weight: Any = None) -> Scalar:
    """Binary cross-entropy, mean(-y log p - (1 - y) log(1 - p)), y and p in [0, 1].

    A certain and wrong p costs inf: no small number is added to p. 0·log 0 is 0.
    Source: Good, 1952; chapter 5.
    >>> binary_cross_entropy([0, 1, 1, 0, 1], [0.1, 0.9, 0.8, 0.2, 0.7])
    np.float64(0.20273661557656092)
    """
    y_true, p = _pair(y_true, p, "p", "y_true")
    loss = _mean(y_true * np.log(p) + (1 - y_true) * np.log1p(-p), sample_weight)
    if isnan(loss) or sample_weight is not None:  # 0·log 0, or p is no probability
        check_unit_interval(p, "p")
        loss = _mean(_times(y_true, np.log(p)) + _times(1 - y_true, np.log1p(-p)), sample_weight)
    return 0 - loss


@quiet
def binary_cross_entropy_grad(y_true: Any, p: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `binary_cross_entropy`: (p - y) / (p (1 - p) N).

    Where p = y is 0 or 1, the one-sided slope: (1 - 2y) / N. Infinite where p is certain and wrong.
    >>> binary_cross_entropy_grad([0, 1, 1, 0], [0.5, 0.5, 0.25, 0])
    array([ 0.5 , -0.5 , -1.  ,  0.25])
    """
    y_true, p = _pair(y_true, p, "p", "y_true", "p")
    slope = (p - y_true) / (p * (1 - p))
    if isnan(slope.min()):  # 0 / 0
        slope = np.where(np.isnan(slope) & (p == y_true), 1 - 2 * y_true, slope)
    return _mean_grad(slope, sample_weight)


@quiet
def binary_cross_entropy_with_logits(y_true: Any, z: Any, *, sample_weight: Any = None) -> Scalar:
    """`binary_cross_entropy` of sigmoid(z), for any logit z: mean(softplus(z) - y z).
    Source: chapter 5.
    >>> binary_cross_entropy_with_logits([1, 0, 1], [1000, 0, -1000]).round(6)
    np.float64(333.564382)
    """
    y_true, z = _pair(y_true, z, "z", "y_true")
    wrong, softplus = (z > 0) - y_true, np.log1p(np.exp(-np.abs(z)))  # softplus(-|z|)
    loss = _mean(wrong * z + softplus, sample_weight)
    return _mean(_times(wrong, z) + softplus, sample_weight) if isnan(loss) else loss


def binary_cross_entropy_with_logits_grad(
    y_true: Any, z: Any, *, sample_weight: Any = None
) -> Array:
    """Gradient of `binary_cross_entropy_with_logits`: (sigmoid(z) - y) / N.
    >>> binary_cross_entropy_with_logits_grad([1, 0], [0, 1000])
    array([-0.25,  0.5 ])
    """
    y_true, z = _pair(y_true, z, "z", "y_true")
    return _mean_grad(sigmoid(z) - y_true, sample_weight)


def _cross_entropy(targets: Any, log_p: Array, sample_weight: Any) -> Scalar:
    if targets.ndim < log_p.ndim:
        rows = np.arange(0, log_p.size, log_p.shape[-1]).reshape(targets.shape)
        expected = log_p.take(rows + targets)
    else:
        expected = np.vecdot(targets, log_p)
        if isnan(expected.min()):
            expected = _times(targets, log_p).sum(axis=-1)
    return 0 - _mean(expected, sample_weight)


def _shares(targets: Array, rows: Array) -> Array:
    return targets if targets.ndim == rows.ndim else one_hot(targets, rows.shape[-1])


@quiet
def cross_entropy(y_true: Any, p: Any, *, sample_weight: Any = None) -> Scalar:
    """Cross-entropy, mean(-Σ t log p), Σ over the classes (last axis), mean over the samples.

    `p` sums to 1 over the classes. `y_true` holds class labels 0, 1, ..., one axis fewer than `p`,
    or one-hot or soft targets t of p's shape, summing to 1. A p of 0 at the true class costs inf:
    no small number is added to p. 0·log 0 is 0.
    Source: Good, 1952; Bridle, 1990; chapter 5.
    >>> cross_entropy(6, [0, 0, 0, 0, 0.1, 0, 0.8, 0, 0.1, 0]).round(8)
    np.float64(0.22314355)
    """
    targets, p = _classes(y_true, p, "p")
    check_distributions(p, "p")
    return _cross_entropy(targets, np.log(p), sample_weight)


@quiet
def cross_entropy_grad(y_true: Any, p: Any, *, sample_weight: Any = None) -> Array:
    """Gradient of `cross_entropy`: -t / p / N, each p taken as free; 0 where t = 0.
    >>> cross_entropy_grad(1, [0.5, 0.25, 0.25])
    array([ 0., -4.,  0.])
    """
    targets, p = _classes(y_true, p, "p")
    check_distributions(p, "p")
    return _mean_grad(0 - _times(_shares(targets, p), 1 / p), sample_weight, rows=True)


@quiet
def cross_entropy_with_logits(
    y_true: Any, z: Any, axis: int = -1, *, sample_weight: Any = None
) -> Scalar:
    """`cross_entropy` of softmax(z), for any logits z: mean(-Σ t log_softmax(z)), Σ along `axis`.
    Source: Bridle, 1990; chapter 5.
    >>> cross_entropy_with_logits(0, [10, 5, 3, 1, 4])
    np.float64(0.010199795719758256)
    """
    targets, z = _classes(y_true, z, "z", axis)
    return _cross_entropy(targets, log_softmax(z), sample_weight)


def cross_entropy_with_logits_grad(
    y_true: Any, z: Any, axis: int = -1, *, sample_weight: Any = None
) -> Array:
    """Gradient of `cross_entropy_with_logits`: (softmax(z) - t) / N.
    >>> cross_entropy_with_logits_grad([0, 1], [[0, 0], [0, 1000]])
    array([[-0.25,  0.25],
           [ 0.  ,  0.  ]])
    """
    targets, z = _classes(y_true, z, "z", axis)
    gradient = _mean_grad(softmax(z) - _shares(targets, z), sample_weight, rows=True)
    return gradient if axis == -1 else np.moveaxis(gradient, -1, axis)
