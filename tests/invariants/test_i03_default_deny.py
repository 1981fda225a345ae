"""I-03: the answer is no unless everything fits; `decide` is total and pure; a permit never exceeds one live grant."""

import ast
from datetime import datetime
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

import consent
from consent.decision import Denial, GrantedReading, OwnReading, PreviewReading, Reading, Reason, decide
from consent.grant import Active, Grant
from consent.permit import Basis, Permit
from tests.consent.values import all_cells, grants, individuals, moments, organisations, scopes

_WANTED = st.lists(scopes, max_size=4).map(tuple)
_GRANTED = st.builds(GrantedReading, organisations, st.none() | _WANTED)
_OWN = st.builds(OwnReading, individuals, individuals, _WANTED) | st.builds(
    PreviewReading, individuals, individuals, _WANTED
)
_ANY: st.SearchStrategy[Reading] = st.one_of(_GRANTED, _OWN)


@settings(max_examples=300)
@given(_ANY, st.none() | grants, moments)
def test_every_question_gets_a_permit_or_a_reasoned_denial_and_the_same_one_again(
    reading: Reading, grant: Grant | None, now: datetime
) -> None:
    decision = decide(reading, grant, now)
    again = decide(reading, grant, now)
    assert decision == again
    assert decision is not again or isinstance(decision, Denial)
    assert isinstance(decision, Permit) or isinstance(decision.reason, Reason)


@settings(max_examples=500)
@given(_GRANTED, st.none() | grants, moments)
def test_an_organisation_reads_what_one_live_grant_of_its_own_gives_and_what_it_asked_for(
    reading: GrantedReading, grant: Grant | None, now: datetime
) -> None:
    decision = decide(reading, grant, now)
    terms = None if grant is None else grant.terms
    live = (
        isinstance(grant, Active)
        and grant.terms.organisation == reading.caller
        and grant.terms.given_at <= now < grant.terms.until
    )
    given_cells = all_cells(terms.scopes) if terms is not None and live else set()
    allowed = given_cells if reading.scopes is None else given_cells & all_cells(reading.scopes)
    if not allowed:
        assert isinstance(decision, Denial)
        return
    assert isinstance(decision, Permit)
    assert terms is not None
    assert all_cells(decision.scopes) == allowed
    assert decision.individual == terms.individual
    assert decision.basis is Basis.GRANT
    assert decision.terms is terms


@given(_OWN, st.none() | grants, moments)
def test_only_she_herself_reads_without_a_grant(
    reading: OwnReading | PreviewReading, grant: Grant | None, now: datetime
) -> None:
    decision = decide(reading, grant, now)
    if reading.caller != reading.individual:
        assert decision == Denial(Reason.NOT_THE_INDIVIDUAL)
        return
    assert isinstance(decision, Permit)
    assert decision.individual == reading.caller
    assert decision.scopes == reading.scopes
    assert decision.terms is None
    assert decision.basis is (Basis.OWNERSHIP if isinstance(reading, OwnReading) else Basis.PREVIEW)


@given(grants, moments)
def test_a_reading_of_no_scopes_is_not_a_reading_of_all(grant: Grant, now: datetime) -> None:
    decision = decide(GrantedReading(grant.terms.organisation, ()), grant, now)
    assert isinstance(decision, Denial)


@given(grants, st.lists(moments, min_size=2, max_size=5))
def test_once_a_grant_has_ended_no_later_moment_brings_it_back(grant: Grant, when: list[datetime]) -> None:
    reading = GrantedReading(grant.terms.organisation)
    answers = [decide(reading, grant, now) for now in sorted(when) if now >= grant.terms.given_at]
    ended = False
    for answer in answers:
        assert not (ended and isinstance(answer, Permit))
        ended = ended or isinstance(answer, Denial)


def test_the_decision_knows_no_clock_no_store_and_no_chance() -> None:
    tree = ast.parse(Path(str(consent.__file__)).with_name("decision.py").read_text(encoding="utf-8"))
    imported = {node.module for node in ast.walk(tree) if isinstance(node, ast.ImportFrom)}
    assert not [node for node in ast.walk(tree) if isinstance(node, ast.Import)]
    assert imported <= {
        "dataclasses",
        "datetime",
        "enum",
        "consent.grant",
        "consent.permit",
        "consent.scope",
        "consent.vocabulary",
    }
    called = {
        node.func.attr
        for node in ast.walk(tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    }
    assert not called & {"now", "utcnow", "today"}
