"""A new key for access tokens while the service runs, and the old one taken away when it is dead."""

from dataclasses import replace
from datetime import datetime, timedelta

from profile_service.domain.token_keys import KeyState
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.key_ring import KeyRing
from profile_service.signing.ring_file import KeyRingError


def with_next_token_key(ring: KeyRing, now: datetime, published_before: timedelta) -> KeyRing:
    """The ring with a new token key, published from now on and in use when it has been published for that long.

    Raises:
        KeyRingError: one is waiting already.
    """
    waiting = [kid for kid, state in ring.tokens.states(now.timestamp()).items() if state is KeyState.NEXT]
    if waiting:
        begins = datetime.fromtimestamp(ring.token_from[waiting[0]], now.tzinfo).isoformat()
        raise KeyRingError(f"the token key {waiting[0]} is waiting already; it signs from {begins}")
    jwk = new_signing_jwk()
    begins_at = int((now + published_before).timestamp())
    return replace(
        ring,
        token_keys={**ring.token_keys, jwk["kid"]: jwk},
        token_from={**ring.token_from, jwk["kid"]: begins_at},
    )


def without_dead_token_keys(ring: KeyRing, now: datetime) -> KeyRing:
    """The ring without the token keys whose last token has died."""
    states = ring.tokens.states(now.timestamp())
    return _keeping(ring, {kid for kid, state in states.items() if state is not KeyState.DEAD})


def without_token_key(ring: KeyRing, kid: str, now: datetime) -> KeyRing:
    """The ring without a token key that got out: what it has signed is refused as soon as the service reads this.

    Where it was the active one, the one that waits signs at once, or a new one does.

    Raises:
        KeyRingError: there is no such key.
    """
    states = ring.tokens.states(now.timestamp())
    if kid not in states:
        raise KeyRingError(f"there is no token key {kid}: 'egenkarta keys show' lists them")
    if states[kid] is KeyState.ACTIVE:
        if KeyState.NEXT not in states.values():
            ring = with_next_token_key(ring, now, timedelta())
            states = ring.tokens.states(now.timestamp())
        else:
            waiting = next(other for other, state in states.items() if state is KeyState.NEXT)
            ring = replace(ring, token_from={**ring.token_from, waiting: int(now.timestamp())})
    return _keeping(ring, set(ring.token_keys) - {kid})


def _keeping(ring: KeyRing, kept: set[str]) -> KeyRing:
    # Whatever is left begins as it began; the oldest of them stands where the first one stood.
    begins = ring.tokens.signs_from
    first = min(kept, key=lambda kid: (begins[kid], kid))
    return replace(
        ring,
        token_keys={kid: jwk for kid, jwk in ring.token_keys.items() if kid in kept},
        token_kid=first,
        token_from={kid: begins[kid] for kid in ring.token_keys if kid in kept and begins[kid] > 0},
    )
