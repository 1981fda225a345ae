"""An answer as bytes, so that a retry gets the very same one."""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Reply:
    """Status, body and the headers that belong to the answer itself (ETag, Location)."""

    status: int
    body: bytes
    headers: Mapping[str, str] = field(default_factory=dict)
