"""The room of chapter `relu_family`."""
