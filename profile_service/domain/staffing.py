"""How somebody becomes a member of staff: an invitation with a code. And what is written down of every change."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Final, NewType

from consent.vocabulary import OrganisationId
from profile_service.domain.connection_code import ALPHABET
from profile_service.domain.people import StaffId, StaffRole

InvitationId = NewType("InvitationId", str)

CODE_SIGNS: Final = 20
"""Of 32 signs each: 100 bits, more than anybody can try in a week."""
CODE_LIFETIME: Final = timedelta(days=7)
LONGEST_NAME: Final = 120
LONGEST_UNIT: Final = 120
_GROUP: Final = 5
_LOOKS_LIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


@dataclass(frozen=True, slots=True)
class Invitation:
    """A code that lets a member make her way in, once. The word itself is kept only as a keyed hash.

    `first` where she has never come in: until she has, she counts for nothing but a name on the list.
    """

    id: InvitationId
    organisation: OrganisationId
    staff: StaffId
    invited_at: datetime
    expires_at: datetime
    first: bool

    def stands(self, now: datetime) -> bool:
        """Whether the code still works."""
        return now < self.expires_at


@dataclass(frozen=True, slots=True)
class Hand:
    """Who changes something in an organisation: one of its administrators, or the operator where `staff` is None."""

    organisation: OrganisationId
    staff: StaffId | None


class What(StrEnum):
    """What was changed in an organisation."""

    REGISTERED = "registered"
    CLOSED = "closed"
    UNIT_ADDED = "unit_added"
    UNIT_REMOVED = "unit_removed"
    INVITED = "invited"
    CAME_IN = "came_in"
    PLACED = "placed"
    """She has a place in a unit, or other roles there than before."""
    PLACE_TAKEN = "place_taken"
    REMOVED = "removed"
    SYSTEM_ADDED = "system_added"
    SYSTEM_REMOVED = "system_removed"
    KEY_ADDED = "key_added"
    KEY_REMOVED = "key_removed"
    ADDRESS_ADDED = "address_added"
    """An address at which the organisation is told."""
    ADDRESS_REMOVED = "address_removed"
    READINGS_TAKEN = "readings_taken"
    """The list of what the organisation has read was taken as a file."""


@dataclass(frozen=True, slots=True)
class StaffChange:
    """One change. `about` is the id of a member or of a system; `made_by` of a member, empty for the operator."""

    id: str
    organisation: OrganisationId
    at: datetime
    what: What
    about: str
    made_by: str
    unit: str = ""
    roles: frozenset[StaffRole] = frozenset()


def shown_code(word: str) -> str:
    """The code as it is handed over: in fives, with hyphens between."""
    return "-".join(word[at : at + _GROUP] for at in range(0, len(word), _GROUP))


def typed_code(typed: str) -> str | None:
    """What was typed, as the signs of a code; None where it cannot be one. Read like a connection code."""
    word = "".join(typed.upper().split()).replace("-", "").translate(_LOOKS_LIKE)
    return word if len(word) == CODE_SIGNS and all(sign in ALPHABET for sign in word) else None
