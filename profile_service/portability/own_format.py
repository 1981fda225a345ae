"""The service's own format: a profile and its items in the shape of the models in `schemas`, over the API and on file.

The models themselves are not built here: they are checked where something comes in, and in the tests.
"""

from datetime import date
from typing import Any, Final

import orjson

from profile_service.domain.leaving import FRESH, LeavingSection, in_utc, stated
from profile_service.domain.leaving import source_as_told as render_source
from profile_service.domain.profile import Assertion, Profile
from profile_service.domain.sections import SECTIONS

__all__ = [
    "Wire", "in_utc", "render_disclosed", "render_item", "render_leaving", "render_profile", "render_source", "to_bytes",
]  # fmt: skip
Wire = dict[str, Any]
_STALE: Final = b',"stale":true}'


def to_bytes(wire: Wire) -> bytes:
    """JSON, with times in UTC."""
    return orjson.dumps(wire, option=orjson.OPT_UTC_Z)


def render_profile(profile: Profile) -> Wire:
    """`schemas.profile.Profile`: every section, empty ones too."""
    sections = {name: [render_item(item) for item in profile.sections.get(name, ())] for name in SECTIONS}
    return {"revision": profile.revision, "sections": sections}


def render_disclosed(item: Assertion, today: date) -> Wire:
    """`schemas.items.Item`, as somebody else gets it: marked where its day to be looked at again has passed."""
    return {**stated(item), "stale": item.is_stale(today)}


def render_item(item: Assertion) -> Wire:
    """`schemas.items.Item`, as she has it herself."""
    return stated(item) if item.own_words is None else {**stated(item), "own_words": item.own_words}


def render_leaving(section: LeavingSection, today: date) -> orjson.Fragment:
    """A list of `schemas.items.Item`, as `render_disclosed` renders each: those that leave whole are not taken apart."""
    day = today.isoformat()
    written = section.as_written(day)
    if written is not None:
        return orjson.Fragment(written)
    told = [
        to_bytes(render_disclosed(one, today))
        if isinstance(one, Assertion)
        else one[1] + (FRESH if one[0][1] is None or one[0][1] >= day else _STALE)
        for one in section.entries
    ]
    return orjson.Fragment(b"[" + b",".join(told) + b"]")
