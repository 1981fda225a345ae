"""Between stored JSON and domain values. Rows are parsed, not trusted."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import orjson

from consent.scope import Scope, parse_all
from profile_service.domain.leaving import (
    Common,
    Head,
    PackedSection,
    beside,
    body_of,
    common_to,
    is_plain,
    stated,
)
from profile_service.domain.profile import (
    Assertion,
    Change,
    Content,
    ItemId,
    PastVersion,
    Source,
    SourceKind,
    Strength,
)

_STRENGTHS: Final = {strength.value: strength for strength in Strength}
_USUAL: Final = 2_048
"""Characters of scopes that are remembered: all sections with all their fields are fewer, and what names items may be any number."""


def dump_items(items: Sequence[Assertion]) -> bytes:
    """A section as bytes to be sealed: what its items have in common, their heads, and their bytes as others get them (`domain.leaving`)."""
    pieces = [orjson.dumps(stated(item), option=orjson.OPT_UTC_Z)[:-1] for item in items]
    return _pack([_head(item, piece) for item, piece in zip(items, pieces, strict=True)], pieces)


def _pack(heads: Sequence[Head], pieces: Sequence[bytes]) -> bytes:
    shared = common_to(heads)
    common, told = orjson.dumps(None if shared is None else [*shared]), orjson.dumps(heads)
    lengths = len(common).to_bytes(_LENGTH) + len(told).to_bytes(_LENGTH)
    return b"".join((_PACKED, lengths, common, told, body_of(pieces)))


def length_of(packed: bytes, items: int) -> int:
    """Bytes of what was stated in a section of so many items, as `dump_items` made it.

    What this form adds is not counted: who filled a section up in an earlier one can take something out of it still.
    """
    return len(packed) - _FIRST - int.from_bytes(packed[1 : 1 + _LENGTH]) - beside(items)


def load_section(section: str, stored: bytes) -> PackedSection:
    """The reverse of `dump_items`; its items are parsed when somebody looks at them."""
    if not stored.startswith(_PACKED):
        stored = _as_now(section, stored)
    heads_begin = _FIRST + int.from_bytes(stored[1 : 1 + _LENGTH])
    heads_end = heads_begin + int.from_bytes(stored[1 + _LENGTH : _FIRST])
    common = orjson.loads(stored[_FIRST:heads_begin])
    return PackedSection(
        section,
        None if common is None else Common(*common),
        lambda: orjson.loads(stored[heads_begin:heads_end]),
        stored[heads_end:],
        _parse,
    )


_PACKED: Final = b"\x02"
_PACKED_ONCE: Final = b"\x01"
_LENGTH: Final = 4
_FIRST: Final = 1 + 2 * _LENGTH
"""Where what all items have in common begins: behind the number of this form, and the lengths of that and of the heads."""


def _as_now(section: str, stored: bytes) -> bytes:
    """A section that was written down in an earlier form: packed, but with nothing said of all its items, or not packed at all."""
    if not stored.startswith(_PACKED_ONCE):
        return dump_items([_assertion(section, item) for item in orjson.loads(stored)])
    start = 1 + _LENGTH + int.from_bytes(stored[1 : 1 + _LENGTH])
    heads, pieces = orjson.loads(stored[1 + _LENGTH : start]), []
    for head in heads:
        pieces.append(stored[start : start + head[3]])
        start += head[3]
    return _pack(heads, pieces)


def _head(item: Assertion, piece: bytes) -> list[Any]:
    aside = [item.source.name, item.own_words] if item.source.name or item.own_words is not None else None
    return [item.id, item.review_date, list(item.content), len(piece), is_plain(item), aside]


def _parse(head: Head, piece: bytes) -> Assertion:
    told = orjson.loads(piece + b"}")
    source = told["source"]
    name, own_words = head[5] or ("", None)
    return Assertion(
        id=ItemId(told["id"]),
        section=told["section"],
        version=told["version"],
        source=_source(source["kind"], name),
        strength=_STRENGTHS[told["strength"]],
        created=datetime.fromisoformat(told["created"]),
        last_confirmed=datetime.fromisoformat(told["last_confirmed"]),
        review_date=None if told["review_date"] is None else date.fromisoformat(told["review_date"]),
        content=told["content"],
        own_words=own_words,
    )


def _assertion(section: str, item: dict[str, Any]) -> Assertion:
    return Assertion(
        id=ItemId(item["id"]),
        section=section,
        version=item["version"],
        source=_source(*item["source"]),
        strength=_STRENGTHS[item["strength"]],
        created=datetime.fromisoformat(item["created"]),
        last_confirmed=datetime.fromisoformat(item["confirmed"]),
        review_date=None if item["review"] is None else date.fromisoformat(item["review"]),
        content=item["content"],
        own_words=item.get("own_words"),
    )


def dump_past(past: PastVersion) -> bytes:
    """One version of an item's history as bytes to be sealed."""
    source = [past.source.kind, past.source.name]
    return orjson.dumps({"at": past.at, "source": source, "change": past.change, "content": past.content})


def load_past(version: int, stored: bytes) -> PastVersion:
    """The reverse of `dump_past`."""
    past = orjson.loads(stored)
    content: Content | None = past["content"]
    return PastVersion(
        version, datetime.fromisoformat(past["at"]), _source(*past["source"]), Change(past["change"]), content
    )


@lru_cache(1024)
def _source(kind: str, name: str) -> Source:
    return Source(SourceKind(kind), name)


def dump_scopes(scopes: Sequence[Scope]) -> str:
    """Scopes as they are spelled, one after the other. A space cannot be part of one."""
    return " ".join(map(str, scopes))


def load_scopes(stored: str) -> tuple[Scope, ...]:
    """The reverse of `dump_scopes`. Remembers how a text of the usual length reads, never whose grant it stood in."""
    return _usual_scopes(stored) if len(stored) <= _USUAL else parse_all(stored.split(" "))


@lru_cache(4096)
def _usual_scopes(stored: str) -> tuple[Scope, ...]:
    return parse_all(stored.split(" "))
