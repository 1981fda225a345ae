"""The first page of mapping: what was begun, and what can be begun; and how a session begins."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

from fastapi import Request, Response

from profile_service.actions.errors import ContentError, NotAvailableError, SectionFullError
from profile_service.actions.instruments import find_instrument, instrument_to_start, list_instruments
from profile_service.actions.mapping import sessions_of, start
from profile_service.actions.ports import Work
from profile_service.domain.instrument import Instrument, InstrumentId, Respondent
from profile_service.domain.mapping_session import (
    Circumstances,
    Interpreter,
    MappingSession,
    Place,
    Presence,
    SessionState,
)
from profile_service.doors import House, Levelled
from profile_service.language.marking import N_
from profile_service.web.forms import Answers, first, posted
from profile_service.web.mapping_parts import minutes_for
from profile_service.web.mapping_seats import Chair
from profile_service.web.mapping_sheets import framed, speech_at, write_at
from profile_service.web.mapping_sides import Sides
from profile_service.web.mapping_words import (
    conversation_languages,
    interpreters,
    places,
    presences,
)
from profile_service.web.mistakes import Mistake
from profile_service.web.rendering import go

_ASKED: Final = (Respondent.PERSON, Respondent.ADVISER)
_FULL: Final = N_("As many are open as there may be. Finish one, or give one up.")


@dataclass(frozen=True, slots=True)
class Offered:
    """An instrument that can be begun. `maker` is empty where it ships with the service."""

    instrument: Instrument
    questions: int
    minutes: int
    maker: str
    can_begin: bool = True


@dataclass(frozen=True, slots=True)
class Begun:
    """A session in the list, and the title of its instrument."""

    session: MappingSession
    instrument: Instrument

    @property
    def waits(self) -> bool:
        """Whether it is handed over, and not decided on."""
        return self.session.state is SessionState.HANDED_OVER


async def show_list(request: Request, house: House, chair: Chair) -> Response:
    """What was begun comes first."""
    await insist_on_ground(chair)
    offered, begun = await house.read(lambda work: (_offered(work, house, chair), _begun(work, house, chair)))
    speech = speech_at(chair)
    sides = Sides(speech)
    return framed(
        request,
        chair,
        "mapping.html",
        sides,
        instruments=offered,
        waiting=[one for one in begun if one.waits],
        begun=[one for one in begun if one.session.state is SessionState.OPEN],
        over=[one for one in begun if one.session.state is SessionState.CLOSED],
    )


async def show_begin(request: Request, house: House, chair: Chair) -> Response:
    """What it is for, and the languages; at work also who is there."""
    await insist_on_ground(chair)
    return await _form(request, house, chair, {})


async def begin(request: Request, house: House, chair: Chair) -> Response:
    """Begin it, or ask for more of how it is held."""
    answers = posted(await request.form())
    await insist_on_ground(chair)
    if first(answers, "then") == "others":
        return await _form(request, house, chair, answers, with_others=True)
    named = InstrumentId(request.path_params["instrument_id"])
    held = circumstances_of(chair, answers)
    try:
        session = await write_at(house, lambda work: start(work, house.desk, chair.seat, named, "", held))
    except ContentError:
        return await _form(request, house, chair, answers, wrong=N_("Choose one of the answers."))
    except SectionFullError:
        return await _form(request, house, chair, answers, wrong=_FULL)
    return go(f"{chair.base}/{session.id}")


def circumstances_of(chair: Chair, answers: Answers) -> Circumstances:
    """How it is held, from a form. What is not among the answers that were offered counts as not said."""
    page = chair.visit.language
    hers = (first(answers, "hers") or page) if chair.at_work else page
    present = answers.get("present", ())
    return Circumstances(
        (hers, first(answers, "second") or hers),
        tuple(one for one in Presence if one.value in present),
        next((one for one in Interpreter if one.value == first(answers, "interpreter")), Interpreter.NONE),
        next((one for one in Place if one.value == first(answers, "place")), None),
    )


def circumstances_context(chair: Chair, answers: Answers, *, with_others: bool) -> dict[str, Any]:
    """What the form of the circumstances needs."""
    speech = speech_at(chair)
    usual = "sv" if chair.at_work or speech.tag != "sv" else ""
    chosen = "second" in answers
    return {
        "with_others": with_others,
        "offered": conversation_languages(speech),
        "hers": first(answers, "hers") or ("" if chair.at_work else speech.tag),
        "second": first(answers, "second") if chosen else usual,
        "presences": presences(speech, at_work=chair.at_work),
        "present": answers.get("present", ()),
        "interpreters": interpreters(speech),
        "interpreter": first(answers, "interpreter") or Interpreter.NONE.value,
        "places": places(speech),
        "place": first(answers, "place"),
    }


async def insist_on_ground(chair: Chair) -> None:
    """The page of whatever is not there, where there is no help or grant to map under (I-10)."""
    async with Levelled(NotAvailableError):
        if not chair.grounded:
            raise NotAvailableError


async def _form(
    request: Request,
    house: House,
    chair: Chair,
    answers: Answers,
    *,
    with_others: bool = False,
    wrong: str = "",
) -> Response:
    named = InstrumentId(request.path_params["instrument_id"])
    offered = await house.read(lambda work: _offer(work, chair, instrument_to_start(work, house.desk, named)))
    begun = await house.read(lambda work: sessions_of(work, house.desk, chair.seat))
    still = [one for one in begun if one.instrument == named and one.state is SessionState.OPEN]
    speech = speech_at(chair)
    here = with_others or chair.at_work or "interpreter" in answers
    return framed(
        request,
        chair,
        "mapping_begin.html",
        Sides(speech),
        one=offered,
        still=max(still, key=lambda session: session.changed_at, default=None),
        status=422 if wrong else 200,
        mistakes=[Mistake("", "second", "", speech(wrong))] if wrong else [],
        **circumstances_context(chair, answers, with_others=here),
    )


def _offered(work: Work, house: House, chair: Chair) -> list[Offered]:
    """Those that ship with the service, and those that organisations registered; at work only one's own."""
    own = chair.organisation
    heads = list_instruments(work, house.desk)
    there = [one for one in heads if own is None or one.organisation in (None, own)]
    return [_offer(work, chair, find_instrument(work, house.desk, one.id, one.version)) for one in there]


def _offer(work: Work, chair: Chair, instrument: Instrument) -> Offered:
    respondents = _ASKED if chair.at_work else (Respondent.PERSON,)
    put = [item for item in instrument.items() if item.respondent in respondents]
    organisation = instrument.organisation and work.accounts.organisation(instrument.organisation)
    maker = organisation.name if organisation else ""
    return Offered(instrument, len(put), minutes_for(put), maker, chair.reaches(instrument))


def _begun(work: Work, house: House, chair: Chair) -> Sequence[Begun]:
    found = []
    for session in sessions_of(work, house.desk, chair.seat):
        try:
            instrument = find_instrument(work, house.desk, session.instrument, session.instrument_version)
        except NotAvailableError:
            continue
        found.append(Begun(session, instrument))
    return found
