"""The room of chapter `deep_networks`."""
