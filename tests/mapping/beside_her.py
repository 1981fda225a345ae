"""Everybody who can sit before a mapping session: she herself, a helper with a code of hers, a system under a grant."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final, TypeVar

from consent.decision import Denial
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError
from profile_service.actions.help_choice import HelpChoice
from profile_service.actions.helping import HelpingStaff, leave_help, make_help_code, open_help
from profile_service.actions.mapping import (
    GivenAnswer,
    GranteeSeat,
    HelperSeat,
    OwnSeat,
    Seat,
    Sheet,
    answer,
    hand_over,
    look,
    start,
)
from profile_service.actions.own_drafts import DraftView, approve_draft, refuse_draft, waiting_drafts
from profile_service.actions.own_profile import add_item, read_own_profile
from profile_service.actions.ports import Work
from profile_service.actions.reading import Opening
from profile_service.demo.cast import NORRSKEN, TJUVHOLMEN, YRKESSKOLAN, Company, staff_id
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import Circumstances, MappingSession, MappingSessionId, Touch
from profile_service.domain.mapping_sheet import SheetRow
from profile_service.domain.people import Grantee, StaffRole
from profile_service.domain.profile import Assertion, Json
from profile_service.domain.session import SessionId
from tests.stage import Stage

T = TypeVar("T")
ASTRID: Final = IndividualId("ind_demo_astrid")
HERSELF: Final = OwnSeat(ASTRID)
IN_TWO: Final = Circumstances(("ar", "sv"))
_COMPANIES: Final[Mapping[str, Company]] = {one.persona: one for one in (NORRSKEN, TJUVHOLMEN, YRKESSKOLAN)}


@dataclass
class Beside:
    """One table at which somebody maps with Astrid."""

    stage: Stage
    _sessions: list[str] = field(default_factory=list)

    def run(self, act: Callable[[Work], T]) -> T:
        """One unit of work."""
        return self.stage.parts.database.writer.run(act)

    @property
    def desk(self) -> Any:
        return self.stage.house.desk

    # --- seats ---

    def staff(self, persona: str = "nils", session: str = "ses_1", **more: Any) -> HelpingStaff:
        """Somebody at an organisation, in a sign-in of hers."""
        company = next(one for one in _COMPANIES.values() if persona in {c.persona for c in one.colleagues})
        colleague = next(one for one in company.colleagues if one.persona == persona)
        roles = more.get("roles", colleague.roles)
        organisation = self.run(lambda work: work.accounts.organisation(company.id))
        assert organisation is not None
        grantee = Grantee(organisation, more.get("unit", colleague.unit), colleague.name, roles)
        return HelpingStaff(staff_id(persona), colleague.name, grantee, SessionId(session))

    def helper(
        self, *sections: str, special: tuple[str, ...] = (), persona: str = "nils", **more: Any
    ) -> HelperSeat:
        """A helper whom she has opened these sections to; any help that he gave before is over."""
        staff = self.staff(persona, **more)
        choice = HelpChoice(sections, special, 60)

        def act(work: Work) -> Any:
            leave_help(work, self.desk, staff)
            code, _ = make_help_code(work, self.desk, ASTRID, choice)
            return open_help(work, self.desk, staff, code)

        opened = self.run(act)
        assert hasattr(opened, "id"), opened
        return HelperSeat(staff)

    def grantee(self, grant_id: str, organisation: str = "norrsken", **more: Any) -> GranteeSeat:
        """An organisation's system that names this grant."""
        found = self.run(lambda work: work.accounts.organisation(_COMPANIES[organisation].id))
        assert found is not None
        cleared = more.get("cleared", False)
        grantee = Grantee(found, more.get("unit", ""), "Nils Berg", handles_protected_identity=cleared)
        return GranteeSeat(grantee, Opening(grant_id, "case-1", "Nils Berg"))

    # --- what is done there ---

    def start(self, seat: Seat, instrument: str = "language", version: str = "") -> MappingSession:
        began = self.try_start(seat, instrument, version)
        assert isinstance(began, MappingSession), began
        return began

    def try_start(
        self, seat: Seat, instrument: str = "language", version: str = ""
    ) -> MappingSession | Denial:
        return self.run(lambda work: start(work, self.desk, seat, InstrumentId(instrument), version, IN_TWO))

    def look(self, seat: Seat, session: MappingSession) -> Sheet | Denial:
        return self.run(lambda work: look(work, self.desk, seat, session.id))

    def sheet(self, seat: Seat, session: MappingSession) -> Sheet:
        found = self.look(seat, session)
        assert isinstance(found, Sheet), found
        return found

    def rows(self, seat: Seat, session: MappingSession) -> dict[str, SheetRow]:
        return {row.item.id: row for row in self.sheet(seat, session).rows}

    def asked(self, seat: Seat, session: MappingSession) -> set[str]:
        return {name for name, row in self.rows(seat, session).items() if row.asked}

    def try_answer(
        self, seat: Seat, session: MappingSession, *given: GivenAnswer, revision: int | None = None
    ) -> MappingSession | Denial:
        return _raised(self.run(lambda work: answer(work, self.desk, seat, session.id, revision, given)))

    def say(self, seat: Seat, session: MappingSession, **values: Json) -> MappingSession:
        """State values; None skips the question, and ... confirms what is known."""
        given = [_given(item, value) for item, value in values.items()]
        done = self.try_answer(seat, session, *given)
        assert isinstance(done, MappingSession), done
        return done

    def hand_over(self, seat: Seat, session: MappingSession) -> MappingSession:
        done = _raised(self.run(lambda work: hand_over(work, self.desk, seat, session.id, None)))
        assert isinstance(done, MappingSession), done
        return done

    # --- what is hers ---

    def drafts(self) -> list[DraftView]:
        return list(self.run(lambda work: waiting_drafts(work, self.desk, ASTRID)))

    def approve(self, view: DraftView) -> Assertion | None:
        return self.run(lambda work: approve_draft(work, self.desk, ASTRID, view.draft.id))

    def refuse(self, view: DraftView) -> None:
        self.run(lambda work: refuse_draft(work, self.desk, ASTRID, view.draft.id))

    def write(self, section: str, content: Mapping[str, Json]) -> Assertion:
        """She writes an entry herself."""
        return self.run(lambda work: add_item(work, self.desk, ASTRID, section, content))

    def profile(self) -> Mapping[str, tuple[Assertion, ...]]:
        return self.run(lambda work: read_own_profile(work, self.desk, ASTRID)).sections

    def entry(self, section: str, **fields: Json) -> Assertion:
        """The entry in which these fields stand so."""
        found = [
            one
            for one in self.profile().get(section, ())
            if all(one.content.get(name) == value for name, value in fields.items())
        ]
        assert len(found) == 1, found
        return found[0]

    def kept(self, session: MappingSession) -> MappingSession:
        """A session as it lies in the store."""
        found = self.run(lambda work: work.mapping_sessions.find(ASTRID, MappingSessionId(session.id)))
        assert found is not None
        return found


def _raised(done: T | ContentError) -> T:
    """What a door makes of an objection that was committed with its line."""
    if isinstance(done, ContentError):
        raise done
    return done


def _given(item: str, value: Json) -> GivenAnswer:
    if value is ...:
        return GivenAnswer(item, Touch.CONFIRMED)
    return GivenAnswer(item, Touch.SKIPPED if value is None else Touch.STATED, value)


ASSESSOR: Final = frozenset({StaffRole.CASE_WORKER, StaffRole.ASSESSOR})
