"""The perceptron of chapter 6."""

import numpy as np
import pytest

from helpers import Perceptron, fires, sigmoid

pytestmark = pytest.mark.filterwarnings("error")

X = np.array([[0, 0], [0, 1], [1, 0], [1, 1]])
AND, OR, NAND, XOR = [0, 0, 0, 1], [0, 1, 1, 1], [1, 1, 1, 0], [0, 1, 1, 0]


def textbook(X, y, epochs, rate, h):
    """The rule as the lecture writes it, on one array [b, w1, w2]."""
    w, history = np.zeros(1 + X.shape[1]), []
    for _ in range(epochs):
        for x, t in zip(np.c_[np.ones(len(X)), X], y, strict=True):
            w = w + rate * (t - h(w @ x)) * x
        history.append(w)
    return np.array(history)


def lecture_weights(neuron):
    return np.array([[epoch.bias, *epoch.weights] for epoch in neuron.history_])


def test_lecture_and():
    neuron = Perceptron().fit(X, AND)
    expected = [[0.2, 0.2, 0.2], [0, 0.4, 0.2], [-0.2, 0.4, 0.2], [-0.2, 0.4, 0.4]]
    expected += [[-0.4, 0.4, 0.2]] * 6
    np.testing.assert_allclose(lecture_weights(neuron), expected, rtol=1e-15, atol=1e-16)
    assert str(np.array([neuron.bias_, *neuron.weights_])) == "[-0.4  0.4  0.2]"
    assert [epoch.updates for epoch in neuron.history_] == [1, 3, 3, 2, 1, 0, 0, 0, 0, 0]
    assert neuron.predict(X).tolist() == AND


def test_lecture_without_activation():
    neuron = Perceptron(activation="identity").fit(X, AND)
    weights = np.array([neuron.bias_, *neuron.weights_])
    assert str(weights) == "[-0.16483627  0.53076247  0.46844607]"
    outputs = neuron.predict(X)
    assert outputs[0] == -0.16483626841185234
    assert (outputs >= 0.5).tolist() == [False, False, False, True]
    assert [epoch.updates for epoch in neuron.history_] == [1, 4, 4, 4, 4, 4, 4, 4, 4, 4]


def test_lecture_linear_activation():
    neuron = Perceptron(activation=lambda z: 2 * z + 1).fit(X, AND)
    weights = np.array([neuron.bias_, *neuron.weights_])
    assert str(weights) == "[-0.69122727  0.41067897  0.32473451]"
    assert (neuron.predict(X) >= 0.5).tolist() == [False, False, False, True]


@pytest.mark.parametrize("h", [fires, lambda z: z, lambda z: 2 * z + 1, sigmoid, np.tanh])
@pytest.mark.parametrize("y", [AND, OR, NAND, XOR])
@pytest.mark.parametrize("rate", [0.2, 0.05])
def test_is_the_rule_of_the_textbook(h, y, rate):
    neuron = Perceptron(rate, 15, activation=h).fit(X, y)
    expected = textbook(X, y, 15, rate, h)
    np.testing.assert_allclose(lecture_weights(neuron), expected, rtol=1e-12, atol=1e-15)


@pytest.mark.parametrize("gate", [AND, OR, NAND])
def test_learns_what_a_line_separates(gate):
    neuron = Perceptron(epochs=20).fit(X, gate)
    assert neuron.predict(X).tolist() == gate
    assert neuron.history_[-1].updates == 0


def test_cannot_learn_xor():
    neuron = Perceptron(epochs=500).fit(X, XOR)
    assert neuron.predict(X).tolist() != XOR
    assert all(epoch.updates > 0 for epoch in neuron.history_)


def test_fires_above_zero_only():
    assert fires(np.array([-1e-300, 0.0, 1e-300])).tolist() == [0, 0, 1]


def test_more_features_and_samples():
    rng = np.random.default_rng(0)
    X = rng.normal(size=(200, 5))
    X = X[np.abs(X @ [1, -2, 3, -4, 5] - 0.5) > 1]
    y = (X @ [1, -2, 3, -4, 5] > 0.5).astype(int)
    neuron = Perceptron(epochs=200).fit(X, y)
    assert neuron.predict(X).tolist() == y.tolist()
    assert neuron.weights_.shape == (5,)
    assert isinstance(neuron.bias_, float)


def test_fit_starts_afresh_and_returns_self():
    neuron = Perceptron()
    assert neuron.fit(X, OR) is neuron
    assert neuron.fit(X, AND).weights_.tolist() == Perceptron().fit(X, AND).weights_.tolist()
    assert len(neuron.history_) == 10


def test_history_is_not_shared_with_the_weights():
    neuron = Perceptron().fit(X, AND)
    neuron.weights_[:] = 9
    assert 9 not in neuron.history_[-1].weights


def test_data_is_not_changed():
    data, y = X.astype(float), np.array(AND, float)
    Perceptron().fit(data, y).predict(data)
    assert data.tolist() == X.tolist()
    assert y.tolist() == AND


def test_a_failed_fit_leaves_what_was_learnt():
    neuron = Perceptron(learning_rate=1e300, activation="identity")
    with pytest.raises(ValueError, match=r"^training diverged: learning_rate 1e\+300 is too big"):
        neuron.fit(X, AND)
    assert vars(neuron).keys() == {"learning_rate", "epochs", "activation"}
    neuron = Perceptron().fit(X, AND)
    before = dict(vars(neuron))
    with pytest.raises(ValueError, match="y must hold 0 and 1"):
        neuron.fit(X, [-1, -1, -1, 1])
    assert vars(neuron) == before
