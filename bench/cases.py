"""What is timed: each helper with its peers, called on the same numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import numpy as np
from scipy import special

import helpers
from helpers.registry import ACTIVATIONS

try:
    import torch
    from torch.nn import functional as F

    torch.set_num_threads(1)
except ImportError:
    torch = None

try:
    from sklearn import linear_model, metrics, neural_network
except ImportError:
    metrics = None

Calls = dict[str, Callable[[], Any]]

SCIPY = {  # NumPy's own ufunc where it has one, SciPy's otherwise
    "step": lambda x: np.heaviside(x, 1.0),
    "sigmoid": special.expit,
    "tanh": np.tanh,
    "relu": lambda x: np.maximum(x, 0.0),
    "gelu": lambda x: x * special.ndtr(x),
    "silu": lambda x: x * special.expit(x),
    "softplus": lambda x: -special.log_expit(-x),
    "softplus_grad": special.expit,
}


def torch_activations() -> dict[str, Callable[..., Any]]:
    """PyTorch's functions by the names of the registry."""
    ones = {dtype: torch.ones((), dtype=dtype) for dtype in (torch.float32, torch.float64)}
    return {
        "step": lambda t: torch.heaviside(t, ones[t.dtype]),
        "sigmoid": torch.sigmoid,
        "tanh": torch.tanh,
        "relu": torch.relu,
        "leaky_relu": F.leaky_relu,
        "elu": F.elu,
        "selu": F.selu,
        "gelu": F.gelu,
        "silu": F.silu,
        "softplus": F.softplus,
        "identity": torch.clone,
    }


def activation_calls(name: str, x: np.ndarray) -> Calls:
    """The activation `name`; a derivative beside PyTorch's forward and backward pass."""
    calls: Calls = {"helpers": lambda: getattr(helpers, name)(x)}
    if name in SCIPY:
        calls["SciPy"] = lambda: SCIPY[name](x)
    if torch and name in torch_activations():
        t, f = torch.from_numpy(x), torch_activations()[name]
        calls["PyTorch"] = lambda: f(t)
    elif torch and name != "step_grad":
        base = torch_activations()[name.removesuffix("_grad")]
        leaf, ones = torch.from_numpy(x.copy()).requires_grad_(), torch.ones(len(x))
        ones = ones.to(leaf.dtype)
        calls["PyTorch"] = lambda: torch.autograd.grad(base(leaf), leaf, ones)
    return calls


def output_calls(name: str, x: np.ndarray) -> Calls:
    """Softmax or log-softmax of rows of ten."""
    rows = x.reshape(-1, 10)
    calls: Calls = {
        "helpers": lambda: getattr(helpers, name)(rows),
        "SciPy": lambda: getattr(special, name)(rows, axis=-1),
    }
    if torch:
        t = torch.from_numpy(rows)
        calls["PyTorch"] = lambda: getattr(torch, name)(t, -1)
    return calls


def loss_calls(name: str, x: np.ndarray) -> Calls:
    """A loss beside scikit-learn's, where it has one, and PyTorch's."""
    y = x[::-1].copy()
    if name.startswith("binary"):
        y = (y > 0).astype(x.dtype)
        x = x if name.endswith("logits") else helpers.sigmoid(x)
    if name.startswith("cross"):
        x = x.reshape(-1, 10)
        y = np.random.default_rng(1).integers(0, 10, len(x))
        x = x if name.endswith("logits") else helpers.softmax(x)
    calls: Calls = {"helpers": lambda: getattr(helpers, name)(y, x)}
    if metrics:
        learners = {
            "mse": lambda: metrics.mean_squared_error(y, x),
            "mae": lambda: metrics.mean_absolute_error(y, x),
            "rmse": lambda: metrics.root_mean_squared_error(y, x),
            "binary_cross_entropy": lambda: metrics.log_loss(y, x),
            "cross_entropy": lambda: metrics.log_loss(y, x, labels=range(10)),
        }
        if name in learners:
            calls["SciPy"] = learners[name]
    if torch:
        t, target = torch.from_numpy(x), torch.from_numpy(y)
        losses = {
            "mse": lambda: F.mse_loss(t, target),
            "mae": lambda: F.l1_loss(t, target),
            "rmse": lambda: torch.sqrt(F.mse_loss(t, target)),
            "half_sse": lambda: 0.5 * F.mse_loss(t, target, reduction="sum"),
            "binary_cross_entropy": lambda: F.binary_cross_entropy(t, target),
            "binary_cross_entropy_with_logits": lambda: F.binary_cross_entropy_with_logits(
                t, target
            ),
            "cross_entropy": lambda: F.nll_loss(torch.log(t), target),
            "cross_entropy_with_logits": lambda: F.cross_entropy(t, target),
        }
        calls["PyTorch"] = losses[name]
    return calls


