"""Data that several chapters share: the gates and the points about a circle."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np

from helpers._validation import Array, as_generator, as_whole

INPUTS = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
GATES = {"AND": [0, 0, 0, 1], "OR": [0, 1, 1, 1], "NAND": [1, 1, 1, 0], "XOR": [0, 1, 1, 0]}


def circle_points(n: int, seed: int | np.random.Generator) -> tuple[Array, Array]:
    """Points (n, 2) on a square, and whether each lay inside a circle of radius 1.6 (1 or 0).

    Coordinates are uniform on [-2, 2]; then normal noise of standard deviation 0.15 moves them, so
    near the circle nobody can be sure. Raises TypeError or ValueError for an n below 1 or a bad
    seed.
    Source: chapter `backpropagation`.
    >>> points, inside = circle_points(200, seed=0)
    >>> points.shape, inside.mean()
    ((200, 2), np.float64(0.47))
    """
    n, rng = as_whole(n, "n"), as_generator(seed, "seed")
    points = rng.uniform(-2, 2, size=(n, 2))
    inside: Any = (points[:, 0] ** 2 + points[:, 1] ** 2 < 1.6**2) * 1
    return points + rng.normal(0, 0.15, size=points.shape), inside


def load_digits() -> tuple[Array, Array]:
    """Load 1797 handwritten digits: images (1797, 64), grey values 0 to 1, and labels 0 to 9.

    Each row holds an image of 8 x 8 pixels, from the top left to the bottom right.
    Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, 1998, UCI Machine
    Learning Repository, licence CC BY 4.0 (the part that scikit-learn has); chapter
    `choosing_an_activation`.
    >>> images, labels = load_digits()
    >>> images.shape, labels[:5]
    ((1797, 64), array([0, 1, 2, 3, 4]))
    """
    with np.load(Path(__file__).with_name("digits.npz")) as file:
        return file["images"].reshape(-1, 64) / 16.0, file["labels"].astype(int)
