"""How the service runs, for whoever runs it: counted by storage, told without small numbers. No permit is made here, and none could be."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Final

from profile_service.actions.declaring import waiting_declarations
from profile_service.actions.limiting import alarms_to
from profile_service.actions.ports import Desk, Work
from profile_service.actions.staffing import colleagues
from profile_service.domain.people import Organisation, Role, StaffRole
from profile_service.domain.running import (
    Amount,
    Health,
    JournalState,
    Process,
    QueueState,
    TreeState,
    round_states,
)

_DAYS: Final = 14
_DEAD: Final = "dead"
_WAITING: Final = "waiting"


@dataclass(frozen=True, slots=True)
class Waiting:
    """What waits for the operator."""

    declarations: int
    alarms: int
    without_administrator: Sequence[Organisation]
    invitations_over: int
    """Invitations of first administrators whose code works no more."""


def health_of(work: Work, desk: Desk, process: Process) -> Health:
    """Everything at this moment."""
    now, messages, sent = desk.clock.now(), work.oversight.messages(), work.oversight.deliveries()
    return Health(
        at=now,
        version=process.version,
        started_at=process.started_at,
        database=work.oversight.database(),
        lanes=process.lanes,
        rounds=round_states(process.beats, process.rounds, now, process.started_at),
        webhooks=QueueState(Amount.of(sent.get(_WAITING, 0)), Amount.of(sent.get(_DEAD, 0))),
        messages={
            channel.value: QueueState(
                Amount.of(messages.get((channel.value, _WAITING), 0)),
                Amount.of(messages.get((channel.value, _DEAD), 0)),
            )
            for channel in sorted(desk.post.channels)
        },
        disk_free=process.disk_free,
        keys=process.keys,
    )


def journal_state(work: Work, desk: Desk, mismatches: int = 0) -> JournalState:
    """The journal as a table, looked through now: whole past days are counted, never the day that is going on.

    Args:
        mismatches: how many rows the running service has found not to match.
    """
    now = desk.clock.now()
    until = now.replace(hour=0, minute=0, second=0, microsecond=0)
    since = until - timedelta(days=_DAYS)
    rows, missing, twice, newest = work.oversight.journal_size()
    by_day: dict[str, int] = {}
    by_kind: dict[str, int] = {}
    for (day, kind), count in work.oversight.journal_counts(since, until).items():
        by_day[day] = by_day.get(day, 0) + count
        by_kind[kind] = by_kind.get(kind, 0) + count
    return JournalState(
        at=now,
        rows=Amount.of(rows),
        newest_at=None if newest is None else newest.replace(second=0, microsecond=0),
        missing_numbers=missing,
        twice=twice,
        guards=work.oversight.journal_guards(),
        tree=_tree_state(work, mismatches),
        since=since,
        by_day=[(day, Amount.of(count)) for day, count in sorted(by_day.items(), reverse=True)],
        by_kind=[(kind, Amount.of(count)) for kind, count in sorted(by_kind.items())],
    )


def _tree_state(work: Work, mismatches: int) -> TreeState:
    head, newest, witnessed = work.tree.head(), work.tree.checkpoint(), work.tree.cosigned()
    return TreeState(
        size=head.size,
        lag=max(work.tree.decided().seq - head.last_seq, 0),
        signed_at=None if newest is None else newest.made_at,
        witnesses=len(work.tree.cosignatures(witnessed)),
        witnessed=witnessed,
        mismatches=mismatches,
    )


def waiting_for_operator(work: Work, desk: Desk) -> Waiting:
    """What nobody else can do: purposes to decide, alarms that nobody has looked at, organisations that nobody looks after."""
    now = desk.clock.now()
    lonely, over = [], 0
    for one in work.accounts.organisations():
        if one.role is Role.OPERATOR or one.sandbox:
            continue
        people = colleagues(work, one.id)
        administrators = [
            colleague
            for colleague in people
            if any(StaffRole.ADMINISTRATOR in place.roles for place in colleague.member.places)
        ]
        if not any(colleague.invitation is None for colleague in administrators):
            lonely.append(one)
            over += sum(
                colleague.invitation is not None and not colleague.invitation.stands(now)
                for colleague in administrators
            )
    alarms = sum(alarm.seen_at is None for alarm, _ in alarms_to(work))
    return Waiting(len(waiting_declarations(work)), alarms, lonely, over)
