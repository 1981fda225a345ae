"""I-04: what leaves is what was granted and asked for: all of it, and not one field more."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.decision import OwnReading, decide
from consent.scope import Scope
from profile_service.actions import asking
from profile_service.domain.profile import OWN_WORDS, Strength, new_assertion
from profile_service.domain.sections import CATALOGUE, ORDINARY, SECTIONS
from tests.invariants.people import (
    PROFILES,
    give_norrsken,
    permitted,
    scopes_of,
    somebody,
    wishes,
)
from tests.stage import Stage

_MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
Items = dict[str, dict[str, Any]]


def _left(answer: Any) -> Items:
    assert answer.status_code == 200, answer.text
    return {item["id"]: item["content"] for items in answer.json()["profile"].values() for item in items}


@_MANY
@given(entries=PROFILES, wished=wishes())
def test_a_grant_discloses_exactly_its_fields_and_items(
    shared_stage: Stage, entries: list[Any], wished: list[Any]
) -> None:
    individual, items = somebody(shared_stage, entries)
    scopes = scopes_of(wished, items)
    answer = shared_stage.read(give_norrsken(shared_stage, individual, scopes))
    assert _left(answer) == permitted(items, scopes)
    assert b"null" not in answer.content.replace(b'"review_date":null', b"")


@_MANY
@given(entries=PROFILES, wished=wishes(), asked=wishes())
def test_a_read_that_asks_for_less_gets_what_is_in_both(
    shared_stage: Stage, entries: list[Any], wished: list[Any], asked: list[Any]
) -> None:
    individual, items = somebody(shared_stage, entries)
    given_scopes, asked_scopes = scopes_of(wished, items), scopes_of(asked, items)
    answer = shared_stage.read(
        give_norrsken(shared_stage, individual, given_scopes), scopes=list(map(str, asked_scopes))
    )
    granted, wanted = permitted(items, given_scopes), permitted(items, asked_scopes)
    both = {
        item: cut
        for item in granted.keys() & wanted.keys()
        if (cut := {key: value for key, value in granted[item].items() if key in wanted[item]})
    }
    if answer.status_code == 404:
        assert both == {}
    else:
        assert _left(answer) == both


@_MANY
@given(entries=PROFILES, wished=wishes())
def test_another_persons_profile_never_leaves_under_ones_grant(
    shared_stage: Stage, entries: list[Any], wished: list[Any]
) -> None:
    _, others = somebody(shared_stage, entries)
    individual, items = somebody(shared_stage, entries)
    scopes = (*scopes_of(wished, items), *scopes_of(wished, others))
    left = _left(shared_stage.read(give_norrsken(shared_stage, individual, scopes)))
    assert not left.keys() & {item.id for item in others}


def test_a_hidden_employer_stays_hidden_under_every_scope_that_could_name_it(stage: Stage) -> None:
    hidden = {"title": "Kassör", "employer": "HEMLIGT", "hide_employer": True}
    shown = {"title": "Kock", "employer": "SYNLIGT", "hide_employer": False}
    individual, items = somebody(stage, [("experience", hidden), ("experience", shown)])
    for scope in (
        Scope("experience"),
        Scope("experience", frozenset({"employer"})),
        Scope("experience", frozenset({"employer", "hide_employer"})),
        Scope("experience", frozenset({"employer"}), frozenset({items[0].id, items[1].id})),
    ):
        answer = stage.read(give_norrsken(stage, individual, (scope,)))
        assert "HEMLIGT" not in answer.text
        assert "SYNLIGT" in answer.text


def test_nobody_but_her_learns_from_the_flag_that_something_is_hidden(stage: Stage) -> None:
    hidden = {"title": "Kassör", "employer": "HEMLIGT", "hide_employer": True}
    individual, _ = somebody(stage, [("experience", hidden)])
    scope = Scope("experience", frozenset({"employer", "hide_employer"}))
    assert _left(stage.read(give_norrsken(stage, individual, (scope,)))) == {}


def test_a_hidden_employer_is_hidden_in_the_preview_too_and_open_to_herself(stage: Stage) -> None:
    request_id = stage.asked(("profile:experience:read",))
    hers = stage.individual("astrid")
    preview = stage.http.get(f"/v1/me/access-requests/{request_id}/preview", headers=hers)
    assert "Handlarn" not in preview.text
    assert "Solgläntan" in preview.text
    assert "Handlarn" in stage.http.get("/v1/me/profile", headers=hers).text


def test_a_special_field_leaves_only_where_it_was_named(stage: Stage) -> None:
    entries = [
        ("expectations", {"goal": "language", "obstacles": "ONT"}),
        ("adaptations", {"health": "SJUK"}),
    ]
    individual, _ = somebody(stage, entries)
    bare = stage.read(give_norrsken(stage, individual, (Scope("expectations"),)))
    assert "ONT" not in bare.text
    named = (Scope("expectations", frozenset({"obstacles"})), Scope("adaptations", frozenset({"health"})))
    told = stage.read(give_norrsken(stage, individual, named)).text
    assert "ONT" in told
    assert "SJUK" in told


def test_asking_for_a_section_of_special_fields_in_a_lump_is_refused(stage: Stage) -> None:
    answer = stage.ask(("profile:adaptations:read",), declaration="dcl_norrsken_adapting")
    assert answer.status_code == 422
    assert answer.json()["errors"][0]["field"] == "/scopes/0"


def test_a_field_that_is_added_to_a_section_later_is_in_no_older_grant(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    older = stage.granted(("profile:skills:read",))
    waiting = stage.asked(("profile:skills:read",))
    known = {**CATALOGUE, "skills": CATALOGUE["skills"] | {"wage"}}
    monkeypatch.setattr(asking, "CATALOGUE", known)
    monkeypatch.setattr(asking, "ORDINARY", {**ORDINARY, "skills": ORDINARY["skills"] | {"wage"}})
    _write_a_wage(stage)
    assert "LÖNEN" not in stage.read(older).text
    assert "LÖNEN" not in stage.read(older, scopes=["profile:skills:read"]).text
    assert stage.read(older, scopes=["profile:skills:read?fields=wage"]).status_code == 404
    more = stage.answer_yes(waiting, ("profile:skills:read",))
    assert more.status_code == 422, "a yes may not reach a field that was not there when it was asked for"
    newer = give_norrsken(stage, _ASTRID, (Scope("skills", known["skills"] - {"wage"}),))
    assert "LÖNEN" not in stage.read(newer).text


_ASTRID: Any = "ind_demo_astrid"


def _write_a_wage(stage: Stage) -> None:
    def act(work: Any) -> None:
        decision = decide(OwnReading(_ASTRID, _ASTRID, (Scope("skills"),)), None, stage.clock.now())
        profile = work.vault.read(decision)
        content = {"skill": {"label": "Ny"}, "wage": "LÖNEN"}
        item = new_assertion("itm_new", "skills", content, OWN_WORDS, Strength.SELF, stage.clock.now())
        work.vault.write(
            _ASTRID, "skills", [*profile.sections["skills"], item], profile.versions["skills"], []
        )

    stage.parts.database.writer.run(act)
    own = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid"))
    assert "LÖNEN" in own.text


@settings(max_examples=50)
@given(st.sampled_from(sorted(SECTIONS)))
def test_a_bare_section_never_means_a_special_field(section: str) -> None:
    if ORDINARY[section]:
        frozen = Scope(section).frozen(CATALOGUE, ORDINARY)
        assert frozen.fields is not None
        assert not frozen.fields & SECTIONS[section].special
