"""The network of chapters 7 and 8."""

import copy

import numpy as np
import pytest

import helpers as h
from helpers import Network, check_gradients

pytestmark = pytest.mark.filterwarnings("error")

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = [0, 1, 1, 0]


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu", "elu"])
@pytest.mark.parametrize(
    ("output", "loss", "units"),
    [
        ("sigmoid", "binary_cross_entropy", 1),
        ("softmax", "cross_entropy", 2),
        ("identity", "mse", 1),
        ("sigmoid", "mse", 1),
    ],
)
def test_solves_xor(hidden, output, loss, units):
    net = Network([2, 8, units], hidden, output, loss, 1, learning_rate=0.3, epochs=6000)
    assert np.rint(net.fit(X, XOR).predict(X)).tolist() == XOR
    assert net.loss_history_[-1] < 0.1 * net.loss_history_[0]


def test_forward_is_layer_upon_layer():
    net = Network([3, 4, 5, 2], "tanh", "softmax", "cross_entropy", random_state=0)
    data = np.random.default_rng(0).normal(size=(6, 3))
    W1, W2, W3 = net.parameters()
    a1 = np.tanh(data @ W1[1:] + W1[0])
    a2 = np.tanh(a1 @ W2[1:] + W2[0])
    y = h.softmax(a2 @ W3[1:] + W3[0])
    for ours, expected in zip(net.activations(data), [data, a1, a2, y], strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-12)
    np.testing.assert_array_equal(net.forward(data), net.activations(data)[-1])


def test_fit_is_gradient_descent_by_hand():
    by_hand = Network([2, 3, 1], "tanh", random_state=5)
    net = copy.deepcopy(by_hand)
    net.learning_rate, net.epochs = 0.1, 25
    net.fit(X, XOR)
    losses = []
    for _ in range(25):
        losses.append(by_hand.compute_loss(X, XOR))
        for W, gradient in zip(by_hand.parameters(), by_hand.backward(X, XOR), strict=True):
            W -= 0.1 * gradient
    np.testing.assert_allclose(net.loss_history_, losses, rtol=1e-12)
    for ours, theirs in zip(net.parameters(), by_hand.parameters(), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-12)


def test_a_thousand_steps_of_one_half_unless_told_otherwise():
    net = Network([2, 1], random_state=0).fit(X, XOR)
    assert net.learning_rate == 0.5
    assert len(net.loss_history_) == 1000


def test_fit_goes_on_from_the_present_parameters():
    whole = Network([2, 3, 1], random_state=1, epochs=20).fit(X, XOR)
    half = Network([2, 3, 1], random_state=1, epochs=10).fit(X, XOR)
    first = half.loss_history_
    assert half.fit(X, XOR) is half
    np.testing.assert_array_equal(first + half.loss_history_, whole.loss_history_)


@pytest.mark.parametrize(
    ("output", "loss", "y"),
    [
        ("identity", "mse", [0.5, -1, 2, 3]),
        ("sigmoid", "binary_cross_entropy", [0, 1, 0.25, 1]),
        ("softmax", "cross_entropy", [0, 2, 1, 1]),
        ("tanh", "mae", [0, 1, 0.25, 1]),
        ("sigmoid", "rmse", [0, 1, 0.25, 1]),
        ("identity", "half_sse", [0, 1, 0.25, 1]),
        ("softmax", "mse", [[1, 0, 0], [0, 1, 0], [0.5, 0.5, 0], [0, 0, 1]]),
    ],
)
def test_loss_is_the_helper_s(output, loss, y):
    units = 3 if output == "softmax" else 1
    net = Network([2, 4, units], "sigmoid", output, loss, random_state=3)
    a = net.forward(X)
    expected = getattr(h, loss)(y, a if units == 3 else a[:, 0])
    assert net.compute_loss(X, y) == pytest.approx(float(expected), rel=1e-13)


def test_losses_stay_finite_for_saturated_outputs():
    net = Network([2, 1], "sigmoid", "sigmoid", "binary_cross_entropy", random_state=0)
    net.parameters()[0][:] = [[0], [1000], [1000]]
    assert net.compute_loss(X, XOR) == pytest.approx((np.log(2) + 2000) / 4)
    net = Network([2, 2], "sigmoid", "softmax", "cross_entropy", random_state=0)
    net.parameters()[0][:] = [[0, 0], [0, 1000], [0, 1000]]
    assert net.compute_loss(X, XOR) == pytest.approx((np.log(2) + 2000) / 4)


@pytest.mark.parametrize("hidden", ["sigmoid", "tanh"])
def test_slopes_of_saturated_units_keep_their_digits(hidden):
    net = Network([1, 1, 1], hidden, random_state=0)
    for W in net.parameters():
        W[:] = [[0], [1]]
    for z in (-690.0, -40.0, -1.0, 0.0, 1.0, 40.0, 690.0, 1000.0):
        error = 2 * (getattr(h, hidden)(z) - 0.5)
        expected = error * getattr(h, f"{hidden}_grad")(z)
        slope = net.backward([[z]], [0.5])[0][0, 0]
        assert slope == pytest.approx(expected, rel=1e-14, abs=1e-303)


