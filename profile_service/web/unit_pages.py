"""Which of her units a member of staff acts for now; and what somebody is told who has none."""

from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.domain.people import Role
from profile_service.doors import AsMember, Here, NoUnitError
from profile_service.doors.units import act_for
from profile_service.language import words
from profile_service.language.roles import role_names
from profile_service.web.forms import first, posted
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
UNIT: Final = "/unit"


@router.get(UNIT)
async def show_units(request: Request, visit: AsMember) -> Response:
    """Her units, each a button; without a place, who can give her one."""
    return page(
        request,
        visit,
        "units.html",
        organisation=visit.organisation,
        member=visit.member,
        now=visit.session.unit,
        names=role_names(words(visit.language)),
        status=200 if visit.member.places else 403,
    )


@router.post(UNIT)
async def choose_unit(request: Request, visit: AsMember, house: Here) -> Response:
    """Act for this one from now on."""
    unit = first(posted(await request.form()), "unit")
    answer = await act_for(request, house, visit.session, unit)
    if visit.organisation.role is Role.OPERATOR:
        answer.headers["Location"] = "/operator"
    return answer


async def to_the_units(_request: Request, error: Exception) -> Response:
    """Where everybody is sent who acts for no unit."""
    if not isinstance(error, NoUnitError):
        raise error
    return go(UNIT)
