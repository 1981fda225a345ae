"""The door of a shared link: anybody may come, and a signed-in member of an organisation's staff is known by name."""

from dataclasses import dataclass
from typing import Annotated

from fastapi import Depends, Request

from profile_service.domain.people import Grantee
from profile_service.domain.session import Session
from profile_service.doors.forms import changes_something, read_form, refuse_foreign, refuse_forged
from profile_service.doors.house import Here, House
from profile_service.doors.languages import language_for
from profile_service.doors.sessions import acting, member_of
from profile_service.identity.portal_sessions import find_session


@dataclass(frozen=True, slots=True)
class Viewer:
    """Somebody who followed a link. `reader` is who she is where she is signed in as an organisation's staff.

    `kept` is what she was given when she opened the link, as her browser sent it; empty where she has not.
    """

    language: str
    form_token: str | None
    reader: Grantee | None
    kept: str


async def by_link(request: Request, house: Here) -> Viewer:
    """Whoever has the link. A form is taken from our own page only, as everywhere."""
    secret = request.cookies.get(house.cookie.name)
    session = None if not secret else await house.read(lambda work: find_session(work, house.desk, secret))
    if session is not None:
        await refuse_forged(request, session)
    elif changes_something(request):
        refuse_foreign(request)
        await read_form(request)
    language = await language_for(request, house, None if session is None else session.individual)
    reader = None if session is None else await _reader(house, session)
    kept = request.cookies.get(house.cookie.viewing_name, "")
    return Viewer(language, None if session is None else session.form_token, reader, kept)


async def _reader(house: House, session: Session) -> Grantee | None:
    found = await house.read(lambda work: member_of(work, session))
    if found is None:
        return None
    staff = acting(found[0], session)
    return Grantee(found[1], unit=staff.unit, reader=staff.name, roles=staff.roles)


ByLink = Annotated[Viewer, Depends(by_link)]
