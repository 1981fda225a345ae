"""What was agreed: who may read whose what, why and until when, and who of theirs may not."""

import unicodedata
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Final

from consent.errors import TransitionError
from consent.scope import Scope
from consent.vocabulary import DeclarationId, GrantId, IndividualId, OrganisationId, RequestId


class Ending(StrEnum):
    """How a grant ends, if she does not end it before. Each has a last day as well."""

    DATE = "date"
    """When its last day is over."""
    ONCE = "once"
    """When it has been read."""
    CASE = "case"
    """When the case is closed, by the organisation or by her."""


_FILLERS: Final = frozenset("\u115f\u1160")
"""Letters to Unicode, and nothing to the eye."""


def fold(name: str) -> str:
    """A name as it is compared: its letters and digits, whatever their case and width (Unicode NFKC).

    White space, stops, marks and signs that nobody sees do not tell two readers apart: otherwise whoever was shut out would
    come in again under a name that looks the same in her log.
    """
    if name.isascii():
        return "".join(filter(str.isalnum, name.lower()))
    signs = unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", name).casefold())
    return "".join(sign for sign in signs if unicodedata.category(sign)[0] in "LN" and sign not in _FILLERS)


@dataclass(frozen=True, slots=True)
class Barred:
    """The units and the readers of the organisation that she has shut out. Names are kept as she saw them."""

    units: frozenset[str] = frozenset()
    readers: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return bool(self.units or self.readers)

    def __or__(self, other: "Barred") -> "Barred":
        return Barred(self.units | other.units, self.readers | other.readers)

    def bars(self, unit: str, reader: str) -> bool:
        """Whether a reading by this reader of this unit is shut out.

        Where somebody is shut out, whoever does not say who she is, is shut out too: otherwise silence would open the door.
        """
        return _bars(self.units, unit) or _bars(self.readers, reader)


def _bars(shut: Iterable[str], name: str) -> bool:
    folded = {fold(one) for one in shut}
    return bool(folded) and (not fold(name) or fold(name) in folded)


@dataclass(frozen=True, slots=True)
class Terms:
    """What was agreed. A change makes new terms of the next revision, never wider ones (`Terms.narrowed`).

    Every scope is frozen (`Scope.frozen`): its fields are spelled out.
    """

    id: GrantId
    individual: IndividualId
    organisation: OrganisationId
    unit: str
    request_id: RequestId
    declaration_id: DeclarationId
    declaration_version: int
    purpose: str
    scopes: tuple[Scope, ...]
    given_at: datetime
    until: datetime
    ending: Ending = Ending.DATE
    barred: Barred = field(default_factory=Barred)
    revision: int = 1

    def __post_init__(self) -> None:
        if not self.scopes or any(scope.fields is None for scope in self.scopes):
            raise TransitionError("a grant names its fields: freeze its scopes before it is given")
        if self.until <= self.given_at:
            raise TransitionError("a grant ends after it was given")

    def narrowed(self, narrowing: "Narrowing") -> "Terms":
        """The terms of the next revision; check them with `objections_to_narrowing` first."""
        return replace(
            self,
            scopes=self.scopes if narrowing.scopes is None else narrowing.scopes,
            until=self.until if narrowing.until is None else narrowing.until,
            ending=self.ending if narrowing.ending is None else narrowing.ending,
            barred=self.barred | narrowing.barred,
            revision=self.revision + 1,
        )


@dataclass(frozen=True, slots=True)
class Narrowing:
    """A change that takes something away. What is None stays as it was agreed."""

    scopes: tuple[Scope, ...] | None = None
    until: datetime | None = None
    ending: Ending | None = None
    barred: Barred = field(default_factory=Barred)
