"""What is done when time passes and nobody asks: ends are written down."""

from collections.abc import Callable
from typing import Final

from consent.grant import Expired
from consent.receipt import RecordKind
from profile_service.actions.assessing import forget_unanswered
from profile_service.actions.delivering import (
    forget_notices_of_nobody,
    forget_old_deliveries,
    make_deliveries,
)
from profile_service.actions.helping import end_over_help
from profile_service.actions.manner import NOBODYS
from profile_service.actions.mapping_ends import forget_old_sessions
from profile_service.actions.news import forget_old_news, tell_ends_soon
from profile_service.actions.own_drafts import forget_old_drafts
from profile_service.actions.own_grant import write_down
from profile_service.actions.ports import Desk, Work
from profile_service.actions.posting import forget_old_messages
from profile_service.actions.protection import fill_in_marks
from profile_service.actions.reminding import remind_due

_AT_ONCE = 100

Round = Callable[[Work, Desk], int]
"""One thing that time brings: done in a transaction of its own, about once a second. Says how much there was to do."""


def expire_due(work: Work, desk: Desk) -> int:
    """Write down the grants whose end has come: state, journal, receipt, notice. How many there were.

    Nobody could read under them any more before this either: `at_time` looks at the clock.
    """
    ended = work.ledger.overdue(desk.clock.now(), _AT_ONCE)
    for grant in ended:
        if isinstance(grant, Expired):
            write_down(work, desk, RecordKind.EXPIRED, grant, NOBODYS, at=grant.terms.until)
    return len(ended)


ROUNDS: Final[tuple[Round, ...]] = (
    expire_due,
    end_over_help,
    forget_old_drafts,
    forget_old_sessions,
    forget_unanswered,
    fill_in_marks,
    remind_due,
    tell_ends_soon,
    forget_old_news,
    forget_old_messages,
    make_deliveries,
    forget_old_deliveries,
    forget_notices_of_nobody,
)
"""All of them. Messages are sent after these, outside of any transaction."""
