"""Everybody who may come to a route, and what she shows at its door."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from enum import StrEnum
from typing import Final

from consent.vocabulary import IndividualId
from profile_service.actions.ports import Work
from profile_service.demo.cast import NORRSKEN
from profile_service.domain.people import Member, Place, StaffId, StaffRole
from profile_service.domain.sign_in import Assurance, Method, Proof
from profile_service.identity.portal_sessions import find_session
from tests.hostile.door_ids import ASTRID, REPRESENTATIVE, opened
from tests.stage import FROM_OWN_PAGE, Stage

_BO: Final = "ind_demo_bo"
_UNIT: Final = "Etablering Nord"
_STALE: Final = 11


class Who(StrEnum):
    """Callers, by what sets them apart at a door."""

    NOBODY = "nobody"
    # with a session at the portal
    SHE = "she"
    SHE_LATER = "she, not fresh"
    BO = "another person"
    REPRESENTATIVE = "her representative"
    CASE_WORKER = "case worker"
    ASSESSOR = "assessor"
    RECRUITER = "recruiter"
    ADMINISTRATOR = "administrator"
    ADMINISTRATOR_LATER = "administrator, not fresh"
    OFFICER = "data protection officer"
    NO_ROLE = "staff without a role"
    HELPER = "her helper"
    OTHER_STAFF = "staff of another organisation"
    OPERATOR = "operator's colleague"
    OPERATOR_LATER = "operator's colleague, not fresh"
    # with a token at the API
    HER_APP = "her app"
    HER_APP_LATER = "her app, not fresh"
    BOS_APP = "another person's app"
    SYSTEM = "granted organisation's system"
    OTHER_SYSTEM = "another organisation's system"
    OPERATORS_SYSTEM = "operator's system"


AT_PORTAL: Final = frozenset(list(Who)[1:16])
"""Those who come with a cookie."""
HERSELF: Final = frozenset({Who.SHE, Who.SHE_LATER, Who.HER_APP, Who.HER_APP_LATER})
NORRSKENS: Final = frozenset(
    {Who.CASE_WORKER, Who.ASSESSOR, Who.RECRUITER, Who.ADMINISTRATOR, Who.ADMINISTRATOR_LATER, Who.OFFICER, Who.NO_ROLE,
     Who.HELPER, Who.SYSTEM}
)  # fmt: skip
"""Those who come for the organisation that Astrid has given a yes."""

_ROLES: Final[Mapping[Who, StaffRole | None]] = {
    Who.CASE_WORKER: StaffRole.CASE_WORKER,
    Who.ASSESSOR: StaffRole.ASSESSOR,
    Who.RECRUITER: StaffRole.RECRUITER,
    Who.ADMINISTRATOR: StaffRole.ADMINISTRATOR,
    Who.ADMINISTRATOR_LATER: StaffRole.ADMINISTRATOR,
    Who.OFFICER: StaffRole.DATA_PROTECTION_OFFICER,
    Who.NO_ROLE: None,
}
_CAST: Final = {
    Who.OTHER_STAFF: "stf_demo_terje",
    Who.OPERATOR: "stf_demo_olle",
    Who.OPERATOR_LATER: "stf_demo_olle",
}
_PEOPLE: Final = {
    Who.SHE: (ASTRID, 0),
    Who.SHE_LATER: (ASTRID, _STALE),
    Who.BO: (_BO, 0),
    Who.REPRESENTATIVE: (REPRESENTATIVE, 0),
}
_TOKENS: Final = {Who.HER_APP: (ASTRID, 0), Who.HER_APP_LATER: (ASTRID, _STALE), Who.BOS_APP: (_BO, 0)}
_SYSTEMS: Final = {
    Who.SYSTEM: "norrsken",
    Who.OTHER_SYSTEM: "tjuvholmen",
    Who.OPERATORS_SYSTEM: "egenkarta",
}


@dataclass(frozen=True)
class Caller:
    """What one of them sends with each call: headers, and the token of her session's forms where she has one."""

    headers: Mapping[str, str]
    form_token: str = ""


class Gathering:
    """Everybody on one stage. A session that a call has ended is opened anew before the next."""

    def __init__(self, stage: Stage, helper: str) -> None:
        self._stage = stage
        self._helper = helper
        self._fixed = {who: _with_token(stage, person, ago) for who, (person, ago) in _TOKENS.items()}
        self._fixed |= {who: Caller(stage.organisation(name)) for who, name in _SYSTEMS.items()}
        self._fixed[Who.NOBODY] = Caller({})
        stage.parts.database.writer.run(self._hire)

    def caller(self, who: Who) -> Caller:
        """As she comes now."""
        if who in self._fixed:
            return self._fixed[who]
        return self._stage.parts.database.writer.run(lambda work: self._at_portal(work, who))

    def _hire(self, work: Work) -> None:
        for who, role in _ROLES.items():
            places = () if role is None else (Place(_UNIT, frozenset({role})),)
            work.staff.add(Member(_id(who), NORRSKEN.id, f"Somebody {who.name}", places))

    def _at_portal(self, work: Work, who: Who) -> Caller:
        stage = self._stage
        if who in _PEOPLE:
            person, ago = _PEOPLE[who]
            secret = opened(stage, work, person, None, ago)
        elif who is Who.HELPER:
            secret = self._helper
        else:
            staff = _CAST.get(who) or _id(who)
            ago = _STALE if who in (Who.ADMINISTRATOR_LATER, Who.OPERATOR_LATER) else 0
            secret = opened(stage, work, None, staff, ago)
        session = find_session(work, stage.house.desk, secret)
        assert session is not None, who
        if who is Who.REPRESENTATIVE:
            turned = stage.parts.ids.secret()
            session = replace(session, acting_for=IndividualId(ASTRID))
            work.sessions.replace(secret, turned, session)
            secret = turned
        cookie = {"Cookie": f"{stage.house.cookie.name}={secret}; language=en"}
        return Caller({**cookie, **FROM_OWN_PAGE}, session.form_token)


def _id(who: Who) -> StaffId:
    return StaffId(f"stf_{who.name.lower()}")


def _with_token(stage: Stage, person: str, minutes_ago: int) -> Caller:
    house, now = stage.house, stage.clock.now()
    proof = Proof(Method.DEMO, Assurance.SUBSTANTIAL, now - timedelta(minutes=minutes_ago))
    token = house.tokens.issue(person, "app", "me", stage.parts.ids.new("tok"), now, proof)
    return Caller({"Authorization": f"Bearer {token}"})
