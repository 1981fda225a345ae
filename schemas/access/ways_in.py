"""Her ways to sign in to the portal, and what they and her account rest on."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas import limits
from schemas.access.declarations import Organisation
from schemas.access.sessions import WayIn
from schemas.model import Model
from schemas.values import Identifier, Timestamp, Token

Assurance: TypeAlias = Literal["desk", "substantial", "high"]


class OwnWayIn(Model):
    """One way to sign in. `name` is what she calls a passkey, or the provider of an e-ID; `codes_left` is a sheet's."""

    id: Identifier
    way_in: WayIn
    name: str
    made_at: Timestamp
    last_used_at: Timestamp | None
    locked: bool
    codes_left: int | None
    assurance: Assurance


class OwnWayInList(Model):
    """Every way in which she can sign in, e-ID first."""

    ways_in: tuple[OwnWayIn, ...]


class OwnIdentityNumber(Model):
    """A number of hers that a provider vouched for; nobody but she is told it. `until` is null for the current one."""

    number: Annotated[str, Field(pattern=r"^[0-9]{12}$")]
    kind: Literal["personnummer", "samordningsnummer"]
    vouched_by: Annotated[
        str, Field(description="The provider's issuer (OpenID Connect Core 1.0, section 2).")
    ]
    since: Timestamp
    until: Timestamp | None


class OwnEnrolment(Model):
    """One time that she was seen at a desk: the first, or one that replaced a lost way in."""

    id: Identifier
    at: Timestamp
    organisation: Organisation | None = Field(description="Null where it takes part no more.")
    unit: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    helper: Annotated[str, Field(max_length=limits.SHORT_TEXT)]
    proof: Token
    document_ends_with: Annotated[
        str, Field(max_length=3, description="Of its number; all that was written down.")
    ]
    replaced: bool = Field(description="Whether a lost way in was replaced by it.")
    second_look: Token = Field(description="What became of the look that a colleague takes at some of them.")
