"""Exercises of chapter `deep_networks`."""
