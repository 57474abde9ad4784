"""What losses and models do not take: the error, and what it must name."""

import re
from functools import partial

import numpy as np
import pytest

import helpers as h
from helpers import Network, Perceptron, check_gradients

pytestmark = pytest.mark.filterwarnings("error")

INF, NAN = np.inf, np.nan
X = [[0, 0], [0, 1], [1, 0], [1, 1]]
AND = [0, 0, 0, 1]
RAGGED = [[1, 2], [3]]
JUNK = [
    ("ab", TypeError),
    (["a", "b"], TypeError),
    ([None, 1], TypeError),
    ([1j, 2], TypeError),
    (RAGGED, ValueError),
    (np.array([object(), 1]), TypeError),
    (np.ma.array([0.5, 0.5], mask=[0, 1]), TypeError),
]


def figures(message):
    """The numbers of a message, and "scalar": what stands in it however it is worded."""
    numbers = re.findall(r"-?\d+(?:\.\d+)?|inf|nan", message)
    return {f"{float(number):g}" for number in numbers} | set(re.findall("scalar", message))


def names(name):
    return rf"(?<!\w){re.escape(name)}(?!\w)"


def refuses(error, name, function, *args, **kwargs):
    with pytest.raises(error, match=names(name)):
        function(*args, **kwargs)


PREDICTION = {
    "mse": "y_pred",
    "mae": "y_pred",
    "rmse": "y_pred",
    "half_sse": "y_pred",
    "binary_cross_entropy": "p",
    "cross_entropy": "p",
    "binary_cross_entropy_with_logits": "z",
    "cross_entropy_with_logits": "z",
}
LOSSES = [f"{name}{tail}" for name in PREDICTION for tail in ("", "_grad")]
GOOD = ([0.5, 0.5], [0.5, 0.5])


@pytest.mark.parametrize("name", LOSSES)
def test_what_any_loss_refuses(name):
    loss, prediction = getattr(h, name), PREDICTION[name.removesuffix("_grad")]
    for junk, error in JUNK:
        refuses(error, "y_true", loss, junk, GOOD[1])
        refuses(error, prediction, loss, GOOD[0], junk)
    for y_true, y_pred in [
        ([1, 0], [0.5, 0.25, 0.25]),
        ([[1, 0]], [0.5, 0.5]),
        ([[1], [0]], [[0.5, 0.5], [0.5, 0.5]]),
        ([], []),
        ([[]], [[]]),
        (np.zeros((0, 2)), np.zeros((0, 2))),
        ([], [0.5, 0.5]),
    ]:
        refuses(ValueError, prediction, loss, y_true, y_pred)


@pytest.mark.parametrize("name", ["binary_cross_entropy", "binary_cross_entropy_with_logits"])
def test_weights_a_loss_refuses(name):
    refuse = partial(refuses, name="sample_weight", function=getattr(h, name))
    for junk, error in JUNK:
        refuse(error, y_true=[GOOD[0]], **{PREDICTION[name]: [GOOD[1]]}, sample_weight=junk)
    for weights in ([-1, 2], [0, 0], [NAN, 1], [INF, 1], [1], [1, 1, 1], 1, [[1, 1]], []):
        refuse(
            ValueError,
            y_true=[GOOD[0]] * 2,
            **{PREDICTION[name]: [GOOD[1]] * 2},
            sample_weight=weights,
        )