LOSSES = (
    *("mse", "mae", "rmse", "half_sse", "binary_cross_entropy", "binary_cross_entropy_with_logits"),
    *("cross_entropy", "cross_entropy_with_logits"),
)  # fmt: skip
FUNCTIONS: dict[str, Callable[[str, np.ndarray], Calls]] = {
    **dict.fromkeys(ACTIVATIONS, activation_calls),
    **{f"{name}_grad": activation_calls for name in ACTIVATIONS},
    "softmax": output_calls,
    "log_softmax": output_calls,
    **dict.fromkeys(LOSSES, loss_calls),
}


def numbers(n: int, dtype: type) -> np.ndarray:
    """What the functions are called on: normal, standard deviation 3."""
    return (3 * np.random.default_rng(0).standard_normal(n)).astype(dtype)


XOR = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]]), np.array([0.0, 1, 1, 0])


def two_classes() -> tuple[np.ndarray, np.ndarray]:
    """Two hundred points of two classes, two interleaved arcs with noise."""
    rng = np.random.default_rng(0)
    angle, label = rng.uniform(0, np.pi, 200), np.arange(200) % 2
    arcs = np.stack([np.cos(angle) + label, np.sin(angle) * (1 - 2 * label) + 0.5 * label], 1)
    return arcs + rng.normal(0, 0.15, arcs.shape), label.astype(float)


def network_calls(X: np.ndarray, y: np.ndarray, hidden: int, epochs: int = 200) -> Calls:
    """The same full-batch gradient descent: two layers, sigmoid hidden units, BCE from logits."""
    layers = [X.shape[1], hidden, 1]

    def ours() -> Any:
        network = helpers.Network(
            layers,
            "sigmoid",
            "sigmoid",
            "binary_cross_entropy",
            0,
            learning_rate=0.5,
            epochs=epochs,
        )
        return network.fit(X, y).loss_history_

    calls: Calls = {"helpers": ours}
    if torch:
        inputs, targets = torch.from_numpy(X), torch.from_numpy(y)[:, None]

        def pytorch() -> Any:
            model = torch.nn.Sequential(
                torch.nn.Linear(layers[0], hidden), torch.nn.Sigmoid(), torch.nn.Linear(hidden, 1)
            ).double()
            optimizer = torch.optim.SGD(model.parameters(), lr=0.5)
            history = []
            for _ in range(epochs):
                optimizer.zero_grad()
                loss = F.binary_cross_entropy_with_logits(model(inputs), targets)
                loss.backward()
                optimizer.step()
                history.append(loss.item())
            return history

        calls["PyTorch"] = pytorch
    if metrics:

        def scikit_learn() -> Any:
            model = neural_network.MLPClassifier(
                (hidden,),
                "logistic",
                solver="sgd",
                alpha=0,
                batch_size=len(X),
                learning_rate_init=0.5,
                max_iter=epochs,
                shuffle=False,
                momentum=0,
                n_iter_no_change=epochs,
                tol=0,
            )
            return model.fit(X, y).loss_curve_

        calls["scikit-learn"] = scikit_learn
    return calls


def models() -> Iterator[tuple[str, Calls]]:
    """The models of chapters 6 and 7 at the lecture's sizes."""
    X, t = XOR[0], np.array([0.0, 0, 0, 1])
    calls: Calls = {"helpers": lambda: helpers.Perceptron().fit(X, t)}
    if metrics:
        calls["scikit-learn"] = lambda: linear_model.Perceptron(
            eta0=0.2, max_iter=10, tol=None, shuffle=False
        ).fit(X, t)
    yield "Perceptron.fit, AND, 10 epochs", calls
    yield "Network, XOR, 4 hidden, 200 epochs", network_calls(*XOR, 4)
    yield "Network, 200 points, 16 hidden, 200 epochs", network_calls(*two_classes(), 16)
