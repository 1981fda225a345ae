"""Asking, giving and refusing in any order: the first half of the machine that is held against the oracle."""

from datetime import timedelta
from itertools import count
from typing import Any, ClassVar

from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    initialize,
    multiple,
    rule,
)

from consent.terms import Ending
from consent.vocabulary import RequestId
from profile_service.actions.answering import Yes, give, refuse
from profile_service.actions.asking import Question, WrongCode, ask, make_connection_code
from profile_service.actions.enrolling import enrol
from profile_service.actions.errors import ActionError
from profile_service.actions.own_profile import add_item
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN, YRKESSKOLAN
from profile_service.domain.people import Grantee
from tests.invariants.consent_oracle import Cell, GrantOracle, cells_of, covers
from tests.stage import MAPPING, Stage

PEOPLE = ("first", "second")
ORGANISATIONS = {"norrsken": NORRSKEN, "tjuvholmen": TJUVHOLMEN, "yrkesskolan": YRKESSKOLAN}
_ASKED = {"norrsken": MAPPING, "yrkesskolan": "dcl_yrkesskolan_validating"}
FIELDS = {"skills": ("skill", "level", "months"), "experience": ("title", "tasks", "country")}
_RUN = count(1)

SLICES = st.lists(
    st.sampled_from(sorted(FIELDS)).flatmap(
        lambda section: st.tuples(
            st.just(section),
            st.sets(st.sampled_from(FIELDS[section]), min_size=1),
            st.none() | st.sets(st.integers(0, 1), min_size=1),
        )
    ),
    min_size=1,
    max_size=2,
)

BROAD = st.just([(section, set(fields), None) for section, fields in FIELDS.items()])
"""Asking for much, so that there is something to take away from."""


