"""The composition root: the only place where the parts are joined."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from functools import cache, partial
from pathlib import Path

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.routing import BaseRoute

from profile_service.actions.errors import ActionError
from profile_service.actions.ports import Clock, Desk, Ids
from profile_service.api.app import api
from profile_service.api.contract import openapi_of
from profile_service.api.errors import RequestError
from profile_service.api.problems import name_resource, problem_response, slug_of
from profile_service.clock import RandomIds, SystemClock
from profile_service.domain.importing import ForeignFormatError
from profile_service.domain.reading_limits import ReadingLimits
from profile_service.domain.running import KeyState
from profile_service.doors import (
    ActingForAnotherError,
    ForgedFormError,
    House,
    NotAllowedError,
    NotFreshError,
    NotSignedInError,
    NoUnitError,
    again_address,
    language_of,
)
from profile_service.doors.pulse import VERSION, Pulse
from profile_service.gatekeeping import Gate
from profile_service.heads import Heads
from profile_service.identity.authorization.nonces import Nonces
from profile_service.identity.oidc.configuration import read_providers
from profile_service.identity.oidc.own_keys import OwnKeys
from profile_service.identity.oidc.relying_party import RelyingParty
from profile_service.identity.portal_sessions import SessionCookie
from profile_service.identity.tokens import AccessTokens
from profile_service.messengers.configuration import open_post
from profile_service.messengers.office import PostOffice
from profile_service.portability.consent_record import render_record
from profile_service.portability.instruments import Shelf
from profile_service.portability.wire import WireRules
from profile_service.rounds import ROUND_NAMES, Rounds
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.notary import RecordNotary
from profile_service.signing.paper_seal import PaperSeal
from profile_service.signing.token_rotation import TokenKeysOnDisk
from profile_service.storage.concepts import Library
from profile_service.storage.database import Database
from profile_service.taxonomy.starter import load_starter
from profile_service.web.app import portal
from profile_service.web.problems import STALE_FORM
from profile_service.web.rendering import problem_page
from profile_service.web.unit_pages import to_the_units
from profile_service.webhooks.sending import Sender
from schemas.problems import PROBLEMS

_EXPECTED = (
    ActionError,
    RequestError,
    NotSignedInError,
    NotFreshError,
    NotAllowedError,
    ForgedFormError,
    ForeignFormatError,
    RequestValidationError,
    HTTPException,
)
_MACHINE_PATHS = ("/v1/", "/oauth/", "/.well-known/", "/healthz", "/readyz", "/openapi.json")


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
    database = Database(settings.database_url, keys)
    return Parts(
        settings,
        keys,
        database,
        clock or SystemClock(),
        ids or RandomIds(),
        Library(settings.store_of_concepts),
        goes_round=clock is None,
        tells_loopback=tells_loopback,
        test_numbers=test_numbers,
        sink=sink,
    )


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


def create_app(parts: Parts) -> FastAPI:
    """The whole service as an ASGI app."""
    app = FastAPI(
        title="Egenkarta",
        version=VERSION,
        summary="One portable competence profile that the individual owns, and the consent that opens it.",
        openapi_url=None,  # served by a route of our own, behind a door like every other
        redirect_slashes=False,  # it would send the caller wherever the header Host says
        lifespan=partial(_lifespan, parts),
    )
    post = post_office_of(parts.settings, parts.sink)
    sender = Sender(loopback=parts.tells_loopback)
    app.state.house = replace(
        house_from(parts, post), eid=relying_party_of(parts), sender=sender, pulse=pulse_of(parts)
    )
    app.state.rounds = Rounds(app.state.house, sender, post)
    app.add_middleware(Heads)
    app.add_middleware(Gate, secure=parts.settings.secure, refuse=_answer_error)
    for kind in _EXPECTED:
        app.add_exception_handler(kind, _answer_error)
    app.add_exception_handler(NoUnitError, to_the_units)
    app.router.routes.extend(_routes())
    app.openapi = partial(openapi_of, app)  # type: ignore[method-assign]  # the way FastAPI documents
    return app


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Every route there is, once for each process: they know no app, and FastAPI takes half a second to make them."""
    made = FastAPI(openapi_url=None, generate_unique_id_function=lambda route: route.name)
    api(made)
    portal(made)
    return tuple(made.routes)


