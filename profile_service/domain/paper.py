"""Papers: what she takes along printed, what stands on it, and by which word somebody else can ask whether it holds."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from types import MappingProxyType
from typing import Final, NewType

from consent.vocabulary import IndividualId
from profile_service.domain.profile import Assertion, Profile
from profile_service.domain.sections import SECTIONS

PaperId = NewType("PaperId", str)


class PaperKind(StrEnum):
    """What a paper is. The value is what the table, the wire and the page say."""

    SHEET = "sheet"
    """The profile on one page, to hand over."""
    PROFILE = "profile"
    RECEIPT = "receipt"
    PLAN = "plan"


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that she has taken. It is there for others once its file is known, until she takes it back."""

    id: PaperId
    individual: IndividualId
    kind: PaperKind
    made_at: datetime
    sealed: bool
    """Whether its file was made: a paper that never left is none."""
    taken_back_at: datetime | None = None

    @property
    def holds(self) -> bool:
        """Whether it is said of it that it was made here."""
        return self.sealed and self.taken_back_at is None


@dataclass(frozen=True, slots=True)
class Marked:
    """What a paper is marked with: the word of 26 letters and digits, 128 random bits and nothing about her, and where to ask."""

    code: str
    place: str
    """The page that answers, without the word."""

    @property
    def address(self) -> str:
        """What the QR code holds."""
        return f"{self.place}/{self.code}"

    @property
    def spoken(self) -> str:
        """The word as it is read and typed: in groups of four."""
        return " ".join(self.code[at : at + 4] for at in range(0, len(self.code), 4))


CODE_LENGTH: Final = 26
_LOOKS_LIKE: Final = str.maketrans({"0": "o", "1": "l", "8": "b"})
"""Signs that are not in the alphabet (RFC 4648, section 6), as what they are read for."""


def read_code(written: str) -> str:
    """The word of a paper as somebody typed or pasted it, an address before it or not; empty where it is none."""
    last = written.strip().rstrip("/").rpartition("/")[2]
    code = "".join(sign for sign in last.lower() if sign.isalnum()).translate(_LOOKS_LIKE)
    return code if len(code) == CODE_LENGTH and code.isascii() else ""


PARTS: Final[Mapping[str, tuple[str, str]]] = MappingProxyType(
    {
        **{name: (name, "") for name in SECTIONS},
        "birth_date": ("person", "birth_date"),
        "place": ("person", "place"),
        "identity_numbers": ("person", "identity_numbers"),
        "obstacles": ("expectations", "obstacles"),
    }
)
"""What she can choose for a paper, by name: a section, or a field that is not there with its section alone."""
ON_REQUEST: Final = (
    "birth_date", "place", "identity_numbers", "obstacles", "adaptations", "plan", "progress",
)  # fmt: skip
"""What is on a paper only where she has named it: it is meant for few, and a sheet of paper goes from hand to hand."""
ORDINARY: Final = tuple(name for name in SECTIONS if name not in ON_REQUEST)
"""What is on a paper unless she says otherwise."""


def chosen(profile: Profile, parts: Iterable[str]) -> Profile:
    """The profile with these parts and no more. A name that there is not changes nothing."""
    named = frozenset(parts)
    sections = {
        section: tuple(_without(item, named) for item in items)
        for section, items in profile.sections.items()
        if section in named
    }
    return replace(profile, sections=sections)


def _without(item: Assertion, named: frozenset[str]) -> Assertion:
    left = {
        field
        for part, (section, field) in PARTS.items()
        if field and section == item.section and part not in named
    }
    if not left & item.content.keys():
        return item
    return replace(item, content={name: said for name, said in item.content.items() if name not in left})
