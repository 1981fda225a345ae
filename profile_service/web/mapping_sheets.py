"""A mapping session's sheet as a page needs it: looked up by whoever sits there, with the words to show it in."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Final, TypeVar

from fastapi import Request, Response

from consent.decision import Denial
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.mapping import look
from profile_service.actions.ports import Work
from profile_service.domain.mapping_session import MappingSession, MappingSessionId, SessionState
from profile_service.domain.mapping_sheet import Sheet
from profile_service.doors import House, Levelled
from profile_service.language import Words, words
from profile_service.language.marking import N_
from profile_service.web.mapping_parts import Part, parts_of
from profile_service.web.mapping_seats import Chair
from profile_service.web.mapping_sides import Sides
from profile_service.web.mapping_words import OWN_TITLE, WORK_TITLE
from profile_service.web.rendering import page

T = TypeVar("T")
BESIDE: Final = "beside"
"""The cookie that remembers that the second language is hidden."""


@dataclass(frozen=True, slots=True)
class Open:
    """A sheet on the table."""

    chair: Chair
    sheet: Sheet

    @property
    def session(self) -> MappingSession:
        """The session that it belongs to."""
        return self.sheet.session

    @property
    def base(self) -> str:
        """The address of its task list."""
        return f"{self.chair.base}/{self.session.id}"

    @property
    def parts(self) -> list[Part]:
        """Its parts as they stand."""
        return parts_of(self.sheet, at_work=self.chair.at_work)

    def part(self, named: str) -> Part:
        """One of them; NotAvailableError where there is none of that name."""
        found = next((part for part in self.parts if part.section.id == named), None)
        if found is None:
            raise NotAvailableError
        return found


async def open_sheet(request: Request, house: House, chair: Chair) -> Open:
    """The sheet by the one way there is; every refusal is the same page at the same moment (I-10)."""
    named = MappingSessionId(request.path_params["mapping_id"])
    sheet = await write_at(house, lambda work: look(work, house.desk, chair.seat, named))
    return Open(chair, sheet)


async def write_at(house: House, act: Callable[[Work], T | Denial | ContentError]) -> T:
    """Do something at a seat. Every refusal is the same page at the same moment (I-10)."""
    async with Levelled(NotAvailableError):
        done = await house.write(act)
        if isinstance(done, Denial):
            raise NotAvailableError
    if isinstance(done, ContentError):
        raise done
    return done


def over_at(opened: Open) -> str | None:
    """Where a session is looked at that is not open any more; None for one that is."""
    match opened.session.state:
        case SessionState.OPEN:
            return None
        case SessionState.LEFT:
            return opened.chair.base
        case _:
            return f"{opened.base}/{'handed' if opened.chair.at_work else 'decide'}"


def speech_at(chair: Chair) -> Words:
    """The words of the page."""
    speech = words(chair.visit.language)
    return speech.for_readers() if chair.at_work else speech


def framed(request: Request, chair: Chair, template: str, sides: Sides, **context: Any) -> Response:
    """A page of the mapping, whoever sits there."""
    speech = speech_at(chair)
    frame = {
        "N_": N_,
        "pictogram": lambda name: f"/static/pictures/{name}.svg",
        "sides": sides,
        "at_work": chair.at_work,
        "assistance": chair.assistance,
        "base": chair.base,
        "up": chair.up,
        "up_name": speech(chair.up_name),
        "title": speech(WORK_TITLE if chair.at_work else OWN_TITLE),
        "beside_hidden": request.cookies.get(BESIDE) == "hide",
        "changed": False,
        "mistakes": [],
        "wrong": {},
    }
    return page(request, chair.visit, template, **{**frame, **context})


def sheet_page(request: Request, opened: Open, template: str, **context: Any) -> Response:
    """A page inside of one session."""
    sides = Sides.of(speech_at(opened.chair), opened.session.circumstances)
    frame = {"sheet": opened.sheet, "session": opened.session, "here_base": opened.base}
    return framed(request, opened.chair, template, sides, **{**frame, **context})
