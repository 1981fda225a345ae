"""How the service runs, on the wire."""

from datetime import datetime

from profile_service.domain.running import Health, JournalState, KeyState, QueueState
from profile_service.portability.own_format import Wire, in_utc


def render_health(health: Health) -> Wire:
    """`schemas.access.ServiceHealth`."""
    database = health.database
    return {
        "at": in_utc(health.at),
        "version": health.version,
        "started_at": _when(health.started_at),
        "ails": health.ails,
        "database": {
            "kind": database.kind,
            "size": database.size,
            "revision": database.revision,
            "key_versions_in_use": list(database.versions_in_use),
        },
        "lanes": dict(health.lanes),
        "rounds": [
            {"name": one.name, "last_done_at": _when(one.last_done_at), "late": one.late}
            for one in health.rounds
        ],
        "webhooks": _queue(health.webhooks),
        "messages": {channel: _queue(one) for channel, one in health.messages.items()},
        "disk_free": health.disk_free,
        "keys": None if health.keys is None else _keys(health.keys),
    }


def render_journal(state: JournalState) -> Wire:
    """`schemas.access.JournalHealth`."""
    return {
        "at": in_utc(state.at),
        "whole": state.whole,
        "rows": state.rows.told,
        "newest_at": _when(state.newest_at),
        "missing_numbers": state.missing_numbers,
        "twice": state.twice,
        "guards": dict(state.guards),
        "tree": {
            "size": state.tree.size,
            "lag": state.tree.lag,
            "signed_at": _when(state.tree.signed_at),
            "witnesses": state.tree.witnesses,
            "witnessed": state.tree.witnessed,
            "mismatches": state.tree.mismatches,
        },
        "since": in_utc(state.since),
        "by_day": [{"of": day, "rows": amount.told} for day, amount in state.by_day],
        "by_kind": [{"of": kind, "rows": amount.told} for kind, amount in state.by_kind],
    }


def _queue(queue: QueueState) -> Wire:
    return {"waiting": queue.waiting.told, "given_up": queue.given_up.told}


def _keys(keys: KeyState) -> Wire:
    return {
        "newest": keys.newest,
        "versions": list(keys.versions),
        "token_keys": keys.token_keys,
        "record_keys": keys.record_keys,
        "changed_at": _when(keys.changed_at),
    }


def _when(moment: datetime | None) -> datetime | None:
    return None if moment is None else in_utc(moment)
