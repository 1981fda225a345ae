"""A retry of a reading has one effect: the ledger is asked again, and the same bytes are the same reading.

Of an answer only a digest is kept. Where a retry's bytes differ, it is a new reading, with a line of its own.
"""

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from hashlib import sha256

from consent.decision import Denial
from consent.grant import REPEAT_WINDOW
from profile_service.actions.errors import KeyReusedError
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, disclose
from profile_service.domain.disclosure import Disclosure
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


def disclose_once(
    work: Work,
    desk: Desk,
    grantee: Grantee,
    opening: Opening,
    key: Key | None,
    render: Callable[[Disclosure], bytes],
) -> Told | Denial:
    """Read what a grant gives; under the same key, within the window, the same bytes are one reading.

    Raises:
        KeyReusedError: the key came with another request before.
    """
    if key is None:
        return _fresh(work, desk, grantee, opening, render)[1]
    kept = work.replays.find(grantee.organisation.id, key.word)
    if kept is not None and kept[0] != key.fingerprint:
        raise KeyReusedError
    if kept is not None and _still_counts(desk, kept[1]):
        again = disclose(work, desk, grantee, replace(opening, repeats=kept[1].headers[_EVENT]))
        if isinstance(again, Denial):
            return again
        body = render(again)
        if sha256(body).digest() == kept[1].body:
            return Told(kept[1].headers[_EVENT], body)
    read, told = _fresh(work, desk, grantee, opening, render)
    if isinstance(told, Told) and read is not None:
        _keep(work, desk, grantee, key, read, told)
    return told


def _fresh(
    work: Work, desk: Desk, grantee: Grantee, opening: Opening, render: Callable[[Disclosure], bytes]
) -> tuple[Disclosure | None, Told | Denial]:
    found = disclose(work, desk, grantee, opening)
    if isinstance(found, Denial):
        return None, found
    return found, Told(str(found.event), render(found))


def _still_counts(desk: Desk, reply: Reply) -> bool:
    return desk.clock.now() < datetime.fromisoformat(reply.headers[_AT]) + REPEAT_WINDOW


def _keep(work: Work, desk: Desk, grantee: Grantee, key: Key, read: Disclosure, told: Told) -> None:
    now, caller = desk.clock.now(), grantee.organisation.id
    headers = {_EVENT: told.event, _AT: now.isoformat()}
    work.replays.forget(caller, key.word)
    kept = Reply(200, sha256(told.body).digest(), headers)
    work.replays.keep(caller, key.word, key.fingerprint, kept, read.terms.individual, now)
