"""Mapping sessions that an organisation's system runs under a grant: each call decides anew whether it still may."""

from collections.abc import Callable
from dataclasses import replace
from typing import Annotated, Any

from fastapi import APIRouter, Path, Request
from fastapi.responses import Response

from consent.decision import Denial, Reason
from profile_service.actions.errors import ContentError, DailyLimitError, NotAvailableError
from profile_service.actions.limiting import until_tomorrow
from profile_service.actions.mapping import (
    GranteeSeat,
    Sheet,
    answer,
    arrange,
    hand_over,
    leave,
    look,
    note,
    start,
)
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals, sends
from profile_service.api.mapping_bodies import arrangement_of, circumstances_of, given_of
from profile_service.api.problems import problem_response
from profile_service.api.versions import IfMatch, etag, expected_version
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import MappingSession, MappingSessionId
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply
from profile_service.doors import AsGrantee, Here, House, Levelled
from profile_service.portability.own_format import to_bytes
from profile_service.wire.mapping import render_sheet, render_written
from schemas.access import (
    ArrangementBody,
    MappingAnswersBody,
    MappingBody,
    MappingNotesBody,
    MappingSeat,
    MappingSheet,
    MappingWritten,
)

router = APIRouter(prefix="/v1", tags=["organisation"])
Session = Annotated[str, Path(max_length=64, description="The session's id.")]
Step = Callable[[Work, GranteeSeat, MappingSessionId], MappingSession | Denial | ContentError]
_BODY = ("malformed-body", "unsupported-media-type")
_CHANGE = (
    "not-available", "already-answered", "stale-version", "precondition-required", "idempotency-key-reused", *_BODY,
)  # fmt: skip
_WRITTEN: dict[int | str, dict[str, Any]] = {
    200: {"model": MappingWritten, **sends("ETag")},
    **refusals(*_CHANGE),
}
_READ_TOO: dict[int | str, dict[str, Any]] = {**_WRITTEN, **refusals("daily-limit")}
"""Whether answers fit tells of her profile: it counts as a reading."""


@router.post(
    "/mapping-sessions",
    status_code=201,
    responses={
        201: {"model": MappingWritten, **sends("ETag", "Location")},
        **refusals("not-available", "daily-limit", "idempotency-key-reused", *_BODY),
    },
    openapi_extra=body_of(MappingBody),
    summary="Begin a mapping session under a grant; the person sees that it began",
)
async def start_mapping(
    request: Request, grantee: AsGrantee, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, MappingBody)
    circumstances = circumstances_of(body.circumstances)
    instrument, version = InstrumentId(body.instrument.id), body.instrument.version or ""
    seat = _seat(grantee, body)

    def act(work: Work) -> Reply:
        began = start(work, house.desk, seat, instrument, version, circumstances)
        if isinstance(began, Denial):
            return _refusal(house, began)
        return _written(began, 201, {"Location": f"/v1/mapping-sessions/{began.id}"})

    async with Levelled(NotAvailableError, DailyLimitError, always=True):
        return await answer_once(house, await once(request, grantee.organisation.id, None, key), act)


@router.post(
    "/mapping-sessions/{mapping_id}/sheet",
    responses={
        200: {"model": MappingSheet, **sends("ETag")},
        **refusals("not-available", "daily-limit", *_BODY),
    },
    openapi_extra=body_of(MappingSeat),
    summary="Open the sheet: each question with what the grant lets be known; each opening stands in the person's log",
)
async def open_mapping_sheet(
    request: Request, mapping_id: Session, grantee: AsGrantee, house: Here
) -> Response:
    body = await read_model(request, MappingSeat)
    seat = _seat(grantee, body)
    # Levelled whatever comes of it: how long the sheet takes would tell of what she has beside what she shares.
    async with Levelled(NotAvailableError, DailyLimitError, always=True):
        sheet = await house.write(lambda work: look(work, house.desk, seat, MappingSessionId(mapping_id)))
        if isinstance(sheet, Denial):
            raise _error(house, sheet)
        return _opened(sheet, grantee)


