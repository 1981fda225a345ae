"""The consented read: ask the ledger, obey the decision, write it down, and only then open the vault."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TypeGuard

from consent.decision import Denial, GrantedReading, Reason, decide
from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.grant import Active, Grant, use_up
from consent.permit import Agreed, Basis, Permit
from consent.receipt import RecordKind
from consent.scope import Scope
from consent.terms import Ending, Terms, fold
from consent.vocabulary import DutyId, GrantId, IndividualId
from profile_service.actions.asking import read_scopes
from profile_service.actions.journaling import named, record
from profile_service.actions.limiting import Counted, Try, count_try
from profile_service.actions.manner import NOBODYS
from profile_service.actions.naming import is_for_competences, unnamed
from profile_service.actions.own_grant import write_down
from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import shield_of
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import AuditEvent, EventId, Kind, Outcome
from profile_service.domain.instrument import Instrument
from profile_service.domain.opening import Telling
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Assertion


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a granted profile is opened this time: the case, and who at the organisation reads.

    `repeats` is the id of the earlier reading where this is a proved retry of it: then no line is written, and no try
    counted. `over_limit_reason` is why a reader opens more people today than she usually may. `instrument` is the one that it is
    opened for, where it is for one: her log names it.
    """

    grant_id: str
    case_reference: str
    reader: str
    scopes: tuple[str, ...] = ()
    repeats: str = ""
    over_limit_reason: str = ""
    instrument: Instrument | None = None


@dataclass(frozen=True, slots=True)
class Opened(Disclosure):
    """What an organisation may see this time, with the line of the journal that tells of it.

    `scopes` are what the reader is told that it was given.
    """

    event: EventId


