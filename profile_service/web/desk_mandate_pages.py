"""Mandates at the desk: a case worker sees the document, an administrator confirms."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.mandate import ProofKind
from consent.vocabulary import MandateId
from profile_service.actions.asking import WrongCode
from profile_service.actions.desk_mandates import (
    DeskMandate,
    decide_mandate,
    mandates_to_confirm,
    register_mandate,
)
from profile_service.actions.errors import ContentError
from profile_service.domain.helping import MANDATE_MONTHS
from profile_service.domain.people import StaffRole
from profile_service.doors import AsStaff, Here, House, StaffVisit
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mandate_pages import choice_of
from profile_service.web.mandate_words import POWERS_AT_DESK, PROOFS
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_ANCHORS: Final = {"powers": "power-0", "months": "months-0", "proof": "proof-0"}


@router.get("/agency/mandates")
async def show_mandates(request: Request, visit: AsStaff, house: Here) -> Response:
    """A form for what was shown at the desk, and what waits for a second look."""
    return await _page(request, visit, house, {})


@router.post("/agency/mandates")
async def register(request: Request, visit: AsStaff, house: Here) -> Response:
    """Write it down. It opens nothing before it is confirmed."""
    answers = posted(await request.form())
    choice = choice_of(answers)
    shown = DeskMandate(
        first(answers, "principal_code"),
        without_controls(first(answers, "principal_name")),
        first(answers, "representative_code"),
        without_controls(first(answers, "representative_name")),
        first(answers, "proof"),
        choice.powers,
        choice.months,
    )
    speech = words(visit.language)
    try:
        found = await house.write(
            lambda work: register_mandate(work, house.desk, visit.staff, visit.grantee, shown)
        )
    except ContentError as error:
        mistakes = [
            Mistake(field_of(one), _ANCHORS.get(field_of(one), field_of(one)), "", explain(speech, one))
            for one in error.objections
        ]
        return await _page(request, visit, house, answers, mistakes)
    if isinstance(found, WrongCode):
        told = speech(N_("One of the codes does not work. Both people must make new ones."))
        return await _page(
            request, visit, house, answers, [Mistake("principal_code", "principal_code", "", told)]
        )
    return go("/agency/mandates")


@router.post("/agency/mandates/{mandate_id}")
async def decide(request: Request, visit: AsStaff, house: Here, mandate_id: str) -> Response:
    """The second look: confirmed or not."""
    answer = first(posted(await request.form()), "answer")
    if answer in ("confirm", "reject"):
        wanted = MandateId(mandate_id)
        await house.write(
            lambda work: decide_mandate(
                work, house.desk, visit.staff, visit.grantee, wanted, confirmed=answer == "confirm"
            )
        )
    return go("/agency/mandates")


async def _page(
    request: Request,
    visit: StaffVisit,
    house: House,
    answers: Answers,
    mistakes: list[Mistake] | None = None,
) -> Response:
    roles = visit.staff.roles
    looks = StaffRole.ADMINISTRATOR in roles
    waiting = await house.read(lambda work: mandates_to_confirm(work, house.desk, visit.grantee))
    return page(
        request,
        visit,
        "desk_mandates.html",
        status=422 if mistakes else 200,
        registers=StaffRole.CASE_WORKER in roles,
        waiting=waiting if looks else [],
        looks=looks,
        powers=POWERS_AT_DESK,
        proofs={key: name for key, name in PROOFS.items() if key != ProofKind.HERSELF.value},
        months=MANDATE_MONTHS,
        answers=answers,
        mistakes=mistakes or [],
        wrong={one.field: one.text for one in mistakes or []},
    )
