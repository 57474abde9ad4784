"""Solutions to the exercises of chapter 4."""

import numpy as np

# 4.1
my_logit = np.log(0.8 / (1 - 0.8))


# 4.2
def my_softmax(z):
    e = np.exp(z - np.max(z, axis=-1, keepdims=True))
    return e / np.sum(e, axis=-1, keepdims=True)


# 4.3
def my_decision(Z):
    return np.argmax(Z, axis=1), np.max(my_softmax(Z), axis=1)


# 4.4: the bug was to divide the probabilities; the temperature divides the logits.
def my_tempered(z, temperature):
    e = np.exp((z - np.max(z)) / temperature)
    return e / np.sum(e)
