"""When something was: as it stands beside an entry, and in which order entries are printed."""

from collections.abc import Sequence

from profile_service.domain.profile import Assertion
from profile_service.language import Words, choice_label


def period_of(words: Words, item: Assertion, between: str = " – ") -> str:
    """From when until when; empty where nothing is said of it."""
    start, end = item.content.get("start"), item.content.get("end")
    since = words.partial(start) if isinstance(start, str) else ""
    if isinstance(end, str):
        until = words.partial(end)
    elif item.content.get("ongoing") is True or item.content.get("outcome") == "ongoing":
        until = choice_label(words, "outcome", "ongoing").lower()
    else:
        return since
    return f"{since}{between}{until}" if since else f"– {until}"


def newest_first(items: Sequence[Assertion]) -> list[Assertion]:
    """What goes on still, then what ended last."""
    return sorted(items, key=_recency, reverse=True)


def _recency(item: Assertion) -> tuple[bool, str, str]:
    is_going_on = item.content.get("ongoing") is True or item.content.get("outcome") == "ongoing"
    return is_going_on, str(item.content.get("end") or ""), str(item.content.get("start") or "")
