"""The room of chapter `backpropagation`."""