LOSS_CASES = [
    # loss, y_true, prediction, the argument to name, what is allowed
    ("binary_cross_entropy", [0, 1], [-0.1, 0.5], "p", "[0, 1], got -0.1"),
    ("binary_cross_entropy", [0, 1], [0.1, 1.5], "p", "[0, 1], got 1.5"),
    ("binary_cross_entropy", [0, 1], [0.1, INF], "p", "[0, 1], got inf"),
    ("binary_cross_entropy", [-1, 1], [0.1, 0.5], "y_true", "[0, 1], got -1"),
    ("binary_cross_entropy", [0, 2], [0.1, 0.5], "y_true", "[0, 1], got 2"),
    ("binary_cross_entropy_with_logits", [-1, 1], [3, 5], "y_true", "[0, 1], got -1"),
    ("binary_cross_entropy_with_logits", [0, 1.5], [3, 5], "y_true", "[0, 1], got 1.5"),
    ("cross_entropy", [1, 0], [0.5, 0.6], "p", "sum to 1"),
    ("cross_entropy", [1, 0], [0.5, 0.49], "p", "sum to 1"),
    ("cross_entropy", 0, [-0.5, 1.5], "p", "[0, 1], got -0.5"),
    ("cross_entropy", [0, 1], [[0.5, 0.5], [0.5, 0.75]], "p", "a sum of 1.25"),
    ("cross_entropy", [1, 0], [INF, 0], "p", "sum to 1"),
    ("cross_entropy", [1, 1], [0.5, 0.5], "y_true", "a sum of 2"),
    ("cross_entropy", [1.5, -0.5], [0.5, 0.5], "y_true", "[0, 1], got -0.5"),
    ("cross_entropy", [[0, 0], [1, 0]], [[0.5, 0.5]] * 2, "y_true", "a sum of 0"),
    ("cross_entropy", 2, [0.5, 0.5], "y_true", "labels 0 to 1, got 2"),
    ("cross_entropy", -1, [0.5, 0.5], "y_true", "labels 0 to 1, got -1"),
    ("cross_entropy", 0.5, [0.5, 0.5], "y_true", "labels 0 to 1, got 0.5"),
    ("cross_entropy", NAN, [0.5, 0.5], "y_true", "labels 0 to 1, got nan"),
    ("cross_entropy", 0, 0.5, "p", "scalar"),
    ("cross_entropy_with_logits", [0, 3], [[1, 2, 3]] * 2, "y_true", "labels 0 to 2, got 3"),
    ("cross_entropy_with_logits", [0, -1], [[1, 2, 3]] * 2, "y_true", "labels 0 to 2, got -1"),
    ("cross_entropy_with_logits", [0, 1, 1], [[1, 2]] * 2, "y_true", "class labels, shape (2,)"),
    ("cross_entropy_with_logits", [[2, 0]], [[1, 2]], "y_true", "a sum of 2"),
    ("cross_entropy_with_logits", [[-1, 2]], [[1, 2]], "y_true", "[0, 1], got -1"),
    ("cross_entropy_with_logits", 0, 3, "z", "scalar"),
]


@pytest.mark.parametrize("tail", ["", "_grad"])
@pytest.mark.parametrize(("name", "y_true", "prediction", "argument", "allowed"), LOSS_CASES)
def test_values_a_loss_refuses(name, y_true, prediction, argument, allowed, tail):
    with pytest.raises(ValueError, match=names(argument)) as caught:
        getattr(h, name + tail)(y_true, prediction)
    assert figures(allowed) <= figures(str(caught.value))


def test_a_weight_of_zero_hides_no_bad_probability():
    refuses(ValueError, "p", h.binary_cross_entropy, [0, 1], [0.5, 1.5], sample_weight=[1, 0])


@pytest.mark.parametrize(("dtype", "gap"), [(np.float32, 3e-4), (np.float64, 1e-6)])
def test_how_far_from_1_a_sum_may_be(dtype, gap):
    for sign in (-1, 1):
        h.cross_entropy([0], np.array([[0.25, 0.75 + 0.9 * sign * gap]], dtype))
        far = np.array([[0.25, 0.75 + 1.1 * sign * gap]], dtype)
        refuses(ValueError, "p", h.cross_entropy, [0], far)
        refuses(ValueError, "y_true", h.cross_entropy_with_logits, far, np.ones((1, 2)))


NUMBERS = [
    ("1", TypeError),
    (None, TypeError),
    ([1], TypeError),
    (True, TypeError),
    (1j, TypeError),
    (NAN, ValueError),
    (INF, ValueError),
    (-INF, ValueError),
]


@pytest.mark.parametrize(("value", "error"), NUMBERS)
@pytest.mark.parametrize("name", ["weight", "bias", "corner"])
def test_c2f_parameters(name, value, error):
    refuses(error, name, h.c2f, 1, **{name: value})


@pytest.mark.parametrize(("junk", "error"), JUNK)
def test_c2f_input(junk, error):
    refuses(error, "x", h.c2f, junk)


