"""The parts of an installation, opened by its settings and keys, and joined to what the doors open to."""

from dataclasses import dataclass
from datetime import UTC, datetime
from functools import partial
from pathlib import Path

from profile_service.actions.enrolling import erase
from profile_service.actions.ports import Clock, Desk, Ids
from profile_service.clock import RandomIds, SystemClock
from profile_service.domain.reading_limits import ReadingLimits
from profile_service.domain.running import KeyState
from profile_service.doors import (
    House,
)
from profile_service.doors.pulse import Pulse
from profile_service.identity.authorization.nonces import Nonces
from profile_service.identity.oidc.configuration import read_providers
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.identity.oidc.relying_party import RelyingParty
from profile_service.identity.portal_sessions import SessionCookie
from profile_service.identity.tokens import AccessTokens
from profile_service.key_source import provider_of
from profile_service.messengers.configuration import open_post
from profile_service.messengers.office import PostOffice
from profile_service.portability.consent_record import render_record
from profile_service.portability.instruments import Shelf
from profile_service.portability.wire import WireRules
from profile_service.rounds import ROUND_NAMES
from profile_service.settings import Settings
from profile_service.signing.journal_signer import parse_verifiers
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.live_journal import LiveJournal
from profile_service.signing.live_ring import LiveNotary, LiveRing, LiveSeal
from profile_service.storage.concepts import Library
from profile_service.storage.database import Database
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from profile_service.storage.outer_ledger import OuterLedger
from profile_service.storage.replaying import Replayed, replay
from profile_service.taxonomy.starter import load_starter
from schemas.proofs.notes import Verifier


@dataclass(frozen=True, slots=True)
class Parts:
    """What an app is made of; each can be another one in a test, and none is a stand-in.

    `goes_round` where the app does by itself what time brings; whoever moves the clock by hand does that by hand too.
    `tells_loopback` where webhooks may go to this very machine, `test_numbers` where Skatteverket's test numbers count as
    identity numbers, `sink` where messages to people are written in place of sending them. No setting of a real
    installation makes it so.
    """

    settings: Settings
    keys: KeyRing
    database: Database
    clock: Clock
    ids: Ids
    library: Library
    ring: LiveRing
    """The keys as they are now: they may be changed while this runs. `keys` are those of the start."""
    goes_round: bool = True
    tells_loopback: bool = False
    test_numbers: bool = False
    sink: Path | None = None


def open_parts(
    settings: Settings,
    keys: KeyRing,
    clock: Clock | None = None,
    ids: Ids | None = None,
    *,
    tells_loopback: bool = False,
    test_numbers: bool = False,
    sink: Path | None = None,
) -> Parts:
    """Open the database with the keys; the system's clock and generator unless others are given."""
    clock, goes_round = clock or SystemClock(), clock is None
    ring = LiveRing(provider_of(settings), keys, lambda: clock.now().timestamp())
    outer = OuterLedger(settings.ledger_of_erasures, ring)
    database = Database(settings.database_url, ring, settings.read_database_url, outer=outer)
    return Parts(
        settings,
        keys,
        database,
        clock,
        ids or RandomIds(),
        Library(settings.store_of_concepts),
        ring,
        goes_round=goes_round,
        tells_loopback=tells_loopback,
        test_numbers=test_numbers,
        sink=sink,
    )


def recall_erasures(parts: Parts) -> Replayed:
    """Erase again whom the ledger outside knows to be erased and the database does not; to be done before any door opens.

    From then on the database does it by itself, should it be put back to an older state while the service runs.

    Raises:
        OuterLedgerError: the ledger was tampered with, or belongs to other keys.
        OSError: it cannot be read or written.
    """
    database, desk = parts.database, house_from(parts).desk
    outer = OuterLedger(parts.settings.ledger_of_erasures, parts.ring)

    def again() -> Replayed:
        return replay(
            database.engine, parts.ring, outer, lambda work, individual: erase(work, desk, individual)
        )

    database.writer.recall = again
    return again()


def stock(parts: Parts) -> None:
    """Put the starter set into the store of concepts, where a scheme of it has no edition yet.

    Raises:
        DatabaseError: the store cannot be used.
    """
    store = parts.library.store
    try:
        load_starter(store, store, parts.clock.now())
    finally:
        store.close()  # it opens again by itself when somebody asks


