"""The shield itself: every field of every section is one that stays, one whose words are masked, or one that says nothing."""

import re
from collections.abc import Iterator
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

import profile_service
from consent.scope import Scope
from consent.shield import UNSHIELDED, Shield
from profile_service.actions.enrolling import enrol
from profile_service.actions.importing import import_profile
from profile_service.actions.own_profile import add_item, read_own_profile
from profile_service.actions.protection import for_others, protect
from profile_service.domain.sections import CATALOGUE
from profile_service.domain.shielding import SHIELD, SHIELDED, WORDS
from profile_service.portability.synthetic import read_all, read_labels
from schemas.sections import SECTION_MODELS
from tests.portability.test_synthetic import FOLDER, PROFILES, here
from tests.stage import Stage

_OF_OTHERS = {
    "employer_profile.html", "operator_declaration.html", "organisation.html", "staff_one.html", "shared.html"
}  # fmt: skip
"""Pages that she never opens. A vacancy's name is hers to give, and is masked there."""
_OF_A_FORM = {"interface_language", "mapping_languages", "interpreter_language"}
"""Language tags: nothing can be told between their lines."""


def _schema_of(section: str, field: str) -> dict[str, Any]:
    schema = SECTION_MODELS[section].model_json_schema()
    return {**schema["properties"][field], "$defs": schema.get("$defs", {})}


def _takes_words(schema: dict[str, Any], defs: dict[str, Any]) -> bool:
    """Whether a value can hold a text of anybody's own."""
    if "$ref" in schema:
        return _takes_words(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    if "enum" in schema or "const" in schema:
        return False
    if schema.get("type") == "string":
        takes_a_name = re.search(schema.get("pattern", ""), "Astrid Lindqvist") is not None
        return takes_a_name and schema.get("format") not in ("date",)
    inner = [*schema.get("anyOf", ()), *schema.get("properties", {}).values()]
    return any(_takes_words(one, defs) for one in (*inner, *([schema["items"]] if "items" in schema else ())))


@pytest.mark.parametrize("section", CATALOGUE)
def test_every_field_that_can_hold_words_stays_with_her_or_is_masked(section: str) -> None:
    kept, masked = SHIELDED.get(section, frozenset()), WORDS[section]
    assert kept <= CATALOGUE[section]
    assert masked <= CATALOGUE[section]
    assert kept.isdisjoint(masked)
    for field in CATALOGUE[section] - kept - masked - _OF_A_FORM:
        schema = _schema_of(section, field)
        assert not _takes_words(schema, schema["$defs"]), f"{section}.{field}"


def test_a_shield_cuts_what_is_spelled_out_and_leaves_out_what_is_not() -> None:
    shield = Shield({"skills": frozenset({"level"})})
    slices = (
        Scope("skills", frozenset({"level", "skill"}), frozenset({"itm_1"})),
        Scope("skills", frozenset({"level"})),
        Scope("skills"),
        Scope("languages"),
    )
    assert shield.cut(slices) == (Scope("skills", frozenset({"skill"}), frozenset({"itm_1"})), slices[3])
    assert UNSHIELDED.cut(slices) == slices
    assert SHIELD.stands
    assert not UNSHIELDED.stands


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for one in value.values():
            yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


@here
def test_of_the_synthetic_people_under_protection_nothing_that_names_or_places_them_is_handed_on(
    stage: Stage,
) -> None:
    labels = read_labels(FOLDER)
    desk, checked = stage.house.desk, 0
    for language, foreign in islice(read_all(PROFILES, labels), 0, 2_000, 50):

        def act(work: Any, *, language: str = language, foreign: Any = foreign) -> tuple[Any, Any]:
            her = enrol(work, desk, language).id
            import_profile(work, desk, her, foreign)
            person = read_own_profile(work, desk, her).sections["person"][0].content
            name, number = person["name"], person["identity_numbers"][0]["value"]  # type: ignore[index,call-overload]
            tasks = f"{name} ({number}) lagade mat på Krogen vid ån. Ring 070-123 45 67."
            add_item(
                work,
                desk,
                her,
                "experience",
                {"title": f"Kock, {name}", "employer": "Krogen vid ån", "tasks": tasks},
            )
            protect(work, desk, her)
            own = read_own_profile(work, desk, her)
            return own, for_others(work, her, own)

        own, handed = stage.parts.database.writer.run(act)
        person = own.sections["person"][0].content
        kept = [person["name"], person["identity_numbers"][0]["value"], "Krogen vid ån", "123 45 67"]
        kept += [person["place"]["label"]] if "place" in person else []
        for section, items in handed.sections.items():
            for item in items:
                assert item.content.keys().isdisjoint(SHIELDED.get(section, ()))
                told = " ".join(_texts(dict(item.content)))
                assert [one for one in kept if one in told] == []
        assert handed.sections["experience"]
        checked += 1
    assert checked == 40


def test_the_way_out_is_on_every_page() -> None:
    folder = Path(str(profile_service.__file__)).parent / "web" / "templates"
    templates = {path.name: path.read_text(encoding="utf-8") for path in folder.rglob("*.html")}
    frame = templates["base.html"]
    assert 'id="quick-exit"' in frame
    pages = {name for name, text in templates.items() if "<html" in text or "extends" in text}
    assert len(pages) > 60
    code = "".join(path.read_text(encoding="utf-8") for path in folder.parent.glob("*.py"))
    frames = set(re.findall(r'frame"?[=:] ?"(\w+\.html)"', code))
    assert frames <= pages
    framed = {name for name in pages if templates[name].startswith("{% extends frame %}")}
    for name in pages - framed - {"base.html"}:
        over = re.match(r'{% extends "(\w+\.html)" %}', templates[name])
        assert over is not None, name
        assert over[1] == "base.html" or over[1] in frames, name
    # What is a part of a page opens no document of its own.
    assert not [name for name, text in templates.items() if name not in pages and "<body" in text]


def test_no_title_of_a_page_of_hers_names_anybody() -> None:
    """Titles stay in the browser's history, on a computer that others use too."""
    folder = Path(str(profile_service.__file__)).parent / "web" / "templates"
    found = []
    for path in folder.rglob("*.html"):
        for title in re.findall(r"{% block title %}(.*?){% endblock %}", path.read_text(encoding="utf-8")):
            places = "".join(re.findall(r"{{(.*?)}}", title))
            if path.name not in _OF_OTHERS and re.search(
                r"organisation=|\.name\b(?!\))|vacancy|content", places
            ):
                found.append((path.name, title))
    assert found == []
