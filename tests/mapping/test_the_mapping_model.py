"""Whatever happens in whatever order: her profile changes by her own yes alone, and no sheet of an organisation's holds more than
its ground opens."""

import random
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

import pytest

from consent.decision import Denial
from profile_service.actions.errors import ActionError
from profile_service.actions.helping import leave_help
from profile_service.actions.mapping import Arrangement, GivenAnswer, Sheet, arrange, hand_over, leave
from profile_service.domain.mapping_session import MappingSession, Touch
from profile_service.domain.profile import Json
from tests.invariants.rawfile import everything
from tests.mapping.beside_her import HERSELF, Beside
from tests.stage import LANGUAGES, Stage

_EXPECTATIONS: Final = "profile:expectations:read"
_INSTRUMENTS: Final = ("orientation", "language", "work-ability")
_MARK: Final = "Hemligt"
_VALUES: Final[Mapping[str, Json]] = {
    "reading": "B1", "swedish_speaking": "A2", "interprets": 2, "hours": 17, "wanted_work": {"label": "Bagare"},
    "paid_work": [{"title": "Bagare"}], "needs": f"{_MARK} behov", "health": f"{_MARK} hälsa", "obstacles": f"{_MARK} hinder",
    "learning": "Bra", "mother_tongues": None, "other_languages": ..., "languages": ...,
}  # fmt: skip


class _Run:
    """One sequence of steps, chosen by a seed, and what must hold after each."""

    def __init__(self, beside: Beside, seed: int) -> None:
        self.beside = beside
        self.choose = random.Random(seed)
        # What is special is written down, and opened to nobody.
        beside.write("adaptations", {"needs_at_work": f"{_MARK} behov", "health": f"{_MARK} hälsa"})
        beside.write("expectations", {"goal": "education", "obstacles": f"{_MARK} hinder"})
        self.grant = beside.stage.granted((LANGUAGES, _EXPECTATIONS))
        self.withdrawn = False
        self.helper = beside.helper("languages")
        self.helped = True
        self.sessions: list[MappingSession] = []

    def step(self) -> str:
        """Do something. Returns what it was."""
        name = self.choose.choice(
            ["start", "start", "answer", "answer", "answer", "answer", "arrange", "hand_over", "leave", "approve",
             "approve", "refuse", "help", "end_help", "withdraw"]
        )  # fmt: skip
        before = everything(self.beside.stage, ("section", "past_version"))
        with suppress(ActionError):
            getattr(self, f"_{name}")()
        after = everything(self.beside.stage, ("section", "past_version"))
        assert name == "approve" or before == after, f"{name} changed her profile"
        return name

    def check(self) -> None:
        """No sheet of anybody else's holds what is special, or anything after the ground went."""
        for session in self.sessions:
            for seat, stands in ((self.theirs, not self.withdrawn), (self.helper, self.helped)):
                found = self.beside.look(seat, session)
                assert stands or isinstance(found, Denial)
                if isinstance(found, Sheet):
                    assert _MARK not in str(found)
                    seen = {
                        row.item.target.section
                        for row in found.rows
                        if row.item.target and row.covered and row.covered.sources
                    }
                    assert seen <= ({"languages", "expectations"} if seat is self.theirs else {"languages"})

    @property
    def theirs(self) -> Any:
        if not hasattr(self, "_theirs"):
            self._theirs = self.beside.grantee(self.grant)
        return self._theirs

    def _seat(self) -> Any:
        return self.choose.choice([HERSELF, self.helper, self.theirs])

    def _start(self) -> None:
        if len(self.sessions) < 4:
            began = self.beside.try_start(self._seat(), self.choose.choice(_INSTRUMENTS))
            if isinstance(began, MappingSession):
                self.sessions.append(began)

    def _session(self) -> MappingSession:
        if not self.sessions:
            self.sessions.append(self.beside.start(HERSELF))
        return self.choose.choice(self.sessions)

    def _answer(self) -> None:
        item = self.choose.choice(sorted(_VALUES))
        value = _VALUES[item]
        touch = (
            Touch.STATED if value not in (None, ...) else Touch.SKIPPED if value is None else Touch.CONFIRMED
        )
        given = GivenAnswer(item, touch, value if touch is Touch.STATED else None)
        self.beside.try_answer(self._seat(), self._session(), given)

    def _arrange(self) -> None:
        opened = self.choose.choice(["own_words", "obstacles", "body"])
        wish, seat, session = Arrangement(opened=frozenset({opened})), self._seat(), self._session()
        self.beside.run(lambda work: arrange(work, self.beside.desk, seat, session.id, None, wish))

    def _hand_over(self) -> None:
        seat, session = self._seat(), self._session()
        self.beside.run(lambda work: hand_over(work, self.beside.desk, seat, session.id, None))

    def _leave(self) -> None:
        seat, session = self._seat(), self._session()
        if self.choose.random() < 0.3:
            self.beside.run(lambda work: leave(work, self.beside.desk, seat, session.id))

    def _approve(self) -> None:
        for view in self.beside.drafts()[:2]:
            self.beside.approve(view)

    def _refuse(self) -> None:
        for view in self.beside.drafts()[:1]:
            self.beside.refuse(view)

    def _help(self) -> None:
        self.helper = self.beside.helper("languages")
        self.helped = True

    def _end_help(self) -> None:
        staff = self.helper.staff
        self.beside.run(lambda work: leave_help(work, self.beside.desk, staff))
        self.helped = False

    def _withdraw(self) -> None:
        if self.choose.random() < 0.15 and not self.withdrawn:
            assert self.beside.stage.withdraw(self.grant).status_code == 200
            self.withdrawn = True


@pytest.mark.parametrize("seed", range(2))
def test_her_profile_changes_by_her_yes_alone_and_no_sheet_holds_more_than_its_ground(
    tmp_path: Path, seed: int
) -> None:
    with Stage.open(tmp_path) as stage:
        run = _Run(Beside(stage), seed)
        done = set()
        for at in range(40):
            done.add(run.step())
            if at % 3 == 0:
                run.check()
        assert len(done) > 7
        assert run.sessions