def disclose(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Disclosure | Denial:
    """Read what a grant gives, or a duty by law; see `open_granted`."""
    return open_granted(work, desk, grantee, opening)


def open_granted(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, kind: Kind = Kind.READ
) -> Opened | Denial:
    """The one way by which an organisation comes to sections of a profile: counted, decided, written down, and only then opened.

    A grant for one reading is used up by it whatever is made of what was opened: who is told only which answers are there has
    been told something of her, and could otherwise ask day after day whether anything had been added.

    The journal row is written first, in the transaction of the read: if it cannot be written, nothing is read
    (I-05). A denial is returned, so that the refused attempt is committed as well.

    Args:
        kind: what her log calls it: a reading, or the question what is known.
    """
    grant = _ground(work, opening.grant_id)
    wanted: Sequence[Scope] | None = read_scopes(opening.scopes) if opening.scopes else None
    reading = _reading(work, grantee, opening, grant, wanted)
    attempt = _Attempt(grantee, opening, kind, grant)
    shield = shield_of(work, _whose(grant))
    counted = _count(work, desk, grantee, opening)
    decision = Denial(Reason.LIMIT) if counted.too_much else decide(reading, grant, desk.clock.now(), shield)
    terms = decision.terms if isinstance(decision, Permit) else None
    declaration = _declared(work, terms)
    if isinstance(decision, Denial) or not _can_be_stated(terms, declaration):
        # A permit that rests on no grant, or on a purpose that nobody can state, never leaves the house.
        denial = decision if isinstance(decision, Denial) else Denial(Reason.NO_GRANT)
        _record(work, desk, attempt, denial, _told(wanted))
        return denial
    event = EventId(opening.repeats)
    if not opening.repeats:
        unusual = opening.over_limit_reason if counted.over_with_reason else ""
        event = _record(work, desk, attempt, decision, decision.scopes, unusual).id
    if isinstance(grant, Active) and grant.terms.ending is Ending.ONCE:
        write_down(work, desk, RecordKind.USED_UP, use_up(grant, desk.clock.now(), event), NOBODYS)
    telling = Telling.AGAIN if opening.repeats else Telling.LINE
    found = _sections(work, desk, grantee, decision, telling, opening.repeats)
    return Opened(terms, declaration, decision.stated, found, event)


def still_granted(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, kind: Kind = Kind.READ
) -> Opened | Denial:
    """The same decision for whoever opened this before and now writes something down beside it: nothing goes out by it.

    So no line tells of it and no try is counted; a denial is written down, and returned. A grant for one reading is none any
    more by then.
    """
    grant = _ground(work, opening.grant_id)
    wanted: Sequence[Scope] | None = read_scopes(opening.scopes) if opening.scopes else None
    reading = _reading(work, grantee, opening, grant, wanted)
    decision = decide(reading, grant, desk.clock.now(), shield_of(work, _whose(grant)))
    terms = decision.terms if isinstance(decision, Permit) else None
    declaration = _declared(work, terms)
    if isinstance(decision, Denial) or not _can_be_stated(terms, declaration):
        denial = decision if isinstance(decision, Denial) else Denial(Reason.NO_GRANT)
        _record(work, desk, _Attempt(grantee, opening, kind, grant), denial, _told(wanted))
        return denial
    found = _sections(work, desk, grantee, decision, Telling.NOTHING)
    return Opened(terms, declaration, decision.stated, found, EventId(""))


def refuse_granted(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, kind: Kind = Kind.READ
) -> Denial:
    """Write down that something was tried which is not there for this organisation, whatever the ground would open. Counted as a try.

    It stands under the ground that was named, as a try to read does: who knocks at what she deleted is seen in her log.
    """
    grant = _ground(work, opening.grant_id)
    reading = _reading(work, grantee, opening, grant, None)
    counted = _count(work, desk, grantee, opening)
    decision = decide(reading, grant, desk.clock.now(), shield_of(work, _whose(grant)))
    denial = decision if isinstance(decision, Denial) else Denial(Reason.OUTSIDE_THE_GRANT)
    denial = Denial(Reason.LIMIT) if counted.too_much else denial
    _record(work, desk, _Attempt(grantee, opening, kind, grant), denial, None)
    return denial


def is_shut_out(work: Work, grantee: Grantee, grant: Grant, reader: str) -> bool:
    """Whether she has shut out this reader or this unit of an organisation that has a grant of hers."""
    barred = grant.terms.barred
    return bool(barred) and barred.bars(_known_unit(work, grantee, grant), reader)


def permit_beside(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Permit | Denial:
    """A second permit within a reading that was just written down, for what of it is kept beside the sections: one permit opens once.

    Args:
        opening: its `repeats` names the line of that reading.
    """
    grant = _ground(work, opening.grant_id)
    wanted = tuple(read_scopes(opening.scopes)) if opening.scopes else None
    reading = _reading(work, grantee, opening, grant, wanted)
    return decide(reading, grant, desk.clock.now(), shield_of(work, _whose(grant)))


def _reading(
    work: Work,
    grantee: Grantee,
    opening: Opening,
    ground: Grant | Duty | None,
    wanted: Sequence[Scope] | None,
) -> GrantedReading:
    return GrantedReading(
        grantee.organisation.id,
        None if wanted is None else tuple(wanted),
        _known_unit(work, grantee, ground),
        opening.reader,
        opening.repeats,
        grantee.cleared,
    )


def _count(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Counted:
    if opening.repeats:
        return Counted(too_much=False)
    return count_try(work, desk, Try(grantee, opening.reader, opening.grant_id, opening.over_limit_reason))


def _ground(work: Work, named: str) -> Grant | Duty | None:
    """The grant or the duty of this id. Both are looked for each time, so that the time taken says nothing."""
    grant, duty = work.ledger.find(GrantId(named)), work.duties.find(DutyId(named))
    return grant or duty


def _whose(ground: Grant | Duty | None) -> IndividualId | None:
    if ground is None or isinstance(ground, Duty):
        return None if ground is None else ground.individual
    return ground.terms.individual


def _known_unit(work: Work, grantee: Grantee, ground: Grant | Duty | None) -> str:
    """The unit that reads, where she has shut one out: one that the organisation did not have when she agreed is not said.

    Otherwise whoever was shut out would come in again as a unit of another name.
    """
    if ground is None or isinstance(ground, Duty) or not ground.terms.barred.units:
        return grantee.unit
    known = {fold(unit) for unit in work.staff.units_at(grantee.organisation.id, ground.terms.given_at)}
    return grantee.unit if fold(grantee.unit) in known else ""


def _can_be_stated(terms: Agreed | None, declaration: PurposeDeclaration | None) -> TypeGuard[Terms | Duty]:
    """Whether the reader can be told what it rests on: a purpose as it was declared, or the rule of a statute."""
    return isinstance(terms, Duty) or (isinstance(terms, Terms) and declaration is not None)


def _sections(
    work: Work, desk: Desk, grantee: Grantee, permit: Permit, telling: Telling, repeats: str = ""
) -> Mapping[str, tuple[Assertion, ...]]:
    found = work.vault.read(permit, telling, repeats).sections
    if permit.basis is Basis.GRANT and is_for_competences(grantee.organisation, permit.stated):
        return unnamed(work, desk, permit.individual, found)
    return found


def _declared(work: Work, terms: Agreed | None) -> PurposeDeclaration | None:
    if not isinstance(terms, Terms):
        return None
    return work.declarations.find(terms.declaration_id, terms.declaration_version)


def _told(wanted: Sequence[Scope] | None) -> Sequence[Scope] | None:
    """A wish as her log holds it: without the items, whose names could be anything that the organisation wrote."""
    return None if wanted is None else tuple(dict.fromkeys(Scope(one.section, one.fields) for one in wanted))


@dataclass(frozen=True, slots=True)
class _Attempt:
    """Who wants to open what, on which ground, and what her log calls it."""

    grantee: Grantee
    opening: Opening
    kind: Kind
    ground: Grant | Duty | None


def _record(
    work: Work,
    desk: Desk,
    attempt: _Attempt,
    decision: Permit | Denial,
    scopes: Sequence[Scope] | None,
    over_limit_reason: str = "",
) -> AuditEvent:
    """Write down a read, or an attempt at one.

    Args:
        scopes: what left, or what was wished for; None where the wish was for all that the grant gives.
        over_limit_reason: why it was read though the reader had opened as many as she may.
    """
    grantee, opening, ground = attempt.grantee, attempt.opening, attempt.ground
    detail: dict[str, str | list[str]] = {
        "reader": opening.reader,
        "unit": grantee.unit,
        "case_reference": opening.case_reference,
    }
    if over_limit_reason:
        detail["over_limit_reason"] = over_limit_reason
    if opening.instrument is not None:
        detail |= named(opening.instrument)
    if isinstance(decision, Denial):
        outcome = Outcome.REFUSED
        detail["reason"] = decision.reason.value
    else:
        outcome = Outcome.DISCLOSED
    # To an organisation that tries another's grant nothing of its terms belongs: only its own tell what it was after.
    terms = ground if ground is None or isinstance(ground, Duty) else ground.terms
    if terms is not None and terms.organisation == grantee.organisation.id:
        if isinstance(terms, Duty):
            detail["rule"] = terms.rule.citation
        else:
            detail["purpose"] = terms.purpose
            detail["unit"] = grantee.unit or terms.unit
        detail["scopes"] = [str(scope) for scope in (terms.scopes if scopes is None else scopes)]
    return record(
        work,
        desk,
        attempt.kind,
        outcome,
        terms.individual if terms is not None else None,
        grantee.organisation.id,
        GrantId(terms.id) if terms is not None else None,
        detail,
    )
