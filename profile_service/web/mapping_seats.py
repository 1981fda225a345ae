"""Who sits before a mapping session's pages: herself, a helper, or an organisation under a grant. The pages are the same."""

from collections.abc import Callable, Coroutine
from dataclasses import dataclass
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Request, Response

from consent.assistance import Assistance
from consent.scope import Scope
from consent.vocabulary import OrganisationId
from profile_service.actions.mapping_seats import Seat
from profile_service.domain.instrument import Instrument
from profile_service.domain.mapping_reach import fields_of
from profile_service.domain.mapping_sheet import wanted_scopes
from profile_service.doors import Here, House, PortalVisit, StaffVisit

AnySeated = PortalVisit | StaffVisit


@dataclass(frozen=True, slots=True)
class Chair:
    """One visit to the pages. `base` is the address that they begin with, `up` the page above them."""

    visit: AnySeated
    seat: Seat
    base: str
    up: str
    up_name: str
    assistance: Assistance | None = None
    """The help in which it happens; its banner stands on each page."""
    scopes: tuple[Scope, ...] | None = None
    """What the ground opens, to say which questions can be asked on it; None for herself."""
    grounded: bool = True
    """Whether there is anything to sit on: a help or a grant that stands. Each session asks anew."""

    @property
    def at_work(self) -> bool:
        """Whether somebody sits here for an organisation."""
        return isinstance(self.visit, StaffVisit)

    def reaches(self, instrument: Instrument) -> bool:
        """Whether anything that an instrument asks for is open here. Without that nobody can begin with it."""
        if self.scopes is None:
            return True
        given = fields_of(self.scopes)
        wanted = fields_of(wanted_scopes(instrument, (), ()))
        return not wanted or any(
            fields & given.get(section, frozenset()) for section, fields in wanted.items()
        )

    @property
    def organisation(self) -> OrganisationId | None:
        """For which organisation somebody sits here; None for herself."""
        return self.visit.grantee.organisation.id if isinstance(self.visit, StaffVisit) else None


Page = Callable[[Request, House, Chair], Coroutine[Any, Any, Response]]
ChairOf = Callable[[Request, Any, House], Coroutine[Any, Any, Chair]]


def add_pages(
    router: APIRouter,
    prefix: str,
    door: Callable[..., object],
    chair_of: ChairOf,
    pages: tuple[tuple[str, str, Page], ...],
) -> None:
    """Make a route for each page, all of them behind one door.

    Args:
        chair_of: who sits there, from the visit that the door let in.
        pages: method, the rest of the address, and what answers.
    """
    for method, path, answer in pages:
        router.add_api_route(
            prefix + path, _route(door, chair_of, answer), methods=[method], name=answer.__name__
        )


def _route(
    door: Callable[..., object], chair_of: ChairOf, answer: Page
) -> Callable[..., Coroutine[Any, Any, Response]]:
    async def route(request: Request, visit: Annotated[AnySeated, Depends(door)], house: Here) -> Response:
        return await answer(request, house, await chair_of(request, visit, house))

    return route