def house_from(parts: Parts, post: PostOffice | None = None) -> House:
    """Join the parts to what the doors open to; nothing is sent to people without a post office."""
    render = partial(render_record, service=parts.settings.public_url)
    notary = LiveNotary(parts.ring, render)
    rules = WireRules(test_numbers=parts.test_numbers)
    limits, open_to = _limits(parts.settings), post or PostOffice({})
    desk = Desk(parts.clock, parts.ids, rules, parts.settings.zone, notary, limits, Shelf(), open_to)
    return House(
        settings=parts.settings,
        desk=desk,
        writer=parts.database.writer,
        reader=parts.database.reader,
        library=parts.library,
        tokens=AccessTokens(parts.settings.public_url, parts.ring.token_keys),
        cookie=SessionCookie(secure=parts.settings.secure),
        eid=_without_providers(parts),
        nonces=Nonces(parts.ring.blind("dpop-nonce", "key")),
        seal=LiveSeal(parts.ring),
        log=LiveJournal(parts.ring, parts.settings.journal_origin, witnesses_of(parts.settings)),
        outside=OuterCheckpoint(parts.settings.ledger_of_erasures),
        tells_loopback=parts.tells_loopback,
        test_numbers=parts.test_numbers,
    )


def pulse_of(parts: Parts) -> Pulse:
    """What this process knows of itself, for whoever runs it."""
    url, prefix = parts.settings.database_url, "sqlite:///"
    ring = parts.settings.key_ring
    writer, reader = parts.database.writer, parts.database.reader

    def key_state() -> KeyState:
        keys = parts.ring.current
        changed = datetime.fromtimestamp(ring.stat().st_mtime, UTC) if ring.is_file() else None
        versions = tuple(sorted(keys.sealing_keys))
        return KeyState(keys.newest, versions, len(keys.token_keys), len(keys.record_keys), changed)

    return Pulse(
        started_at=parts.clock.now(),
        folder=Path(url.removeprefix(prefix)).resolve().parent if url.startswith(prefix) else None,
        rounds=ROUND_NAMES if parts.goes_round else (),
        lanes=lambda: {"write": writer.waiting, "read": reader.waiting},
        tallies=lambda: {"write": writer.tally, "read": reader.tally},
        queues=lambda: {"concepts": parts.library.asking},
        keys=key_state,
    )


def post_office_of(settings: Settings, sink: Path | None = None) -> PostOffice:
    """How people are told outside of the portal, by the settings.

    Raises:
        PostError: a setting for it cannot be used.
    """
    return open_post(
        smtp_url=settings.smtp_url,
        smtp_secret=settings.smtp_secret.get_secret_value(),
        mail_from=settings.mail_from,
        sms_url=settings.sms_url,
        sms_secret=settings.sms_secret.get_secret_value(),
        sms_from=settings.sms_from,
        sms_prefixes=settings.sms_prefixes,
        sink=sink,
    )


def relying_party_of(parts: Parts) -> RelyingParty:
    """Our side of signing in at the providers that the settings name; none where they name no file.

    Raises:
        ProviderFileError: the file, or the key that it names, cannot be used.
    """
    loopback, path = parts.tells_loopback, parts.settings.providers
    if path is None:
        return _without_providers(parts)
    read = read_providers(path, loopback=loopback)
    keys, public_url = OwnKeys.load(read.key), parts.settings.public_url
    return RelyingParty(read.providers, keys, public_url, parts.clock, parts.ids, loopback=loopback)


def witnesses_of(settings: Settings) -> tuple[Verifier, ...]:
    """The keys of the witnesses whose cosignatures are taken."""
    return parse_verifiers(settings.journal_witnesses.split())


def _without_providers(parts: Parts) -> RelyingParty:
    return RelyingParty({}, OwnKeys.none(), parts.settings.public_url, parts.clock, parts.ids)


def _limits(settings: Settings) -> ReadingLimits:
    return ReadingLimits(
        settings.people_per_reader,
        settings.people_per_reader_with_reason,
        settings.people_per_organisation,
        settings.readings_per_person,
    )
