"""The data that chapters share."""

import numpy as np
import pytest

from helpers import GATES, INPUTS, Perceptron, circle_points, load_digits


def test_gates_are_python_s_own():
    a, b = INPUTS.T.astype(bool)
    expected = {"AND": a & b, "OR": a | b, "NAND": ~(a & b), "XOR": a ^ b}
    assert {name: list(map(bool, targets)) for name, targets in GATES.items()} == {
        name: values.tolist() for name, values in expected.items()
    }


def test_gates_can_be_learnt_as_they_are():
    neuron = Perceptron(epochs=20).fit(INPUTS, GATES["NAND"])
    assert neuron.predict(INPUTS).tolist() == GATES["NAND"]


def test_circle_points_are_those_of_the_chapter():
    """Drawn as chapter `backpropagation` writes it, to the last digit."""
    rng = np.random.default_rng(3)
    points = rng.uniform(-2, 2, size=(50, 2))
    inside = (np.hypot(points[:, 0], points[:, 1]) < 1.6).astype(int)
    points = points + rng.normal(0, 0.15, size=points.shape)
    ours, label = circle_points(50, seed=3)
    np.testing.assert_array_equal(ours, points)
    np.testing.assert_array_equal(label, inside)


def test_circle_points_have_the_share_and_the_noise_that_is_told():
    points, inside = circle_points(20_000, np.random.default_rng(0))
    assert inside.mean() == pytest.approx(np.pi * 1.6**2 / 16, abs=0.01)
    distance = np.hypot(*points.T)
    assert distance[inside == 1].max() < 1.6 + 6 * 0.15
    assert distance[inside == 0].min() > 1.6 - 6 * 0.15
    assert (distance[inside == 1] > 1.6).any()
    assert circle_points(5, 1)[0].tolist() != circle_points(5, 2)[0].tolist()


@pytest.mark.parametrize(
    ("n", "seed", "error", "name"),
    [
        (0, 1, ValueError, "n"),
        (2.5, 1, TypeError, "n"),
        (True, 1, TypeError, "n"),
        (5, -1, ValueError, "seed"),
        (5, "a", TypeError, "seed"),
        (5, 1.5, TypeError, "seed"),
        (5, True, TypeError, "seed"),
    ],
)
def test_what_circle_points_refuse(n, seed, error, name):
    with pytest.raises(error, match=rf"^{name}\b"):
        circle_points(n, seed)


def test_the_digits_are_pictures_in_shades_of_grey_with_their_labels():
    images, labels = load_digits()
    assert images.shape == (1797, 64)
    assert images.min() == 0
    assert images.max() == 1
    np.testing.assert_array_equal(images * 16, np.round(images * 16))
    np.testing.assert_array_equal(
        np.bincount(labels), [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    )
    zero, one = (images[labels == digit].mean(axis=0).reshape(8, 8) for digit in (0, 1))
    assert zero[3:5, 4].max() < 0.1 < 0.7 < one[3:5, 4].min()  # a hole, and a stroke


def test_the_digits_are_read_anew_at_each_call():
    images, _ = load_digits()
    images[:] = 0
    assert load_digits()[0].any()
