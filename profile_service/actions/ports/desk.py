"""What every action has at hand besides the unit of work."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, tzinfo
from typing import Protocol

from profile_service.actions.ports.instruments import InstrumentShelf
from profile_service.domain.prepared_record import Prepared
from profile_service.domain.profile import Content, Json
from profile_service.domain.reach import Channel
from profile_service.domain.reading_limits import ReadingLimits


class Clock(Protocol):
    """The time, with a zone."""

    def now(self) -> datetime: ...


class Ids(Protocol):
    """Makes ids and secrets that nobody can guess."""

    def new(self, prefix: str) -> str: ...
    def secret(self) -> str: ...
    def digits(self, alphabet: str, length: int) -> str: ...


class SectionRules(Protocol):
    """Checks what was written against a section's wire model."""

    def parse(self, section: str, raw: Mapping[str, Json]) -> Content:
        """The checked content; raises `ContentError` with every field that is wrong."""
        ...


class Notary(Protocol):
    """Signs consent records, and nothing that was not prepared (`domain.prepared_record.prepare`)."""

    @property
    def jwks(self) -> Mapping[str, Sequence[Mapping[str, str]]]:
        """Every public key that records were signed with, as a JWK set (RFC 7517), the newest last."""
        ...

    def attest(self, prepared: Prepared) -> str:
        """The record as JSON-LD inside a JWS in compact form (RFC 7515)."""
        ...


class Post(Protocol):
    """Which ways there are to tell her outside of the portal, and what an address on each looks like. It sends nothing."""

    @property
    def channels(self) -> frozenset[Channel]: ...

    def read(self, channel: Channel, written: str) -> str:
        """The address in its one spelling; raises `ContentError` where it is none, or one where nothing is sent."""
        ...


@dataclass(frozen=True, slots=True)
class Desk:
    """What every action has at hand: the time, ids, the rules of the sections, and the zone that dates are meant in."""

    clock: Clock
    ids: Ids
    rules: SectionRules
    zone: tzinfo
    notary: Notary
    limits: ReadingLimits
    instruments: InstrumentShelf
    post: Post
