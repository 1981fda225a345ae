"""The operator's pages for organisations: who takes part, who is let in first, and what ends when one is closed."""

from collections.abc import Callable, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.closing_organisations import close_organisation
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.inviting import invite_first
from profile_service.actions.ports import Work
from profile_service.actions.registering import objections_to_registering, register_organisation
from profile_service.actions.staffing import add_unit, colleagues, remove_member
from profile_service.actions.systems import add_system, systems_of
from profile_service.domain.people import Client, ClientId, Organisation, Role, StaffId
from profile_service.domain.staffing import Hand
from profile_service.doors import AtOperator, FreshOperator, Here, House, OperatorVisit
from profile_service.doors.system_keys import public_key
from profile_service.language import words
from profile_service.language.roles import role_names
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import go, page
from profile_service.web.staff_forms import code_page, mistakes_of, organisation_roles
from schemas.values.organisation_number import EXPECTED, organisation_number

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/operator/organisations"
_FIELDS: Final = ("/name", "/number", "/role")
_ONE: Final = _HERE + "/{organisation_id}"


@router.get(_HERE)
async def list_organisations(request: Request, visit: AtOperator, house: Here) -> Response:
    """Who takes part, and who did."""
    return page(
        request,
        visit,
        "organisations.html",
        organisations=await house.read(lambda work: work.accounts.organisations()),
        closed=await house.read(lambda work: work.accounts.closed_organisations()),
        roles=dict(organisation_roles(words(visit.language))),
    )


@router.get(_HERE + "/new")
async def start_registering(request: Request, visit: FreshOperator) -> Response:
    """An empty form."""
    return _form(request, visit, {}, [])


@router.post(_HERE + "/new")
async def register_one(request: Request, visit: FreshOperator, house: Here) -> Response:
    """Let it in, or tell every mistake beside its field."""
    answers = posted(await request.form())
    name, number = without_controls(first(answers, "name")), first(answers, "number")
    role = next((one for one in Role if one.value == first(answers, "role")), Role.OPERATOR)
    digits = organisation_number(number)
    # All of it is told at once, in the order of the form.
    wrong = await house.read(lambda work: objections_to_registering(work, name, digits or ""))
    if digits is None:
        wrong.append(Objection("/number", "this is not an organisationsnummer", EXPECTED))
    if role is Role.OPERATOR:
        wrong.append(Objection("/role", "the value is not one of those allowed", "one of the list"))
    try:
        if digits is None or wrong:
            raise ContentError(sorted(wrong, key=lambda one: _FIELDS.index(one.field)))
        made = await house.write(lambda work: register_organisation(work, house.desk, name, digits, role))
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return _form(request, visit, answers, mistakes)
    return go(f"{_HERE}/{made.id}")


@router.get(_ONE)
async def show_organisation(
    request: Request, visit: AtOperator, house: Here, organisation_id: str
) -> Response:
    """One of them, with its units, its staff and its systems."""
    return await _one(request, visit, house, organisation_id, {}, [])


@router.post(_ONE + "/units")
async def add_unit_there(request: Request, visit: AtOperator, house: Here, organisation_id: str) -> Response:
    """One more unit."""
    answers = posted(await request.form())
    unit = without_controls(first(answers, "unit"))
    hand = _hand(visit, organisation_id)
    return await _changed(
        request, visit, house, organisation_id, answers, lambda work: add_unit(work, house.desk, hand, unit)
    )


@router.post(_ONE + "/administrators")
async def invite_first_administrator(
    request: Request, visit: FreshOperator, house: Here, organisation_id: str
) -> Response:
    """Write her down and show the code, this once."""
    answers = posted(await request.form())
    name, unit = without_controls(first(answers, "name")), without_controls(first(answers, "unit"))
    try:
        made = await house.write(
            lambda work: invite_first(work, house.desk, OrganisationId(organisation_id), name, unit)
        )
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _one(request, visit, house, organisation_id, answers, mistakes)
    return code_page(request, visit, house, made, f"{_HERE}/{organisation_id}")


