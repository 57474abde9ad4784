"""NumPy helpers of the lecture: activations, outputs, losses and the models of its chapters."""

from helpers.neuron import c2f

__all__ = ["c2f"]