def perceptron(**kwargs):
    return Perceptron(**kwargs).fit(X, AND)


def network(layer_sizes=(2, 3, 1), **kwargs):
    return Network(layer_sizes, **kwargs)


@pytest.mark.parametrize("model", [perceptron, network])
@pytest.mark.parametrize(
    ("name", "value", "error"),
    [
        *(("learning_rate", value, error) for value, error in [*NUMBERS, (0, ValueError)]),
        ("learning_rate", -0.2, ValueError),
        *(("epochs", value, TypeError) for value in ("5", None, 2.0, True, [3])),
        ("epochs", 0, ValueError),
        ("epochs", -1, ValueError),
    ],
)
def test_learning_rate_and_epochs(model, name, value, error):
    refuses(error, name, model, **{name: value})


MODEL_CASES = [  # the argument, or the name that is offered
    (perceptron, {"activation": "sigmod"}, ValueError, "sigmoid"),
    (perceptron, {"activation": "Relu"}, ValueError, "relu"),
    (perceptron, {"activation": None}, TypeError, "activation"),
    (perceptron, {"activation": 3}, TypeError, "activation"),
    (perceptron, {"activation": lambda z: None}, TypeError, "activation"),
    (perceptron, {"activation": lambda z: "high"}, TypeError, "activation"),
    (network, {"hidden": "sigmod"}, ValueError, "hidden"),
    (network, {"hidden": "softmax"}, ValueError, "softplus"),
    (network, {"hidden": None}, TypeError, "hidden"),
    (network, {"output": "identty"}, ValueError, "identity"),
    (network, {"output": "Softmax"}, ValueError, "mean 'softmax'"),
    (network, {"output": "Softmax"}, ValueError, "output"),
    (network, {"output": 1}, TypeError, "output"),
    (network, {"loss": "mean"}, ValueError, "loss"),
    (network, {"loss": "crossentropy"}, ValueError, "cross_entropy"),
    (network, {"loss": None}, TypeError, "loss"),
    (network, {"loss": h.mse}, TypeError, "loss"),
    *(
        (network, {"layer_sizes": sizes}, (TypeError, ValueError), "layer_sizes")
        for sizes in (3, [], [2], [2, 0, 1], [2, -3, 1], [2, 1.5, 1], "23", b"23", None, {2, 3})
    ),
    *(
        (network, {"layer_sizes": sizes}, (TypeError, ValueError), "layer_sizes")
        for sizes in (np.array(3), np.ones((2, 2), int), [2, 10**30], [2, [1]], [2, True])
    ),
    (network, {"layer_sizes": [2, np.timedelta64(1, "s")]}, TypeError, "layer_sizes"),
    (network, {"random_state": -1}, ValueError, "random_state"),
    (network, {"random_state": "seed"}, TypeError, "random_state"),
    (network, {"random_state": 1.5}, TypeError, "random_state"),
    (network, {"random_state": True}, TypeError, "random_state"),
    (network, {"hidden": "leaky_relu", "alpha": "x"}, TypeError, "alpha"),
    (network, {"hidden": "leaky_relu", "alpha": NAN}, ValueError, "alpha"),
    (network, {"hidden": "elu", "alpha": INF}, ValueError, "alpha"),
    (network, {"hidden": "tanh", "alpha": 0.1}, TypeError, "alpha"),
]


def test_sizes_of_any_kind_of_list():
    for sizes in ([2, 1], (2, 1), np.array([2, 1]), [np.int8(2), 1]):
        assert Network(sizes).layer_sizes == [2, 1]


@pytest.mark.parametrize(("model", "kwargs", "error", "name"), MODEL_CASES)
def test_what_a_model_cannot_be_made_of(model, kwargs, error, name):
    refuses(error, name, model, **kwargs)


