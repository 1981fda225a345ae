"""Asking, giving, changing, pausing, ending and reading in any order, against an oracle of plain sets."""

from datetime import timedelta
from typing import Any

from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    invariant,
    rule,
    run_state_machine_as_test,
)

from consent.decision import Denial
from consent.grant import Grant, at_time, state_name
from consent.terms import Ending
from consent.vocabulary import GrantId, RequestId
from profile_service.actions.answering import undo_yes
from profile_service.actions.changing import (
    Less,
    narrow_grant,
    pause_everything,
    pause_grant,
    resume_everything,
    resume_grant,
)
from profile_service.actions.reading import Opening, disclose
from profile_service.actions.rounds import expire_due
from profile_service.actions.withdrawing import close_case, withdraw_grant
from profile_service.domain.people import Grantee
from tests.invariants.answering_machine import FIELDS, ORGANISATIONS, PEOPLE, SLICES, AnsweringMachine
from tests.invariants.consent_oracle import GrantOracle, cells_of, covers
from tests.stage import Stage

_REAL = ["Etablering Nord", "Vägledning Syd", "Validering"]
_UNITS = st.sampled_from(["", "Påhittad", *_REAL])
_READERS = st.sampled_from(["Nils", "Mona"])


class ConsentMachine(AnsweringMachine):
    """Changing, pausing, ending and reading what was given."""

    grants = AnsweringMachine.grants

    def _step(self, grant: str, action: Any) -> tuple[GrantOracle, str, bool]:
        kept = self.oracle[grant]
        before = kept.state_at(self._now, self.everything_paused[kept.individual])
        return kept, before, self._tried(action)

    @rule(grant=grants)
    def withdraw(self, grant: str) -> None:
        her = self.ids[self.oracle[grant].individual]
        kept, before, worked = self._step(
            grant, lambda work: withdraw_grant(work, self._desk, her, GrantId(grant))
        )
        if before != "used_up":
            assert worked == (before in ("active", "paused"))
        if worked:
            kept.state = "withdrawn"

    @rule(grant=grants, name=st.sampled_from(PEOPLE))
    def somebody_elses_hand_does_nothing(self, grant: str, name: str) -> None:
        if self.oracle[grant].individual != name:
            for act in (withdraw_grant, pause_grant, resume_grant, undo_yes):
                assert not self._tried(
                    lambda work, act=act: act(work, self._desk, self.ids[name], GrantId(grant))
                )

    @rule(grant=grants, organisation=st.sampled_from(sorted(ORGANISATIONS)))
    def close_the_case(self, grant: str, organisation: str) -> None:
        grantee = Grantee(ORGANISATIONS[organisation].organisation(), "Nord", "Nils")
        kept, before, worked = self._step(
            grant, lambda work: close_case(work, self._desk, grantee, GrantId(grant), "Nils")
        )
        mine = kept.organisation == organisation
        # What is paused looks to the organisation like nothing; whether it may be closed is the service's own affair.
        assert not worked or (mine and before in ("active", "paused"))
        assert worked or not (mine and before == "active")
        if worked:
            kept.state = "closed"

    @rule(grant=grants)
    def pause(self, grant: str) -> None:
        her = self.ids[self.oracle[grant].individual]
        kept, before, worked = self._step(
            grant, lambda work: pause_grant(work, self._desk, her, GrantId(grant))
        )
        if worked:
            assert before in ("active", "paused")
            kept.paused = True
        else:
            assert before not in ("active", "paused")

    @rule(grant=grants)
    def resume(self, grant: str) -> None:
        her = self.ids[self.oracle[grant].individual]
        kept, before, worked = self._step(
            grant, lambda work: resume_grant(work, self._desk, her, GrantId(grant))
        )
        everything = self.everything_paused[kept.individual]
        assert worked == (before == "active" or (before == "paused" and not everything))
        if worked:
            kept.paused = False

    @rule(name=st.sampled_from(PEOPLE), on=st.booleans())
    def pause_or_resume_everything(self, name: str, on: bool) -> None:
        act = pause_everything if on else resume_everything
        self._do(lambda work: act(work, self._desk, self.ids[name]))
        self.everything_paused[name] = on

    @rule(grant=grants)
    def undo(self, grant: str) -> None:
        kept = self.oracle[grant]
        her, allowed = (
            self.ids[kept.individual],
            kept.can_undo(self._now, self.everything_paused[kept.individual]),
        )
        assert self._tried(lambda work: undo_yes(work, self._desk, her, GrantId(grant))) == allowed
        if allowed:
            kept.state = "withdrawn"
            asked = self._do(lambda work: work.requests.find(RequestId(kept.request)))
            assert asked.grant_id != grant
            self.waiting[kept.request] = (
                kept.individual,
                kept.organisation,
                cells_of(asked.scopes),
                asked.until,
                asked.ending.value,
            )

    @rule(
        grant=grants,
        slices=st.none() | SLICES,
        hours=st.none() | st.sampled_from([1, 10]),
        once=st.booleans(),
        unit=st.sampled_from(["", *_REAL]),
        reader=st.sampled_from(["", "Nils", "Mona"]),
    )
    def narrow(self, grant: str, slices: Any, hours: int | None, once: bool, unit: str, reader: str) -> None:
        kept = self.oracle[grant]
        less = Less(
            None if slices is None else self._scopes(kept.individual, slices),
            None if hours is None else self._now + timedelta(hours=hours),
            Ending.ONCE if once else None,
            (unit,) if unit else (),
            (self._called(reader),) if reader else (),
        )
        her = self.ids[kept.individual]
        changed: list[Any] = []
        kept, before, worked = self._step(
            grant,
            lambda work: changed.append(narrow_grant(work, self._desk, her, GrantId(grant), less)),
        )
        if not worked:
            return
        terms = changed[0].terms
        assert before in ("active", "paused")
        assert all(covers(kept.cells, *cell) for cell in cells_of(terms.scopes))
        assert terms.until <= kept.until
        kept.cells, kept.until, kept.ending = cells_of(terms.scopes), terms.until, terms.ending.value
        kept.shut_units |= set(less.units)
        kept.shut_readers |= set(less.readers)

    @rule(step=st.sampled_from([timedelta(seconds=10), timedelta(minutes=59), timedelta(hours=11)]))
    def time_passes(self, step: timedelta) -> None:
        self.stage.move(seconds=step.total_seconds())

    @rule()
    def the_ends_are_written_down(self) -> None:
        self._do(lambda work: expire_due(work, self._desk))

    @rule(
        grant=grants,
        organisation=st.none() | st.sampled_from(sorted(ORGANISATIONS)),
        unit=_UNITS,
        reader=_READERS,
        slices=st.none() | SLICES,
    )
    def read(self, grant: str, organisation: str | None, unit: str, reader: str, slices: Any) -> None:
        kept = self.oracle[grant]
        answer = self._do(self._opening(grant, organisation or kept.organisation, unit, reader, slices))
        if self._as_expected(grant, answer, organisation or kept.organisation, unit, reader, slices):
            kept.reads += 1
            if kept.ending == "once":
                kept.state = "used_up"

    def _opening(self, grant: str, who: str, unit: str, reader: str, slices: Any) -> Any:
        wanted = () if slices is None else self._scopes(self.oracle[grant].individual, slices)
        grantee = Grantee(ORGANISATIONS[who].organisation(), unit, None)
        opening = Opening(grant, "case", self._called(reader), wanted)
        return lambda work: disclose(work, self._desk, grantee, opening)

    def _as_expected(self, grant: str, answer: Any, who: str, unit: str, reader: str, slices: Any) -> bool:
        """Whether it was read; fails where the oracle says otherwise, or knows of other fields."""
        kept = self.oracle[grant]
        everything = self.everything_paused[kept.individual]
        opens = kept.opens(self._now, everything, who, unit, self._called(reader))
        expected = self._expected(kept, slices) if opens else {}
        if isinstance(answer, Denial):
            # Nothing to give is a denial only where no slice is left; an empty profile is an answer.
            assert expected == {}, answer
            return False
        assert opens
        got = {
            (item.section, item.id): frozenset(item.content)
            for items in answer.sections.values()
            for item in items
        }
        assert got == expected
        return True

    def _expected(self, kept: GrantOracle, slices: Any) -> dict[tuple[str, str], frozenset[str]]:
        found = {}
        for section, ids in self.items[kept.individual].items():
            for at, item in enumerate(ids):
                names = frozenset(
                    name
                    for name in FIELDS[section]
                    if covers(kept.cells, section, name, item) and _wanted(slices, section, name, at)
                )
                if names:
                    found[section, item] = names
        return found

    @invariant()
    def every_state_is_as_the_oracle_has_it(self) -> None:
        for grant, kept in getattr(self, "oracle", {}).items():
            stored: Grant | None = self.stage.parts.database.reader.run(
                lambda work, grant=grant: work.ledger.find(GrantId(grant))
            )
            assert stored is not None
            expected = kept.state_at(self._now, self.everything_paused[kept.individual])
            assert state_name(at_time(stored, self._now)) == expected

    @invariant()
    def whoever_tried_now_would_get_what_the_oracle_says(self) -> None:
        for grant, kept in list(getattr(self, "oracle", {}).items())[-4:]:
            for who, unit, reader in (
                (kept.organisation, "Etablering Nord", "Nils"),
                (kept.organisation, "Validering", "Mona"),
            ):
                opening = self._opening(grant, who, unit, reader, None)
                self._as_expected(grant, self._without_effect(opening), who, unit, reader, None)

    def _without_effect(self, action: Any) -> Any:
        """Do it and take it back: the lane undoes a unit of work that raises."""

        def act(work: Any) -> None:
            raise _TakenBackError(action(work))

        try:
            self._do(act)
        except _TakenBackError as taken_back:
            return taken_back.answer


class _TakenBackError(Exception):
    def __init__(self, answer: Any) -> None:
        super().__init__()
        self.answer = answer


def _wanted(slices: Any, section: str, name: str, at: int) -> bool:
    return slices is None or any(
        section == one and name in fields and (positions is None or at in positions)
        for one, fields, positions in slices
    )


def test_whatever_happens_in_whatever_order_nobody_reads_more_than_the_oracle_says(
    shared_stage: Stage,
) -> None:
    ConsentMachine.stage = shared_stage
    run_state_machine_as_test(
        ConsentMachine,
        settings=settings(
            max_examples=30,
            stateful_step_count=50,
            deadline=None,
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
