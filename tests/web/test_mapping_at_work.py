"""Mapping at work: beside her with her code, or under her grant; and what is left of it when either ends."""

import re
from collections.abc import Callable

import pytest

from tests.helping.beside import helped
from tests.stage import Stage
from tests.web.at_the_sheet import REVISION, answer_of, begin, save, speaking
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


@pytest.fixture
def her(visitor: Visitors) -> Visitor:
    return speaking(visitor("astrid"))


def test_an_adviser_goes_through_it_beside_her_and_his_words_stay_apart(
    her: Visitor, visitor: Visitors, stage: Stage
) -> None:
    nils = speaking(visitor("nils"))
    helped(her, nils, "experience", "languages", "education", "expectations", "licences")
    at = begin(
        nils,
        at="/agency/help/mapping",
        hers="ar",
        second="sv",
        present=["interpreter"],
        interpreter="professional",
    )
    tasks = nils.get(at).text
    assert "You are helping a person" in tasks
    # What she did not open for him is not even named.
    assert "/parts/obstacles" not in tasks
    assert nils.get(f"{at}/parts/obstacles").status_code == 404
    part = nils.get(f"{at}/parts/done?page=2")
    assert part.headers["cache-control"] == "no-store"
    assert 'lang="ar" dir="rtl"' in part.text
    save(nils, f"{at}/parts/done?page=2", **{"q-own_business.title": "Kiosk"})
    revision = REVISION.findall(nils.get(f"{at}/notes").text)[0]
    said = {"summary": "Van vid kunder.", "next_steps": "Praktik\nTruckkort"}
    assert nils.send(f"{at}/notes", revision=revision, **said).status_code == 303
    revision = REVISION.findall(nils.get(f"{at}/check").text)[0]
    assert nils.send(f"{at}/hand-over", revision=revision).headers["location"] == f"{at}/handed"
    assert "Handed over" in nils.get(f"{at}/handed").text
    mine = her.get("/my/mapping").text
    assert "Nils Berg" in mine
    decide = her.get(re.findall(r'href="(/my/mapping/[^"]+/decide)"', mine)[0]).text
    assert "An interpreter in the room" in decide
    own_words = decide.split('class="advisers"')[1]
    assert "The adviser's own words" in own_words.replace("&#39;", "'")
    assert "Truckkort" in own_words
    assert "Truckkort" not in decide.split('class="advisers"')[0]
    her.send(answer_of(decide), answer="approve")
    assert "Norrsken AB" in her.get("/my/profile/experience").text
    assert "Truckkort" not in her.get("/my/profile").text


def test_when_the_help_or_the_grant_ends_the_next_click_shows_nothing(
    her: Visitor, visitor: Visitors, stage: Stage
) -> None:
    nils = speaking(visitor("nils"))
    helped(her, nils, "experience")
    inside = begin(nils, at="/agency/help/mapping", hers="ar", second="sv")
    grant = stage.granted(("profile:experience:read", "profile:languages:read"))
    started = nils.send(f"/agency/grants/{grant}/mapping", case_reference="case-7 Å")
    assert started.status_code == 303
    under = begin(nils, at=f"/agency/grants/{grant}/mapping", hers="ar", second="sv")
    assert "Vårdbiträde" in nils.get(f"{under}/parts/done?page=1").text
    assert any(line.get("case_reference") == "case-7 Å" for line in stage.log())
    end = her.get("/my/help").text.split('action="/my/help/')[1].split('"')[0]
    assert her.send(f"/my/help/{end}").status_code == 303
    stage.withdraw(grant)
    never = nils.get("/agency/grants/gra_never/mapping/map_never").content
    for address in (
        inside, f"{inside}/parts/done", f"{inside}/check", f"{inside}/notes", "/agency/help/mapping",
        under, f"{under}/parts/done?page=1", f"{under}/check", f"{under}/handed", f"/agency/grants/{grant}/mapping",
        f"/agency/grants/{grant}/mapping/new/orientation", "/agency/help/mapping/new/orientation",
    ):  # fmt: skip
        gone = nils.get(address)
        assert (gone.status_code, gone.content) == (404, never), address
    assert nils.send(f"{under}/hand-over", revision="1").status_code == 404