DATA_CASES = [
    # X, y, the argument to name
    *((junk, AND, "X", error) for junk, error in JUNK),
    *((X, junk, "y", error) for junk, error in JUNK),
    (None, AND, "X", TypeError),
    (X, None, "y", TypeError),
    ([0, 1], AND, "X", ValueError),
    (3, AND, "X", ValueError),
    ([X], AND, "X", ValueError),
    ([], [], "X", ValueError),
    (np.zeros((0, 2)), [], "X", ValueError),
    (np.zeros((4, 0)), AND, "X", ValueError),
    ([[0, NAN]] * 4, AND, "X", ValueError),
    ([[0, INF]] * 4, AND, "X", ValueError),
    (X, [0, 0, NAN, 1], "y", ValueError),
    (X, [0, 0, -INF, 1], "y", ValueError),
    (X, [0, 0, 1], "y", ValueError),
    (X, [0, 0, 1, 1, 1], "y", ValueError),
    (X, [[0, 0, 0, 1]], "y", ValueError),
    (X, 1, "y", ValueError),
    (X, [], "y", ValueError),
    (X, [[[0]], [[0]], [[0]], [[1]]], "y", ValueError),
]


@pytest.mark.parametrize(("data", "y", "name", "error"), DATA_CASES)
def test_data_a_model_refuses(data, y, name, error):
    refuses(error, name, Perceptron().fit, data, y)
    net = network(random_state=0)
    for method in (net.fit, net.backward, net.compute_loss):
        refuses(error, name, method, data, y)
    refuses(error, name, check_gradients, net, data, y)
    assert not hasattr(net, "loss_history_")


@pytest.mark.parametrize("data", [[[1, 2, 3]], [[1]], [1, 2], 3, [], "ab", [[NAN, 1]], RAGGED])
def test_data_a_trained_model_refuses(data):
    for model in (perceptron(), network(random_state=0, epochs=1).fit(X, AND)):
        refuses((TypeError, ValueError), "X", model.predict, data)
    refuses((TypeError, ValueError), "X", network().forward, data)
    refuses((TypeError, ValueError), "X", network().net_inputs, data)


@pytest.mark.parametrize(
    ("output", "loss", "units", "y", "allowed"),
    [
        ("sigmoid", "binary_cross_entropy", 1, [0, 1, 2, 0], "[0, 1], got 2"),
        ("sigmoid", "binary_cross_entropy", 1, [0, 1, -1, 0], "[0, 1], got -1"),
        ("softmax", "cross_entropy", 3, [0, 1, 2, 3], "labels 0 to 2, got 3"),
        ("softmax", "cross_entropy", 3, [0, 1, 2, -1], "labels 0 to 2, got -1"),
        ("softmax", "cross_entropy", 3, [0, 1, 2, 0.5], "labels 0 to 2, got 0.5"),
        ("softmax", "cross_entropy", 3, [0, 1, 2, NAN], "labels 0 to 2, got nan"),
        ("softmax", "cross_entropy", 2, [[1, 1]] * 4, "sum to 1"),
        ("softmax", "cross_entropy", 2, [[2, -1]] * 4, "[0, 1], got -1"),
        ("softmax", "cross_entropy", 2, [[1, 0, 0]] * 4, "shape (samples, 2), got (4, 3)"),
        ("identity", "mse", 2, [0, 1, 2, 3], "shape (samples, 2), got (4, 1)"),
    ],
)
def test_targets_a_loss_of_a_network_refuses(output, loss, units, y, allowed):
    net = network((2, 3, units), output=output, loss=loss)
    for refusing in (net.fit, net.backward, net.compute_loss, partial(check_gradients, net)):
        with pytest.raises(ValueError, match=names("y")) as caught:
            refusing(X, y)
        assert figures(allowed) <= figures(str(caught.value))


def test_a_cross_entropy_refuses_outputs_that_are_no_probabilities():
    net = network(hidden="tanh", output="identity", loss="binary_cross_entropy", random_state=0)
    net.parameters()[-1][0] = 5
    refuses(ValueError, "p", net.fit, X, AND)


@pytest.mark.parametrize("y", [[-1, -1, -1, 1], [0, 1, 2, 3], [0, 0, 0, 0.5]])
def test_perceptron_targets(y):
    refuses(ValueError, "y", Perceptron().fit, X, y)


@pytest.mark.parametrize("model", [Perceptron(), Network([2, 1])])
def test_unfitted(model):
    name = type(model).__name__
    refuses(ValueError, name, model.predict, X)
