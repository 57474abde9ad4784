"""Activation functions, loss functions and small models of the lecture, vectorised in NumPy."""

from helpers.activations import elu as elu
from helpers.activations import elu_grad as elu_grad
from helpers.activations import gelu as gelu
from helpers.activations import gelu_grad as gelu_grad
from helpers.activations import identity as identity
from helpers.activations import identity_grad as identity_grad
from helpers.activations import leaky_relu as leaky_relu
from helpers.activations import leaky_relu_grad as leaky_relu_grad
from helpers.activations import relu as relu
from helpers.activations import relu_grad as relu_grad
from helpers.activations import selu as selu
from helpers.activations import selu_grad as selu_grad
from helpers.activations import sigmoid as sigmoid
from helpers.activations import sigmoid_grad as sigmoid_grad
from helpers.activations import silu as silu
from helpers.activations import silu_grad as silu_grad
from helpers.activations import softplus as softplus
from helpers.activations import softplus_grad as softplus_grad
from helpers.activations import step as step
from helpers.activations import step_grad as step_grad
from helpers.activations import tanh as tanh
from helpers.activations import tanh_grad as tanh_grad
from helpers.data import GATES as GATES
from helpers.data import INPUTS as INPUTS
from helpers.data import circle_points as circle_points
from helpers.losses import binary_cross_entropy as binary_cross_entropy
from helpers.losses import binary_cross_entropy_grad as binary_cross_entropy_grad
from helpers.losses import binary_cross_entropy_with_logits as binary_cross_entropy_with_logits
from helpers.losses import (
    binary_cross_entropy_with_logits_grad as binary_cross_entropy_with_logits_grad,
)
from helpers.losses import cross_entropy as cross_entropy
from helpers.losses import cross_entropy_grad as cross_entropy_grad
from helpers.losses import cross_entropy_with_logits as cross_entropy_with_logits
from helpers.losses import cross_entropy_with_logits_grad as cross_entropy_with_logits_grad
from helpers.losses import half_sse as half_sse
from helpers.losses import half_sse_grad as half_sse_grad
from helpers.losses import mae as mae
from helpers.losses import mae_grad as mae_grad
from helpers.losses import mse as mse
from helpers.losses import mse_grad as mse_grad
from helpers.losses import rmse as rmse
from helpers.losses import rmse_grad as rmse_grad
from helpers.network import Network as Network
from helpers.network import check_gradients as check_gradients
from helpers.neuron import c2f as c2f
from helpers.outputs import log_softmax as log_softmax
from helpers.outputs import softmax as softmax
from helpers.perceptron import Perceptron as Perceptron
from helpers.perceptron import fires as fires
from helpers.registry import ACTIVATIONS as ACTIVATIONS
from helpers.registry import Activation as Activation
from helpers.registry import lookup as lookup
