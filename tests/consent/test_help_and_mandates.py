"""Help and mandates as values: what a helper reads is inside one live help, and nothing brings an end back."""

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from consent.assistance import Assistance, Ended, EndedBy, Open
from consent.decision import AssistedReading, Denial, Ground, decide
from consent.errors import TransitionError
from consent.mandate import (
    Active,
    Mandate,
    MandateEndedBy,
    Power,
    Proof,
    ProofKind,
    Waiting,
)
from consent.permit import Basis, Permit
from consent.scope import Scope
from consent.shield import Shield
from consent.vocabulary import AssistanceId, IndividualId, MandateId, OrganisationId
from tests.consent.values import (
    EPOCH,
    all_cells,
    assistances,
    duties,
    grants,
    helpers,
    moments,
    names,
    organisations,
    scopes,
    shares,
    shields,
)

_WANTED = st.none() | st.lists(scopes, max_size=4).map(tuple)
_GROUNDS: st.SearchStrategy[Ground | None] = st.one_of(
    st.none(), grants, duties(), shares(), assistances(), assistances(), assistances()
)
_SOON = st.builds(lambda at, minutes: at + timedelta(minutes=minutes), moments, st.integers(0, 70))
_READINGS = st.builds(AssistedReading, organisations, names, helpers, helpers, _WANTED, st.booleans())


@st.composite
def _meeting(draw: st.DrawFn) -> tuple[AssistedReading, Ground | None, datetime]:
    """A reading that often is the very helper's own, at a moment that often is within the help."""
    ground = draw(_GROUNDS)
    if isinstance(ground, Assistance) and draw(st.booleans()):
        wanted = draw(_WANTED)
        own = (ground.organisation, ground.unit, ground.helper, ground.session)
        now = ground.opened_at + timedelta(minutes=draw(st.integers(-1, 70)))
        return AssistedReading(*own, wanted, draw(st.booleans())), ground, now
    return draw(_READINGS), ground, draw(_SOON)


@settings(max_examples=600)
@given(_meeting(), shields)
def test_a_helper_reads_what_one_live_help_of_her_own_opens_and_nothing_else(
    meeting: tuple[AssistedReading, Ground | None, datetime], shield: Shield
) -> None:
    reading, ground, now = meeting
    decision = decide(reading, ground, now, shield)
    allowed: set[tuple[str, str, str]] = set()
    if isinstance(ground, Assistance):
        hers = (ground.organisation, ground.unit, ground.helper, ground.session)
        is_there = hers == (reading.caller, reading.unit, reading.helper, reading.session)
        last = ground.state.seen_at if isinstance(ground.state, Open) else None
        live = last is not None and now < last + timedelta(minutes=10) and now < ground.until
        if is_there and live and now >= ground.opened_at and (reading.cleared or not shield.stands):
            allowed = all_cells(ground.scopes)
    if reading.scopes is not None:
        allowed &= all_cells(reading.scopes)
    if not allowed:
        assert isinstance(decision, Denial)
        return
    assert isinstance(decision, Permit)
    assert isinstance(ground, Assistance)
    assert decision.basis is Basis.HELP
    assert decision.individual == ground.individual
    assert decision.terms is ground
    assert all_cells(decision.stated) == allowed
    assert all_cells(decision.scopes) <= allowed


def test_no_helper_reads_where_nobody_has_looked_whether_she_is_protected() -> None:
    helped = _help()
    reading = AssistedReading(helped.organisation, helped.unit, helped.helper, helped.session)
    assert isinstance(decide(reading, helped, EPOCH, None), Denial)
    assert isinstance(decide(reading, helped, EPOCH, Shield()), Permit)


def _help() -> Assistance:
    return Assistance(
        AssistanceId("hlp_1"), IndividualId("ind_1"), OrganisationId("org_1"), "Nord", "stf_1", "ses_1",
        (Scope("skills", frozenset({"level"})),), EPOCH, EPOCH + timedelta(minutes=30), Open(EPOCH),
    )  # fmt: skip


