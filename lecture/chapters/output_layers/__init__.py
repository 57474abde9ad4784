"""The room of chapter `output_layers`."""
