"""Instruments in words."""

from collections.abc import Mapping, Sequence

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import InstrumentHead, InstrumentList, PublishedInstrument
from schemas.instruments import InstrumentItem, InstrumentSection
from schemas.problems import FieldError


def head(value: InstrumentHead) -> Text:
    """One version, without its questions."""
    return block(
        f"{value.id} {value.version}: {_in(value.title, 'en')}",
        [
            ("about", _in(value.about, "en")),
            ("from", value.organisation.name if value.organisation else "ships with the service"),
            ("stage", value.stage.replace("_", " ")),
            ("questions", str(value.questions)),
            ("languages", ", ".join(value.languages)),
            ("registered", when(value.registered_at) if value.registered_at else None),
            ("retired", when(value.retired_at) if value.retired_at else None),
        ],
    )


def heads(value: InstrumentList) -> Text:
    """Several, one after the other."""
    return listed(map(head, value.instruments), "There are no instruments.")


def whole(value: PublishedInstrument, language: str) -> Text:
    """Every question, by section."""
    first = block(f"{value.id} {value.version}: {_in(value.title, language)}", [])
    return listed([first, *(_section(one, language) for one in value.sections)], "")


def mistakes(found: Sequence[FieldError]) -> Text:
    """What is wrong with a text, or that nothing is."""
    if not found:
        return block("the shape is right; the service checks the rest when it is registered", [])
    places = [(one.field or "/", f"{one.problem}; expected {one.expected}") for one in found]
    return block(f"{len(found)} places are wrong", places)


def retired(_nothing: None) -> Text:
    """A version that was retired."""
    return block("retired; what has begun with it goes on", [])


def _section(value: InstrumentSection, language: str) -> Text:
    title = _in(value.title, language) + (" (sensitive)" if value.special else "")
    return block(title, [(one.id, _question(one, language)) for one in value.items])


def _question(item: InstrumentItem, language: str) -> str:
    target = "" if item.target is None else f" -> {item.target.section}: {', '.join(item.target.fields)}"
    asked = "" if item.respondent == "person" else f" [{item.respondent}]"
    return f"{_in(item.text, language)}{asked}{target}"


def _in(text: Mapping[str, str], language: str) -> str:
    return next(text[tag] for tag in (language, "en", "sv", *text) if tag in text)