class AnsweringMachine(RuleBasedStateMachine):
    """Two people and three organisations; the clock only goes forward."""

    stage: ClassVar[Stage]
    requests = Bundle("requests")
    grants = Bundle("grants")

    @initialize(target=grants)
    def people_come(self) -> Any:
        """Each comes with one broad grant, so that every run has something to change and to read."""
        self.oracle: dict[str, GrantOracle] = {}
        self.waiting: dict[str, tuple[str, str, frozenset[Cell], Any, str]] = {}
        self.everything_paused = dict.fromkeys(PEOPLE, False)
        self.run = next(_RUN)
        self.ids = {name: self._do(lambda work: enrol(work, self._desk, "sv").id) for name in PEOPLE}
        self.items: dict[str, dict[str, list[Any]]] = {}
        for name in PEOPLE:
            self.items[name] = {"skills": [], "experience": []}
            for section in ("skills", "experience", "skills", "experience"):
                self._add(name, section)
        both = zip(PEOPLE, sorted(_ASKED), strict=True)
        return multiple(*(self._granted(name, organisation, Ending.DATE) for name, organisation in both))

    def _granted(self, name: str, organisation: str, ending: Ending) -> Any:
        everything = [(section, set(fields), None) for section, fields in FIELDS.items()]
        request = self._ask(name, organisation, everything, 24 * 80, ending, "Väst")
        return None if request is None else self._give(request, everything, 24 * 60, ending)

    @property
    def _desk(self) -> Any:
        return self.stage.house.desk

    @property
    def _now(self) -> Any:
        return self.stage.clock.now()

    def _do(self, action: Any) -> Any:
        return self.stage.parts.database.writer.run(action)

    def _tried(self, action: Any) -> bool:
        """Whether it went through; a refusal is an ActionError and nothing else."""
        try:
            self._do(action)
        except ActionError:
            return False
        return True

    def _add(self, name: str, section: str) -> None:
        content = (
            {"skill": {"label": "x"}, "level": 2, "months": 3}
            if section == "skills"
            else {"title": "t", "tasks": "u", "country": "SE"}
        )
        item = self._do(lambda work: add_item(work, self._desk, self.ids[name], section, content))
        self.items[name][section].append(item.id)

    def _called(self, reader: str) -> str:
        # Another person in each run: how many people one reader opens in a day is limited, and is not what is tried here.
        return f"{reader} {self.run}"

    def _scopes(self, name: str, slices: Any) -> tuple[str, ...]:
        texts = []
        for section, fields, positions in slices:
            text = f"profile:{section}:read?fields={','.join(sorted(fields))}"
            if positions is not None:
                text += "&items=" + ",".join(sorted(self.items[name][section][at] for at in positions))
            texts.append(text)
        return tuple(texts)

    @rule(name=st.sampled_from(PEOPLE), section=st.sampled_from(sorted(FIELDS)))
    def write_more(self, name: str, section: str) -> None:
        if len(self.items[name][section]) < 5:
            self._add(name, section)

    @rule(
        target=requests,
        name=st.sampled_from(PEOPLE),
        organisation=st.sampled_from(sorted(_ASKED)),
        slices=BROAD | SLICES,
        hours=st.sampled_from([1, 30, 24 * 80]),
        ending=st.sampled_from(Ending),
        unit=st.sampled_from(["Nord", "Syd"]),
    )
    def ask(self, **asked: Any) -> Any:
        found = self._ask(**asked)
        return multiple() if found is None else found

    def _ask(self, name: str, organisation: str, slices: Any, hours: int, ending: Ending, unit: str) -> Any:
        scopes, until = self._scopes(name, slices), self._now + timedelta(hours=hours)
        grantee = Grantee(ORGANISATIONS[organisation].organisation(), f"{unit} {self.run}", None)

        def act(work: Any) -> Any:
            code, _ = make_connection_code(work, self._desk, self.ids[name])
            question = Question(code, _ASKED[organisation], scopes, until, "case", "", ending)
            return ask(work, self._desk, grantee, question)

        asked = self._do(act)
        assert not isinstance(asked, WrongCode)
        if self._do(lambda work: work.requests.find(asked.id)) is None:
            return None  # held back after a no: it reached nobody, and nothing can come of it
        self.waiting[asked.id] = (name, organisation, cells_of(asked.scopes), until, ending.value)
        return asked.id

    @rule(
        target=grants,
        request=requests,
        slices=BROAD | SLICES,
        hours=st.sampled_from([1, 20, 24 * 80]),
        ending=st.none() | st.sampled_from(Ending),
    )
    def give(self, **yes: Any) -> Any:
        found = self._give(**yes)
        return multiple() if found is None else found

    @rule(
        target=grants,
        name=st.sampled_from(PEOPLE),
        organisation=st.sampled_from(sorted(_ASKED)),
        ending=st.sampled_from(Ending),
    )
    def be_asked_and_say_yes(self, name: str, organisation: str, ending: Ending) -> Any:
        found = self._granted(name, organisation, ending)
        return multiple() if found is None else found

    def _give(self, request: str, slices: Any, hours: int, ending: Ending | None) -> Any:
        name, organisation, asked, latest, wished = self.waiting.get(request, (None,) * 5)
        if name is None:
            assert not self._tried(
                lambda work: refuse(work, self._desk, self.ids["first"], RequestId(request))
            )
            return None
        scopes, until = self._scopes(name, slices), self._now + timedelta(hours=hours)
        given: list[Any] = []
        worked = self._tried(
            lambda work: given.append(
                give(work, self._desk, self.ids[name], RequestId(request), Yes(scopes, until, ending))
            )
        )
        if not worked:
            return None
        terms = given[0].terms
        assert until <= latest
        assert all(covers(asked, *cell) for cell in cells_of(terms.scopes))
        word = wished if ending is None else ending.value
        found = GrantOracle(name, organisation, request, cells_of(terms.scopes), self._now, terms.until, word)
        self.oracle[terms.id] = found
        del self.waiting[request]
        return terms.id

    @rule(request=requests)
    def refuse(self, request: str) -> None:
        name = self.waiting.get(request, ("first",))[0]
        worked = self._tried(lambda work: refuse(work, self._desk, self.ids[name], RequestId(request)))
        assert worked == (request in self.waiting)
        self.waiting.pop(request, None)
