"""What every call about a mapping session of an organisation's says, and what any session begins with."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class MappingSeat:
    """On which grant, for which case, and who sits there, as the person will see her named."""

    grant_id: str
    case_reference: str
    reader: str
    unit: str | None = None
    over_limit_reason: str | None = None

    def content(self, **more: Any) -> dict[str, Any]:
        """A body that says so, and what else is sent."""
        named = {
            "grant_id": self.grant_id,
            "case_reference": self.case_reference,
            "reader": self.reader,
            "unit": self.unit,
            "over_limit_reason": self.over_limit_reason,
        }
        return {**{name: value for name, value in named.items() if value is not None}, **more}


def beginning(
    instrument: str, languages: tuple[str, str], version: str | None, circumstances: Mapping[str, Any]
) -> dict[str, Any]:
    """With which instrument, in which two languages, and how the conversation is held."""
    asked = {"id": instrument} if version is None else {"id": instrument, "version": version}
    return {"instrument": asked, "circumstances": {"languages": list(languages), **circumstances}}
