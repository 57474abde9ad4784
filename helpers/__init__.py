"""Activation functions, loss functions and small models of the lecture, vectorised in NumPy."""

# isort: skip_file
# fmt: off
from helpers.activations import (
    elu, elu_grad, gelu, gelu_grad, identity, identity_grad, leaky_relu, leaky_relu_grad,
    relu, relu_grad, selu, selu_grad, sigmoid, sigmoid_grad, silu, silu_grad,
    softplus, softplus_grad, step, step_grad, tanh, tanh_grad,
)
from helpers.data import GATES, INPUTS, circle_points, load_digits
from helpers.gradients import check_gradients
from helpers.losses import (
    binary_cross_entropy, binary_cross_entropy_grad,
    binary_cross_entropy_with_logits, binary_cross_entropy_with_logits_grad,
    cross_entropy, cross_entropy_grad, cross_entropy_with_logits, cross_entropy_with_logits_grad,
    half_sse, half_sse_grad, mae, mae_grad, mse, mse_grad, rmse, rmse_grad,
)
from helpers.network import Network
from helpers.neuron import c2f
from helpers.outputs import log_softmax, softmax
from helpers.perceptron import Perceptron, fires
from helpers.registry import ACTIVATIONS, Activation, lookup

__all__ = [
    "ACTIVATIONS", "GATES", "INPUTS", "Activation", "Network", "Perceptron",
    "binary_cross_entropy", "binary_cross_entropy_grad", "binary_cross_entropy_with_logits",
    "binary_cross_entropy_with_logits_grad", "c2f", "check_gradients", "circle_points",
    "cross_entropy", "cross_entropy_grad", "cross_entropy_with_logits",
    "cross_entropy_with_logits_grad", "elu", "elu_grad", "fires", "gelu", "gelu_grad", "half_sse",
    "half_sse_grad", "identity", "identity_grad", "leaky_relu", "leaky_relu_grad", "load_digits",
    "log_softmax",
    "lookup", "mae", "mae_grad", "mse", "mse_grad", "relu", "relu_grad", "rmse", "rmse_grad",
    "selu", "selu_grad", "sigmoid", "sigmoid_grad", "silu", "silu_grad", "softmax", "softplus",
    "softplus_grad", "step", "step_grad", "tanh", "tanh_grad",
]
