"""Gradient checks for every activation with every output and loss."""

import numpy as np
import pytest

from helpers import ACTIVATIONS, Network, check_gradients

HIDDEN = [name for name in ACTIVATIONS if name != "step"]  # its derivative is 0: nothing learns
SMOOTH = [name for name in HIDDEN if ACTIVATIONS[name].kink is None]

rng = np.random.default_rng(20)
X = rng.normal(size=(4, 2))
REAL = rng.normal(size=(4, 2)) + 3  # away from the outputs, where mae has its kink
PART = rng.uniform(0.1, 0.9, size=(4, 2))
SHARE = rng.dirichlet([1, 1], size=4)

TARGETS = {
    "mse": REAL,
    "mae": REAL,
    "rmse": REAL,
    "half_sse": REAL,
    "binary_cross_entropy": PART,
    "cross_entropy": SHARE,
}
OUTPUTS = {  # that the loss takes; the cross-entropies take probabilities
    "mse": [*HIDDEN, "softmax"],
    "mae": [*HIDDEN, "softmax"],
    "rmse": [*HIDDEN, "softmax"],
    "half_sse": [*HIDDEN, "softmax"],
    "binary_cross_entropy": ["sigmoid"],
    "cross_entropy": ["softmax"],
}


@pytest.mark.parametrize("loss", TARGETS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_activation_and_loss(hidden, loss):
    output = "identity" if "identity" in OUTPUTS[loss] else OUTPUTS[loss][0]
    net = Network([2, 3, 2], hidden, output, loss, random_state=4)
    errors = check_gradients(net, X, TARGETS[loss])
    assert max(errors.values()) < 2e-6, errors


@pytest.mark.parametrize(("output", "loss"), [(o, loss) for loss in TARGETS for o in OUTPUTS[loss]])
def test_output_activation_and_loss(output, loss):
    net = Network([2, 3, 2], "tanh", output, loss, random_state=4)
    errors = check_gradients(net, X, TARGETS[loss])
    assert max(errors.values()) < 2e-6, errors


@pytest.mark.parametrize("hidden", HIDDEN)
def test_deep_networks(hidden):
    net = Network([2, 3, 3, 2, 1], hidden, "sigmoid", "binary_cross_entropy", random_state=4)
    errors = check_gradients(net, X, [0, 1, 1, 0])
    assert max(errors.values()) < 2e-6, errors


@pytest.mark.parametrize("hidden", ["leaky_relu", "elu"])
@pytest.mark.parametrize("alpha", [0.05, 0.2, 0.9])
def test_alpha(hidden, alpha):
    net = Network([2, 3, 1], hidden, random_state=4, alpha=alpha)
    errors = check_gradients(net, X, [0, 1, 1, 0])
    assert max(errors.values()) < 2e-6, errors


@pytest.mark.parametrize("hidden", SMOOTH)
def test_pair_agrees_with_the_chain_rule(hidden):
    """(ŷ - t) / N is what loss gradient times output derivative gives."""
    for output, loss, y in [
        ("identity", "mse", REAL),
        ("sigmoid", "binary_cross_entropy", PART),
        ("softmax", "cross_entropy", SHARE),
    ]:
        net = Network([2, 3, 2], hidden, output, loss, random_state=4)
        plain = net.backward(X, y)
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr("helpers.network.PAIRS", {})
            for pair, chain in zip(plain, net.backward(X, y), strict=True):
                np.testing.assert_allclose(pair, chain, rtol=1e-10, atol=1e-14)
