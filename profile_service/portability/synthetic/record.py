"""One object of the load data: its values are taken one by one, and what nobody took is listed."""

from typing import Final

from profile_service.domain.importing import ForeignFormatError
from profile_service.domain.profile import Json
from profile_service.portability.json_text import JsonValue, Path
from profile_service.portability.making import Reading
from profile_service.portability.synthetic.labels import Labels
from schemas.values import json_pointer

# As the notes beside the data say; they do not say which version of the JobTech taxonomy was taken.
_VERSIONS: Final = {
    "esco": "1.2.0",
    "jobtech": "unstated",
    "ssyk2012": "2012",
    "sun2020": "2020",
    "iso639": "639-1",
    "municipality": "unstated",
}


class Record:
    """An object of a line. A value that is missing or of another type than the data set has is an error."""

    def __init__(
        self, fields: dict[str, JsonValue], reading: Reading, labels: Labels, path: Path = ()
    ) -> None:
        self._fields = dict(fields)
        self._labels = labels
        self.path = path
        self.reading = reading

    def at(self, name: str) -> Path:
        """Where a field stands."""
        return (*self.path, name)

    def text(self, name: str) -> str:
        """Take a text."""
        value = self._fields.pop(name, None)
        if isinstance(value, str) and value:
            return value
        raise ForeignFormatError(json_pointer(self.at(name)), "there is no text here", "a text")

    def choice(self, name: str, *allowed: str) -> str:
        """Take a text that is one of these."""
        value = self.text(name)
        if value in allowed:
            return value
        raise ForeignFormatError(
            json_pointer(self.at(name)), "this is not one of the known values", f"one of {', '.join(allowed)}"
        )

    def maybe(self, name: str) -> str | None:
        """Take a text or null."""
        if self._fields.get(name) is None:
            self.leave("nothing is said here", name)
            return None
        return self.text(name)

    def flag(self, name: str) -> bool:
        """Take true or false."""
        value = self._fields.pop(name, None)
        if isinstance(value, bool):
            return value
        raise ForeignFormatError(
            json_pointer(self.at(name)), "this is neither true nor false", "true or false"
        )

    def number(self, name: str) -> int:
        """Take a whole number."""
        value = self._fields.pop(name, None)
        if isinstance(value, int) and not isinstance(value, bool):
            return value
        raise ForeignFormatError(json_pointer(self.at(name)), "this is not a whole number", "a whole number")

    def parts(self, name: str) -> list["Record"]:
        """Take a list of objects."""
        return [
            Record(
                self._object(value, (*self.at(name), at)), self.reading, self._labels, (*self.at(name), at)
            )
            for at, value in enumerate(self._list(name))
        ]

    def part(self, name: str) -> "Record":
        """Take an object."""
        value = self._object(self._fields.pop(name, None), self.at(name))
        return Record(value, self.reading, self._labels, self.at(name))

    def texts(self, name: str) -> list[tuple[str, Path]]:
        """Take a list of texts, each with its place."""
        found = []
        for at, value in enumerate(self._list(name)):
            path = (*self.at(name), at)
            if not isinstance(value, str) or not value:
                raise ForeignFormatError(json_pointer(path), "there is no text here", "a text")
            found.append((value, path))
        return found

    def leave(self, reason: str, *names: str) -> None:
        """List fields with the reason."""
        for name in names:
            if name in self._fields:
                self.reading.leave(self._fields.pop(name), self.at(name), reason)

    def close(self) -> None:
        """List what nobody took."""
        self.leave("the profile has no place for this", *tuple(self._fields))

    def coded(self, scheme: str, concept: str, label: str | None = None) -> dict[str, Json]:
        """A code with its label; without the taxonomy at hand, the last part of its id stands for the label."""
        shown = (
            label or self._labels.get((scheme, concept)) or concept.rstrip("/").rpartition("/")[2] or concept
        )
        return {
            "label": shown,
            "scheme": scheme,
            "concept_id": concept,
            "scheme_version": _VERSIONS[scheme],
        }

    def _list(self, name: str) -> list[JsonValue]:
        value = self._fields.pop(name, None)
        if isinstance(value, list):
            return value
        raise ForeignFormatError(json_pointer(self.at(name)), "this is not a list", "a JSON array")

    def _object(self, value: JsonValue, path: Path) -> dict[str, JsonValue]:
        if isinstance(value, dict):
            return value
        raise ForeignFormatError(json_pointer(path), "this is not an object", "a JSON object")
