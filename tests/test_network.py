"""The network: passes, training, start, prediction, and its gradient beside three oracles."""

import copy

import numpy as np
import pytest

import helpers as h
from helpers import ACTIVATIONS, Network

pytestmark = pytest.mark.filterwarnings("error")

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
XOR = [0, 1, 1, 0]


@pytest.mark.parametrize(
    ("hidden", "output", "loss", "units", "rate"),
    [
        ("tanh", "sigmoid", "binary_cross_entropy", 1, 1),
        ("tanh", "softmax", "cross_entropy", 2, 1),
        ("tanh", "identity", "mse", 1, 0.3),
        ("tanh", "sigmoid", "mse", 1, 1),
        ("sigmoid", "sigmoid", "binary_cross_entropy", 1, 1),
        ("relu", "softmax", "cross_entropy", 2, 1),
        ("elu", "identity", "mse", 1, 0.3),
    ],
)
def test_solves_xor(hidden, output, loss, units, rate):
    net = Network([2, 8, units], hidden, output, loss, 1, learning_rate=rate, epochs=2000)
    assert np.rint(net.fit(X, XOR).predict(X)).tolist() == XOR
    assert net.loss_history_[-1] < 0.1 * net.loss_history_[0]


def test_forward_is_layer_upon_layer():
    net = Network([3, 4, 5, 2], "tanh", "softmax", "cross_entropy", random_state=0)
    data = np.random.default_rng(0).normal(size=(6, 3))
    W1, W2, W3 = net.parameters()
    z1 = data @ W1[1:] + W1[0]
    z2 = np.tanh(z1) @ W2[1:] + W2[0]
    z3 = np.tanh(z2) @ W3[1:] + W3[0]
    for ours, expected in zip(net.net_inputs(data), [z1, z2, z3], strict=True):
        np.testing.assert_allclose(ours, expected, rtol=1e-12)
    np.testing.assert_allclose(net.forward(data), h.softmax(z3), rtol=1e-12)


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


def test_fit_changes_the_arrays_that_parameters_gave():
    net = Network([2, 3, 1], random_state=1, epochs=2)
    live = net.parameters()
    before = copy.deepcopy(live)
    net.fit(X, XOR)
    assert all(W is ours for W, ours in zip(net.parameters(), live, strict=True))
    assert all((old != W).any() for W, old in zip(live, before, strict=True))


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
    net = Network([1, 2], "sigmoid", "softmax", "cross_entropy", random_state=0)
    net.parameters()[0][:] = [[0, 0], [1, 0]]
    slopes = net.backward([[60.0]], [0])[0][0]
    np.testing.assert_allclose(slopes, [-np.exp(-60.0), np.exp(-60.0)], rtol=1e-14)


def test_reproducible():
    def train(seed):
        return Network([2, 3, 1], random_state=seed, epochs=5).fit(X, XOR)

    for seed in (7, np.random.default_rng(7)):
        np.testing.assert_array_equal(train(7).predict(X), train(seed).predict(X))
    assert train(7).loss_history_ != train(8).loss_history_
    assert train(None).loss_history_ != train(None).loss_history_


START = {"Xavier": 2 / 700, "He": 2 / 300, "LeCun": 1 / 300}  # for 300 inputs and 400 units


def test_the_rules_of_the_initial_weights():
    rules = {name: entry.start for name, entry in ACTIVATIONS.items()}
    assert rules["sigmoid"] == rules["tanh"] == rules["identity"] == "Xavier"
    assert rules["relu"] == rules["leaky_relu"] == rules["gelu"] == "He"
    assert rules["selu"] == "LeCun"


@pytest.mark.parametrize("hidden", ACTIVATIONS)
def test_initial_weights(hidden):
    first, second = Network([300, 400, 200], hidden, random_state=0).parameters()
    assert first.shape == (301, 400)
    assert not first[0].any()
    variance = START[ACTIVATIONS[hidden].start]
    assert np.var(first[1:]) == pytest.approx(variance, rel=0.02)
    assert abs(np.mean(first[1:])) < 5 * (variance / first.size) ** 0.5
    assert np.var(second[1:]) == pytest.approx(2 / 600, rel=0.02)
    for output, variance in (("relu", 2 / 300), ("softmax", 2 / 700)):
        _, last = Network([2, 300, 400], hidden, output, random_state=0).parameters()
        assert np.var(last[1:]) == pytest.approx(variance, rel=0.02)


