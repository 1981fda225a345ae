"""Two accounts become one: nothing acknowledged is lost, nothing is there twice, and nobody reads more than she said."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy import select
from sqlmodel import SQLModel

from consent.receipt import Indication
from profile_service.actions import own_profile
from profile_service.actions.desk_limits import standing
from profile_service.actions.enrolling import erase
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.joining import doubles, join_accounts, point_at
from profile_service.actions.looking import grants_of, log_of, requests_to
from profile_service.actions.manner import Manner
from profile_service.actions.own_profile import add_item, item_history, read_own_profile, remove_item
from profile_service.domain.external_identity import ExternalIdentity
from profile_service.domain.profile import Assertion, ItemId, Profile, Source, SourceKind, Strength
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.identity.portal_sessions import find_session
from profile_service.storage import joined
from tests.declared import duty, register
from tests.stage import LANGUAGES, SKILLS, Stage
from tests.ways_in.at_the_portal import Browser, carry
from tests.ways_in.desks import at_desk, enrolled, whose
from tests.ways_in.test_sheets import sign_in

ASTRID = "ind_demo_astrid"
BY_HER = Manner(Indication.OWN_DEVICE)


def _her(stage: Stage) -> tuple[Browser, str]:
    """Somebody from a desk who is signed in with her sheet."""
    paper = enrolled(at_desk(stage), language="sv")
    browser = Browser(stage)
    assert sign_in(browser, paper).status_code == 303
    return browser, whose(stage)


def _prove(stage: Stage, browser: Browser, other: str = ASTRID) -> None:
    """In her session another account was proved too, as the e-ID room writes it down."""
    desk, secret = stage.house.desk, browser.http.cookies["egenkarta"]
    proof = Proof(Method.EID, Assurance.SUBSTANTIAL, desk.clock.now(), "nordlys")

    def keep(work: Any) -> None:
        session = find_session(work, desk, secret)
        work.external_identities.keep_proof(session.id, other, proof)

    carry(stage, keep)


def _e_id(stage: Stage, individual: str) -> None:
    now = stage.clock.now()
    identity = ExternalIdentity("eid_1", individual, "nordlys", "https://idp", Assurance.HIGH, now, now)
    carry(stage, lambda work: work.external_identities.attach(identity, "subject-1"))


def _join(browser: Browser) -> None:
    answer = browser.post("/my/join", {"answer": "yes"}, on="/my/ways")
    assert answer.status_code == 200, answer.text


def _profile(stage: Stage, individual: str) -> Profile:
    return carry(stage, lambda work: read_own_profile(work, stage.house.desk, individual))


def test_everything_of_the_other_account_is_hers_and_nothing_acknowledged_is_lost(stage: Stage) -> None:
    desk = stage.house.desk
    grant = stage.granted((LANGUAGES,))
    assert stage.read(grant).status_code == 200
    waiting = stage.asked((SKILLS,))
    _e_id(stage, ASTRID)
    gone = carry(stage, lambda work: add_item(work, desk, ASTRID, "skills", {"skill": {"label": "Glas"}}))
    carry(stage, lambda work: remove_item(work, desk, ASTRID, "skills", gone.id, None))
    before = _profile(stage, ASTRID)
    log = carry(stage, lambda work: log_of(work, ASTRID, None, 500)).lines
    receipts = carry(stage, lambda work: {one.id: one for one in work.receipts.of_individual(ASTRID)})
    questions = {one.request.id for one in carry(stage, lambda work: requests_to(work, desk, ASTRID))}

    browser, keeper = _her(stage)
    double = dict(before.sections["skills"][0].content)
    carry(stage, lambda work: add_item(work, desk, keeper, "skills", double))
    carry(stage, lambda work: add_item(work, desk, keeper, "person", {"name": "A. Lindqvist"}))
    _prove(stage, browser)
    assert "/my/join" in browser.get("/my/ways").text
    page = browser.get("/my/join").text
    assert "Norrsken AB" in page
    _join(browser)

    after = _profile(stage, keeper)
    for section, items in before.sections.items():
        if section == "person":
            continue
        said = [dict(one.content) for one in after.sections[section]]
        assert all(dict(one.content) in said for one in items), section
        assert len(said) == len({str(one) for one in said})
    person = after.sections["person"][0]
    assert person.content["name"] == "A. Lindqvist"
    assert set(before.sections["person"][0].content) <= set(person.content)
    past = carry(stage, lambda work: item_history(work, desk, keeper, "person", person.id))
    assert before.sections["person"][0].content in [one.content for one in past]
    assert [
        one.change.value
        for one in carry(stage, lambda work: item_history(work, desk, keeper, "skills", gone.id))
    ] == ["added", "removed"]

    lines = carry(stage, lambda work: log_of(work, keeper, None, 500)).lines
    told = {one.event.id: one.event for one in lines}
    for line in log:
        assert told[line.event.id].detail == line.event.detail
    kept = carry(stage, lambda work: {one.id: one for one in work.receipts.of_individual(keeper)})
    assert {id_: one.signed for id_, one in receipts.items()}.items() <= {
        id_: one.signed for id_, one in kept.items()
    }.items()
    assert questions <= {one.request.id for one in carry(stage, lambda work: requests_to(work, desk, keeper))}
    assert {one.grant.terms.id for one in carry(stage, lambda work: grants_of(work, desk, keeper))} >= {grant}
    assert carry(stage, lambda work: work.requests.find(waiting)).individual == keeper
    assert carry(stage, lambda work: standing(work, keeper)) is Assurance.HIGH
    assert browser.get("/my").status_code == 200 and browser.get("/my/log").status_code == 200
    assert browser.get("/my/receipts").status_code == 200


def test_what_was_given_from_the_other_one_ends_and_the_organisation_is_told(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    browser, _ = _her(stage)
    _prove(stage, browser)
    _join(browser)
    assert stage.read(grant).status_code == 404
    stage.move(minutes=2)
    notices = stage.http.get("/v1/notices", headers=stage.organisation("norrsken")).json()["notices"]
    assert {"grant_id": grant} in [one["data"] for one in notices]


def test_what_the_law_lets_somebody_read_goes_on(stage: Stage) -> None:
    made = duty(stage)
    browser, keeper = _her(stage)
    _prove(stage, browser)
    _join(browser)
    found = carry(stage, lambda work: work.duties.of_individual(keeper))
    assert [(one.id, one.ended_at) for one in found] == [(made, None)]
    # A demand that names the number from before still finds her.
    assert register(stage, "bo", individual=ASTRID).status_code == 201
    assert len(carry(stage, lambda work: work.duties.of_individual(keeper))) == 2


def test_the_old_account_is_no_way_in_any_more_and_its_ways_lead_to_the_one_kept(stage: Stage) -> None:
    astrid = Browser(stage)
    astrid.sign_in("astrid")
    astrid.add_passkey()
    browser, keeper = _her(stage)
    _prove(stage, browser)
    _join(browser)
    assert not astrid.is_in()
    astrid.device.user = b""
    page = astrid.passkey_options()
    answer = astrid.post("/sign-in/passkey/answer", {"response": astrid.device.get(page, user=None)})
    assert answer.status_code == 303
    assert keeper in astrid.get("/my/number").text


def test_nobody_joins_what_this_session_has_not_proved(stage: Stage) -> None:
    browser, _ = _her(stage)
    assert browser.get("/my/join").status_code == 404
    assert browser.post("/my/join", {"answer": "yes"}, on="/my/ways").status_code == 404
    _prove(stage, browser)
    assert browser.post("/my/join", {"answer": "no"}, on="/my/ways").headers["location"] == "/my/ways"
    assert _profile(stage, ASTRID).sections
    thief = Browser(stage)
    thief.sign_in("bo")
    assert thief.get("/my/join").status_code == 404
    desk, secret = stage.house.desk, browser.http.cookies["egenkarta"]
    session = carry(stage, lambda work: find_session(work, desk, secret))
    stage.clock.move(timedelta(minutes=11))
    with pytest.raises(NotAvailableError):
        carry(stage, lambda work: join_accounts(work, desk, session, BY_HER))


def test_too_much_for_one_profile_changes_nothing(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    browser, keeper = _her(stage)
    grant = stage.granted((LANGUAGES,))
    _prove(stage, browser)
    monkeypatch.setattr("profile_service.actions.joining.MOST_ITEMS", 1)
    answer = browser.post("/my/join", {"answer": "yes"}, on="/my/ways")
    assert answer.status_code == 422
    assert _profile(stage, keeper).sections == {}
    assert _profile(stage, ASTRID).sections
    assert stage.read(grant).status_code == 200
    assert own_profile.MOST_ITEMS == 500


def test_whoever_erases_herself_destroys_the_key_of_the_former_account_too(stage: Stage) -> None:
    browser, keeper = _her(stage)
    _prove(stage, browser)
    _join(browser)

    def keys() -> set[str]:
        with stage.parts.database.engine.connect() as connection:
            rows = connection.exec_driver_sql("SELECT individual_id FROM data_key")
            return {one for (one,) in rows}

    assert {keeper, ASTRID} <= keys()
    carry(stage, lambda work: erase(work, stage.house.desk, keeper))
    assert not {keeper, ASTRID} & keys()


def test_every_table_in_which_a_person_stands_has_its_place_in_the_joining(stage: Stage) -> None:
    named = (
        set(joined.SEALED) | joined.PLAIN | joined.ENDED | joined.KEPT | joined.HANDED_OVER
        | set(joined.BY_HOLDER)
    )  # fmt: skip
    standing_in = {
        name
        for name, table in SQLModel.metadata.tables.items()
        if {"individual_id", "holder_id"} & set(table.columns.keys())
    }
    assert standing_in == named
    browser, keeper = _her(stage)
    stage.granted((LANGUAGES,))
    _prove(stage, browser)
    _join(browser)
    with stage.parts.database.engine.connect() as connection:
        for name in standing_in - joined.KEPT:
            column = "holder_id" if name in joined.BY_HOLDER else "individual_id"
            table = SQLModel.metadata.tables[name]
            left = connection.execute(select(table).where(table.c[column] == ASTRID)).all()
            assert left == [], name
    assert carry(stage, lambda work: work.joined.keeper_of(ASTRID)) == keeper


# --- What is a double, for any two profiles ---

NOW = datetime(2026, 1, 1, tzinfo=UTC)
WORDS = st.sampled_from(["svets", "kök", "vård"])


def _item(at: int, whose_: str, label: str, points_at: str | None) -> Assertion:
    content: dict[str, Any] = {"skill": {"label": label}}
    if points_at is not None:
        content["comes_from"] = [{"kind": "job", "item": points_at}]
    made = ItemId(f"itm_{whose_}_{at}")
    source = Source(SourceKind.INDIVIDUAL)
    return Assertion(made, "skills", 1, source, Strength.SELF, NOW, NOW, None, content)


@st.composite
def _profiles(draw: Any, whose_: str) -> Profile:
    labels = draw(st.lists(st.tuples(WORDS, st.none() | st.integers(0, 3)), max_size=4))
    items = [
        _item(at, whose_, label, None if to is None else f"itm_{whose_}_{to}")
        for at, (label, to) in enumerate(labels)
    ]
    return Profile({"skills": len(items)}, {"skills": tuple(items)})


@settings(max_examples=150, deadline=None)
@given(hers=_profiles("hers"), theirs=_profiles("theirs"))
def test_whatever_falls_away_stands_in_hers_already(hers: Profile, theirs: Profile) -> None:
    same = doubles(hers, theirs)
    own = {one.id: one.content for one in hers.sections["skills"]}
    for one in theirs.sections["skills"]:
        if one.id in same:
            assert own[same[one.id]] == point_at(one.content, same)
        else:
            assert point_at(one.content, same) not in own.values() or one.id not in same
