"""What the doors open to: the joined parts of one installation."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Annotated, Protocol, TypeVar

from fastapi import Depends, Request

from profile_service.actions.ports import Desk, Work
from profile_service.domain.reply import Reply
from profile_service.identity.authorization_server import answer_token_request, metadata
from profile_service.identity.portal_sessions import SessionCookie
from profile_service.identity.tokens import AccessTokens
from profile_service.settings import Settings

T = TypeVar("T")


class Keeping(Protocol):
    """Where units of work are carried; see `storage.lane.Lane`."""

    async def submit(self, action: Callable[[Work], T]) -> T: ...


@dataclass(frozen=True, slots=True)
class House:
    """What the doors open to: the joined parts of one installation."""

    settings: Settings
    desk: Desk
    writer: Keeping
    reader: Keeping
    tokens: AccessTokens
    cookie: SessionCookie
    tells_loopback: bool = False
    """Whether an organisation may be told at this very machine: in a demo only."""
    test_numbers: bool = False
    """Whether Skatteverket's test numbers count as identity numbers (`domain.test_numbers`): in a demo only."""

    @property
    def authorization_metadata(self) -> dict[str, object]:
        """RFC 8414 metadata of this installation."""
        return metadata(self.tokens.issuer)

    async def answer_token_request(self, form: Mapping[str, str]) -> Reply:
        """Answer an OAuth token request."""
        return await self.write(lambda work: answer_token_request(work, self.desk, self.tokens, form))

    async def write(self, action: Callable[[Work], T]) -> T:
        """Run an action in a transaction; returns when what it did is durable."""
        return await self.writer.submit(action)

    async def read(self, action: Callable[[Work], T]) -> T:
        """Run an action that only looks."""
        return await self.reader.submit(action)


def house_of(request: Request) -> House:
    """The installation that the request came to."""
    found: House = request.app.state.house
    return found


async def _house(request: Request) -> House:
    return house_of(request)


Here = Annotated[House, Depends(_house)]
