"""Who can see what, what ends soon, and what nobody uses."""

from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response

from consent.duty import Duty
from consent.request import Objection
from consent.share import Share
from profile_service.actions.errors import ContentError
from profile_service.actions.looking import grants_of
from profile_service.actions.ports import Work
from profile_service.actions.reminding import to_look_at
from profile_service.actions.upkeep import end_chosen, ending_soon, unused, unused_of
from profile_service.actions.who_sees import Place, Seer, who_sees
from profile_service.api.answering_once import IdempotencyKey, answer_once, once, to_response
from profile_service.api.bodies import body_of, read_model
from profile_service.api.contract import refusals
from profile_service.domain.reply import Reply
from profile_service.domain.sections import SECTIONS
from profile_service.doors import AsIndividual, Here
from profile_service.portability.own_format import Wire, in_utc, to_bytes
from profile_service.wire.access import (
    render_barred,
    render_grant,
    render_organisation,
    render_purpose,
)
from profile_service.wire.evidence import render_look_again
from schemas import limits
from schemas.access import GrantList, Reminders, ReviewBody, SeerList

router = APIRouter(prefix="/v1/me", tags=["own consent"])


@router.get(
    "/readers",
    responses={200: {"model": SeerList}, **refusals("not-available")},
    summary="Exactly who would get a field now, and why",
)
async def readers_of_field(
    caller: AsIndividual,
    house: Here,
    section: Annotated[str, Query(max_length=limits.IDENTIFIER)],
    field: Annotated[str, Query(max_length=limits.IDENTIFIER)],
    item: Annotated[
        str | None,
        Query(min_length=1, max_length=limits.IDENTIFIER, description="One entry; all when left out."),
    ] = None,
) -> Response:
    _check(section, field)
    found = await house.read(lambda work: who_sees(work, house.desk, caller, Place(section, field, item)))
    told = {
        "section": section,
        "field": field,
        "item": item,
        "now": [_seer(one) for one in found.now],
        "next": [_seer(one) for one in found.next],
    }
    return to_response(Reply(200, to_bytes(told)))


def _check(section: str, field: str) -> None:
    if section not in SECTIONS:
        right = "one of " + ", ".join(SECTIONS)
        raise ContentError([Objection("/section", "there is no such section", right)])
    if field not in SECTIONS[section].fields:
        right = "one of " + ", ".join(SECTIONS[section].fields)
        raise ContentError([Objection("/field", "there is no such field in this section", right)])


def _seer(seer: Seer) -> Wire:
    organisation = None if seer.organisation is None else render_organisation(seer.organisation)
    match seer.ground:
        case Duty() as duty:
            known: Wire = {
                "basis": "duty",
                "id": duty.id,
                "rule": duty.rule.citation,
                "until": in_utc(duty.until),
            }
        case Share() as share:
            known = {"basis": "share", "id": share.id, "vacancy": share.vacancy, "until": in_utc(share.until)}
        case grant:
            terms = grant.terms
            known = {
                "basis": "grant",
                "id": terms.id,
                "until": in_utc(terms.until),
                "ending": terms.ending.value,
                "barred": render_barred(terms.barred) if terms.barred else None,
                "purpose": None if seer.declaration is None else render_purpose(seer.declaration),
            }
    return {**known, "organisation": organisation}


@router.get(
    "/reminders",
    responses={200: {"model": Reminders}, **refusals()},
    summary="What ends within fourteen days, how many grants nobody uses, and what is to be looked at again",
)
async def own_reminders(caller: AsIndividual, house: Here) -> Response:
    def find(work: Work) -> Wire:
        grants, now = grants_of(work, house.desk, caller), house.desk.clock.now()
        return {
            "ending_soon": [render_grant(view) for view in ending_soon(grants, now)],
            "unused": len(unused(grants, now)),
            "look_again": [render_look_again(one) for one in to_look_at(work, house.desk, caller)],
        }

    return to_response(Reply(200, to_bytes(await house.read(find))))


@router.get(
    "/review",
    responses={200: {"model": GrantList}, **refusals()},
    summary="Live grants that nobody has used for sixty days",
)
async def own_review(caller: AsIndividual, house: Here) -> Response:
    found = await house.read(lambda work: unused_of(work, house.desk, caller))
    return to_response(Reply(200, to_bytes({"grants": [render_grant(view) for view in found]})))


@router.post(
    "/review",
    responses={
        200: {"model": GrantList},
        **refusals(
            "not-available",
            "grant-ended",
            "idempotency-key-reused",
            "malformed-body",
            "unsupported-media-type",
        ),
    },
    openapi_extra=body_of(ReviewBody),
    summary="End several grants in one step: all of them, or none",
)
async def end_reviewed(
    request: Request, caller: AsIndividual, house: Here, key: IdempotencyKey = None
) -> Response:
    body = await read_model(request, ReviewBody)

    def act(work: Work) -> Reply:
        ended = end_chosen(work, house.desk, caller, body.grants)
        return Reply(200, to_bytes({"grants": [render_grant(view) for view in ended]}))

    return await answer_once(house, await once(request, caller, caller, key), act)
