"""Drafts in the making: each field remembers the places of the file that it came from, so that none is lost."""

from dataclasses import dataclass, field
from typing import Final

from profile_service.actions.errors import ContentError
from profile_service.domain.importing import Draft, ForeignProfile, Unmapped
from profile_service.domain.profile import Json, Source, Strength
from profile_service.portability.json_text import JsonValue, Path, leaves
from profile_service.portability.wire import WireRules
from schemas.values import json_pointer

# Whether a test number will do is settled where the draft is taken into the profile.
_RULES: Final = WireRules(test_numbers=True)


@dataclass(frozen=True, slots=True)
class Piece:
    """A text of the file, and where it stood."""

    text: str
    path: Path


@dataclass(slots=True)
class Item:
    """An item of a section as it is put together from pieces."""

    section: str
    path: Path
    strength: Strength = Strength.SELF
    fields: dict[str, Json] = field(default_factory=dict)
    origins: dict[str, tuple[Path, ...]] = field(default_factory=dict)

    def put(self, name: str, value: Json, *origins: Path) -> None:
        """Set a field, and say which values of the file it holds."""
        self.fields[name] = value
        self.origins[name] = origins

    def put_piece(self, name: str, piece: Piece | None) -> None:
        """Set a field to a text as it stands, where there is one."""
        if piece:
            self.put(name, piece.text, piece.path)

    def put_words(self, name: str, piece: Piece | None) -> None:
        """Set a coded field to free text: nobody chose a code, so none is made up."""
        if piece:
            self.put(name, {"label": piece.text}, piece.path)


class Reading:
    """What has become of a file so far: drafts, and what was left out with its reason."""

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.unmapped: list[Unmapped] = []

    def leave(self, value: JsonValue, path: Path, reason: str) -> None:
        """List a value, or each value inside it, as left out."""
        self.unmapped += [Unmapped(json_pointer(leaf), reason) for leaf in leaves(value, path)]

    def leave_paths(self, paths: tuple[Path, ...], reason: str) -> None:
        """List values by their places."""
        self.unmapped += [Unmapped(json_pointer(path), reason) for path in paths]

    def finish(self, item: Item) -> None:
        """Add the item as a draft.

        A field that does not fit is listed, and the rest goes in. Where the section cannot do without a field that
        is not there, all of the item is listed.
        """
        while item.fields:
            refused = _refused(item)
            if not refused:
                self.drafts.append(_draft(item))
                return
            wrong = refused.keys() & item.fields.keys()
            for name in sorted(wrong):
                del item.fields[name]
                self.leave_paths(item.origins.pop(name), refused[name])
            if not wrong:
                needed = ", ".join(sorted(refused))
                for origins in item.origins.values():
                    self.leave_paths(
                        origins, f"an item of {item.section} needs {needed}, which the file lacks"
                    )
                return

    def result(self, format: str, source: Source) -> ForeignProfile:
        """The file as a whole."""
        return ForeignProfile(format, source, tuple(self.drafts), tuple(self.unmapped))


def _draft(item: Item) -> Draft:
    # Two fields may hold the same value of the file, which is one place all the same.
    parts = dict.fromkeys(json_pointer(place) for places in item.origins.values() for place in places)
    return Draft(item.section, item.fields, item.strength, json_pointer(item.path), tuple(parts))


def _refused(item: Item) -> dict[str, str]:
    try:
        _RULES.parse(item.section, item.fields)
    except ContentError as error:
        return {
            one.field.split("/")[1]: f"{one.problem}; right would be: {one.expected}"
            for one in error.objections
        }
    return {}