def test_selu_keeps_mean_0_and_variance_1_through_many_layers():
    net = Network([200] * 12, "selu", random_state=0)
    data = np.random.default_rng(0).normal(size=(400, 200))
    deep = h.selu(net.net_inputs(data)[-2])
    assert abs(deep.mean()) < 0.1
    assert 0.8 < deep.var() < 1.25


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


def test_alpha_reaches_the_function():
    net = Network([2, 4, 1], "leaky_relu", alpha=0.3, random_state=2)
    data = np.random.default_rng(1).normal(size=(5, 2))
    z1, z2 = net.net_inputs(data)
    W = net.parameters()[1]
    expected = np.where(z1 > 0, z1, 0.3 * z1) @ W[1:] + W[0]
    np.testing.assert_allclose(z2, expected, rtol=1e-12)


def test_dead_units_can_be_made_and_counted():
    net = Network([2, 6, 1], "relu", random_state=0)
    net.parameters()[0][0, :4] = -100
    dead = (net.net_inputs(X)[0] <= 0).all(axis=0)
    assert dead[:4].all()
    gradient = net.backward(X, XOR)[0]
    assert not gradient[:, dead].any()


def test_data_is_not_changed():
    data, y = X.astype(float), np.array(XOR, float)
    net = Network([2, 3, 1], epochs=3, random_state=0).fit(data, y)
    for z in net.net_inputs(data):
        z[:] = 9
    assert data.tolist() == X.tolist()
    assert y.tolist() == XOR


def test_net_inputs_beyond_the_largest_number_warn_of_nothing():
    net = Network([2, 4, 1], "relu", random_state=0, epochs=1).fit(X, XOR)
    with np.errstate(all="raise"):
        for call in (net.net_inputs, net.forward, net.predict):
            call([[1.7e308, 1.7e308]])
            call([[1e-320, 1e-320]])


# ---- training that fails


def failure(net, data, y):
    """The error's text; the network must stay as it was."""
    parameters, state = copy.deepcopy(net.parameters()), dict(vars(net))
    with pytest.raises(ValueError) as caught:  # noqa: PT011  # its text is what is returned
        net.fit(data, y)
    for W, before in zip(net.parameters(), parameters, strict=True):
        np.testing.assert_array_equal(W, before)
    assert vars(net) == state
    return str(caught.value)


@pytest.mark.parametrize("fitted", [False, True])
def test_a_learning_rate_too_big_is_named_and_changes_nothing(fitted):
    net = Network([2, 3, 1], "leaky_relu", random_state=0, epochs=50)
    if fitted:
        net.fit(X, XOR)
    for rate in (3.0, 1e50, 1e200, 1e308):
        net.learning_rate = rate
        assert f"learning_rate {rate:g}" in failure(net, X * 100, XOR)


def test_a_last_step_beyond_bounds_is_too_big_too():
    net = Network([2, 1], learning_rate=1e308, epochs=1, random_state=0)
    assert "learning_rate" in failure(net, [[100, 0]], [1000])  # the second weight does not move


@pytest.mark.parametrize(
    "options", [{"hidden": "step", "output": "sigmoid"}, {"hidden": "tanh", "output": "step"}]
)
def test_the_gradient_of_a_step_at_0_is_not_blamed_on_the_learning_rate(options):
    net = Network([2, 4, 1], **options, random_state=0, learning_rate=1e-9, epochs=1)
    net.parameters()[-1][:] *= options["output"] != "step"
    message = failure(net, X, XOR)
    assert "gradient" in message
    assert "learning_rate" not in message


@pytest.mark.parametrize("epochs_until", [0, 1])
def test_an_infinite_loss_is_not_blamed_on_the_learning_rate(epochs_until):
    net = Network([1, 1], output="relu", loss="binary_cross_entropy", random_state=0)
    net.parameters()[0][:] = [[0.5 * epochs_until], [0]]
    net.learning_rate = 0.5  # the step takes p from 0.5 to 0 where t is 0.25
    message = failure(net, [[0]], [0.25] if epochs_until else [1])
    assert "the loss is inf" in message
    assert f"after {epochs_until} steps" in message


