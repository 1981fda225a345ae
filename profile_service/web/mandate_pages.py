"""Representatives: whom she lets act for her, for whom she acts herself, and turning to another's profile and back."""

from typing import Final

from fastapi import APIRouter, Request, Response

from consent.mandate import Power
from consent.vocabulary import MandateId
from profile_service.actions.asking import WrongCode
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.mandates import (
    MandateChoice,
    MandateView,
    end_mandate,
    make_mandate_code,
    mandate_of,
    mandates_of,
    redeem,
)
from profile_service.domain.helping import MANDATE_MONTHS
from profile_service.doors import AtPortal, AtTurning, FreshAtPortal, Here, House, PortalVisit, turn_to
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mandate_words import POWERS, PROOFS, STATES
from profile_service.web.mistakes import Mistake, explain, field_of
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)


@router.get("/my/representatives")
async def show_representatives(request: Request, visit: AtPortal, house: Here) -> Response:
    """Who may act for her, and a form for a code."""
    return await _representatives(request, visit, house, {})


@router.post("/my/representatives")
async def make_code_for_representative(request: Request, visit: FreshAtPortal, house: Here) -> Response:
    """A code for whoever shall act for her, shown this once."""
    answers = posted(await request.form())
    choice = choice_of(answers)
    try:
        code, _ = await house.write(
            lambda work: make_mandate_code(work, house.desk, visit.individual, choice)
        )
    except ContentError as error:
        return await _representatives(request, visit, house, answers, mistakes_of(visit, error))
    return page(request, visit, "representative_code.html", code=code, back="/my/representatives")


@router.post("/my/representatives/{mandate_id}/end")
async def end_as_principal(visit: AtPortal, house: Here, mandate_id: str) -> Response:
    """She takes it back, at once."""
    await _end(house, visit, mandate_id)
    return go("/my/representatives")


@router.get("/my/for")
async def show_principals(request: Request, visit: AtTurning, house: Here) -> Response:
    """For whom she may act, a button for each, and the way back to her own."""
    return await _principals(request, visit, house)


@router.post("/my/for")
async def take_on(request: Request, visit: AtTurning, house: Here) -> Response:
    """Take on a mandate by its code."""
    answers = posted(await request.form())
    typed, name = first(answers, "code"), without_controls(first(answers, "name"))
    try:
        found = await house.write(lambda work: redeem(work, house.desk, visit.individual, typed, name))
    except ContentError as error:
        return await _principals(request, visit, house, answers, mistakes_of(visit, error))
    if isinstance(found, WrongCode):
        told = words(visit.language)(N_("This code does not work. Ask the person for a new one."))
        return await _principals(request, visit, house, answers, [Mistake("code", "code", "", told)])
    return go("/my/for")


@router.post("/my/for/own")
async def turn_back(request: Request, visit: AtTurning, house: Here) -> Response:
    """Back to her own profile."""
    return await turn_to(request, house, visit, None, "/my")


@router.post("/my/for/{mandate_id}")
async def turn(request: Request, visit: AtTurning, house: Here, mandate_id: str) -> Response:
    """On with the profile of somebody for whom she may act."""
    view = await _held(house, visit, mandate_id)
    powers = view.mandate.powers
    to = "/my/profile" if Power.SEE in powers else "/my/log"
    return await turn_to(request, house, visit, view.mandate.principal, to)


@router.post("/my/for/{mandate_id}/end")
async def end_as_representative(visit: AtTurning, house: Here, mandate_id: str) -> Response:
    """She gives it back, at once."""
    await _held(house, visit, mandate_id)
    await _end(house, visit, mandate_id)
    return go("/my/for")


async def _held(house: House, visit: PortalVisit, mandate_id: str) -> MandateView:
    wanted = MandateId(mandate_id)
    view = await house.read(lambda work: mandate_of(work, house.desk, visit.individual, wanted))
    if view.given:
        raise NotAvailableError
    return view


async def _end(house: House, visit: PortalVisit, mandate_id: str) -> None:
    ended = MandateId(mandate_id)
    await house.write(lambda work: end_mandate(work, house.desk, visit.individual, ended))


def choice_of(answers: Answers) -> MandateChoice:
    """What was ticked in a form for a mandate."""
    months = first(answers, "months")
    number = int(months) if months in {str(one) for one in MANDATE_MONTHS} else 0
    return MandateChoice(without_controls(first(answers, "name")), tuple(answers.get("power", ())), number)


def mistakes_of(visit: PortalVisit, error: ContentError) -> list[Mistake]:
    """What is wrong with the form, told to whoever filled it in."""
    speech = words(visit.language)
    anchors = {"powers": "power-0", "months": "months-0"}
    return [
        Mistake(field_of(one), anchors.get(field_of(one), field_of(one)), "", explain(speech, one))
        for one in error.objections
    ]


async def _representatives(
    request: Request,
    visit: PortalVisit,
    house: House,
    answers: Answers,
    mistakes: list[Mistake] | None = None,
) -> Response:
    found = await house.read(lambda work: mandates_of(work, house.desk, visit.individual))
    return page(
        request,
        visit,
        "representatives.html",
        status=422 if mistakes else 200,
        mandates=[view for view in found if view.given],
        powers=POWERS,
        proofs=PROOFS,
        states=STATES,
        months=MANDATE_MONTHS,
        answers=answers,
        mistakes=mistakes or [],
        wrong={one.field: one.text for one in mistakes or []},
    )


async def _principals(
    request: Request,
    visit: PortalVisit,
    house: House,
    answers: Answers | None = None,
    mistakes: list[Mistake] | None = None,
) -> Response:
    found = await house.read(lambda work: mandates_of(work, house.desk, visit.individual))
    return page(
        request,
        visit,
        "acting_for.html",
        status=422 if mistakes else 200,
        mandates=[view for view in found if not view.given],
        turned_to=visit.session.acting_for,
        powers=POWERS,
        proofs=PROOFS,
        states=STATES,
        answers=answers or {},
        mistakes=mistakes or [],
        wrong={one.field: one.text for one in mistakes or []},
    )
