"""What is said about a mapping session: who was there, where, how a part stands."""

from collections.abc import Mapping
from typing import Final

from profile_service.domain.mapping_session import Interpreter, MappingSession, Place, Presence
from profile_service.language import LANGUAGES, Words
from profile_service.language.marking import N_
from profile_service.web.mapping_parts import Part, PartState
from profile_service.web.options import languages

OWN_TITLE: Final = N_("Tell what you can do")
WORK_TITLE: Final = N_("Mapping")
_PRESENCES: Final[Mapping[Presence, str]] = {
    Presence.ADVISER: N_("An adviser"),
    Presence.INTERPRETER: N_("An interpreter"),
    Presence.RELATIVE: N_("Family or a friend"),
    Presence.EMPLOYER: N_("An employer"),
    Presence.TEACHER: N_("A teacher"),
    Presence.OTHER: N_("Somebody else"),
}
_INTERPRETERS: Final[Mapping[Interpreter, str]] = {
    Interpreter.NONE: N_("Nobody interprets"),
    Interpreter.PROFESSIONAL: N_("An interpreter in the room"),
    Interpreter.PHONE: N_("An interpreter by phone or video"),
    Interpreter.COLLEAGUE: N_("A colleague who knows the language"),
    Interpreter.RELATIVE: N_("Family or a friend"),
}
_PLACES: Final[Mapping[Place, str]] = {
    Place.OFFICE: N_("At an office"),
    Place.WORKPLACE: N_("At a workplace"),
    Place.SCHOOL: N_("At a school"),
    Place.HOME: N_("At home"),
    Place.PHONE: N_("By phone"),
    Place.VIDEO: N_("By video"),
}
_STATES: Final[Mapping[PartState, str]] = {
    PartState.DONE: N_("Done"),
    PartState.KNOWN: N_("Known already"),
    PartState.HIDDEN: N_("Left out"),
    PartState.CLOSED: N_("Not opened"),
}

Named = list[tuple[str, str]]


def presences(speech: Words, *, at_work: bool) -> Named:
    """Who can be there. The adviser need not say that she is there herself."""
    return [
        (one.value, speech(called))
        for one, called in _PRESENCES.items()
        if not (at_work and one is Presence.ADVISER)
    ]


def interpreters(speech: Words) -> Named:
    """How it can be interpreted."""
    return [(one.value, speech(called)) for one, called in _INTERPRETERS.items()]


def places(speech: Words) -> Named:
    """Where it can be."""
    return [(one.value, speech(called)) for one, called in _PLACES.items()]


def part_state(speech: Words, part: Part) -> str:
    """How a part stands."""
    if part.state is PartState.LEFT:
        return speech.plural("{n} left", "{n} left", part.left)
    return speech(_STATES[part.state])


def conversation_languages(speech: Words) -> Named:
    """Languages to hold a conversation in: those that the portal speaks first, each by its own name there."""
    spoken = list(LANGUAGES.items())
    return spoken + [(tag, called) for tag, called in languages(speech) if tag not in LANGUAGES]


def told_of_session(speech: Words, session: MappingSession, organisation: str) -> dict[str, object]:
    """How a session was held, in words, for a page that tells of it."""
    held = session.circumstances
    return {
        "session": session,
        "organisation": organisation,
        "who_was_there": [speech(_PRESENCES[one]) for one in held.present],
        "interpreted": speech(_INTERPRETERS[held.interpreter])
        if held.interpreter is not Interpreter.NONE
        else "",
        "where": speech(_PLACES[held.place]) if held.place is not None else "",
    }