# ---- its gradient beside independent ones


def analytic(name, z):
    """Smooth activations for complex numbers, by which the complex step finds their slopes."""
    if name == "softmax":
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)
    return {
        "identity": lambda: z,
        "sigmoid": lambda: 1 / (1 + np.exp(-z)),
        "tanh": lambda: np.tanh(z),
        "silu": lambda: z / (1 + np.exp(-z)),
        "softplus": lambda: np.log(1 + np.exp(z)),
        "relu": lambda: np.where(z.real > 0, z, 0),
        "leaky_relu": lambda: np.where(z.real > 0, z, 0.01 * z),
        "elu": lambda: np.where(z.real > 0, z, np.exp(z) - 1),
    }[name]()


def analytic_loss(name, t, y):
    error = y - t
    return {
        "mse": lambda: np.mean(error**2),
        "mae": lambda: np.mean(np.sign(error.real) * error),
        "rmse": lambda: np.sqrt(np.mean(error**2)),
        "half_sse": lambda: 0.5 * np.sum(error**2),
        "binary_cross_entropy": lambda: -np.mean(t * np.log(y) + (1 - t) * np.log(1 - y)),
        "cross_entropy": lambda: -np.sum(t * np.log(y)) / len(t),
    }[name]()


def complex_step(net, data, t):
    """The gradient as Im L(w + ih) / h, exact to the last digits, by formulas of its own."""
    gradients = []
    for layer, W in enumerate(net.parameters()):
        gradient = np.empty_like(W)
        for place in np.ndindex(W.shape):
            layers = [array.astype(complex) for array in net.parameters()]
            layers[layer][place] += 1e-30j
            a = data.astype(complex)
            for i, array in enumerate(layers):
                last = i == len(layers) - 1
                a = analytic(net.output if last else net.hidden, a @ array[1:] + array[0])
            gradient[place] = analytic_loss(net.loss, t, a).imag / 1e-30
        gradients.append(gradient)
    return gradients


@pytest.mark.parametrize(
    ("hidden", "output", "loss"),
    [
        *((name, "identity", "mse") for name in ("relu", "leaky_relu", "elu", "silu", "softplus")),
        *(("tanh", "sigmoid", loss) for loss in ("mse", "mae", "rmse", "half_sse")),
        *(("tanh", "softmax", loss) for loss in ("mse", "cross_entropy", "binary_cross_entropy")),
        ("sigmoid", "sigmoid", "binary_cross_entropy"),
        ("sigmoid", "tanh", "mse"),
    ],
)
def test_gradient_by_the_complex_step(hidden, output, loss):
    rng = np.random.default_rng(20)
    data, t = rng.normal(size=(5, 2)), rng.dirichlet([1, 1, 1], size=5)
    net = Network([2, 4, 3, 3], hidden, output, loss, random_state=4)
    for ours, exact in zip(net.backward(data, t), complex_step(net, data, t), strict=True):
        np.testing.assert_allclose(ours, exact, rtol=1e-10, atol=1e-14)


def test_gradient_of_two_layers_by_hand():
    """As chapter `backpropagation` derives it, with its own formulas."""
    rng = np.random.default_rng(1)
    net = Network([2, 3, 1], "sigmoid", "identity", "mse", random_state=1)
    data, t = rng.normal(size=(6, 2)), rng.normal(size=(6, 1))
    (b1, W1), (b2, W2) = ((W[0], W[1:]) for W in net.parameters())
    A1 = 1 / (1 + np.exp(-(data @ W1 + b1)))
    delta2 = 2 * (A1 @ W2 + b2 - t) / t.size
    delta1 = (delta2 @ W2.T) * A1 * (1 - A1)
    first, second = net.backward(data, t)
    np.testing.assert_allclose(second, np.vstack([delta2.sum(axis=0), A1.T @ delta2]), rtol=1e-12)
    np.testing.assert_allclose(first, np.vstack([delta1.sum(axis=0), data.T @ delta1]), rtol=1e-12)


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
