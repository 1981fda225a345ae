"""The outside formats that can be read."""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Final

from profile_service.domain.importing import ForeignProfile
from profile_service.portability import json_resume

READERS: Final[Mapping[str, Callable[[bytes], ForeignProfile]]] = MappingProxyType(
    {json_resume.FORMAT: json_resume.read}
)
"""A reader for each format. Each raises `ForeignFormatError` for a file that is not in its format."""
