"""Help with writing and representatives, as the person herself sees them."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.declarations import Organisation
from schemas.access.scope import Scopes
from schemas.model import JsonObject, Model
from schemas.sections.base import SectionName
from schemas.values import Identifier, ShortText, Timestamp, Token

HelpState: TypeAlias = Literal["open", "ended"]
DraftStep: TypeAlias = Literal["add", "change", "remove", "confirm"]
MandateState: TypeAlias = Literal["waiting", "active", "ended", "expired"]
MandateSide: TypeAlias = Literal["given", "held"]
PowerName: TypeAlias = Literal["see", "write", "answer", "see_log"]


class HelpSession(Model):
    """One assisted session: who helps her to write, with which parts, until when."""

    id: Identifier
    organisation: Organisation
    unit: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    helper: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    scopes: Scopes
    opened_at: Timestamp
    until: Timestamp
    state: HelpState
    ended_at: Timestamp | None = None
    ended_by: Token | None = None


class HelpSessionList(Model):
    """Her help, newest first, ended ones included."""

    help: tuple[HelpSession, ...]


class Draft(Model):
    """What a helper proposed or a mapping session came to, and what waits for her answer. Nothing of it is in the profile."""

    id: Identifier
    organisation: Organisation | None = Field(
        None, description="Who proposed it; null for what she wrote herself."
    )
    mapping_session_id: Identifier | None = Field(None, description="The mapping session that it came of.")
    unit: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    helper: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    section: SectionName
    step: DraftStep
    item_id: Identifier | None = Field(None, description="The entry that it is about; null for a new one.")
    fields: JsonObject = Field(description="What would be written; null takes a field away.")
    made_at: Timestamp
    stale: bool = Field(description="The entry was changed since: the draft can be refused only.")
    tag: Annotated[str, Field(max_length=limits.SHORT_TEXT)] = Field(
        "",
        description="Which entry, in which version, a yes would be a yes to. In the If-Match of the approval, in quotes, "
        "nothing else is changed by it.",
    )


class DraftList(Model):
    """What waits for her, newest first."""

    drafts: tuple[Draft, ...]


class Mandate(Model):
    """Somebody may act for her, or she for somebody. `name` is what the other one wrote."""

    id: Identifier
    side: MandateSide
    name: ShortText
    powers: tuple[PowerName, ...]
    proof: Token
    organisation: ShortText | None = Field(None, description="At whose desk it was shown; null for none.")
    given_at: Timestamp
    until: Timestamp
    state: MandateState
    ended_at: Timestamp | None = None


class MandateList(Model):
    """Those that she gave and those that she holds, newest first."""

    mandates: tuple[Mandate, ...]