def test_gradient_of_a_certain_output_keeps_its_digits():
    net = Network([1, 1], "sigmoid", "sigmoid", "binary_cross_entropy", random_state=0)
    net.parameters()[0][:] = [[0], [1]]
    for z in (-700.0, -40.0, -0.0, 0.0, 3.0, 40.0, 700.0):
        for t, expected in [(0, h.sigmoid(z)), (1, -h.sigmoid(-z)), (0.25, h.sigmoid(z) - 0.25)]:
            slope = net.backward([[z]], [t])[0][0, 0]
            assert slope == pytest.approx(expected, rel=1e-14, abs=0)


def test_reproducible():
    def train(seed):
        return Network([2, 3, 1], random_state=seed, epochs=5).fit(X, XOR)

    for seed in (7, np.random.default_rng(7)):
        np.testing.assert_array_equal(train(7).predict(X), train(seed).predict(X))
    assert train(7).loss_history_ != train(8).loss_history_
    assert train(None).loss_history_ != train(None).loss_history_


@pytest.mark.parametrize(
    ("hidden", "variance"),
    [
        *((name, 2 / 700) for name in ("sigmoid", "tanh", "identity", "step")),
        *((name, 2 / 300) for name in ("relu", "leaky_relu", "elu", "selu")),
        *((name, 2 / 300) for name in ("gelu", "silu", "softplus")),
    ],
)
def test_initial_weights(hidden, variance):
    first, second = Network([300, 400, 200], hidden, random_state=0).parameters()
    assert first.shape == (301, 400)
    assert not first[0].any()
    assert np.var(first[1:]) == pytest.approx(variance, rel=0.02)
    assert abs(np.mean(first[1:])) < 5 * (variance / first.size) ** 0.5
    assert np.var(second[1:]) == pytest.approx(2 / 600, rel=0.02)
    _, last = Network([2, 300, 400], hidden, "relu", random_state=0).parameters()
    assert np.var(last[1:]) == pytest.approx(2 / 300, rel=0.02)


def test_prediction():
    net = Network([2, 3, 1], output="sigmoid", epochs=1, random_state=0).fit(X, XOR)
    net.parameters()[-1][:] = 0  # logit 0 is probability 0.5 is class 1
    assert net.predict(X).tolist() == [1, 1, 1, 1]
    net.parameters()[-1][0] = -1e-9
    assert net.predict(X).tolist() == [0, 0, 0, 0]
    net = Network([2, 3], output="softmax", epochs=1, random_state=0).fit(X, np.eye(4)[:, :3])
    np.testing.assert_array_equal(net.predict(X), net.forward(X).argmax(axis=1))
    net = Network([2, 2], epochs=1, random_state=0).fit(X, np.c_[XOR, XOR])
    np.testing.assert_array_equal(net.predict(X), net.forward(X))
    net = Network([2, 2], output="sigmoid", epochs=1, random_state=0).fit(X, np.c_[XOR, XOR])
    assert net.predict(X).shape == (4, 2)


def test_alpha_reaches_function_and_derivative():
    data = np.random.default_rng(1).normal(size=(5, 2))
    net = Network([2, 4, 1], "leaky_relu", alpha=0.3, random_state=2)
    W = net.parameters()[0]
    z = data @ W[1:] + W[0]
    np.testing.assert_allclose(net.activations(data)[1], np.where(z > 0, z, 0.3 * z), rtol=1e-12)
    assert max(check_gradients(net, data, np.ones(5)).values()) < 1e-6


def test_dead_units_can_be_made_and_counted():
    net = Network([2, 6, 1], "relu", random_state=0)
    net.parameters()[0][0, :4] = -100
    dead = (net.activations(X)[1] == 0).all(axis=0)
    assert dead[:4].all()
    gradient = net.backward(X, XOR)[0]
    assert not gradient[:, dead].any()


def test_one_weight_beyond_bounds_is_too_many():
    net = Network([2, 1], learning_rate=1e308, epochs=1, random_state=0)
    with pytest.raises(ValueError, match="diverged"):
        net.fit([[100, 0]], [1000])  # the second weight does not move
    assert np.isfinite(net.parameters()[0]).all()


def test_data_is_not_changed():
    data, y = X.astype(float), np.array(XOR, float)
    net = Network([2, 3, 1], epochs=3, random_state=0).fit(data, y)
    net.activations(data)[0][:] = 9
    assert data.tolist() == X.tolist()
    assert y.tolist() == XOR


@pytest.mark.parametrize("fitted", [False, True])
def test_a_failed_fit_leaves_the_network_as_it_was(fitted):
    net = Network([2, 3, 1], "leaky_relu", random_state=0, epochs=50)
    if fitted:
        net.fit(X, XOR)
    parameters, state = copy.deepcopy(net.parameters()), net.__dict__.keys() - {"learning_rate"}
    history = getattr(net, "loss_history_", None)
    net.learning_rate = 1e200
    with pytest.raises(ValueError, match=r"^training diverged: learning_rate 1e\+200 is too big"):
        net.fit(X, XOR)
    with pytest.raises(ValueError, match="y must be finite"):
        net.fit(X, [0, 1, np.nan, 0])
    for W, before in zip(net.parameters(), parameters, strict=True):
        np.testing.assert_array_equal(W, before)
    assert net.__dict__.keys() - {"learning_rate"} == state
    assert getattr(net, "loss_history_", None) is history


