"""Her mapping sessions, for programs of hers: her own, and those that somebody runs with her."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from consent.decision import Denial
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.mapping import (
    OwnSeat,
    answer,
    arrange,
    delete,
    hand_over,
    leave,
    look,
    sessions_of,
    start,
)
from profile_service.actions.ports import Work
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.mapping_bodies import arrangement_of, circumstances_of, given_of
from profile_service.api.versions import IfMatch, etag, expected_version
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import MappingSession, MappingSessionId
from profile_service.domain.people import Organisation
from profile_service.domain.reply import Reply
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import to_bytes
from profile_service.wire.mapping import render_session, render_sheet
from schemas.access import MappingSession as MappingSessionModel
from schemas.access import (
    MappingSessionList,
    MappingSheet,
    OwnArrangementBody,
    OwnMappingAnswersBody,
    OwnMappingBody,
)

router = APIRouter(prefix="/v1/me", tags=["own mapping"])
Session = Annotated[str, Path(max_length=64, description="The session's id.")]
_WRITE = ("idempotency-key-reused", "malformed-body", "unsupported-media-type")
_CHANGE = ("not-available", "already-answered", "stale-version", "precondition-required")
_ONE: dict[int | str, dict[str, Any]] = {200: {"model": MappingSessionModel, **sends("ETag")}}


@router.get(
    "/mapping-sessions",
    responses={200: {"model": MappingSessionList}, **refusals()},
    summary="Her mapping sessions, whoever runs them, without their answers",
)
async def own_mapping_sessions(caller: AsIndividual, house: Here) -> Response:
    def act(work: Work) -> Reply:
        found = sessions_of(work, house.desk, OwnSeat(caller))
        told = [render_session(one, organisation_of(work, one)) for one in found]
        return Reply(200, to_bytes({"mapping_sessions": told}))

    return to_response(await house.read(act))


@router.post(
    "/mapping-sessions",
    status_code=201,
    responses={
        201: {"model": MappingSessionModel, **sends("ETag", "Location")},
        **refusals("not-available", *_WRITE),
    },
    openapi_extra=body_of(OwnMappingBody),
    summary="Begin a mapping session; what is known is filled in",
)
async def start_own_mapping(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, OwnMappingBody)
    circumstances = circumstances_of(body.circumstances)
    instrument, version = InstrumentId(body.instrument.id), body.instrument.version or ""

    def act(work: Work) -> Reply:
        began = hers(start(work, house.desk, OwnSeat(caller), instrument, version, circumstances))
        place = {"Location": f"/v1/me/mapping-sessions/{began.id}"}
        return _reply(work, began, 201, place)

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.get(
    "/mapping-sessions/{mapping_id}",
    responses={200: {"model": MappingSheet, **sends("ETag")}, **refusals("not-available")},
    summary="The sheet: each question with what is known of it and what was answered",
)
async def own_mapping_sheet(mapping_id: Session, caller: AsIndividual, house: Here) -> Response:
    def act(work: Work) -> Reply:
        sheet = look(work, house.desk, OwnSeat(caller), MappingSessionId(mapping_id))
        if isinstance(sheet, Denial):
            raise NotAvailableError
        told = render_sheet(sheet, organisation_of(work, sheet.session))
        return Reply(200, to_bytes(told), {"ETag": etag(sheet.session.revision)})

    return to_response(await house.read(act))


@router.patch(
    "/mapping-sessions/{mapping_id}",
    responses={**_ONE, **refusals(*_CHANGE, *_WRITE)},
    openapi_extra=body_of(OwnArrangementBody),
    summary="Leave sections out, open special ones, or say how the conversation is held",
)
async def arrange_own_mapping(
    request: Request,
    mapping_id: Session,
    caller: AsIndividual,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    wish = arrangement_of(await read_model(request, OwnArrangementBody))

    def act(work: Work) -> Reply:
        seat, session = OwnSeat(caller), MappingSessionId(mapping_id)
        return _reply(work, hers(arrange(work, house.desk, seat, session, expected, wish)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.patch(
    "/mapping-sessions/{mapping_id}/answers",
    responses={**_ONE, **refusals(*_CHANGE, *_WRITE)},
    openapi_extra=body_of(OwnMappingAnswersBody),
    summary="Write answers down; nothing of them is in the profile yet",
)
async def answer_own_mapping(
    request: Request,
    mapping_id: Session,
    caller: AsIndividual,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    given = given_of((await read_model(request, OwnMappingAnswersBody)).answers)

    def act(work: Work) -> Reply:
        seat, session = OwnSeat(caller), MappingSessionId(mapping_id)
        return _reply(work, hers(answer(work, house.desk, seat, session, expected, given)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/mapping-sessions/{mapping_id}/hand-over",
    responses={**_ONE, **refusals(*_CHANGE, "idempotency-key-reused")},
    summary="Turn the answers into drafts, one for each entry, to be approved one by one",
)
async def hand_over_own_mapping(
    request: Request,
    mapping_id: Session,
    caller: AsIndividual,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)

    def act(work: Work) -> Reply:
        seat, session = OwnSeat(caller), MappingSessionId(mapping_id)
        return _reply(work, hers(hand_over(work, house.desk, seat, session, expected)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.post(
    "/mapping-sessions/{mapping_id}/leave",
    responses={**_ONE, **refusals(*_CHANGE, "idempotency-key-reused")},
    summary="Give a session up: nothing is entered, and its answers are deleted",
)
async def leave_own_mapping(
    request: Request,
    mapping_id: Session,
    caller: AsIndividual,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)

    def act(work: Work) -> Reply:
        seat, session = OwnSeat(caller), MappingSessionId(mapping_id)
        return _reply(work, hers(leave(work, house.desk, seat, session, expected)))

    return await answer_once(house, await once(request, caller, caller, key), act)


@router.delete(
    "/mapping-sessions/{mapping_id}",
    status_code=204,
    responses=refusals("not-available", "idempotency-key-reused"),
    summary="Delete a session with its answers, notes and waiting drafts",
)
async def delete_own_mapping(
    request: Request, mapping_id: Session, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    def act(work: Work) -> Reply:
        delete(work, house.desk, caller, MappingSessionId(mapping_id))
        return Reply(204, b"")

    return await answer_once(house, await once(request, caller, caller, key), act)


def hers(done: MappingSession | Denial | ContentError) -> MappingSession:
    """Nothing denies her what is hers, and what does not fit was raised."""
    if not isinstance(done, MappingSession):
        raise NotAvailableError
    return done


def organisation_of(work: Work, session: MappingSession) -> Organisation | None:
    """Who runs it; None where it is she herself."""
    return None if session.organisation is None else work.accounts.organisation(session.organisation)


def _reply(
    work: Work, session: MappingSession, status: int = 200, headers: dict[str, str] | None = None
) -> Reply:
    told = to_bytes(render_session(session, organisation_of(work, session)))
    return Reply(status, told, {"ETag": etag(session.revision), **(headers or {})})
