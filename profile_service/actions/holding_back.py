"""A no that holds: the same unit cannot put a refused question again for 180 days, unless she lets it."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

from consent.request import AccessRequest, RequestState
from consent.scope import Scope, within
from consent.terms import fold
from consent.vocabulary import IndividualId, RequestId
from profile_service.actions.errors import AlreadyAnsweredError
from profile_service.actions.journaling import record
from profile_service.actions.own_request import own_request
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome

HELD: Final = timedelta(days=180)
"""How long a refused question cannot be put again."""


def is_held_back(work: Work, desk: Desk, request: AccessRequest) -> bool:
    """Whether she has refused the same question of the same unit, and has not lifted that.

    It is the same under another declaration too, where that is for the same coded purpose and wants no other data.
    A unit that is not said, or that the organisation did not have when it asked, counts as every unit: a new name is no way
    round a no, and neither is a new unit.
    """
    return bool(_same_refused(work, desk, request))


def hold_back(work: Work, desk: Desk, request: AccessRequest) -> None:
    """Write down that it came again. Nothing of it reaches her inbox."""
    detail: dict[str, str | list[str]] = {
        "unit": request.unit,
        "case_reference": request.case_reference,
        "scopes": [str(scope) for scope in request.scopes],
    }
    record(work, desk, Kind.HELD_BACK, Outcome.DONE, request.individual, request.organisation, None, detail)


def holds(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> bool:
    """Whether her no to this question still keeps it from being put again."""
    request = own_request(work, caller, request_id)
    since = desk.clock.now() - HELD
    refused = work.requests.refused_by(caller, request.organisation, since)
    return request_id in {one.id for one in refused}


def let_ask_again(work: Work, desk: Desk, caller: IndividualId, request_id: RequestId) -> None:
    """She lets the unit ask this again. Where nothing is held back any more, nothing changes.

    Raises:
        NotAvailableError: nobody has asked her this.
        AlreadyAnsweredError: her answer was not a no.
    """
    request = own_request(work, caller, request_id)
    if request.state is not RequestState.REFUSED:
        raise AlreadyAnsweredError
    refused = _same_refused(work, desk, request)
    if not refused:
        return
    for one in refused:
        work.requests.lift(caller, one, desk.clock.now())
    detail = {"unit": request.unit}
    record(work, desk, Kind.LET_AGAIN, Outcome.DONE, caller, request.organisation, None, detail)


def _same_refused(work: Work, desk: Desk, request: AccessRequest) -> list[RequestId]:
    since = desk.clock.now() - HELD
    return [
        one.id
        for one in work.requests.refused_by(request.individual, request.organisation, since)
        if _same_unit(work, request, one) and _same_question(work, request, one)
    ]


def _same_question(work: Work, asking: AccessRequest, refused: AccessRequest) -> bool:
    if asking.declaration_id == refused.declaration_id:
        return True
    purposes = {_purpose(work, asking), _purpose(work, refused)}
    if len(purposes) > 1 or None in purposes:
        return False
    return _all_within(asking.scopes, refused.scopes) or _all_within(refused.scopes, asking.scopes)


def _purpose(work: Work, request: AccessRequest) -> str | None:
    declaration = work.declarations.find(request.declaration_id, request.declaration_version)
    return None if declaration is None else declaration.purpose.code


def _all_within(some: Sequence[Scope], others: Sequence[Scope]) -> bool:
    return all(within(scope, others) for scope in some)


def _same_unit(work: Work, asking: AccessRequest, refused: AccessRequest) -> bool:
    folded = {fold(asking.unit), fold(refused.unit)}
    # A unit that was made since the question was asked could be the one that she refused, under another name.
    known = {fold(unit) for unit in work.staff.units_at(asking.organisation, refused.asked_at)}
    return len(folded) == 1 or not folded <= known
