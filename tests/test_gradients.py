"""The check of gradients: content with what is right, and with nothing else."""

import copy
from dataclasses import replace

import numpy as np
import pytest

import helpers as h
from helpers import ACTIVATIONS, GATES, INPUTS, Network, check_gradients

pytestmark = pytest.mark.filterwarnings("error")

HIDDEN = [name for name in ACTIVATIONS if name != "step"]  # its derivative is 0 or NaN
XOR = GATES["XOR"]


def situations(net, y=XOR):
    return check_gradients(net, INPUTS + 0.5, y)


@pytest.fixture
def derivative(monkeypatch):
    """`derivative("relu", f)` puts f in the place of the derivative of relu."""

    def put(name, function):
        entry = replace(ACTIVATIONS[name], derivative=function)
        monkeypatch.setitem(ACTIVATIONS, name, entry)

    return put


# ---- content with what is right

rng = np.random.default_rng(20)
X = rng.normal(size=(4, 2))
REAL = rng.normal(size=(4, 2)) + 3  # away from the outputs, where mae has its kink
PART = rng.uniform(0.1, 0.9, size=(4, 2))
SHARE = rng.dirichlet([1, 1], size=4)
TARGETS = {
    **dict.fromkeys(("mse", "mae", "rmse", "half_sse"), REAL),
    "binary_cross_entropy": PART,
    "cross_entropy": SHARE,
}
OUTPUTS = {  # that the loss takes; the cross-entropies take probabilities
    **{loss: [*HIDDEN, "softmax"] for loss in ("mse", "mae", "rmse", "half_sse")},
    "binary_cross_entropy": ["sigmoid"],
    "cross_entropy": ["softmax"],
}


def assert_sound(net, data, y):
    errors = check_gradients(net, data, y)
    assert max(errors.values()) < 2e-6, errors


@pytest.mark.parametrize("loss", TARGETS)
@pytest.mark.parametrize("hidden", HIDDEN)
def test_hidden_activation_and_loss(hidden, loss):
    output = "identity" if "identity" in OUTPUTS[loss] else OUTPUTS[loss][0]
    assert_sound(Network([2, 3, 2], hidden, output, loss, random_state=4), X, TARGETS[loss])


@pytest.mark.parametrize(("output", "loss"), [(o, loss) for loss in TARGETS for o in OUTPUTS[loss]])
def test_output_activation_and_loss(output, loss):
    assert_sound(Network([2, 3, 2], "tanh", output, loss, random_state=4), X, TARGETS[loss])


@pytest.mark.parametrize("hidden", HIDDEN)
def test_deep_networks(hidden):
    net = Network([2, 3, 3, 2, 1], hidden, "sigmoid", "binary_cross_entropy", random_state=4)
    assert_sound(net, X, XOR)


@pytest.mark.parametrize("hidden", ["leaky_relu", "elu"])
@pytest.mark.parametrize("alpha", [0.05, 0.2, 0.9])
def test_alpha(hidden, alpha):
    assert_sound(Network([2, 3, 1], hidden, random_state=4, alpha=alpha), X, XOR)


def test_a_network_without_hidden_layers():
    assert_sound(Network([2, 1], random_state=0), X, XOR)


@pytest.mark.parametrize("hidden", ["relu", "leaky_relu", "selu"])
@pytest.mark.parametrize("targets", [GATES["NAND"], [1, 0, 0, 1]], ids=["NAND", "XNOR"])
def test_fresh_networks_whose_net_inputs_are_0_at_a_row_of_zeros(hidden, targets):
    for seed in range(12):
        net = Network([2, 4, 1], hidden, random_state=seed)
        assert not net.net_inputs(INPUTS)[0][0].any()
        assert_sound(net, INPUTS, targets)


def test_dead_layers():
    for seed in range(12):
        assert_sound(Network([2, 3, 3, 1], "relu", random_state=seed), INPUTS, XOR)


def test_a_rectified_output():
    for seed in range(8):
        net = Network([2, 3, 1], "relu", "relu", random_state=seed)
        assert_sound(net, [[0, 1], [1, 1], [1, 0]], [1, 0, 1])


@pytest.mark.parametrize("slope", [0, 0.5, 1])
def test_any_slope_within_the_kink(slope, derivative):
    derivative("relu", lambda z: np.where(z == 0, slope, z > 0))
    assert_sound(Network([2, 3, 1], "relu", random_state=0), INPUTS, GATES["NAND"])


def test_nothing_is_changed():
    net = Network([2, 3, 3, 1], "relu", random_state=0)
    before = copy.deepcopy(net.parameters())
    assert list(situations(net)) == ["as given", "inactive", "saturated", "kink"]
    for W, copied in zip(net.parameters(), before, strict=True):
        np.testing.assert_array_equal(W, copied)


# ---- where it looks


def test_as_given_inactive_saturated_and_kink_are_what_they_say():
    net_inputs = []

    class Spy(Network):
        def backward(self, X, y):
            net_inputs.append(self.net_inputs(X))
            return super().backward(X, y)

    situations(Spy([2, 4, 3, 1], "tanh", random_state=0))
    given, inactive, saturated, *kinks = net_inputs
    assert any((z > 0).any() and (z < 0).any() for z in given[:-1])
    assert [z.max() for z in inactive[:-1]] == pytest.approx([-1, -1])
    for z in saturated:  # unit by unit to either side
        np.testing.assert_allclose(z[:, ::2].min(axis=0), 10)
        np.testing.assert_allclose(z[:, 1::2].max(axis=0), -10)
    for i, nets in enumerate(kinks):
        assert (nets[i] == 0).all()
        assert all((np.abs(z) >= 1e-3).all() for z in nets[i + 1 :])
    assert len(kinks) == 2


