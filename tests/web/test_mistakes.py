"""Whatever the rules object to is told in words that say what to do."""

import re
from pathlib import Path

import pytest

from consent.request import Objection
from profile_service.language import LANGUAGES, words
from profile_service.web.mistakes import explain, field_of

ROOT = Path(__file__).parents[2]
# Refusals that no form of the portal can cause: its widgets never send these shapes.
_UNREACHABLE = {"a code needs scheme, concept_id and scheme_version together"}


def _problems() -> set[str]:
    """Every first sentence that the wire models' values say on a refusal."""
    found = set()
    for path in sorted((ROOT / "schemas" / "values").glob("*.py")) + sorted(
        (ROOT / "schemas" / "sections").glob("*.py")
    ):
        found |= set(re.findall(r'refusal\(\s*"[a-z_]+",\s*f?"([^"]+)"', path.read_text(encoding="utf-8")))
    return found


def test_there_are_refusals_to_explain() -> None:
    assert len(_problems()) > 8


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
@pytest.mark.parametrize("problem", sorted(_problems() - _UNREACHABLE))
def test_no_refusal_falls_back_to_something_is_not_right(problem: str, tag: str) -> None:
    written = problem.replace("{kind}", "personnummer").replace("{name_of_start}", "start")
    fallback = words(tag)("Something is not right here. Look at what you wrote.")
    assert explain(words(tag), Objection("/x", written, "at most 5 signs")) != fallback


def test_a_limit_is_named() -> None:
    objection = Objection("/title", "the text is too long", "at most 200 characters")
    assert explain(words("en"), objection) == "This is too long. Write at most 200 signs."


def test_a_foreign_objection_is_told_too() -> None:
    assert explain(words("en"), Objection("/x", "unheard of", "")).startswith("Something is not right")


def test_the_field_of_a_pointer() -> None:
    assert field_of(Objection("/skill/label", "", "")) == "skill"
    assert field_of(Objection("/", "", "")) == ""
    assert field_of(Objection("", "", "")) == ""
