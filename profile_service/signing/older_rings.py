"""Rings as they are written: those of earlier versions, which lack a kind of key, and what is no ring at all."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Any

from profile_service.signing.journal_keys import JournalKeys
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.paper_keys import PaperKeys
from profile_service.signing.ring_file import KeyRingError


@contextmanager
def telling_what_it_is_not(where: str) -> Iterator[None]:
    """Turn whatever reading a ring that is none raises into a KeyRingError that names its place."""
    try:
        yield
    except (ValueError, KeyError, TypeError, AttributeError) as error:
        raise KeyRingError(
            f"{where} is not a key ring, or was cut off: restore it from its backup"
        ) from error


def with_every_kind(ring: Mapping[str, Any]) -> dict[str, Any]:
    """A written ring with fresh keys of the kinds that it lacks whole."""
    if not is_old(ring):
        return {**ring}
    whole = {**ring}
    if _signs_nothing(ring):
        record = new_signing_jwk()
        whole |= {"record_keys": {record["kid"]: record}, "record_kid": record["kid"]}
    whole.setdefault("papers", PaperKeys.generate().to_json())
    whole.setdefault("journal", JournalKeys.generate().to_json())
    return whole


def is_old(ring: Mapping[str, Any]) -> bool:
    """Whether it was made before there were all of these keys: what it lacks, it lacks whole."""
    return "sealing_keys" in ring and (not {"papers", "journal"} <= ring.keys() or _signs_nothing(ring))


def _signs_nothing(ring: Mapping[str, Any]) -> bool:
    return not {"record_keys", "record_kid"} & ring.keys()
