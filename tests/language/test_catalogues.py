"""Every catalogue says everything that the source says, and nothing else."""

from gettext import c2py
from itertools import chain
from pathlib import Path

import pytest
from babel import Locale

from profile_service.language.catalogue import LANGUAGES, SOURCE_LANGUAGE, TONGUES, catalogue_path
from tests.language import strings
from tests.language.catalogue_texts import (
    TRANSLATED,
    catalogue_of,
    places_in,
    read_catalogue,
    said,
    said_in,
    texts_of,
)
from tests.language.extraction import messages

_NUMBERS = [*range(201), 1000, 1001, 1002, 1005, 1011, 1021, 100000, 1000000]


def test_the_extractor_finds_python_and_templates() -> None:
    found = messages()
    assert "Stop sharing" in found, "a message of a template"
    assert "Mother tongue" in found, "a message of a Python module"
    assert ("{n} month", "{n} months") in found, "a plural"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_missing_or_left_over(tag: str) -> None:
    assert sorted(map(str, messages().keys() - said(tag).keys())) == [], "missing: make strings says which"
    assert sorted(map(str, said(tag).keys() - messages().keys())) == [], "left over: make strings says which"


@pytest.mark.parametrize("tag", TRANSLATED)
def test_nothing_is_empty(tag: str) -> None:
    assert [key for key, texts in said(tag).items() if not all(map(str.strip, texts))] == []


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_nothing_is_fuzzy_or_obsolete(tag: str) -> None:
    catalogue = catalogue_of(tag)
    assert [message.id for message in catalogue if message.id and message.fuzzy] == []
    assert list(catalogue.obsolete) == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_plural_form_is_there(tag: str) -> None:
    catalogue = catalogue_of(tag)
    plurals = [message for message in catalogue if message.pluralizable]
    assert plurals
    assert [message.id for message in plurals if len(message.string) != catalogue.num_plurals] == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_the_forms_are_those_of_the_language(tag: str) -> None:
    """The header's rule sorts numbers as CLDR's does: https://www.unicode.org/cldr/charts/latest/supplemental/language_plural_rules.html."""
    catalogue = catalogue_of(tag)
    form, category = c2py(catalogue.plural_expr), Locale.parse(TONGUES[tag].locale).plural_form
    pairs = {(form(n), category(n)) for n in _NUMBERS}
    assert len(pairs) == len({one for one, _ in pairs}) == len({other for _, other in pairs}), sorted(pairs)
    assert {one for one, _ in pairs} == set(range(catalogue.num_plurals))


@pytest.mark.parametrize("tag", TRANSLATED)
def test_every_place_is_kept(tag: str) -> None:
    changed = []
    for key, texts in said(tag).items():
        wanted = set().union(*map(places_in, texts_of(key)))
        changed += [key for text in texts if places_in(text) - {"n"} != wanted - {"n"}]
        if "n" in wanted:
            changed += [key for text in texts[-1:] if "n" not in places_in(text)]
    assert changed == []


@pytest.mark.parametrize("tag", TRANSLATED)
def test_only_a_form_for_one_number_leaves_the_number_out(tag: str) -> None:
    """A form that stands for 1 alone may say "one month" in words; in Ukrainian the same form stands for 21 as well.

    Where there is none, as a rule nothing is counted at all.
    """
    catalogue = catalogue_of(tag)
    form = c2py(catalogue.plural_expr)
    shared = {one for one in range(catalogue.num_plurals) if sum(form(n) == one for n in range(1, 200)) > 1}
    silent = []
    for key, texts in said_in(catalogue).items():
        if len(texts) > 1 and "n" in set(chain.from_iterable(map(places_in, texts_of(key)))):
            silent += [text for at, text in enumerate(texts) if at in shared and "n" not in places_in(text)]
    assert silent == []


def test_the_source_language_needs_no_translation() -> None:
    assert said_in(catalogue_of(SOURCE_LANGUAGE)) == {}


def test_a_catalogue_that_is_written_anew_says_the_same(tmp_path: Path) -> None:
    catalogue = catalogue_of("uk")
    plurals = f"nplurals={catalogue.num_plurals}; plural={catalogue.plural_expr};"
    path = tmp_path / "messages.po"
    path.write_text(strings.written("uk", plurals, said("uk")), encoding="utf-8")
    again = read_catalogue(path, "uk")
    assert said_in(again) == said("uk")
    assert (again.num_plurals, again.plural_expr) == (catalogue.num_plurals, catalogue.plural_expr)


def test_each_catalogue_names_its_language() -> None:
    named = {
        tag: catalogue_path(tag).read_text(encoding="utf-8").split('"Language: ')[1] for tag in TRANSLATED
    }
    assert {tag: name.split("\\n")[0].replace("_", "-") for tag, name in named.items()} == {
        tag: tag for tag in TRANSLATED
    }
