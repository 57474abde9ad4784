"""Exercises of chapter `deep_networks`."""

from __future__ import annotations

import numpy as np

from lecture.exercise import Exercise, exercise


@exercise(
    cases=[
        (np.array([2.0, 3.0, -5.0]), np.array([0.25, 0.5, 0.125])),
        (np.array([1.5, -0.5, 4.0, 0.8]), np.array([0.2, 1.0, 0.6, 0.3])),
        (np.array([7.0, 0.5]), np.array([0.1, 0.9])),
    ],
    right="delta of the last layer holds its own slope already, and no delta needs the weight w1.",
)
def my_first_layer_share(weights, slopes):
    return np.prod(weights[1:]) * np.prod(slopes[:-1])


my_first_layer_share.wrong(
    "all weights and all slopes are too many: delta of layer 1 is not multiplied by w1, and delta "
    "of the last layer holds its own slope already.",
    lambda weights, slopes: np.prod(weights) * np.prod(slopes),
)
my_first_layer_share.wrong(
    "the slopes are right. The weight into layer 1 is not on the way from the last layer back to "
    "layer 1, the weight into the last layer is.",
    lambda weights, slopes: np.prod(weights[:-1]) * np.prod(slopes[:-1]),
)
my_first_layer_share.wrong(
    "the weights are right. The slope of layer 1 belongs to delta of layer 1, the slope of the "
    "last layer is in its own delta already.",
    lambda weights, slopes: np.prod(weights[1:]) * np.prod(slopes[1:]),
)
my_first_layer_share.wrong(
    "the weights are right, but one slope is too many: write the formula down for two layers.",
    lambda weights, slopes: np.prod(weights[1:]) * np.prod(slopes),
)
my_first_layer_share.wrong(
    "the slopes are right, but one weight is too many: write the formula down for two layers.",
    lambda weights, slopes: np.prod(weights) * np.prod(slopes[:-1]),
)
my_first_layer_share.wrong(
    "the weights are right. The slope of layer 1 is missing: it belongs to delta of layer 1.",
    lambda weights, slopes: np.prod(weights[1:]) * np.prod(slopes[1:-1]),
)
my_first_layer_share.wrong(
    "the weight into the last layer and the slope of layer 1 are missing: both lie on the way "
    "back.",
    lambda weights, slopes: np.prod(weights[1:-1]) * np.prod(slopes[1:-1]),
)
my_first_layer_share.wrong(
    "the weights are missing: each layer multiplies by a weight and by a slope.",
    lambda weights, slopes: np.prod(slopes[:-1]),
)
my_first_layer_share.wrong(
    "the slopes are missing: each layer multiplies by a weight and by a slope.",
    lambda weights, slopes: np.prod(weights[1:]),
)
my_first_layer_share.wrong(
    "this goes the other way: it is the last delta as a share of the first.",
    lambda weights, slopes: 1 / (np.prod(weights[1:]) * np.prod(slopes[:-1])),
)


@exercise(
    cases=[(50, 0.5), (16, 1.0), (200, 0.29), (3, 2.5)],
    right="n · Var w · c = 1, and the root of the variance is the standard deviation.",
)
def my_start_scale(inputs, share):
    return np.sqrt(1 / (inputs * share))


my_start_scale.wrong(
    "this is the variance of the weights: the standard deviation is its root.",
    lambda inputs, share: 1 / (inputs * share),
)
my_start_scale.wrong(
    "this is He's rule, right for a share of 1/2 alone: use share.",
    lambda inputs, share: np.sqrt(2 / inputs),
)
my_start_scale.wrong(
    "this is right for a share of 1 alone: use share.", lambda inputs, share: np.sqrt(1 / inputs)
)
my_start_scale.wrong(
    "share stands on the wrong side: if much of the square is lost, the weights must be larger.",
    lambda inputs, share: np.sqrt(share / inputs),
)
my_start_scale.wrong(
    "the inputs stand on the wrong side: a sum of more terms needs smaller weights.",
    lambda inputs, share: np.sqrt(inputs / share),
)
my_start_scale.wrong(
    "the 2 of He's rule is the 1/2 of the ReLU already: with share it has no place.",
    lambda inputs, share: np.sqrt(2 / (inputs * share)),
)
my_start_scale.wrong(
    "the variance is the square of the standard deviation: share must go under the root, too.",
    lambda inputs, share: np.sqrt(1 / inputs) / share,
)
my_start_scale.wrong(
    "share stands on the wrong side, and outside the root: solve n · Var w · c = 1 for Var w "
    "first.",
    lambda inputs, share: share / np.sqrt(inputs),
)
my_start_scale.wrong(
    "the 2 of He's rule is the 1/2 of the ReLU already. And this is a variance: take the root.",
    lambda inputs, share: 2 / (inputs * share),
)


my_factors = Exercise(
    "my_factors",
    (243, 81, 81),
    right="five layers on the way forward, four on the way back, and two of each for layer 3.",
    results=("activations_5", "delta_1", "gradient_3"),
)
my_factors.wrong(
    "activations_5 is right. On the way from the output to layer 1 lie the weights of layers 2 "
    "to 5 and of the output layer, not those of layer 1.",
    (243, 243, 243),
)
my_factors.wrong(
    "activations_5 and gradient_3 are right. The weights of layer 1 are not on the way back to its "
    "delta.",
    (243, 243, 81),
)
my_factors.wrong(
    "the first two are right. The gradient of layer 3 is what came in, the activations of layer 2, "
    "times delta of layer 3: count the layers in both.",
    (243, 81, 9),
)
my_factors.wrong(
    "the first two are right. The activations of layer 2 come into layer 3, not its own.",
    (243, 81, 243),
)
my_factors.wrong(
    "the first two are right. You took the factor of one weight: count the layers in what came in "
    "and in what came back.",
    (243, 81, 3),
)
for factor in (27, 729):
    my_factors.wrong(
        "the first two are right. Layers 1 and 2 lie before layer 3, layers 4 and 5 behind it: its "
        "own weights stand neither in what came in nor in what came back.",
        (243, 81, factor),
    )
my_factors.wrong(
    "activations_5 is right. Count the layers on the way back to layer 1: its own weights are not "
    "among them. Then count again for layer 3: what came in, and what came back.",
    (243, 243, 27),
)
my_factors.wrong(
    "you took each factor for one layer: every layer on the way multiplies by 3 again.", (3, 3, 3)
)
for added in (12, 3):
    my_factors.wrong(
        "you have added the 3 for each layer: factors multiply, 3 · 3 is 9.", (15, 12, added)
    )
