"""The room of chapter `perceptron_and_gate`."""
