"""Verbs of the service. Each is one transaction; none knows a database, a web framework or a format."""
