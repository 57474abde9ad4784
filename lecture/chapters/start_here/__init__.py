"""The room of chapter `start_here`."""
