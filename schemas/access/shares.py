"""Shares: a link that the individual makes, for one vacancy, to what she can do and not to who she is."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.scope import Scopes
from schemas.model import JsonObject, Model
from schemas.sections.base import SectionName
from schemas.values import Flag, Identifier, Iri, ShortCode, ShortText, Timestamp, Until

ShareState: TypeAlias = Literal["open", "paused", "locked", "ended", "expired"]
ContactState: TypeAlias = Literal["none", "asked", "given", "refused"]
ContactField: TypeAlias = Literal["name", "email", "phone"]
MoreAsked: TypeAlias = Literal[
    "paper", "confirmed", "experience", "education", "languages", "licences", "longer"
]


class ShareBody(Model):
    """What she wants to show, and for which vacancy. Scopes name competences; nothing else can be in a share."""

    vacancy: ShortText
    employer: ShortText
    scopes: Scopes
    until: Until | None = Field(None, description="Thirty days where it is left out, ninety at the most.")
    with_word: Flag = Field(False, description="Also ask viewers for a word, which the service makes.")


class Share(Model):
    """A share as she who made it sees it."""

    id: Identifier
    vacancy: ShortText
    employer: ShortText
    scopes: Scopes
    made_at: Timestamp
    until: Timestamp
    state: ShareState
    ended_at: Timestamp | None = None
    has_word: bool
    views: Annotated[int, Field(ge=0)]
    last_view_at: Timestamp | None = None
    contact: ContactState = Field(description="Whether a viewer has asked who she is, and what she answered.")
    contact_fields: tuple[ContactField, ...] = ()
    more_asked: tuple[MoreAsked, ...] = Field(
        default=(), description="What viewers have asked to see besides, each in one fixed sentence."
    )


class ShareList(Model):
    """Her shares, newest first."""

    shares: tuple[Share, ...]


class MadeShare(Model):
    """A new share with its link and its word, which are told this once."""

    share: Share
    link: Iri
    word: ShortCode | None = None


class ShareWord(Model):
    """A new word, told this once."""

    word: ShortCode


class ContactBody(Model):
    """Her second yes: what of her name and contact the viewers may know."""

    fields: Annotated[tuple[ContactField, ...], Field(min_length=1, max_length=3)]


class SharedProfile(Model):
    """What a viewer sees: contents without ids, times or sources, with whatever would name her covered."""

    vacancy: ShortText
    employer: ShortText
    until: Timestamp
    sections: dict[SectionName, Annotated[tuple[JsonObject, ...], Field(max_length=limits.ITEMS_PER_SECTION)]]
    stale: (
        dict[SectionName, Annotated[tuple[bool, ...], Field(max_length=limits.ITEMS_PER_SECTION)]] | None
    ) = Field(
        None,
        description="In the order of `sections`, whose day to be looked at again has passed. Absent where none has.",
    )
    contact: JsonObject | None = None
