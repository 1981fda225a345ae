"""Concept schemes: the official files, read and checked, and what ships with the product."""
