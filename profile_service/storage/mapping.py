"""Between stored JSON and domain values. Rows are parsed, not trusted."""

from collections.abc import Sequence
from datetime import date, datetime
from functools import lru_cache
from typing import Any, Final

import orjson

from consent.scope import Scope, parse_all
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


def dump_items(items: Sequence[Assertion]) -> bytes:
    """A section as bytes to be sealed."""
    return orjson.dumps([_item(item) for item in items])


def load_items(section: str, stored: bytes) -> tuple[Assertion, ...]:
    """The reverse of `dump_items`."""
    return tuple(_assertion(section, item) for item in orjson.loads(stored))


def _item(item: Assertion) -> dict[str, Any]:
    return {
        "id": item.id,
        "version": item.version,
        "source": [item.source.kind, item.source.name],
        "strength": item.strength,
        "created": item.created,
        "confirmed": item.last_confirmed,
        "review": item.review_date,
        "content": item.content,
        **({} if item.own_words is None else {"own_words": item.own_words}),
    }


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


@lru_cache(4096)
def load_scopes(stored: str) -> tuple[Scope, ...]:
    """The reverse of `dump_scopes`. Remembers how a text reads, never whose grant it stood in."""
    return parse_all(stored.split(" "))