@router.patch(
    "/mapping-sessions/{mapping_id}",
    responses=_WRITTEN,
    openapi_extra=body_of(ArrangementBody),
    summary="Leave sections out, open what the grant names, or say how the conversation is held",
)
async def arrange_mapping(
    request: Request,
    mapping_id: Session,
    grantee: AsGrantee,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    body = await read_model(request, ArrangementBody)
    wish = arrangement_of(body)

    def step(work: Work, seat: GranteeSeat, session: MappingSessionId) -> MappingSession | Denial:
        return arrange(work, house.desk, seat, session, expected, wish)

    return await _change(request, house, _seat(grantee, body), key, mapping_id, step)


@router.patch(
    "/mapping-sessions/{mapping_id}/answers",
    responses=_READ_TOO,
    openapi_extra=body_of(MappingAnswersBody),
    summary="Write answers down; nothing of them is in the person's profile",
)
async def answer_mapping(
    request: Request,
    mapping_id: Session,
    grantee: AsGrantee,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    body = await read_model(request, MappingAnswersBody)
    given = given_of(body.answers)

    def step(
        work: Work, seat: GranteeSeat, session: MappingSessionId
    ) -> MappingSession | Denial | ContentError:
        return answer(work, house.desk, seat, session, expected, given)

    return await _change(request, house, _seat(grantee, body), key, mapping_id, step)


@router.put(
    "/mapping-sessions/{mapping_id}/notes",
    responses=_WRITTEN,
    openapi_extra=body_of(MappingNotesBody),
    summary="The adviser's summary and next steps: shown to the person, and no part of her profile",
)
async def note_mapping(
    request: Request,
    mapping_id: Session,
    grantee: AsGrantee,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    body = await read_model(request, MappingNotesBody)

    def step(work: Work, seat: GranteeSeat, session: MappingSessionId) -> MappingSession | Denial:
        return note(work, house.desk, seat, session, expected, body.summary, body.next_steps)

    return await _change(request, house, _seat(grantee, body), key, mapping_id, step)


@router.post(
    "/mapping-sessions/{mapping_id}/hand-over",
    responses=_READ_TOO,
    openapi_extra=body_of(MappingSeat),
    summary="Hand the answers over: the person approves or refuses each, and nobody else is told which",
)
async def hand_over_mapping(
    request: Request,
    mapping_id: Session,
    grantee: AsGrantee,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    body = await read_model(request, MappingSeat)

    def step(
        work: Work, seat: GranteeSeat, session: MappingSessionId
    ) -> MappingSession | Denial | ContentError:
        return hand_over(work, house.desk, seat, session, expected)

    return await _change(request, house, _seat(grantee, body), key, mapping_id, step)


@router.post(
    "/mapping-sessions/{mapping_id}/leave",
    responses=_WRITTEN,
    openapi_extra=body_of(MappingSeat),
    summary="Give the session up: its answers are deleted",
)
async def leave_mapping(
    request: Request,
    mapping_id: Session,
    grantee: AsGrantee,
    house: Here,
    if_match: IfMatch = None,
    key: IdempotencyKey = None,
) -> Response:
    expected = expected_version(if_match)
    body = await read_model(request, MappingSeat)

    def step(work: Work, seat: GranteeSeat, session: MappingSessionId) -> MappingSession | Denial:
        return leave(work, house.desk, seat, session, expected)

    return await _change(request, house, _seat(grantee, body), key, mapping_id, step)


async def _change(
    request: Request, house: House, seat: GranteeSeat, key: str | None, mapping_id: str, step: Step
) -> Response:
    def act(work: Work) -> Reply:
        done = step(work, seat, MappingSessionId(mapping_id))
        return _written(done) if isinstance(done, MappingSession) else _refusal(house, done)

    async with Levelled(NotAvailableError, DailyLimitError, always=True):
        return await answer_once(house, await once(request, seat.grantee.organisation.id, None, key), act)


def _seat(grantee: Grantee, body: MappingSeat) -> GranteeSeat:
    opening = Opening(
        body.grant_id, body.case_reference, body.reader, over_limit_reason=body.over_limit_reason or ""
    )
    return GranteeSeat(replace(grantee, unit=body.unit or "", reader=body.reader), opening)


def _error(house: House, denial: Denial | ContentError) -> Exception:
    if isinstance(denial, ContentError):
        return denial
    limited = denial.reason is Reason.LIMIT
    return DailyLimitError(until_tomorrow(house.desk)) if limited else NotAvailableError()


def _refusal(house: House, denial: Denial | ContentError) -> Reply:
    """A refusal that is committed with its line, answered as the problem that it is."""
    refused = problem_response(_error(house, denial))
    headers = {"Content-Type": "application/problem+json"}
    after = refused.headers.get("Retry-After")
    return Reply(
        refused.status_code,
        bytes(refused.body),
        headers if after is None else {**headers, "Retry-After": after},
    )


def _written(session: MappingSession, status: int = 200, headers: dict[str, str] | None = None) -> Reply:
    tags = {"ETag": etag(session.revision), **(headers or {})}
    return Reply(status, to_bytes(render_written(session)), tags)


def _opened(sheet: Sheet, grantee: Grantee) -> Response:
    told = to_bytes(render_sheet(sheet, grantee.organisation))
    return to_response(Reply(200, told, {"ETag": etag(sheet.session.revision)}))
