"""Who can see this: what is told is what a reading of everything, by everybody, under every ground would show."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, TypeVar

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from consent.decision import Denial
from consent.duty import Duty, Rule
from consent.grant import Active, Grant, Paused, Withdrawn
from consent.request import AccessRequest, RequestState
from consent.scope import Scope
from consent.terms import Barred, Ending, Terms
from consent.vocabulary import DeclarationId, DutyId, GrantId, IndividualId, OrganisationId, RequestId
from profile_service.actions.own_profile import add_item, read_own_profile
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening, disclose
from profile_service.actions.who_sees import who_sees_each
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Assertion
from profile_service.domain.sections import CATALOGUE, ORDINARY
from tests.invariants.people import PROFILES, SECTIONS, scopes_of, somebody, wishes
from tests.stage import MAPPING, Stage

T = TypeVar("T")
ORGANISATIONS = (NORRSKEN.id, TJUVHOLMEN.id)
PURPOSES = {NORRSKEN.id: MAPPING, TJUVHOLMEN.id: "dcl_tjuvholmen_vacancy"}
READERS = ("Nils Berg", "Maj Ek", "Ann")
UNITS = ("Etablering Nord", "Vägledning Syd", "Rekrytering")
NEW = {
    "skills": {"skill": {"label": "Ny"}, "level": 2, "months": 3, "wants_to_use": True},
    "experience": {"title": "Ny", "employer": "Ny", "tasks": "Ny", "country": "SE"},
}


class _Back(Exception):  # noqa: N818 - not an error: it takes back what a brute force did
    def __init__(self, found: Any) -> None:
        self.found = found


@dataclass(frozen=True)
class Ground:
    """One way to her profile, before anybody has ids."""

    duty: bool
    organisation: int
    wished: list[Any]
    state: str
    ending: Ending
    barred: Barred
    days: int


GROUNDS = st.builds(
    Ground,
    duty=st.sampled_from([False, False, False, True]),
    organisation=st.integers(0, 1),
    wished=wishes(),
    state=st.sampled_from(["active", "active", "paused", "withdrawn"]),
    ending=st.sampled_from(Ending),
    barred=st.builds(
        Barred,
        st.frozensets(st.sampled_from(UNITS[:2]), max_size=2),
        st.frozensets(st.sampled_from(READERS[:2]), max_size=2),
    ),
    days=st.sampled_from([1, 90]),
)


@settings(
    max_examples=25,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
)
@given(
    entries=PROFILES,
    grounds=st.lists(GROUNDS, max_size=3),
    later=st.sampled_from([None, "skills", "experience"]),
    whole=st.sampled_from([False, False, True]),
    passed=st.sampled_from([0, 2]),
)
def test_who_can_see_is_what_reading_everything_shows(
    shared_stage: Stage,
    entries: list[Any],
    grounds: list[Ground],
    later: str | None,
    whole: bool,
    passed: int,
) -> None:
    stage = shared_stage
    started = stage.clock.at
    individual, items = somebody(stage, entries)
    ids = [_write(stage, individual, ground, items) for ground in grounds]
    if later is not None:
        _run(stage, lambda work: add_item(work, stage.house.desk, individual, later, NEW[later]))
    if whole:
        _run(stage, lambda work: work.accounts.pause_all(individual, stage.clock.now()))
    stage.clock.move(timedelta(days=passed))
    try:
        _compare(stage, individual, ids)
    finally:
        stage.clock.at = started


def _compare(stage: Stage, individual: IndividualId, ids: list[str]) -> None:
    desk = stage.house.desk
    shown = _brute(stage, individual, ids, None)
    items = {item for _, item, _, _ in shown}
    coming = {section: _brute(stage, individual, ids, section) for section in NEW}
    for section in SECTIONS:
        told = _run(
            stage,
            lambda work, section=section: who_sees_each(  # type: ignore[misc]
                work, desk, individual, section, CATALOGUE[section]
            ),
        )
        for field, seers in told.items():
            now = {_id(one.ground) for one in seers.now}
            assert now == {ground for s, _, f, ground in shown if (s, f) == (section, field)}, field
            if section in NEW and field in NEW[section]:
                new = {_id(one.ground) for one in seers.next}
                assert new == {
                    ground
                    for s, item, f, ground in coming[section]
                    if (s, f) == (section, field)
                    and item not in items
                    and item not in _all(stage, individual)
                }, field
    for section, item in {(s, i) for s, i, _, _ in shown}:
        each = _run(
            stage,
            lambda work, section=section, item=item: who_sees_each(  # type: ignore[misc]
                work, desk, individual, section, CATALOGUE[section], item
            ),
        )
        for field, seers in each.items():
            now = {_id(one.ground) for one in seers.now}
            assert now == {g for s, i, f, g in shown if (s, i, f) == (section, item, field)}


def _all(stage: Stage, individual: IndividualId) -> set[str]:
    profile = _run(stage, lambda work: read_own_profile(work, stage.house.desk, individual))
    return {item.id for items in profile.sections.values() for item in items}


def _brute(
    stage: Stage, individual: IndividualId, ids: list[str], new: str | None
) -> set[tuple[str, str, str, str]]:
    """Every value that anybody gets under any ground: section, item, field, ground. Nothing of it is kept."""

    def read_all(work: Work) -> None:
        if new is not None:
            add_item(work, stage.house.desk, individual, new, NEW[new])
        once: set[str] = set()
        raise _Back({one for opening in _openings(work, ids) for one in _read(work, stage, *opening, once)})

    try:
        _run(stage, read_all)
    except _Back as back:
        return back.found  # type: ignore[no-any-return]
    raise AssertionError


def _openings(work: Work, ids: list[str]) -> Iterator[tuple[str, Grantee]]:
    for ground in ids:
        for organisation in ORGANISATIONS:
            company = work.accounts.organisation(organisation)
            assert company is not None
            for unit in UNITS:
                yield from ((ground, Grantee(company, unit, reader)) for reader in READERS)


def _read(
    work: Work, stage: Stage, ground: str, reading: Grantee, once: set[str]
) -> Iterator[tuple[str, str, str, str]]:
    if ground in once:
        return  # it was read a moment ago, by the first of them who could
    assert reading.reader is not None
    found = disclose(work, stage.house.desk, reading, Opening(ground, "case", reading.reader))
    if isinstance(found, Denial):
        return
    if isinstance(found.terms, Terms) and found.terms.ending is Ending.ONCE:
        once.add(ground)
    for section, items in found.sections.items():
        for item in items:
            for field in item.content:
                yield section, item.id, field, ground


def _write(stage: Stage, individual: IndividualId, ground: Ground, items: list[Assertion]) -> str:
    scopes = tuple(scope.frozen(CATALOGUE, ORDINARY) for scope in scopes_of(ground.wished, items))
    organisation = ORGANISATIONS[ground.organisation]
    if ground.duty:
        return _run(stage, lambda work: _add_duty(work, stage, individual, organisation, scopes, ground))
    return _run(stage, lambda work: _add_grant(work, stage, individual, organisation, scopes, ground))


def _add_duty(
    work: Work,
    stage: Stage,
    individual: IndividualId,
    organisation: OrganisationId,
    scopes: tuple[Scope, ...],
    ground: Ground,
) -> str:
    now = stage.clock.now()
    duty = Duty(
        DutyId(stage.parts.ids.new("dut")),
        individual,
        organisation,
        Rule("1 § lagen", {"sv": "x"}),
        scopes,
        now,
        now + timedelta(days=ground.days),
    )
    work.duties.add(duty)
    if ground.state == "withdrawn":
        work.duties.end(duty, now)
    return duty.id


def _add_grant(
    work: Work,
    stage: Stage,
    individual: IndividualId,
    organisation: OrganisationId,
    scopes: tuple[Scope, ...],
    ground: Ground,
) -> str:
    now, new = stage.clock.now(), stage.parts.ids.new
    request = AccessRequest(
        RequestId(new("req")),
        individual,
        organisation,
        "",
        DeclarationId(PURPOSES[organisation]),
        1,
        scopes,
        now + timedelta(days=90),
        "c",
        "",
        now,
        RequestState.GRANTED,
        GrantId(new("gra")),
    )
    work.requests.add(request)
    terms = Terms(
        id=request.grant_id,
        individual=individual,
        organisation=organisation,
        unit="",
        request_id=request.id,
        declaration_id=request.declaration_id,
        declaration_version=1,
        purpose="dpv:ServiceProvision",
        scopes=scopes,
        given_at=now,
        until=now + timedelta(days=ground.days),
        ending=ground.ending,
        barred=ground.barred,
    )
    states: dict[str, Grant] = {
        "active": Active(terms),
        "paused": Paused(terms, now),
        "withdrawn": Withdrawn(terms, now),
    }
    work.ledger.add(states[ground.state])
    return terms.id


def _run(stage: Stage, action: Callable[[Work], T]) -> T:
    return stage.parts.database.writer.run(action)


def _id(ground: Any) -> str:
    return str(ground.id if isinstance(ground, Duty) else ground.terms.id)