@settings(max_examples=200)
@given(
    assistances(),
    st.lists(st.tuples(st.integers(0, 12), st.sampled_from(["click", "look", *EndedBy])), max_size=12),
)
def test_help_ends_once_and_stays_ended(start: Assistance, steps: list[tuple[int, str]]) -> None:
    """An oracle of plain values beside it: when it was seen last, and whether it is over."""
    found, now = start, start.opened_at
    seen = start.state.seen_at if isinstance(start.state, Open) else None
    for minutes, step in steps:
        now += timedelta(minutes=minutes)
        over = seen is None or now >= min(seen + timedelta(minutes=10), start.until)
        assert found.stands(now) is not over
        try:
            if step == "click":
                found = found.touch(now)
                seen = now
            elif step != "look":
                found = found.end(EndedBy(step), now)
                seen = None
        except TransitionError:
            assert over
        else:
            assert step == "look" or not over
        assert (found.opened_at, found.until, found.scopes) == (start.opened_at, start.until, start.scopes)
        if isinstance(start.state, Ended):
            assert found.state == start.state


def _mandate(**changed: object) -> Mandate:
    fields: dict[str, object] = {
        "id": MandateId("mnd_1"),
        "principal": IndividualId("ind_1"),
        "representative": IndividualId("ind_2"),
        "principal_name": "A",
        "representative_name": "B",
        "powers": frozenset({Power.SEE}),
        "proof": Proof(ProofKind.GUARDIAN, OrganisationId("org_1"), "stf_1"),
        "given_at": EPOCH,
        "until": EPOCH + timedelta(days=30),
        "state": Waiting(),
        **changed,
    }
    return Mandate(**fields)  # type: ignore[arg-type]


_STEPS: dict[str, Callable[[Mandate, datetime], Mandate]] = {
    "confirm by the same": lambda one, now: one.confirm("stf_1", now),
    "confirm": lambda one, now: one.confirm("stf_2", now),
    "principal": lambda one, now: one.end(MandateEndedBy.PRINCIPAL, now),
    "representative": lambda one, now: one.end(MandateEndedBy.REPRESENTATIVE, now),
}


@settings(max_examples=200)
@given(st.lists(st.tuples(st.integers(0, 12), st.sampled_from(sorted(_STEPS))), max_size=10))
def test_a_mandate_is_confirmed_by_a_second_one_ends_once_and_is_never_longer(
    steps: list[tuple[int, str]],
) -> None:
    found, now, state = _mandate(), EPOCH, "waiting"
    for days, step in steps:
        now += timedelta(days=days)
        if state != "ended" and now >= _mandate().until:
            state = "expired"
        allowed = {
            "waiting": {"confirm", "principal", "representative"},
            "active": {"principal", "representative"},
        }
        try:
            found = _STEPS[step](found, now)
        except TransitionError:
            assert step not in allowed.get(state, set())
        else:
            assert step in allowed[state]
            state = "active" if step == "confirm" else "ended"
        assert found.allows(IndividualId("ind_2"), Power.SEE, now) is (state == "active")
        assert not found.allows(IndividualId("ind_1"), Power.SEE, now)
        assert not found.allows(IndividualId("ind_2"), Power.WRITE, now)
        assert found.until == _mandate().until


@pytest.mark.parametrize(
    "changed",
    [
        {"representative": IndividualId("ind_1")},
        {"powers": frozenset()},
        {"until": EPOCH},
        {"until": EPOCH + timedelta(days=367)},
    ],
)
def test_what_is_no_mandate_cannot_be_made(changed: dict[str, object]) -> None:
    with pytest.raises(TransitionError):
        _mandate(**changed)


def test_a_proof_names_its_desk_or_was_given_by_herself() -> None:
    with pytest.raises(TransitionError):
        Proof(ProofKind.COURT)
    with pytest.raises(TransitionError):
        Proof(ProofKind.HERSELF, OrganisationId("org_1"))
    assert isinstance(_mandate(state=Active()).at_time(EPOCH).state, Active)
