"""Grants: the standing permission that the individual gives and takes back."""

from typing import Annotated, Final, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.declarations import DeclarationReference, Organisation, Purpose
from schemas.access.evidence import LookAgain
from schemas.access.receipts import ShownNotice
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import Address, CaseReference, Identifier, ShortText, Timestamp, Until

GrantState: TypeAlias = Literal["active", "paused", "withdrawn", "closed", "revoked", "expired", "used_up"]


Ending: TypeAlias = Literal["date", "once", "case"]
"""How a grant ends, if she does not end it before: with its last day, with one reading, or with the case."""

_MOST_NAMES: Final = 50
_Names: TypeAlias = Annotated[tuple[ShortText, ...], Field(max_length=_MOST_NAMES)]


class Barred(Model):
    """Units and readers of the organisation that are shut out, by the names under which they read."""

    units: tuple[ShortText, ...] = ()
    readers: tuple[ShortText, ...] = ()


class BarredBody(Model):
    """Whom to shut out. Where a name is shut out, whoever reads without naming herself is shut out too."""

    units: _Names = ()
    readers: _Names = ()


class GrantBody(Model):
    """What the individual says yes to: what was asked for, or less of it, or for a shorter time."""

    scopes: Scopes
    until: Until | None = None
    ending: Ending | None = Field(None, description="The one that was asked for when left out.")
    notice: ShownNotice | None = Field(
        None, description="What her program showed her; its hash goes into the receipt."
    )


class NarrowBody(Model):
    """What the individual takes away from a grant. What is left out stays as it was agreed."""

    scopes: Scopes | None = Field(None, description="All that is still to be shared.")
    until: Until | None = Field(None, description="An earlier end.")
    ending: Literal["once"] | None = Field(None, description="Only one more reading.")
    barred: BarredBody | None = Field(None, description="Whom to shut out, beside those who are already.")


class CloseBody(Model):
    """Who closes the case, as the individual will see it."""

    reader: ShortText
    unit: ShortText | None = None


class ReviewBody(Model):
    """The grants that the individual ends in one step: all of them, or none."""

    grants: Annotated[tuple[Identifier, ...], Field(min_length=1, max_length=limits.REVIEWED)]


class Sharing(Model):
    """Whether the individual has paused all her sharing."""

    paused: bool
    since: Timestamp | None = None


class Pause(Model):
    """Since when nobody reads, and whether it is because all sharing is paused."""

    since: Timestamp
    all_sharing: bool


class Grant(Model):
    """A grant as the individual sees it."""

    id: Identifier
    organisation: Organisation
    unit: ShortText | None = None
    purpose: Purpose
    purpose_declaration: DeclarationReference
    scopes: Scopes
    given_at: Timestamp
    until: Until
    ending: Ending = "date"
    state: GrantState
    paused: Pause | None = None
    ended_at: Timestamp | None = None
    barred: Barred = Barred()
    revision: Annotated[int, Field(ge=1)] = 1
    can_undo_until: Timestamp | None = Field(
        None, description="Until when the yes can be undone; absent where it cannot."
    )
    case_reference: CaseReference
    last_read_at: Timestamp | None = None
    reads: Annotated[int, Field(ge=0)]
    receipt: Address


class GranteeGrant(Model):
    """A live grant as the organisation that has it sees it."""

    id: Identifier
    access_request: Identifier
    unit: ShortText | None = None
    purpose: Purpose
    purpose_declaration: DeclarationReference
    scopes: Scopes
    given_at: Timestamp
    until: Until
    ending: Ending = Field("date", description="`once`: opening it uses it up.")
    case_reference: CaseReference
    receipt: Address


class GranteeGrantList(Model):
    """The live grants of an organisation; ended ones are not in it."""

    grants: tuple[GranteeGrant, ...]


class GrantList(Model):
    """The grants of the individual."""

    grants: tuple[Grant, ...]


class Reminders(Model):
    """Grants that end within fourteen days, and how many wait on the review page."""

    ending_soon: tuple[Grant, ...]
    unused: Annotated[int, Field(ge=0)]
    look_again: tuple[LookAgain, ...] = Field(
        (), description="Items whose day to be looked at again has come, section by section."
    )
