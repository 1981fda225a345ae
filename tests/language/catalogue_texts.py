"""What the catalogues say, as the tests and `make strings` read it."""

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from string import Formatter

from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from profile_service.language.catalogue import LANGUAGES, SOURCE_LANGUAGE, TONGUES, catalogue_path
from tests.language.extraction import Message

TRANSLATED = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})


@cache
def catalogue_of(tag: str) -> Catalog:
    """A catalogue as it lies in the folder, read once."""
    return read_catalogue(catalogue_path(tag), tag)


def read_catalogue(path: Path, tag: str) -> Catalog:
    """A catalogue of a language."""
    with path.open("rb") as source:
        return read_po(source, locale=TONGUES[tag].locale)


def texts_of(message: Message) -> tuple[str, ...]:
    """A message as texts: one, or one for each form of its plural."""
    return (message,) if isinstance(message, str) else tuple(message)


def said_in(catalogue: Catalog) -> dict[Message, tuple[str, ...]]:
    """Each message of a catalogue with what it says for it."""
    said: dict[Message, tuple[str, ...]] = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else tuple(message.id)
            said[key] = texts_of(message.string)
    return said


@cache
def said(tag: str) -> dict[Message, tuple[str, ...]]:
    """The same for a language, read once."""
    return said_in(catalogue_of(tag))


def pairs_in(tag: str) -> Iterator[tuple[str, str]]:
    """Each text of a language beside its English; of a plural, the first form beside the singular, the others beside the plural."""
    for message, texts in said(tag).items():
        english = texts_of(message)
        for number, text in enumerate(texts):
            yield english[min(number, len(english) - 1)], text


def places_in(text: str) -> set[str]:
    """The names of what is filled in."""
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}
