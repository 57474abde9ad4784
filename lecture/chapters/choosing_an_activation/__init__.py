"""The room of chapter `choosing_an_activation`."""
