"""The consented read: ask the ledger, obey the decision, write it down, and only then open the vault."""

from collections.abc import Sequence
from dataclasses import dataclass

from consent.decision import Denial, GrantedReading, Reason, decide
from consent.declaration import PurposeDeclaration
from consent.grant import Active, Grant, use_up
from consent.permit import Agreed, Permit
from consent.receipt import RecordKind
from consent.scope import Scope
from consent.terms import Ending, Terms
from consent.vocabulary import GrantId
from profile_service.actions.asking import read_scopes
from profile_service.actions.journaling import record
from profile_service.actions.manner import NOBODYS
from profile_service.actions.own_grant import write_down
from profile_service.actions.ports import Desk, Work
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import AuditEvent, Kind, Outcome
from profile_service.domain.people import Grantee


@dataclass(frozen=True, slots=True)
class Opening:
    """Why a granted profile is opened this time: the case, and who at the organisation reads.

    `repeats` is the id of the earlier reading where this is a proved retry of it.
    """

    grant_id: str
    case_reference: str
    reader: str
    scopes: tuple[str, ...] = ()
    repeats: str = ""


def disclose(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Disclosure | Denial:
    """Read what a grant gives.

    The journal row is written first, in the transaction of the read: if it cannot be written, nothing is read
    (I-05). A denial is returned, so that the refused attempt is committed as well.
    """
    grant = work.ledger.find(GrantId(opening.grant_id))
    wanted: Sequence[Scope] | None = read_scopes(opening.scopes) if opening.scopes else None
    reading = GrantedReading(
        grantee.organisation.id,
        None if wanted is None else tuple(wanted),
        grantee.unit,
        opening.reader,
        opening.repeats,
    )
    decision = decide(reading, grant, desk.clock.now())
    terms = decision.terms if isinstance(decision, Permit) else None
    declaration = _declared(work, terms)
    if isinstance(decision, Denial) or not isinstance(terms, Terms) or declaration is None:
        # A permit that rests on no grant, or on a purpose that nobody can state, never leaves the house.
        denial = decision if isinstance(decision, Denial) else Denial(Reason.NO_GRANT)
        _record(work, desk, grantee, opening, grant, denial, _told(wanted))
        return denial
    event = _record(work, desk, grantee, opening, grant, decision, decision.scopes)
    if isinstance(grant, Active) and terms.ending is Ending.ONCE:
        write_down(work, desk, RecordKind.USED_UP, use_up(grant, desk.clock.now(), event.id), NOBODYS)
    return Disclosure(terms, declaration, decision.scopes, work.vault.read(decision).sections, event.id)


def _declared(work: Work, terms: Agreed | None) -> PurposeDeclaration | None:
    if not isinstance(terms, Terms):
        return None
    return work.declarations.find(terms.declaration_id, terms.declaration_version)


def _told(wanted: Sequence[Scope] | None) -> Sequence[Scope] | None:
    """A wish as her log holds it: without the items, whose names could be anything that the organisation wrote."""
    return None if wanted is None else tuple(dict.fromkeys(Scope(one.section, one.fields) for one in wanted))


def _record(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    opening: Opening,
    grant: Grant | None,
    decision: Permit | Denial,
    scopes: Sequence[Scope] | None,
) -> AuditEvent:
    """Write down a read, or an attempt at one.

    Args:
        scopes: what left, or what was wished for; None where the wish was for all that the grant gives.
    """
    detail: dict[str, str | list[str]] = {
        "reader": opening.reader,
        "unit": grantee.unit,
        "case_reference": opening.case_reference,
    }
    if isinstance(decision, Denial):
        outcome = Outcome.REFUSED
        detail["reason"] = decision.reason.value
    else:
        outcome = Outcome.DISCLOSED
    # To an organisation that tries another's grant nothing of its terms belongs: only its own tell what it was after.
    if grant is not None and grant.terms.organisation == grantee.organisation.id:
        terms = grant.terms
        detail["purpose"] = terms.purpose
        detail["unit"] = grantee.unit or terms.unit
        detail["scopes"] = [str(scope) for scope in (terms.scopes if scopes is None else scopes)]
    return record(
        work,
        desk,
        Kind.READ,
        outcome,
        grant.terms.individual if grant is not None else None,
        grantee.organisation.id,
        grant.terms.id if grant is not None else None,
        detail,
    )
