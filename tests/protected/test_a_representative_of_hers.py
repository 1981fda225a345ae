"""Whoever acts for Petra, since before she was protected: sees what anybody may whom she opens to, and nothing that names her."""

import re

import pytest

from consent.vocabulary import IndividualId
from profile_service.actions.own_profile import read_own_profile
from profile_service.domain.sections import SECTIONS
from tests.helping.beside import mandated, turn
from tests.protected.petra import CLEAN, HER, canaries
from tests.stage import Stage
from tests.web.conftest import Visitor, visitor

__all__ = ["visitor"]


def test_a_representative_meets_nothing_that_names_her(stage: Stage, request: pytest.FixtureRequest) -> None:
    come = request.getfixturevalue("visitor")
    petra, bo = come("petra"), come("bo")
    parts = ("skills:read", "experience:read", "education:read", "person:read?fields=email,name,phone")
    asked = stage.asked(tuple(f"profile:{part}" for part in parts), "petra")
    turn(bo, mandated(petra, bo, "see", "write", "answer", "see_log", name="P"))
    profile = stage.parts.database.reader.run(
        lambda work: read_own_profile(work, stage.house.desk, IndividualId(HER))
    )
    entries = [f"/my/profile/{one.section}/{one.id}" for items in profile.sections.values() for one in items]
    pages = ["/my/profile", *(f"/my/profile/{section}" for section in SECTIONS), "/my/requests", "/my/log"]
    pages += [f"/my/requests/{asked}", f"/my/requests/{asked}/preview"]
    told = {path: _got(bo, path) for path in pages}
    assert {status for status, _ in told.values()} == {200}
    assert CLEAN in told["/my/profile/skills"][1]
    assert CLEAN in told[f"/my/requests/{asked}/preview"][1]
    kept = {
        f"{one}/{what}": _got(bo, f"{one}/{what}")
        for one in entries
        for what in ("history", "change", "remove")
    }
    assert {status for status, _ in kept.values()} <= {303, 404}
    found = {path: canaries(text) for path, (_, text) in {**told, **kept}.items()}
    assert {path: words for path, words in found.items() if words} == {}
    assert canaries(_got(petra, "/my/profile/person")[1]), "she herself sees all of it"


def _got(who: Visitor, path: str) -> tuple[int, str]:
    answer = who.get(path)
    # Random ids and tokens can hold any digits.
    return answer.status_code, re.sub(
        r"<head>.*?</head>|(value|href|action|id|for)=\"[^\"]*\"", "", answer.text, flags=re.S
    )
