"""A retry of a reading has one effect: the ledger is asked again, and the same bytes are the same reading.

Of an answer only a digest is kept. Where a retry's bytes differ, it is a new reading, with a line of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256
from typing import Protocol, TypeVar

from consent.decision import Denial
from consent.duty import Duty
from consent.grant import REPEAT_WINDOW
from consent.terms import Terms
from profile_service.actions.errors import KeyReusedError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, disclose
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import EventId
from profile_service.domain.people import Grantee
from profile_service.domain.reply import Reply

_EVENT, _AT = "event", "at"


@dataclass(frozen=True, slots=True)
class Key:
    """An Idempotency-Key with what exactly was asked under it."""

    word: str
    fingerprint: str


@dataclass(frozen=True, slots=True)
class Told:
    """What leaves, and the line of her log that tells of it."""

    event: str
    body: bytes


class Leaving(Protocol):
    """What leaves under a grant or a duty, with the line of her log that tells of it."""

    @property
    def terms(self) -> Terms | Duty: ...
    @property
    def event(self) -> EventId | None: ...


T = TypeVar("T", bound=Leaving)


def disclose_once(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    opening: Opening,
    key: Key | None,
    render: Callable[[Disclosure], bytes],
) -> Told | Denial:
    """Read what a grant gives, once for a key; see `read_once`."""

    def read(opening: Opening) -> Disclosure | Denial:
        return disclose(work, desk, grantee, opening)

    return read_once(work, desk, grantee, opening, key, read, render)


def read_once(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    opening: Opening,
    key: Key | None,
    read: Callable[[Opening], T | Denial],
    render: Callable[[T], bytes],
) -> Told | Denial:
    """Read under a grant; under the same key, within the window, the same bytes are one reading.

    Args:
        read: reads by an opening, which names the earlier reading where this is a retry of it.

    Raises:
        KeyReusedError: the key came with another request before.
    """
    if key is None:
        return _fresh(opening, read, render)[1]
    kept = work.replays.find(grantee.organisation.id, key.word)
    if kept is not None and kept[0] != key.fingerprint:
        raise KeyReusedError
    if kept is not None and _still_counts(desk, kept[1]):
        again = read(replace(opening, repeats=kept[1].headers[_EVENT]))
        if isinstance(again, Denial):
            return again
        body = render(again)
        if sha256(body).digest() == kept[1].body:
            return Told(kept[1].headers[_EVENT], body)
    found, told = _fresh(opening, read, render)
    if isinstance(told, Told) and found is not None:
        _keep(work, desk, grantee, key, found, told)
    return told


def _fresh(
    opening: Opening, read: Callable[[Opening], T | Denial], render: Callable[[T], bytes]
) -> tuple[T | None, Told | Denial]:
    found = read(opening)
    if isinstance(found, Denial):
        return None, found
    return found, Told(str(found.event), render(found))


def _still_counts(desk: Desk, reply: Reply) -> bool:
    return desk.clock.now() < datetime.fromisoformat(reply.headers[_AT]) + REPEAT_WINDOW


def _keep(work: Work, desk: Desk, grantee: Grantee, key: Key, read: Leaving, told: Told) -> None:
    now, caller = desk.clock.now(), grantee.organisation.id
    headers = {_EVENT: told.event, _AT: now.isoformat()}
    work.replays.forget(caller, key.word)
    kept = Reply(200, sha256(told.body).digest(), headers)
    work.replays.keep(caller, key.word, key.fingerprint, kept, read.terms.individual, now)
