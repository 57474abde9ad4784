"""Activation functions, loss functions and small models of the lecture, vectorised in NumPy."""

from helpers.activations import identity as identity
from helpers.activations import identity_grad as identity_grad
from helpers.activations import relu as relu
from helpers.activations import relu_grad as relu_grad
from helpers.activations import sigmoid as sigmoid
from helpers.activations import sigmoid_grad as sigmoid_grad
from helpers.activations import step as step
from helpers.activations import step_grad as step_grad
from helpers.activations import tanh as tanh
from helpers.activations import tanh_grad as tanh_grad
