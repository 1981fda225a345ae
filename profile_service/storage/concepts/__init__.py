"""Concepts of code schemes: a store of its own, on SQLite or PostgreSQL."""

from profile_service.storage.concepts.library import Library
from profile_service.storage.concepts.store import ConceptStore, open_store

__all__ = ["ConceptStore", "Library", "open_store"]
