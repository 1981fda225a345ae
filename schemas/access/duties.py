"""Access by law: its own kind, made by the operator for a named rule."""

from typing import Annotated, TypeAlias

from pydantic import Field

from schemas.access.declarations import Organisation
from schemas.access.scope import Scopes
from schemas.model import Model
from schemas.values import CaseReference, Flag, Identifier, LocalisedText, ShortText, Timestamp, Until

_Count: TypeAlias = Annotated[int, Field(ge=0)]


class Duty(Model):
    """What a statute lets an organisation read. It rests on no consent, and she cannot stop it."""

    id: Identifier
    reference: CaseReference | None = Field(None, description="The case reference of the authority's demand.")
    citation: ShortText = Field(description="The rule as it is cited.")
    text: LocalisedText = Field(description="What the rule says.")
    scopes: Scopes
    since: Timestamp
    until: Timestamp


class DutyList(Model):
    """The duties that an organisation can read under now."""

    duties: tuple[Duty, ...]


class DutyBody(Model):
    """What the operator registers, when an authority has shown the rule."""

    organisation: Identifier
    individual: Identifier = Field(description="Her number here, as the authority's demand names it.")
    reference: CaseReference = Field(description="The case reference of the authority's demand.")
    citation: ShortText
    text: LocalisedText = Field(description="What the rule says, in Swedish, English and Arabic at least.")
    scopes: Scopes
    since: Timestamp | None = Field(None, description="Now, where it is left out.")
    until: Until


class DutyCreated(Model):
    """A duty that was registered."""

    id: Identifier


class OwnDuty(Duty):
    """A duty as the individual sees it: with who reads, whether it stands, and how it is used."""

    organisation: Organisation
    stands: Flag
    ended_at: Timestamp | None = None
    reads: _Count
    last_read_at: Timestamp | None = None


class OwnDutyList(Model):
    """Every duty that there is or was about her, and her number here, which an authority's demand must name."""

    individual: Identifier
    duties: tuple[OwnDuty, ...]


class OperatorsDuty(Duty):
    """A duty as the operator sees it. How it is used is hers to see, not the operator's."""

    organisation: Organisation
    individual: Identifier
    stands: Flag
    ended_at: Timestamp | None = None


class OperatorsDutyList(Model):
    """All that were registered, newest first."""

    duties: tuple[OperatorsDuty, ...]
