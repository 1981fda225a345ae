"""What can still be checked where the shape of some questions is wrong: the rest, so that one look finds every mistake."""

from collections.abc import Iterable
from copy import deepcopy
from typing import Any

from pydantic import ValidationError

from schemas import instruments as wire
from schemas.values import json_pointer

_WITHIN_ITEM = 4  # sections, its number, items, its number


def mended(value: Any, wrong: Iterable[tuple[Any, ...]]) -> tuple[wire.Instrument, frozenset[str]] | None:
    """The instrument with a question that says nothing in each broken one's place, and the places (RFC 6901) of those.

    None where something else than a question is broken.
    """
    places = list(wrong)
    if any(place[:1] != ("sections",) or place[2:3] != ("items",) for place in places):
        return None
    broken = {place[:_WITHIN_ITEM] for place in places}
    if any(len(place) < _WITHIN_ITEM for place in broken):
        return None
    copy = deepcopy(value)
    for _, section, _, item in broken:
        items = copy["sections"][section]["items"]
        items[item] = _empty(copy, items[item], f"broken_{section}_{item}")
    try:
        return wire.Instrument.model_validate(copy), frozenset(map(json_pointer, broken))
    except ValidationError:
        return None


def _empty(whole: Any, item: Any, name: str) -> dict[str, Any]:
    """A question under the same id, where it has one that can stand, so that conditions still find it."""
    known = item.get("id") if isinstance(item, dict) else None
    plain = {"text": whole["title"], "kind": "yes_no"}
    try:
        return wire.InstrumentItem.model_validate({"id": known, **plain}).model_dump(exclude_defaults=True)
    except ValidationError:
        return {"id": name, **plain}
