"""Nouns of the service: pure values and rules, standard library only."""