# ---- the check of gradients


def situations(net, y=XOR):
    return check_gradients(net, X + 0.5, y)


def test_check_gradients_is_content_and_changes_nothing():
    net = Network([2, 3, 3, 1], "relu", random_state=0)
    before = copy.deepcopy(net.parameters())
    errors = situations(net)
    assert list(errors) == ["as given", "inactive", "saturated", "kink"]
    assert max(errors.values()) < 1e-7
    for W, copied in zip(net.parameters(), before, strict=True):
        np.testing.assert_array_equal(W, copied)


def test_check_gradients_visits_inactive_saturated_and_kink():
    net_inputs = []

    class Spy(Network):
        def backward(self, X, y):
            net_inputs.append([z.T for z in self._pass(self._data(X, y)[0])[0]])
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
        assert all((z != 0).all() for z in nets[i + 1 :])
    assert len(kinks) == 2


def test_check_gradients_catches_a_slope_taken_from_rectified_outputs():
    net = Network([2, 3, 1], "relu", random_state=0)
    net._h_grad = lambda z: (h.relu(z) >= 0) * 1.0  # always 1
    assert situations(net)["inactive"] > 0.1
    net.parameters()[0][0] = 10  # every unit is active: nothing is seen as given
    errors = situations(net)
    assert errors["as given"] < 1e-7
    assert errors["inactive"] > 0.1
    assert errors["saturated"] > 0.01


def test_check_gradients_catches_squared_error_mixed_with_cross_entropy():
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
def test_check_gradients_catches_a_slope_outside_the_kink(slope):
    net = Network([2, 3, 1], "relu", random_state=0)
    net._h_grad = lambda z: np.where(z == 0, slope, z > 0)
    errors = situations(net)
    assert errors["as given"] < 1e-7
    assert not errors["kink"] < 1e-3


@pytest.mark.parametrize(("slope", "right"), [(0.4, False), (0.5, True), (1, True), (1.1, False)])
def test_check_gradients_knows_both_ends_of_a_kink(slope, right):
    net = Network([2, 3, 1], "leaky_relu", random_state=0, alpha=0.5)
    net._h_grad = lambda z: np.where(z == 0, slope, np.where(z > 0, 1, 0.5))
    assert (situations(net)["kink"] < 1e-5) == right


@pytest.mark.parametrize("slope", [0, 0.5, 1])
def test_check_gradients_accepts_any_slope_within_the_kink(slope):
    net = Network([2, 3, 1], "relu", random_state=0)
    net._h_grad = lambda z: np.where(z == 0, slope, z > 0)
    assert situations(net)["kink"] < 1e-5


@pytest.mark.parametrize("layer", [0, 1, 2])
def test_check_gradients_catches_any_wrong_array(layer):
    class Wrong(Network):
        def backward(self, X, y):
            gradients = super().backward(X, y)
            gradients[layer][0, -1] *= 1.01
            return gradients

    net = Wrong([2, 3, 3, 1], "tanh", random_state=0)
    assert situations(net)["as given"] > 1e-5


@pytest.mark.parametrize("size", [0.5, 1e-3])
def test_check_gradients_gives_the_error_relative_to_the_largest_gradient(size):
    class Wrong(Network):
        def backward(self, X, y):
            (gradient,) = super().backward(X, y)
            gradient[0, 0] += size * np.abs(gradient).max()
            return [gradient]

    net = Wrong([2, 1], "tanh", random_state=0)
    net.parameters()[0][:] = [[0.0], [0.5], [0.5]]
    near = net.forward(X) + np.array([[1.98], [-2], [-2], [2]])  # the loss is 4, its slope 0.01
    wrong = check_gradients(net, X, near)["as given"]
    assert wrong == pytest.approx(size / (1 + size), rel=1e-2)


def test_check_gradients_of_a_network_without_hidden_layers():
    assert max(situations(Network([2, 1], random_state=0)).values()) < 1e-7


def test_against_pytorch():
    torch = pytest.importorskip("torch")
    net = Network([2, 5, 3], "tanh", "softmax", "cross_entropy", random_state=0)
    data, y = np.random.default_rng(0).normal(size=(9, 2)), np.arange(9) % 3
    layers = [torch.tensor(W, requires_grad=True) for W in net.parameters()]
    a = torch.tanh(torch.tensor(data) @ layers[0][1:] + layers[0][0])
    loss = torch.nn.functional.cross_entropy(a @ layers[1][1:] + layers[1][0], torch.tensor(y))
    loss.backward()
    assert net.compute_loss(data, y) == pytest.approx(loss.item(), rel=1e-13)
    for ours, theirs in zip(net.backward(data, y), layers, strict=True):
        np.testing.assert_allclose(ours, theirs.grad.numpy(), rtol=1e-11, atol=1e-15)