def house_from(parts: Parts, post: PostOffice | None = None) -> House:
    """Join the parts to what the doors open to; nothing is sent to people without a post office."""
    render = partial(render_record, service=parts.settings.public_url)
    notary = RecordNotary(parts.keys.record_keys, parts.keys.record_kid, render)
    rules = WireRules(test_numbers=parts.test_numbers)
    limits, open_to = _limits(parts.settings), post or PostOffice({})
    desk = Desk(parts.clock, parts.ids, rules, parts.settings.zone, notary, limits, Shelf(), open_to)
    return House(
        settings=parts.settings,
        desk=desk,
        writer=parts.database.writer,
        reader=parts.database.reader,
        library=parts.library,
        tokens=AccessTokens(parts.settings.public_url, TokenKeysOnDisk(parts.settings.key_ring, parts.keys)),
        cookie=SessionCookie(secure=parts.settings.secure),
        eid=_without_providers(parts),
        nonces=Nonces(parts.keys.blind("dpop-nonce", "key")),
        seal=PaperSeal(parts.keys.papers),
        tells_loopback=parts.tells_loopback,
        test_numbers=parts.test_numbers,
    )


def pulse_of(parts: Parts) -> Pulse:
    """What this process knows of itself, for whoever runs it."""
    url, prefix = parts.settings.database_url, "sqlite:///"
    keys, ring = parts.keys, parts.settings.key_ring
    writer, reader = parts.database.writer, parts.database.reader

    def key_state() -> KeyState:
        changed = datetime.fromtimestamp(ring.stat().st_mtime, UTC) if ring.is_file() else None
        versions = tuple(sorted(keys.sealing_keys))
        return KeyState(keys.newest, versions, len(keys.token_keys), len(keys.record_keys), changed)

    return Pulse(
        started_at=parts.clock.now(),
        folder=Path(url.removeprefix(prefix)).resolve().parent if url.startswith(prefix) else None,
        rounds=ROUND_NAMES if parts.goes_round else (),
        lanes=lambda: {"write": writer.waiting, "read": reader.waiting},
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


def _without_providers(parts: Parts) -> RelyingParty:
    return RelyingParty({}, OwnKeys.none(), parts.settings.public_url, parts.clock, parts.ids)


def _limits(settings: Settings) -> ReadingLimits:
    return ReadingLimits(
        settings.people_per_reader,
        settings.people_per_reader_with_reason,
        settings.people_per_organisation,
        settings.readings_per_person,
    )


@asynccontextmanager
async def _lifespan(parts: Parts, app: FastAPI) -> AsyncIterator[None]:
    if parts.goes_round:
        async with app.state.rounds.going():
            yield
    else:
        yield
    parts.library.close()
    parts.database.close()


async def _answer_error(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(_MACHINE_PATHS):
        return name_resource(problem_response(error), request.app.state.house.tokens.issuer, request.url.path)
    if isinstance(error, NotSignedInError):
        return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    if isinstance(error, ActingForAnotherError) and request.method == "GET":
        # Not for a representative: she finds the way back to what she may do, and to her own.
        return RedirectResponse("/my/for", 303, {"Cache-Control": "no-store"})
    if isinstance(error, NotFreshError):
        return RedirectResponse(again_address(request, error.to), 303, {"Cache-Control": "no-store"})
    told = STALE_FORM if isinstance(error, ForgedFormError) else None
    return problem_page(PROBLEMS[slug_of(error)].status, language_of(request), told)
