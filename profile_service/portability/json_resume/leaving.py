"""An item on its way out: its fields are taken one by one, and what nobody took is listed."""

from profile_service.domain.importing import Unmapped
from profile_service.domain.profile import Assertion, Json
from profile_service.portability.json_text import JsonValue
from schemas.values import json_pointer

NO_PLACE = "JSON Resume has no place for this"


class Leaving:
    """The content of an item, from which a writer takes what it can express."""

    def __init__(self, item: Assertion) -> None:
        self._item = item
        self._fields = dict(item.content)
        self._left_out: list[Unmapped] = []

    def peek(self, name: str) -> Json:
        """A field, without taking it."""
        return self._fields.get(name)

    def text(self, name: str) -> str | None:
        """Take a text, or the label of a coded field (its code is listed)."""
        value = self._fields.pop(name, None)
        if isinstance(value, dict):
            if "concept_id" in value:
                self._leave(name, "JSON Resume holds the words, not the code")
            value = value.get("label")
        return value if isinstance(value, str) else None

    def take(self, name: str) -> Json:
        """Take any field."""
        return self._fields.pop(name, None)

    def leave(self, name: str, reason: str) -> None:
        """List a field with its reason, where it is set."""
        if name in self._fields:
            del self._fields[name]
            self._leave(name, reason)

    def note(self, name: str, reason: str) -> None:
        """List what an absent field would have said."""
        self._leave(name, reason)

    def rest(self) -> list[Unmapped]:
        """Everything that was left out, once nothing more will be taken."""
        for name in self._fields:
            self._leave(name, NO_PLACE)
        self._fields.clear()
        return self._left_out

    def _leave(self, name: str, reason: str) -> None:
        self._left_out.append(Unmapped(json_pointer((self._item.section, self._item.id, name)), reason))


def entry(**fields: JsonValue) -> dict[str, JsonValue]:
    """An object of the fields that have a value."""
    return {name: value for name, value in fields.items() if value is not None}
