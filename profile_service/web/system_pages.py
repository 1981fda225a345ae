"""The pages on which an organisation's administrators register its systems, and change their keys without a stop."""

from collections.abc import Callable, Sequence
from typing import Final

from fastapi import APIRouter, Request, Response

from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Work
from profile_service.actions.systems import add_key, add_system, remove_key, remove_system, systems_of
from profile_service.domain.people import MOST_KEYS, Client, ClientId
from profile_service.doors import AsAdministrator, FreshAdministrator, Here, House, StaffVisit
from profile_service.doors.system_keys import public_key
from profile_service.language import words
from profile_service.web.forms import Answers, first, posted, without_controls
from profile_service.web.mistakes import Mistake, by_field
from profile_service.web.rendering import go, page
from profile_service.web.staff_forms import mistakes_of
from profile_service.web.staff_pages import hand_of

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/agency/systems"


@router.get(_HERE)
async def list_systems(request: Request, visit: AsAdministrator, house: Here) -> Response:
    """Every system, with its keys by name; and a form for one more."""
    return await _list(request, visit, house, {}, [])


@router.post(_HERE)
async def register_system(request: Request, visit: FreshAdministrator, house: Here) -> Response:
    """Let one more in. Its tokens are bound to a key of its own (RFC 9449)."""
    answers = posted(await request.form())

    def change(work: Work) -> object:
        client = system_of(answers, visit)
        return add_system(work, house.desk, hand_of(visit), client)

    return await _changed(request, visit, house, answers, change)


@router.post(_HERE + "/{client_id}/keys")
async def add_one_more_key(
    request: Request, visit: FreshAdministrator, house: Here, client_id: str
) -> Response:
    """The next key: it works beside the old one."""
    answers = posted(await request.form())

    def change(work: Work) -> object:
        key = public_key(first(answers, "key"))
        return add_key(work, house.desk, hand_of(visit), client_id, key)

    return await _changed(request, visit, house, {}, change)


@router.post(_HERE + "/{client_id}/keys/remove")
async def remove_one_of_its_keys(
    request: Request, visit: FreshAdministrator, house: Here, client_id: str
) -> Response:
    """Nothing that this key signs is taken from now on."""
    kid = first(posted(await request.form()), "kid")
    return await _changed(
        request,
        visit,
        house,
        {},
        lambda work: remove_key(work, house.desk, hand_of(visit), client_id, kid),
    )


@router.get(_HERE + "/{client_id}/remove")
async def confirm_removing_system(
    request: Request, visit: FreshAdministrator, house: Here, client_id: str
) -> Response:
    """What removing does."""
    known = await house.read(lambda work: systems_of(work, visit.staff.organisation))
    found = next((one for one in known if one.client.id == client_id), None)
    if found is None:
        raise NotAvailableError
    return page(request, visit, "system_remove.html", system=found)


@router.post(_HERE + "/{client_id}/remove")
async def remove_one_of_its_systems(
    request: Request, visit: FreshAdministrator, house: Here, client_id: str
) -> Response:
    """It is out at once."""
    return await _changed(
        request,
        visit,
        house,
        {},
        lambda work: remove_system(work, house.desk, hand_of(visit), client_id),
    )


def system_of(answers: Answers, visit: StaffVisit) -> Client:
    """The form as a system; ContentError where the key is none."""
    return Client(
        ClientId(first(answers, "client_id")),
        visit.staff.organisation,
        (public_key(first(answers, "key")),),
        redirect_uris=tuple(without_controls(first(answers, "redirect_uris")).split()),
        dpop_required=True,
    )


async def _changed(
    request: Request, visit: StaffVisit, house: House, answers: Answers, change: Callable[[Work], object]
) -> Response:
    try:
        await house.write(change)
    except ContentError as error:
        mistakes = mistakes_of(words(visit.language), error.objections)
        return await _list(request, visit, house, answers, mistakes)
    return go(_HERE)


async def _list(
    request: Request, visit: StaffVisit, house: House, answers: Answers, mistakes: Sequence[Mistake]
) -> Response:
    return page(
        request,
        visit,
        "systems.html",
        status=422 if mistakes else 200,
        systems=await house.read(lambda work: systems_of(work, visit.staff.organisation)),
        most=MOST_KEYS,
        issuer=house.settings.public_url,
        answers=answers,
        mistakes=mistakes,
        wrong=by_field(mistakes),
    )
