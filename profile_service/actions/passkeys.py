"""Passkeys: kept, used, and locked where a copy of one may be about. The ceremony itself is verified in `identity`."""

from collections.abc import Callable
from dataclasses import dataclass, replace

from profile_service.actions.journaling import record, record_refused
from profile_service.actions.ports import Desk, Work
from profile_service.actions.ways_in import note_added
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Assurance, Method
from profile_service.domain.ways_in import (
    LONGEST_NAME,
    MOST_PASSKEYS,
    Holder,
    NewPasskey,
    Passkey,
    PasskeyId,
    Refusal,
)


@dataclass(frozen=True, slots=True)
class Shown:
    """What an authenticator signed, once the signature is verified. `counter` is its count of uses, or nought."""

    credential: str
    counter: int


def keep_passkey(
    work: Work, desk: Desk, holder: Holder, made: NewPasskey, name: str, assurance: Assurance
) -> Passkey | Refusal:
    """Keep a passkey that was verified, for an individual or a member of staff.

    Args:
        assurance: that of the sign-in or the meeting which it rests on; a passkey never says more than "substantial".
    """
    if work.passkeys.behind(made.credential) is not None:
        return _refused(work, desk, Refusal.KNOWN_ALREADY)
    if len(work.passkeys.of(holder)) >= MOST_PASSKEYS:
        return _refused(work, desk, Refusal.TOO_MANY)
    capped = min(assurance, Assurance.SUBSTANTIAL, key=lambda one: one.rank)
    now = desk.clock.now()
    kept = Passkey(
        PasskeyId(desk.ids.new("psk")), holder, clean_name(name), made.public_key, made.counter, capped, now
    )
    work.passkeys.add(kept, made.credential)
    note_added(work, desk, holder.individual, Method.PASSKEY)
    return kept


def show_passkey(
    work: Work, desk: Desk, credential: str, verify: Callable[[Passkey], Shown | Refusal]
) -> Passkey | Refusal:
    """Whoever holds the passkey with this credential id, once its signature is verified.

    The signature is looked at before the counter, so that nobody can lock a passkey without having it. A counter that
    does not go forward says that a copy is about (WebAuthn 3, section 6.1.1): the passkey is locked, and she is told.
    """
    found = work.passkeys.behind(credential)
    if found is None:
        return _refused(work, desk, Refusal.UNKNOWN)
    shown = verify(found)
    if isinstance(shown, Refusal):
        return _refused(work, desk, shown)
    if found.locked_at is not None:
        return _refused(work, desk, Refusal.LOCKED)
    if (found.counter or shown.counter) and shown.counter <= found.counter:
        return _lock(work, desk, found)
    used = replace(found, counter=shown.counter, last_used_at=desk.clock.now())
    work.passkeys.save(used)
    return used


def refuse_passkey(work: Work, desk: Desk, reason: Refusal) -> Refusal:
    """Write down a ceremony that failed before anybody was known."""
    return _refused(work, desk, reason)


def remove_staff_passkeys(work: Work, staff: StaffId) -> None:
    """Whoever has left an organisation, or lost her telephone, comes in with none of them."""
    holder = Holder(staff=staff)
    for one in work.passkeys.of(holder):
        work.passkeys.remove(holder, one.id)


def clean_name(name: str) -> str:
    """What she calls it, on one line and not too long."""
    return "".join(sign for sign in " ".join(name.split()) if sign.isprintable())[:LONGEST_NAME]


def _lock(work: Work, desk: Desk, passkey: Passkey) -> Refusal:
    work.passkeys.save(replace(passkey, locked_at=desk.clock.now()))
    if passkey.holder.individual is not None:
        detail: dict[str, str | list[str]] = {"method": Method.PASSKEY.value, "name": passkey.name}
        record(work, desk, Kind.SIGN_IN, Outcome.REFUSED, passkey.holder.individual, detail=detail)
    return _refused(work, desk, Refusal.COUNTER)


def _refused(work: Work, desk: Desk, reason: Refusal) -> Refusal:
    record_refused(work, desk, Kind.SIGN_IN, reason.value)
    return reason
