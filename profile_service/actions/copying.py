"""What a reading shows, taken into a file for the case: a reading of its own, which her log calls a copy."""

from dataclasses import replace

from consent.decision import Denial, Reason
from consent.vocabulary import DutyId, GrantId
from profile_service.actions.journaling import record
from profile_service.actions.limiting import Try, count_try
from profile_service.actions.opening_files import reading_that_used_up, was_read_then
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opened, Opening, open_granted, refuse_granted
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import EventId, Kind, Outcome
from profile_service.domain.people import Grantee, Role


def copy_granted(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> Disclosure | Denial:
    """Read what a grant or a duty gives, to be taken into a file. Counted, decided and written down as any reading is.

    An employer takes none: it is refused, and written down, as what was never granted is.

    Args:
        opening: `repeats` names the one reading that a grant for one reading was used up by: a copy of it can be taken for as long
            as a lost answer could be asked for again.
    """
    if grantee.organisation.role is Role.EMPLOYER:
        # A file outlives the sharing. An authority's rules bind its case files; nothing of the kind binds a company's folders.
        return refuse_granted(work, desk, grantee, opening, Kind.COPIED)
    wish = replace(opening, repeats=reading_that_used_up(work, opening))
    # A lost answer is asked for again uncounted; a copy of it is counted, and has a line of its own.
    if wish.repeats and _is_too_much(work, desk, grantee, opening):
        return _refuse(work, desk, grantee, opening, Reason.LIMIT)
    opened = open_granted(work, desk, grantee, wish, Kind.COPIED)
    if isinstance(opened, Denial):
        return opened
    # Those entries or nothing: a copy of the one reading is no second one, of what she has written since (D-11).
    if wish.repeats and not all(was_read_then(work, opening, one) for one in opened.sections.values()):
        return _refuse(work, desk, grantee, opening, Reason.USED_UP)
    event = _record(work, desk, grantee, opening, opened) if wish.repeats else opened.event
    return replace(opened, event=event)


def _is_too_much(work: Work, desk: Desk, grantee: Grantee, opening: Opening) -> bool:
    tried = Try(grantee, opening.reader, opening.grant_id, opening.over_limit_reason)
    return count_try(work, desk, tried).too_much


def _refuse(work: Work, desk: Desk, grantee: Grantee, opening: Opening, reason: Reason) -> Denial:
    _record(work, desk, grantee, opening, reason)
    return Denial(reason)


def _record(work: Work, desk: Desk, grantee: Grantee, opening: Opening, came: Opened | Reason) -> EventId:
    grant, duty = work.ledger.find(GrantId(opening.grant_id)), work.duties.find(DutyId(opening.grant_id))
    ground = duty if grant is None else grant.terms
    detail: dict[str, str | list[str]] = {
        "reader": opening.reader,
        "unit": grantee.unit,
        "case_reference": opening.case_reference,
    }
    outcome = Outcome.REFUSED if isinstance(came, Reason) else Outcome.DISCLOSED
    if isinstance(came, Reason):
        detail["reason"] = came.value
    else:
        detail["scopes"] = [str(scope) for scope in came.scopes]
    hers = None if ground is None else ground.individual
    grant_id = None if ground is None else GrantId(ground.id)
    return record(work, desk, Kind.COPIED, outcome, hers, grantee.organisation.id, grant_id, detail).id