@router.post(_ONE + "/systems")
async def add_system_there(
    request: Request, visit: FreshOperator, house: Here, organisation_id: str
) -> Response:
    """Let its first system in; later ones its own administrators register."""
    answers = posted(await request.form())

    def change(work: Work) -> object:
        client = Client(
            ClientId(first(answers, "client_id")),
            OrganisationId(organisation_id),
            (public_key(first(answers, "key")),),
            dpop_required=True,
        )
        return add_system(work, house.desk, _hand(visit, organisation_id), client)

    return await _changed(request, visit, house, organisation_id, answers, change)


@router.post(_ONE + "/staff/{staff_id}/remove")
async def remove_staff_there(
    request: Request, visit: FreshOperator, house: Here, organisation_id: str, staff_id: str
) -> Response:
    """Somebody works there no more, the last administrator included."""
    hand = _hand(visit, organisation_id)
    return await _changed(
        request,
        visit,
        house,
        organisation_id,
        {},
        lambda work: remove_member(work, house.desk, hand, StaffId(staff_id)),
    )


@router.get(_ONE + "/close")
async def confirm_closing_organisation(
    request: Request, visit: FreshOperator, house: Here, organisation_id: str
) -> Response:
    """What closing does."""
    found = await house.read(lambda work: _standing(work, organisation_id))
    return page(request, visit, "organisation_close.html", organisation=found, mistakes=[], wrong={})


@router.post(_ONE + "/close")
async def close_it(request: Request, visit: FreshOperator, house: Here, organisation_id: str) -> Response:
    """End its part, for a reason that is written down."""
    remark = without_controls(first(posted(await request.form()), "remark"))
    wanted = OrganisationId(organisation_id)
    found = await house.read(lambda work: _standing(work, organisation_id))
    try:
        await house.write(lambda work: close_organisation(work, house.desk, visit.operator, wanted, remark))
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return page(
            request,
            visit,
            "organisation_close.html",
            status=422,
            organisation=found,
            mistakes=mistakes,
            wrong=by_field(mistakes),
        )
    return go(_HERE)


def _standing(work: Work, organisation_id: str) -> Organisation:
    found = work.accounts.organisation(OrganisationId(organisation_id))
    if found is None or found.closed_at is not None:
        raise NotAvailableError
    return found


def _hand(visit: OperatorVisit, organisation_id: str) -> Hand:
    # At the operator's own organisation she is one of its administrators, and gives herself nothing there either.
    own = visit.staff.organisation == organisation_id
    return Hand(OrganisationId(organisation_id), visit.staff.id if own else None)


def _form(request: Request, visit: OperatorVisit, answers: Answers, mistakes: Sequence[Mistake]) -> Response:
    return page(
        request,
        visit,
        "organisation_new.html",
        status=422 if mistakes else 200,
        roles=organisation_roles(words(visit.language)),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )


async def _changed(
    request: Request,
    visit: OperatorVisit,
    house: House,
    organisation_id: str,
    answers: Answers,
    change: Callable[[Work], object],
) -> Response:
    try:
        await house.write(change)
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _one(request, visit, house, organisation_id, answers, mistakes)
    return go(f"{_HERE}/{organisation_id}")


async def _one(
    request: Request,
    visit: OperatorVisit,
    house: House,
    organisation_id: str,
    answers: Answers,
    mistakes: Sequence[Mistake],
) -> Response:
    wanted = OrganisationId(organisation_id)
    speech = words(visit.language)
    return page(
        request,
        visit,
        "organisation.html",
        status=422 if mistakes else 200,
        organisation=await house.read(lambda work: _standing(work, organisation_id)),
        units=sorted(await house.read(lambda work: work.staff.units_of(wanted))),
        people=await house.read(lambda work: colleagues(work, wanted)),
        systems=await house.read(lambda work: systems_of(work, wanted)),
        names=role_names(speech),
        roles=dict(organisation_roles(speech)),
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )
