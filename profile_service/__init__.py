"""Egenkarta: one portable competence profile that the individual owns, and the consent that opens it."""
