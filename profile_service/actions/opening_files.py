"""A file of evidence is opened by an organisation: as a reading of its own, apart from the claim that it supports."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from typing import Final

from consent.decision import Denial, Reason
from consent.grant import UsedUp
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import DutyId, GrantId
from profile_service.actions.errors import NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.limiting import Try, count_try
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, open_granted, permit_beside
from profile_service.domain.event import EventId, Kind, Outcome
from profile_service.domain.evidence_file import FILE_FIELD, FILE_SECTION, FileId, FileKind
from profile_service.domain.people import Grantee
from profile_service.domain.profile import Assertion

_WISH: Final = str(Scope(FILE_SECTION, frozenset({FILE_FIELD})))


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """The bytes that leave, and the line of her log that tells of it."""

    kind: FileKind
    sha256: str
    content: bytes
    event: EventId


def open_file(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, file: FileId
) -> OpenedFile | Denial:
    """A file that an entry names which the grant, or the duty, gives together with its file.

    It is counted, decided and written down as any reading is, and says in her log that it was a file.

    Args:
        opening: `repeats` names the one reading that a grant for one reading was used up by: its files go along for as long as a
            lost answer could be asked for again.

    Raises:
        NotAvailableError: the grant stands, and gives no such file. Everything is to be undone then, and `refuse_file` done.
    """
    wish = replace(opening, scopes=(_WISH,), repeats=reading_that_used_up(work, opening))
    # A lost answer is asked for again uncounted; each file that goes along with one leaves anew, and is counted.
    if wish.repeats and _is_too_much(work, desk, grantee, opening):
        _record(work, desk, grantee, opening, Outcome.REFUSED, Reason.LIMIT)
        return Denial(Reason.LIMIT)
    opened = open_granted(work, desk, grantee, wish, Kind.FILE_OPENED)
    if isinstance(opened, Denial):
        return opened
    individual = opened.terms.individual
    items = opened.sections.get(FILE_SECTION, ())
    named = {one.content.get(FILE_FIELD) for one in items if was_read_then(work, opening, [one])}
    known = work.files.find(individual, file)
    if known is None or file not in named:
        raise NotAvailableError
    event = opened.event
    if wish.repeats:
        event = _record(work, desk, grantee, opening, Outcome.DISCLOSED)
    # Sections and files are kept apart, and one permit opens once: the second yes is asked for in the same transaction.
    permit = permit_beside(work, desk, grantee, replace(wish, repeats=wish.repeats or str(opened.event)))
    if not isinstance(permit, Permit):
        raise NotAvailableError
    return OpenedFile(known.kind, known.sha256, work.files.open(permit, file), event)


def refuse_file(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Denial:
    """Write down that a file was tried which the grant does not give. It counts as a try."""
    _is_too_much(work, desk, grantee, opening)
    _record(work, desk, grantee, opening, Outcome.REFUSED)
    return Denial(Reason.OUTSIDE_THE_GRANT)


def reading_that_used_up(work: Work, opening: Opening) -> str:
    """The reading that used up a grant for one reading, where it is the one that is named; else nothing is proved by a name."""
    grant = work.ledger.find(GrantId(opening.grant_id))
    proved = isinstance(grant, UsedUp) and bool(grant.reading) and grant.reading == opening.repeats
    return opening.repeats if proved else ""


def was_read_then(work: Work, opening: Opening, items: Iterable[Assertion]) -> bool:
    """Whether a grant for one reading was read with these as they stand: what she wrote after it was never opened by it."""
    grant = work.ledger.find(GrantId(opening.grant_id))
    return not isinstance(grant, UsedUp) or all(one.last_confirmed <= grant.at for one in items)


def _is_too_much(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> bool:
    tried = Try(grantee, opening.reader, opening.grant_id, opening.over_limit_reason)
    return count_try(work, desk, tried).too_much


def _record(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    opening: Opening,
    outcome: Outcome,
    reason: Reason = Reason.OUTSIDE_THE_GRANT,
) -> EventId:
    grant, duty = work.ledger.find(GrantId(opening.grant_id)), work.duties.find(DutyId(opening.grant_id))
    ground = duty if grant is None else grant.terms
    detail: dict[str, str | list[str]] = {
        "reader": opening.reader,
        "unit": grantee.unit,
        "case_reference": opening.case_reference,
        "scopes": [_WISH],
    }
    if outcome is Outcome.REFUSED:
        detail["reason"] = reason.value
    hers = None if ground is None else ground.individual
    grant_id = None if ground is None else GrantId(ground.id)
    return record(work, desk, Kind.FILE_OPENED, outcome, hers, grantee.organisation.id, grant_id, detail).id
