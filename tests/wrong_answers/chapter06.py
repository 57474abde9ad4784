import numpy as np


def fires(z):
    return (z > 0) * 1


def update(weights, bias, x, t, rate, fire=fires):
    change = rate * (t - fire(bias + weights @ x))
    return weights + change * x, bias + change


def update_in_place(weights, bias, x, t, rate):
    change = rate * (t - fires(bias + weights @ x))
    weights += change * x
    return weights, bias + change


def still_bias(weights, bias, x, t, rate):
    return update(weights, bias, x, t, rate)[0], bias


def at_zero(weights, bias, x, t, rate):
    return update(weights, bias, x, t, rate, lambda z: z >= 0)


def backwards(weights, bias, x, t, rate):
    return update(weights, bias, x, t, -rate)


def no_input(weights, bias, x, t, rate):
    change = rate * (t - fires(bias + weights @ x))
    return weights + change, bias + change


def no_bias_in_z(weights, bias, x, t, rate):
    change = rate * (t - fires(weights @ x))
    return weights + change * x, bias + change


def train(X, targets, rate, epochs, step=update):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        for x, t in zip(X, targets, strict=True):
            weights, bias = step(weights, bias, x, t, rate)
    return weights, bias


def batch(X, targets, rate, epochs):
    weights, bias = np.zeros(X.shape[1]), 0.0
    for _ in range(epochs):
        errors = targets - fires(X @ weights + bias)
        weights, bias = weights + rate * errors @ X, bias + rate * errors.sum()
    return weights, bias


WRONG = {
    "6.1": [
        (-0.5, "one input alone"),
        (-2.5, "all three"),
        (1.5, "mind the sign"),
        (-2, "exactly 0"),
        (-7, "never fires"),
        ("-1.5", "my_bias raises"),
    ],
    "6.2": [
        (backwards, "away from the target"),
        (no_input, "x is missing"),
        (still_bias, "the bias"),
        (update_in_place, "changes its argument weights"),
        (at_zero, "z = 0"),
        (lambda w, b, x, t, rate: update(w, b, x, t, rate, lambda z: z), "the step is missing"),
        (no_bias_in_z, "missing in the net input"),
        (lambda w, b, x, t, rate: update(w, b, x, t, 1), "learning rate"),
        (lambda w, b, x, t, rate: update(w, b, x, t, rate)[0], "must return 2 values"),
    ],
    "6.3": [
        (lambda X, t, rate, n: train(X, t, rate, 1), "only one epoch"),
        (batch, "all examples at once"),
        (lambda X, t, rate, n: train(X, t, rate, n, backwards), "away from the target"),
        (lambda X, t, rate, n: train(X, t, rate, n, no_input), "x is missing"),
        (lambda X, t, rate, n: train(X, t, rate, n, still_bias), "the bias"),
        (lambda X, t, rate, n: train(X, t, rate, n, at_zero), "z = 0"),
        (lambda X, t, rate, n: (np.zeros(2) + X[0], 0.0), "raises ValueError"),
        (lambda X, t, rate, n: train(X, t, rate, n + 1), "it gives"),
    ],
    "6.4": [
        (lambda X: fires(X @ [1, 1] - 0.5), "this is OR"),
        (lambda X: fires(X @ [1, 1] - 1.5), "this is AND"),
        (lambda X: X[:, 0] ^ X[:, 1], "this is XOR"),
        (lambda X: X[:, 0] == X[:, 1], "True and False"),
        (lambda X: fires(0.5 - X @ [1, 1]), "this is NOR"),
        (lambda X: fires(1.5 - X @ [1, 1]), "this is NAND"),
        (lambda X: 0 * X[:, 0], "it gives 0, must be 1"),
    ],
}
