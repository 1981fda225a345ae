"""A link shows what others have stated of her as it shows her own words: with nothing in it that says who she is."""

import re
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any, Final

import pytest

from consent.share import COMPETENCES
from profile_service.domain.masking import covers
from profile_service.domain.profile import OWN_WORDS, Assertion, ItemId, Json, Strength
from profile_service.domain.sections import SECTIONS
from profile_service.domain.shielding import mask
from schemas.sections import SECTION_MODELS
from tests.assessments.proposing import ALL, SKILLS, accepted, ending, say
from tests.sharing.links import following, make
from tests.stage import Stage

NAME: Final = "Astrid Lindqvist"
CALL: Final = f"{NAME}, 070-174 06 05"
_ANY_DAY: Final = datetime(2026, 11, 10, tzinfo=UTC)


def _filled(schema: dict[str, Any], defs: dict[str, Any]) -> Iterator[Json]:
    """Values that the field takes and that hold her name, each in another place; none where no text has room in it."""
    if "$ref" in schema:
        yield from _filled(defs[schema["$ref"].rsplit("/", 1)[1]], defs)
    elif schema.get("type") == "string":
        takes_any = not {"enum", "const", "format"} & schema.keys()
        if takes_any and re.search(schema.get("pattern", ""), NAME):
            yield NAME
    for one in schema.get("anyOf", ()):
        yield from _filled(one, defs)
    for name, one in schema.get("properties", {}).items():
        # Which list of concepts, and which entry of it, is no place for words; a code goes where its label is covered.
        if name not in ("scheme", "scheme_version", "concept_id"):
            yield from ({name: value} for value in _filled(one, defs))
    if "items" in schema:
        yield from ([value] for value in _filled(schema["items"], defs))


@pytest.mark.parametrize("section", COMPETENCES)
def test_no_field_that_a_link_carries_holds_her_name(section: str) -> None:
    schema = SECTION_MODELS[section].model_json_schema()
    covered = covers({"name": NAME}, ())
    found = set()
    for field in COMPETENCES[section] | SECTIONS[section].follows:
        for value in _filled(schema["properties"][field], schema.get("$defs", {})):
            item = Assertion(
                ItemId("itm"), section, 1, OWN_WORDS, Strength.SELF, _ANY_DAY, _ANY_DAY, None, {field: value}
            )
            assert "Astrid" not in str(mask(item, covered).content), f"{section}.{field}: {value}"
            found.add(field)
    assert found


def test_an_assessment_by_a_link_names_neither_her_nor_who_assessed_her(stage: Stage) -> None:
    stated = {
        "competence": {"label": f"Specialkost hos Yrkesskolan för {NAME}"},
        "method": f"Prov för {CALL}",
        "standard": {"label": "Astrids norm"},
        "standard_level": "Som Lindqvist",
    }
    found = accepted(stage, claim=stated)
    say(stage, found, f"Jag heter {CALL} och bor i Nässjö.")
    link = make(stage, scopes=(ALL, SKILLS))
    assert ending(stage, found, "withdraw", reason=f"{CALL} var sjuk.").status_code == 200
    with following(stage) as viewer:
        page = viewer.open(link).text
    main = page.split("<main")[1]
    assert "Specialkost" in main
    assert "var sjuk" in main
    for word in ("Astrid", "Lindqvist", "174 06", "Nässjö", "Yrkesskolan"):
        assert word not in main, word
