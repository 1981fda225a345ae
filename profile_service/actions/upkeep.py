"""What she is reminded of: sharing that ends soon, and sharing that nobody uses."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final

from consent.grant import Active, Paused
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.looking import GrantView, grant_of, grants_of
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.ports import Desk, Work
from profile_service.actions.withdrawing import withdraw_grant

SOON: Final = timedelta(days=14)
UNUSED: Final = timedelta(days=60)


def ending_soon(views: Sequence[GrantView], now: datetime) -> Sequence[GrantView]:
    """Those live grants of hers that end within fourteen days, the earliest end first."""
    before = now + SOON
    found = [view for view in _live(views) if view.grant.terms.until <= before]
    return sorted(found, key=lambda view: view.grant.terms.until)


def unused(views: Sequence[GrantView], now: datetime) -> Sequence[GrantView]:
    """Those live grants of hers that nobody has read under for sixty days; where nobody ever has, given sixty days ago."""
    since = now - UNUSED
    return [view for view in _live(views) if (view.last_read_at or view.grant.terms.given_at) <= since]


def unused_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[GrantView]:
    """The same of all her grants."""
    return unused(grants_of(work, desk, caller), desk.clock.now())


def end_chosen(
    work: Work, desk: Desk, caller: IndividualId, grants: Sequence[str], manner: Manner = BY_PROGRAM
) -> Sequence[GrantView]:
    """End several grants in one step: all of them, each with its receipt, or none.

    Raises:
        NotAvailableError: one of them is not a grant of hers.
        GrantEndedError: one of them has ended already.
    """
    chosen = [GrantId(grant) for grant in dict.fromkeys(grants)]
    for grant in chosen:
        withdraw_grant(work, desk, caller, grant, manner)
    return [grant_of(work, desk, caller, grant) for grant in chosen]


def _live(views: Sequence[GrantView]) -> Sequence[GrantView]:
    return [view for view in views if isinstance(view.grant, Active | Paused)]
