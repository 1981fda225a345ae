"""The pages on which an organisation looks after its people: who works in which unit, as what, and who changed it."""

from collections.abc import Callable, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import ContentError
from profile_service.actions.inviting import invite, invite_again
from profile_service.actions.ports import Work
from profile_service.actions.staffing import (
    add_unit,
    changes_in,
    colleague,
    colleagues,
    place,
    remove_member,
    remove_unit,
)
from profile_service.domain.people import StaffId
from profile_service.domain.staffing import Hand
from profile_service.doors import AsAdministrator, AsOverseer, FreshAdministrator, Here, House, StaffVisit
from profile_service.language import words
from profile_service.language.roles import role_names
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import go, page
from profile_service.web.staff_forms import change_names, chosen_roles, code_page, mistakes_of, role_choices

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/staff"


@router.get(_HERE)
async def list_staff(request: Request, visit: AsOverseer, house: Here) -> Response:
    """Everybody, those who wait for a place first; and the units."""
    return await _list(request, visit, house, {}, [])


@router.post(_HERE + "/units")
async def change_units(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """One more unit, or one less."""
    answers = posted(await request.form())
    unit = without_controls(first(answers, "unit"))
    change = remove_unit if first(answers, "answer") == "remove" else add_unit
    try:
        await house.write(lambda work: change(work, house.desk, hand_of(visit), unit))
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _list(request, visit, house, answers, mistakes)
    return go(_HERE)


@router.get(_HERE + "/changes")
async def list_changes(request: Request, visit: AsOverseer, house: Here) -> Response:
    """Who was let in, and by whom: for those who oversee it."""
    speech = words(visit.language)
    return page(
        request,
        visit,
        "staff_changes.html",
        changes=await house.read(lambda work: changes_in(work, visit.staff.organisation)),
        what=change_names(speech),
        names=role_names(speech),
    )


@router.get(_HERE + "/invite")
async def start_inviting(request: Request, visit: FreshAdministrator, house: Here) -> Response:
    """An empty form."""
    return await _invitation(request, visit, house, {}, [])


@router.post(_HERE + "/invite")
async def invite_somebody(request: Request, visit: FreshAdministrator, house: Here) -> Response:
    """Write her down and show the code, this once."""
    answers = posted(await request.form())
    name, unit = without_controls(first(answers, "name")), first(answers, "unit")
    roles = chosen_roles(answers)
    try:
        made = await house.write(lambda work: invite(work, house.desk, hand_of(visit), name, unit, roles))
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _invitation(request, visit, house, answers, mistakes)
    return code_page(request, visit, house, made, _HERE)


@router.get(_HERE + "/{staff_id}")
async def show_member(request: Request, visit: AsAdministrator, house: Here, staff_id: str) -> Response:
    """One of them, with her places."""
    return await _one(request, visit, house, staff_id, {}, [])


@router.post(_HERE + "/{staff_id}/place")
async def place_member(request: Request, visit: FreshAdministrator, house: Here, staff_id: str) -> Response:
    """Give her a place, other roles in it, or take it from her."""
    answers = posted(await request.form())
    unit, roles = first(answers, "unit"), chosen_roles(answers)
    return await _changed(
        request,
        visit,
        house,
        staff_id,
        answers,
        lambda work: place(work, house.desk, hand_of(visit), StaffId(staff_id), unit, roles),
    )


@router.post(_HERE + "/{staff_id}/code")
async def make_code(request: Request, visit: FreshAdministrator, house: Here, staff_id: str) -> Response:
    """Another code, where the first was too old or she has lost her way in."""
    try:
        made = await house.write(
            lambda work: invite_again(work, house.desk, hand_of(visit), StaffId(staff_id))
        )
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _one(request, visit, house, staff_id, {}, mistakes)
    return code_page(request, visit, house, made, f"{_HERE}/{staff_id}")


@router.get(_HERE + "/{staff_id}/remove")
async def confirm_removing(
    request: Request, visit: FreshAdministrator, house: Here, staff_id: str
) -> Response:
    """What removing does."""
    found = await house.read(lambda work: colleague(work, visit.staff.organisation, StaffId(staff_id)))
    return page(request, visit, "staff_remove.html", colleague=found)


@router.post(_HERE + "/{staff_id}/remove")
async def remove_somebody(
    request: Request, visit: FreshAdministrator, house: Here, staff_id: str
) -> Response:
    """She works there no more."""
    return await _changed(
        request,
        visit,
        house,
        staff_id,
        {},
        lambda work: remove_member(work, house.desk, hand_of(visit), StaffId(staff_id)),
        _HERE,
    )


def hand_of(visit: StaffVisit) -> Hand:
    """The administrator as the one who changes something."""
    return Hand(visit.staff.organisation, visit.staff.id)


async def _changed(
    request: Request,
    visit: StaffVisit,
    house: House,
    staff_id: str,
    answers: Answers,
    change: Callable[[Work], object],
    back: str = "",
) -> Response:
    try:
        await house.write(change)
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _one(request, visit, house, staff_id, answers, mistakes)
    return go(back or f"{_HERE}/{staff_id}")


async def _list(
    request: Request, visit: StaffVisit, house: House, answers: Answers, mistakes: Sequence[Mistake]
) -> Response:
    organisation = visit.staff.organisation
    return page(
        request,
        visit,
        "staff.html",
        status=422 if mistakes else 200,
        people=await house.read(lambda work: colleagues(work, organisation)),
        units=sorted(await house.read(lambda work: work.staff.units_of(organisation))),
        names=role_names(words(visit.language)),
        now=house.desk.clock.now(),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )


async def _invitation(
    request: Request, visit: StaffVisit, house: House, answers: Answers, mistakes: Sequence[Mistake]
) -> Response:
    return page(
        request,
        visit,
        "staff_invite.html",
        status=422 if mistakes else 200,
        units=sorted(await house.read(lambda work: work.staff.units_of(visit.staff.organisation))),
        roles=role_choices(words(visit.language)),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )


async def _one(
    request: Request,
    visit: StaffVisit,
    house: House,
    staff_id: str,
    answers: Answers,
    mistakes: Sequence[Mistake],
) -> Response:
    organisation = visit.staff.organisation
    found = await house.read(lambda work: colleague(work, organisation, StaffId(staff_id)))
    return page(
        request,
        visit,
        "staff_one.html",
        status=422 if mistakes else 200,
        colleague=found,
        units=sorted(await house.read(lambda work: work.staff.units_of(organisation))),
        roles=role_choices(words(visit.language)),
        now=house.desk.clock.now(),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
        is_herself=found.member.id == visit.staff.id,
    )
