"""The room of chapter `losses`."""
