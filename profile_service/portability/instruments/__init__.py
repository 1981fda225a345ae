"""Instruments as JSON: reading one with every rule checked, and those that ship with the service."""

from profile_service.portability.instruments.reading import read_instrument
from profile_service.portability.instruments.shelf import Shelf

__all__ = ["Shelf", "read_instrument"]
