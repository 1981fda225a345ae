"""Backups: what is sealed in one place, the wrapped keys in another, and neither of them opens anything without the other."""
