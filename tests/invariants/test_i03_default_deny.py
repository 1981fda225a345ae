"""I-03: the answer is no unless everything fits; `decide` is total and pure; a permit never exceeds one live grant."""

import ast
from datetime import datetime, timedelta
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import consent
from consent.assistance import Assistance
from consent.decision import (
    AssistedReading,
    Denial,
    GrantedReading,
    Ground,
    OwnReading,
    PreviewReading,
    Reading,
    Reason,
    SharedReading,
    decide,
)
from consent.duty import Duty
from consent.grant import Active, Grant, UsedUp
from consent.permit import Basis, Permit
from consent.share import Share
from consent.shield import UNSHIELDED, Shield
from consent.terms import Barred
from tests.consent.values import (
    Cell,
    all_cells,
    assistances,
    duties,
    grants,
    helpers,
    individuals,
    moments,
    names,
    organisations,
    scopes,
    shares,
    shielded_cells,
    shields,
)

_WANTED = st.lists(scopes, max_size=4).map(tuple)
_GRANTED = st.builds(
    GrantedReading,
    organisations,
    st.none() | _WANTED,
    names,
    names,
    st.sampled_from(["", "evt_1", "evt_2"]),
    st.booleans(),
)
_OWN = st.builds(OwnReading, individuals, individuals, _WANTED) | st.builds(
    PreviewReading, individuals, individuals, _WANTED
)
_SHARED = st.builds(SharedReading, st.none() | _WANTED)
_HELPED = st.builds(
    AssistedReading, organisations, names, helpers, helpers, st.none() | _WANTED, st.booleans()
)
_ANY: st.SearchStrategy[Reading] = st.one_of(_GRANTED, _OWN, _SHARED, _HELPED)
_GROUNDS: st.SearchStrategy[Ground | None] = st.one_of(st.none(), grants, duties(), shares(), assistances())


@settings(max_examples=400)
@given(_ANY, _GROUNDS, moments, st.none() | shields)
def test_every_question_gets_a_permit_or_a_reasoned_denial_and_the_same_one_again(
    reading: Reading, ground: Ground | None, now: datetime, shield: Shield | None
) -> None:
    decision = decide(reading, ground, now, shield)
    again = decide(reading, ground, now, shield)
    assert decision == again
    assert decision is not again or isinstance(decision, Denial)
    assert isinstance(decision, Permit) or isinstance(decision.reason, Reason)


def _model(reading: GrantedReading, ground: Ground | None, now: datetime, shield: Shield) -> set[Cell]:
    """What an organisation is told that it may read, said in another way than `decide` says it."""
    if ground is None or isinstance(ground, Share | Assistance):
        return set()
    if isinstance(ground, Duty):
        mine = ground.organisation == reading.caller and ground.ended_at is None
        stands = mine and ground.since <= now < ground.until
    else:
        terms = ground.terms
        mine = terms.organisation == reading.caller and terms.given_at <= now < terms.until
        stands = mine and _opens(ground, reading, now) and not _shut(terms.barred, reading)
    scopes = ground.scopes if isinstance(ground, Duty) else ground.terms.scopes
    stands = stands and (not shield.fields or reading.cleared)
    given_cells = all_cells(scopes) if stands else set()
    return given_cells if reading.scopes is None else given_cells & all_cells(reading.scopes)


def _opens(grant: Grant, reading: GrantedReading, now: datetime) -> bool:
    if isinstance(grant, UsedUp):
        again = grant.reading != "" and grant.reading == reading.repeats and not grant.paused
        return again and timedelta(0) <= now - grant.at < timedelta(minutes=10)
    return isinstance(grant, Active)


def _shut(barred: Barred, reading: GrantedReading) -> bool:
    def out(shut: frozenset[str], name: str) -> bool:
        return bool(shut) and (
            name.strip() == "" or name.lower().strip() in {one.lower().strip() for one in shut}
        )

    return out(barred.units, reading.unit) or out(barred.readers, reading.reader)


