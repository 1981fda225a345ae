"""The four instruments that ship: whole in every language, short sentences, codes that exist, pictures that are there."""

import csv
import gzip
import hashlib
import json
import os
import re
from collections.abc import Iterator, Mapping
from functools import cache
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Final

import pytest

from profile_service import web
from profile_service.domain.instrument import AnswerKind, Instrument, Respondent
from profile_service.domain.pictures import PICTURES
from profile_service.domain.sections import SECTIONS
from profile_service.language import LANGUAGES
from profile_service.portability import instruments
from profile_service.portability.instruments import Shelf
from profile_service.portability.instruments.fields import is_code, kinds_of, takes
from tests.taxonomy.official import needs_official_files

SHIPPED: Final = tuple(Shelf().shipped)
LONGEST_SENTENCE: Final = 15
FIRST: Final = frozenset({"sv", "en", "ar"})
DATA: Final = Path(os.environ.get("EGENKARTA_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")


def test_they_are_the_four_that_everybody_knows_by_name() -> None:
    named = [(one.id, one.version, one.organisation) for one in SHIPPED]
    ids = ("orientation", "work-skills", "language", "work-ability")
    assert named == [(one, "2026.1", None) for one in ids]


def test_a_version_that_shipped_never_changes() -> None:
    """People have answered to its words. Whoever changes one gives it another version, and its digests here.

    A language more changes no word that anybody has answered to: the first digest is of what shipped first, in three languages.
    """
    folder = files(instruments) / "shipped"
    whole = {one.name: json.loads(one.read_bytes()) for one in folder.iterdir() if one.is_file()}
    assert {name: (_digest(_only(one, FIRST)), _digest(one)) for name, one in whole.items()} == {
        "orientation.json": ("098eeb7195406ed0", "725ffdc876550093"),
        "work-skills.json": ("90156bda5309c584", "eb7cbe3a73b2a835"),
        "language.json": ("283541d91b49d624", "60cf8f503e5d8d34"),
        "work-ability.json": ("110fab4b9dc5b8a5", "48575311a05e8872"),
    }


def _only(part: Any, tags: frozenset[str]) -> Any:
    """The part with its texts in some languages only."""
    if isinstance(part, list):
        return [_only(one, tags) for one in part]
    if not isinstance(part, dict):
        return part
    kept = {name: one for name, one in part.items() if name in tags} if tags <= part.keys() else part
    return {name: _only(one, tags) for name, one in kept.items()}


def _digest(part: Any) -> str:
    return hashlib.sha256(json.dumps(part, sort_keys=True).encode()).hexdigest()[:16]


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.id)
def test_every_text_is_there_in_every_language_of_the_portal(instrument: Instrument) -> None:
    for place, words in _texts(instrument):
        assert words.keys() == LANGUAGES.keys(), place


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.id)
def test_no_sentence_is_longer_than_fifteen_words(instrument: Instrument) -> None:
    for place, words in _texts(instrument):
        for tag, text in words.items():
            for sentence in re.split(r"(?<=[.?!؟:።፧])\s+", text):
                assert len(sentence.split()) <= LONGEST_SENTENCE, (place, tag, sentence)


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.id)
def test_every_field_is_one_of_the_profile_and_takes_such_an_answer(instrument: Instrument) -> None:
    for section in instrument.sections:
        for item in section.items:
            if item.target is None:
                continue
            known = SECTIONS[item.target.section]
            assert set(item.target.fields) <= set(known.fields), item.id
            assert all((field in known.special) is section.special for field in item.target.fields), item.id
            if item.kind is AnswerKind.CHOICE:
                field = item.target.field
                assert all(takes(known.name, field, choice.value) for choice in item.choices), item.id
            elif item.kind is not AnswerKind.ENTRIES:
                assert item.kind in kinds_of(known.name, item.target.field), item.id


@pytest.mark.parametrize("instrument", SHIPPED, ids=lambda one: one.id)
def test_nobody_writes_her_profile_but_she(instrument: Instrument) -> None:
    assert all(item.target is None for item in instrument.items() if item.respondent is not Respondent.PERSON)


def test_each_says_where_to_begin_and_has_questions_for_the_adviser() -> None:
    assert [sum(1 for _ in one.items()) for one in SHIPPED] == [20, 31, 16, 15]
    for one in SHIPPED:
        assert any(item.respondent is Respondent.ADVISER for item in one.items()), one.id
    special = {one.id: [section.id for section in one.sections if section.special] for one in SHIPPED}
    assert special == {
        "orientation": ["obstacles"],
        "work-skills": [],
        "language": [],
        "work-ability": ["body", "mind", "own_words", "adviser"],
    }


def test_every_picture_ships_and_every_shipped_picture_is_known() -> None:
    folder = files(web) / "static" / "pictures"
    there = {one.name.removesuffix(".svg") for one in folder.iterdir() if one.is_file()}
    assert there == PICTURES
    for one in filter(Traversable.is_file, folder.iterdir()):
        drawn = one.read_text(encoding="utf-8")
        assert "currentColor" in drawn
        assert not re.search("<text|<script|href|url\\(|<style", drawn), one.name


@needs_official_files
def test_every_esco_code_is_a_skill_of_esco_under_the_label_that_it_is_written_with() -> None:
    """Needs the folder of official files beside the checkout, or named by EGENKARTA_SHARED_DATA."""
    skills = _esco_skills()
    seen = 0
    for item, code in _codes("esco"):
        assert code["concept_id"] in skills, item
        if "label" in code:
            seen += 1
            assert code["label"]["en"] == skills[code["concept_id"]], item
            assert code["scheme_version"] == "1.2.0"
    assert seen > 20


@needs_official_files
def test_every_jobtech_code_is_a_concept_of_jobtech() -> None:
    """Needs the folder of official files beside the checkout, or named by EGENKARTA_SHARED_DATA."""
    known = _jobtech_ids()
    codes = [(item, code["concept_id"]) for item, code in _codes("jobtech")]
    assert len(codes) > 15
    assert [one for one in codes if one[1] not in known] == []


def _texts(instrument: Instrument) -> Iterator[tuple[str, Mapping[str, str]]]:
    yield "title", instrument.title
    yield "about", instrument.about
    for section in instrument.sections:
        yield section.id, section.title
        if section.intro:
            yield section.id, section.intro
    for item in instrument.items():
        yield item.id, item.text
        if item.help:
            yield item.id, item.help
        yield from ((item.id, choice.label) for choice in item.choices)


def _codes(scheme: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    """Every code of a scheme, where it is looked for and where it is written."""
    for instrument in SHIPPED:
        for item in instrument.items():
            for pattern in (*item.target.where, item.target.begins) if item.target else ():
                for name, value in pattern.items():
                    code = item.target is not None and is_code(item.target.section, name)
                    if code and isinstance(value, Mapping) and value["scheme"] == scheme:
                        yield item.id, value


@cache
def _esco_skills() -> dict[str, str]:
    with gzip.open(DATA / "esco-1.2.0-en-rebuilt" / "skills_en.csv.gz", "rt", encoding="utf-8") as rows:
        return {row["conceptUri"]: row["preferredLabel"] for row in csv.DictReader(rows)}


@cache
def _jobtech_ids() -> set[str]:
    names = ("skills.json", "languages.json")
    read = [json.loads((DATA / "jobtech-taxonomy" / name).read_bytes()) for name in names]
    return {one["id"] for whole in read for one in whole["data"]["concepts"]}
