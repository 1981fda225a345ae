"""What the doors open to: the joined parts of one installation."""

from collections.abc import Callable, Coroutine, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Annotated, Any, Protocol, TypeVar

from fastapi import Depends, Request

from profile_service.actions.ports import Desk, Work
from profile_service.actions.ports.concepts import Concepts
from profile_service.actions.ports.foreseen import Foreseen
from profile_service.domain.turnstile import BEGUN_SIGN_INS, REFUSED_PROOFS, TRIALS, UNKNOWN_PAPERS, Turnstile
from profile_service.domain.webhook import Attempt, Parcel
from profile_service.doors.crowd import Crowd
from profile_service.doors.pulse import Pulse
from profile_service.evidence.cleaning import Cleaner
from profile_service.identity.authorization.metadata import metadata
from profile_service.identity.authorization.nonces import Nonces
from profile_service.identity.authorization.server import AuthorizationEndpoints
from profile_service.identity.oidc.configuration import Provider
from profile_service.identity.oidc.relying_party import RelyingParty
from profile_service.identity.passkeys import PasskeyCeremonies
from profile_service.identity.portal_sessions import SessionCookie
from profile_service.identity.tokens import AccessTokens
from profile_service.settings import Settings

T = TypeVar("T")


class Keeping(Protocol):
    """Where units of work are carried; see `storage.lane.Lane`."""

    async def submit(self, action: Callable[[Work], T], foreseen: Foreseen | None = None) -> T: ...


class Looking(Protocol):
    """Where concepts are looked up; see `storage.concepts.library.Library`."""

    async def look_up(self, ask: Callable[[Concepts], T]) -> T: ...


class Sending(Protocol):
    """How one message goes to one address; see `webhooks.sending.Sender`."""

    async def send(self, parcel: Parcel, now: datetime) -> Attempt: ...


class Sealing(Protocol):
    """What seals papers; see `signing.paper_seal.PaperSeal`."""

    authority: bytes

    def seal(self, pdf: bytes, at: datetime) -> bytes: ...


class Logging(Protocol):
    """The journal's name and keys; see `signing.live_journal.LiveJournal`."""

    origin: str

    @property
    def verifiers(self) -> Sequence[str]: ...
    @property
    def witnesses(self) -> Sequence[str]: ...
    def sign_checkpoint(self, size: int, root: bytes) -> bytes: ...
    def has_signed(self, note: bytes, size: int, root: bytes) -> bool: ...
    def cosigned(self, note: bytes, lines: str) -> Sequence[tuple[str, str]]: ...


class Remembering(Protocol):
    """Where the newest checkpoint is kept outside of the database; see `storage.outer_checkpoint.OuterCheckpoint`."""

    def read(self) -> bytes | None: ...
    def keep(self, note: bytes) -> None: ...


class NoWayOut:
    """Where nothing is sent from."""

    async def send(self, parcel: Parcel, now: datetime) -> Attempt:
        """Nothing goes out."""
        del parcel, now
        return Attempt(told=False, result="no-connection")


@dataclass(frozen=True, slots=True)
class House:
    """What the doors open to: the joined parts of one installation."""

    settings: Settings
    desk: Desk
    writer: Keeping
    reader: Keeping
    library: Looking
    tokens: AccessTokens
    cookie: SessionCookie
    eid: RelyingParty
    """How people and staff come in by OpenID providers."""
    nonces: Nonces
    seal: Sealing
    log: Logging
    """What signs the journal's checkpoints."""
    outside: Remembering
    """What outlives the database, and says how far the journal had come."""
    tells_loopback: bool = False
    """Whether an organisation may be told at this very machine: in a demo only."""
    test_numbers: bool = False
    """Whether Skatteverket's test numbers count as identity numbers (`domain.test_numbers`): in a demo only."""
    cleaner: Cleaner = field(default_factory=Cleaner)
    """Where files of evidence are written anew."""
    sender: Sending = field(default_factory=NoWayOut)
    """What tries an address that an organisation is told at, when somebody asks for that."""
    pulse: Pulse = field(default_factory=Pulse)
    """What the process knows of itself."""
    crowd: Crowd = field(default_factory=Crowd)
    """Who is inside at the moment."""
    # Whoever proves nothing is held at these; see `domain.turnstile`.
    refused_proofs: Turnstile = field(default_factory=lambda: Turnstile(REFUSED_PROOFS))
    begun_sign_ins: Turnstile = field(default_factory=lambda: Turnstile(BEGUN_SIGN_INS))
    unknown_papers: Turnstile = field(default_factory=lambda: Turnstile(UNKNOWN_PAPERS))
    trials: Turnstile = field(default_factory=lambda: Turnstile(TRIALS))
    """Trial messages, by organisation."""

    @property
    def passkeys(self) -> PasskeyCeremonies:
        """The relying party of passkeys, at the address that people use."""
        return PasskeyCeremonies(self.settings.public_url)

    @property
    def providers(self) -> Mapping[str, Provider]:
        """The OpenID providers that are set up, by name."""
        return self.eid.providers

    @property
    def authorization_metadata(self) -> dict[str, object]:
        """RFC 8414 metadata of this installation."""
        return metadata(self.tokens.issuer)

    @property
    def authorization(self) -> AuthorizationEndpoints:
        """The authorization server for organisations' systems."""
        return AuthorizationEndpoints(self.desk, self.tokens, self.nonces, self.read, self.write)

    def write(self, action: Callable[[Work], T], foreseen: Foreseen | None = None) -> Coroutine[Any, Any, T]:
        """Run an action in a transaction; returns when what it did is durable.

        Args:
            foreseen: what it will look up, where it is a consented reading.
        """
        return self.writer.submit(action, foreseen)

    def read(self, action: Callable[[Work], T]) -> Coroutine[Any, Any, T]:
        """Run an action that only looks."""
        return self.reader.submit(action)

    async def look_up(self, ask: Callable[[Concepts], T]) -> T:
        """Ask the store of concepts, beside the lanes.

        Raises:
            BusyError: too many are asking, or the store cannot be read now.
        """
        return await self.library.look_up(ask)


def house_of(request: Request) -> House:
    """The installation that the request came to."""
    found: House = request.app.state.house
    return found


async def _house(request: Request) -> House:
    return house_of(request)


Here = Annotated[House, Depends(_house)]
