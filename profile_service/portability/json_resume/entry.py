"""One object of a JSON Resume: its fields are taken one by one, and what nobody took is listed."""

from collections.abc import Iterator, Sequence

from pydantic_core import PydanticCustomError

from profile_service.domain.importing import ForeignFormatError
from profile_service.portability.json_text import JsonValue, Path
from profile_service.portability.making import Piece, Reading
from schemas.values import json_pointer
from schemas.values.text import clean

NOTHING_SAID = "nothing is said here"
NO_TEXT = "this is not a text"
NO_CONTROLS = "the text holds control characters, which cannot be kept"
UNKNOWN = "JSON Resume 1.3.1 has no such field, so its meaning is not known"


class Entry:
    """An object of the file. Where the schema asks for an object or a list, anything else is refused as unreadable."""

    def __init__(self, fields: dict[str, JsonValue], path: Path, reading: Reading) -> None:
        self._fields = dict(fields)
        self._names = fields.keys()
        self.path = path
        self.reading = reading

    @property
    def names(self) -> Sequence[str]:
        """The fields that were not taken yet."""
        return tuple(self._fields)

    def text(self, name: str) -> Piece | None:
        """Take a text; None where there is none, and whatever else stood there is listed."""
        if name not in self._fields:
            return None
        return self._piece(self._fields.pop(name), (*self.path, name))

    def texts(self, name: str) -> list[Piece]:
        """Take the texts of a list."""
        found = (self._piece(one, (*self.path, name, at)) for at, one in enumerate(self._list(name)))
        return [piece for piece in found if piece]

    def entry(self, name: str) -> "Entry":
        """Take an object; an empty one where there is none. The caller closes it."""
        value = self._fields.pop(name, {})
        return self._entry({} if self._is_empty(value, name) else value, (*self.path, name))

    def entries(self, name: str) -> Iterator["Entry"]:
        """Take the objects of a list; each is closed when the next one is asked for."""
        for at, value in enumerate(self._list(name)):
            entry = self._entry(value, (*self.path, name, at))
            if not value:
                self.reading.leave(value, entry.path, NOTHING_SAID)
            yield entry
            entry.close()

    def leave(self, reason: str, *names: str) -> None:
        """Take fields only to list them, with the reason."""
        for name in names:
            if name in self._fields:
                value = self._fields.pop(name)
                path = (*self.path, name)
                self.reading.leave(value, path, NOTHING_SAID if _says_nothing(value) else reason)

    def close(self) -> None:
        """List what nobody took."""
        self.leave(UNKNOWN, *self.names)

    def _piece(self, value: JsonValue, path: Path) -> Piece | None:
        if _says_nothing(value):
            self.reading.leave(value, path, NOTHING_SAID)
        elif not isinstance(value, str):
            self.reading.leave(value, path, NO_TEXT)
        else:
            try:
                return Piece(str(clean(value)), path)
            except PydanticCustomError:
                self.reading.leave(value, path, NO_CONTROLS)
        return None

    def _list(self, name: str) -> list[JsonValue]:
        value = self._fields.pop(name, None)
        if name not in self._names or self._is_empty(value, name):
            return []
        if not isinstance(value, list):
            raise ForeignFormatError(json_pointer((*self.path, name)), "this is not a list", "a JSON array")
        return value

    def _is_empty(self, value: JsonValue, name: str) -> bool:
        empty = value is None or value in ([], {})
        if empty and name in self._names:
            self.reading.leave(value, (*self.path, name), NOTHING_SAID)
        return empty

    def _entry(self, value: JsonValue, path: Path) -> "Entry":
        if not isinstance(value, dict):
            raise ForeignFormatError(json_pointer(path), "this is not an object", "a JSON object")
        return Entry(value, path, self.reading)


def _says_nothing(value: JsonValue) -> bool:
    return value is None or value in ([], {}) or (isinstance(value, str) and not value.strip())
