"""The service's own format: a profile and its items in the shape of the models in `schemas`, over the API and on file.

The models themselves are not built here: they are checked where something comes in, and in the tests.
"""

from datetime import UTC, date, datetime
from typing import Any

import orjson

from profile_service.domain.profile import Assertion, Profile, Source
from profile_service.domain.sections import SECTIONS

Wire = dict[str, Any]


def to_bytes(wire: Wire) -> bytes:
    """JSON, with times in UTC."""
    return orjson.dumps(wire, option=orjson.OPT_UTC_Z)


def render_profile(profile: Profile) -> Wire:
    """`schemas.profile.Profile`: every section, empty ones too."""
    sections = {name: [render_item(item) for item in profile.sections.get(name, ())] for name in SECTIONS}
    return {"revision": profile.revision, "sections": sections}


def render_disclosed(item: Assertion, today: date) -> Wire:
    """`schemas.items.Item`, as somebody else gets it: marked where its day to be looked at again has passed."""
    return {**_stated(item), "stale": item.is_stale(today)}


def render_item(item: Assertion) -> Wire:
    """`schemas.items.Item`, as she has it herself."""
    return _stated(item) if item.own_words is None else {**_stated(item), "own_words": item.own_words}


def _stated(item: Assertion) -> Wire:
    return {
        "id": item.id,
        "section": item.section,
        "version": item.version,
        "source": render_source(item.source),
        "strength": item.strength,
        "created": in_utc(item.created),
        "last_confirmed": in_utc(item.last_confirmed),
        "review_date": item.review_date,
        "content": item.content,
    }


def render_source(source: Source) -> Wire:
    """`schemas.items.Source`."""
    return {"kind": source.kind, "name": source.name or source.kind}


def in_utc(moment: datetime) -> datetime:
    """The moment with UTC as its zone; the commonest case costs nothing."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)
