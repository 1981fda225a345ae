"""Every catalogue says everything that the source says, and nothing else."""

from string import Formatter

import pytest
from babel.messages.catalog import Catalog
from babel.messages.pofile import read_po

from profile_service.language.catalogue import LANGUAGES, SOURCE_LANGUAGE, TONGUES, catalogue_path
from tests.language.extraction import Message, messages

TRANSLATED = sorted(set(LANGUAGES) - {SOURCE_LANGUAGE})


def _catalogue(tag: str) -> Catalog:
    with catalogue_path(tag).open("rb") as source:
        return read_po(source, locale=TONGUES[tag].locale)


def _texts(message: Message) -> tuple[str, ...]:
    return (message,) if isinstance(message, str) else tuple(message)


def _said(catalogue: Catalog) -> dict[Message, tuple[str, ...]]:
    said: dict[Message, tuple[str, ...]] = {}
    for message in catalogue:
        if message.id:
            key = message.id if isinstance(message.id, str) else tuple(message.id)
            said[key] = _texts(message.string)
    return said


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def test_the_extractor_finds_python_and_templates() -> None:
    found = messages()
    assert "Stop sharing" in found, "a message of a template"
    assert "Mother tongue" in found, "a message of a Python module"
    assert ("{n} month", "{n} months") in found, "a plural"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_missing_or_left_over(tag: str) -> None:
    said = _said(_catalogue(tag))
    assert sorted(map(str, messages().keys() - said.keys())) == [], "missing"
    assert sorted(map(str, said.keys() - messages().keys())) == [], "left over"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_empty(tag: str) -> None:
    assert [key for key, texts in _said(_catalogue(tag)).items() if not all(map(str.strip, texts))] == []


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_nothing_is_fuzzy_or_obsolete(tag: str) -> None:
    catalogue = _catalogue(tag)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_plural_form_is_there(tag: str) -> None:
    catalogue = _catalogue(tag)
    plurals = [message for message in catalogue if message.pluralizable]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != catalogue.num_plurals] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_place_is_kept(tag: str) -> None:
    changed = []
    for key, texts in _said(_catalogue(tag)).items():
        wanted = set().union(*map(_places, _texts(key)))
        changed += [key for text in texts if _places(text) - {"n"} != wanted - {"n"}]
        if "n" in wanted:
            changed += [key for text in texts[-1:] if "n" not in _places(text)]
    assert changed == []


def test_the_source_language_needs_no_translation() -> None:
    assert _said(_catalogue(SOURCE_LANGUAGE)) == {}