@settings(max_examples=800)
@given(_GRANTED, _GROUNDS, moments, shields)
def test_an_organisation_reads_what_one_live_ground_of_its_own_gives_and_what_it_asked_for(
    reading: GrantedReading, ground: Ground | None, now: datetime, shield: Shield
) -> None:
    decision = decide(reading, ground, now, shield)
    allowed = _model(reading, ground, now, shield)
    if not allowed:
        assert isinstance(decision, Denial)
        return
    assert isinstance(decision, Permit)
    assert not isinstance(ground, Share | Assistance)
    assert ground is not None
    agreed = ground if isinstance(ground, Duty) else ground.terms
    assert all_cells(decision.stated) == allowed
    assert all_cells(decision.scopes) == allowed - shielded_cells(shield)
    assert decision.shielded == bool(shield.fields)
    assert decision.individual == agreed.individual
    assert decision.basis is (Basis.DUTY if isinstance(ground, Duty) else Basis.GRANT)
    assert decision.terms is agreed


@settings(max_examples=400)
@given(_SHARED, _GROUNDS, moments, shields)
def test_whoever_holds_a_link_reads_what_it_shows_and_her_name_only_after_the_second_yes(
    reading: SharedReading, ground: Ground | None, now: datetime, shield: Shield
) -> None:
    decision = decide(reading, ground, now, shield)
    if isinstance(decision, Denial):
        if isinstance(ground, Share) and reading.scopes is None:
            stands = ground.made_at <= now < ground.until and ground.ended_at is None
            assert not (stands and ground.paused_at is None)
        return
    assert isinstance(ground, Share)
    assert ground.made_at <= now < ground.until
    assert ground.ended_at is None and ground.paused_at is None
    assert decision.basis is Basis.SHARE
    assert decision.individual == ground.individual
    shown = all_cells(ground.scopes) | (
        set() if ground.contact_given_at is None else all_cells(ground.contact)
    )
    assert all_cells(decision.stated) <= shown
    assert all_cells(decision.scopes) == all_cells(decision.stated) - shielded_cells(shield)
    if ground.contact_given_at is None:
        assert all(scope.section != "person" for scope in decision.scopes)


@given(_OWN, st.none() | grants, moments, shields)
def test_only_she_herself_reads_without_a_grant(
    reading: OwnReading | PreviewReading, grant: Grant | None, now: datetime, shield: Shield
) -> None:
    decision = decide(reading, grant, now, shield)
    if reading.caller != reading.individual:
        assert decision == Denial(Reason.NOT_THE_INDIVIDUAL)
        return
    assert isinstance(decision, Permit)
    assert decision.individual == reading.caller
    assert decision.stated == reading.scopes
    if isinstance(reading, OwnReading):
        assert decision.scopes == reading.scopes
        assert not decision.shielded
    else:
        # A slice that names no fields cannot be cut, and is left out whole.
        assert all_cells(decision.scopes).isdisjoint(shielded_cells(shield))
        assert set(decision.scopes) == set(reading.scopes) or shield.fields
    assert decision.terms is None
    assert decision.basis is (Basis.OWNERSHIP if isinstance(reading, OwnReading) else Basis.PREVIEW)


@given(grants, moments)
def test_a_reading_of_no_scopes_is_not_a_reading_of_all(grant: Grant, now: datetime) -> None:
    decision = decide(GrantedReading(grant.terms.organisation, ()), grant, now, UNSHIELDED)
    assert isinstance(decision, Denial)


@given(grants, st.lists(moments, min_size=2, max_size=5))
def test_once_a_grant_has_ended_no_later_moment_brings_it_back(grant: Grant, when: list[datetime]) -> None:
    reading = GrantedReading(grant.terms.organisation)
    answers = [decide(reading, grant, now, UNSHIELDED) for now in sorted(when) if now >= grant.terms.given_at]
    ended = False
    for answer in answers:
        assert not (ended and isinstance(answer, Permit))
        ended = ended or isinstance(answer, Denial)


def test_the_decision_knows_no_clock_no_store_and_no_chance() -> None:
    tree = ast.parse(Path(str(consent.__file__)).with_name("decision.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert imported <= {
        "collections.abc",
        "typing",
        "dataclasses",
        "datetime",
        "enum",
        "consent.assistance",
        "consent.duty",
        "consent.share",
        "consent.terms",
        "consent.grant",
        "consent.permit",
        "consent.scope",
        "consent.shield",
        "consent.vocabulary",
    }
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "utcnow", "today"}


@given(
    st.one_of(_GRANTED, _SHARED, _OWN.filter(lambda one: isinstance(one, PreviewReading))), _GROUNDS, moments
)
def test_where_nobody_has_looked_whether_she_is_protected_nobody_else_reads(
    reading: Reading, ground: Ground | None, now: datetime
) -> None:
    assert isinstance(decide(reading, ground, now), Denial)