def test_off_the_kink_and_no_further_than_needed():
    net_inputs = []

    class Spy(Network):
        def backward(self, X, y):
            net_inputs.append(self.net_inputs(X))
            return super().backward(X, y)

    spy = Spy([2, 4, 1], "relu", random_state=0)
    check_gradients(spy, INPUTS, XOR)
    moved = np.abs(net_inputs[0][0] - spy.net_inputs(INPUTS)[0])
    assert (np.abs(net_inputs[0][0]) >= 1e-3).all()
    assert moved.max() < 0.02


# ---- content with nothing else


def test_catches_a_slope_taken_from_rectified_outputs(derivative):
    derivative("relu", lambda z: (h.relu(z) >= 0) * 1.0)  # always 1
    net = Network([2, 3, 1], "relu", random_state=0)
    assert situations(net)["inactive"] > 0.1
    net.parameters()[0][0] = 10  # every unit is active: nothing is seen as given
    errors = situations(net)
    assert errors["as given"] < 1e-7
    assert errors["inactive"] > 0.1
    assert errors["saturated"] > 0.01


@pytest.mark.parametrize("hidden", HIDDEN)
def test_catches_a_slope_that_is_missing_or_a_thousandth_off(hidden, derivative):
    right = ACTIVATIONS[hidden].derivative
    for wrong in (lambda z: 1.02 + 0 * z, lambda z: 1.001 * right(z)):
        derivative(hidden, wrong)
        for seed in range(5):
            net = Network([2, 3, 1], hidden, random_state=seed)
            assert max(check_gradients(net, INPUTS, GATES["NAND"]).values()) > 1e-5


def test_catches_squared_error_mixed_with_cross_entropy():
    class Mixed(Network):
        """Cross-entropy at the output, the squared error's slope behind it."""

        def backward(self, X, y):
            squared = Network(self.layer_sizes, self.hidden, self.output, "mse")
            for W, ours in zip(squared.parameters(), self.parameters(), strict=True):
                W[...] = ours
            return [squared.backward(X, y)[0], super().backward(X, y)[1]]

    net = Mixed([2, 3, 1], "sigmoid", "sigmoid", "binary_cross_entropy", random_state=0)
    assert situations(net)["as given"] > 0.01


@pytest.mark.parametrize("slope", [-0.1, 1.1, np.nan])
def test_catches_a_slope_outside_the_kink(slope, derivative):
    derivative("relu", lambda z: np.where(z == 0, slope, z > 0))
    errors = situations(Network([2, 3, 1], "relu", random_state=0))
    assert errors["as given"] < 1e-7
    assert not errors["kink"] < 1e-3


@pytest.mark.parametrize(("slope", "right"), [(0.4, False), (0.5, True), (1, True), (1.1, False)])
def test_knows_both_ends_of_a_kink(slope, right, derivative):
    derivative("leaky_relu", lambda z, alpha: np.where(z == 0, slope, np.where(z > 0, 1, alpha)))
    net = Network([2, 3, 1], "leaky_relu", random_state=0, alpha=0.5)
    assert (situations(net)["kink"] < 1e-5) == right


def test_says_that_the_step_has_no_slope_at_its_jump():
    errors = situations(Network([2, 3, 1], "step", random_state=0))
    assert errors["as given"] < 1e-5
    assert np.isnan(errors["kink"])


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_catches_any_wrong_array(layer):
    class Wrong(Network):
        def backward(self, X, y):
            gradients = super().backward(X, y)
            gradients[layer][0, -1] *= 1.01
            return gradients

    net = Wrong([2, 3, 3, 1], "tanh", random_state=0)
    assert situations(net)["as given"] > 1e-5


def test_catches_weights_that_are_not_turned_round():
    class Wrong(Network):
        """Backwards through W where it must be through its transpose."""

        def backward(self, X, y):
            turned = copy.deepcopy(self)
            turned.parameters()[1][1:] = self.parameters()[1][1:].T
            gradients = super().backward(X, y)
            gradients[0] = Network.backward(turned, X, y)[0]
            return gradients

    assert situations(Wrong([2, 3, 3, 1], "tanh", random_state=0))["as given"] > 1e-3


@pytest.mark.parametrize("size", [0.5, 1e-3])
def test_the_error_is_relative_to_the_largest_gradient(size):
    class Wrong(Network):
        def backward(self, X, y):
            (gradient,) = super().backward(X, y)
            gradient[0, 0] += size * np.abs(gradient).max()
            return [gradient]

    net = Wrong([2, 1], "tanh", random_state=0)
    net.parameters()[0][:] = [[0.1], [0.5], [0.5]]
    near = net.forward(INPUTS) + np.array(
        [[1.98], [-2], [-2], [2]]
    )  # the loss is 4, its slope 0.01
    wrong = check_gradients(net, INPUTS, near)["as given"]
    assert wrong == pytest.approx(size / (1 + size), rel=1e-2)
