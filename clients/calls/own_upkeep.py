"""What the individual does with a grant after her yes, and how she keeps an eye on all of them."""

from collections.abc import Sequence
from datetime import date, datetime

from clients.call import Call, as_model, moment, path_to, reading, writing
from schemas.access import Grant, GrantList, Reminders, SeerList, Sharing

_ME = ("v1", "me")
_GRANTS = ("v1", "me", "grants")


def narrow(
    grant_id: str,
    *,
    scopes: Sequence[str] | None = None,
    until: date | datetime | str | None = None,
    once: bool = False,
    units: Sequence[str] = (),
    readers: Sequence[str] = (),
) -> Call[Grant]:
    """Take something away from a grant: scopes, time, all readings but one, or units and readers to shut out."""
    content: dict[str, object] = {}
    if scopes is not None:
        content["scopes"] = list(scopes)
    if until is not None:
        content["until"] = moment(until)
    if once:
        content["ending"] = "once"
    if units or readers:
        content["barred"] = {"units": list(units), "readers": list(readers)}
    return writing("POST", path_to(*_GRANTS, grant_id, "narrow"), as_model(Grant), content)


def pause(grant_id: str) -> Call[Grant]:
    """Nobody reads under it until it is resumed."""
    return writing("POST", path_to(*_GRANTS, grant_id, "pause"), as_model(Grant))


def resume(grant_id: str) -> Call[Grant]:
    """Go on after a pause of one grant."""
    return writing("POST", path_to(*_GRANTS, grant_id, "resume"), as_model(Grant))


def undo(grant_id: str) -> Call[Grant]:
    """Take back a yes within thirty seconds, before anybody has read; the question waits again."""
    return writing("POST", path_to(*_GRANTS, grant_id, "undo"), as_model(Grant))


def close_case(grant_id: str) -> Call[Grant]:
    """The case is closed: a grant that ends with it is withdrawn."""
    return writing("POST", path_to(*_GRANTS, grant_id, "close-case"), as_model(Grant))


def sharing() -> Call[Sharing]:
    """Whether all sharing is paused."""
    return reading(path_to(*_ME, "pause"), as_model(Sharing))


def pause_all() -> Call[Sharing]:
    """Pause all sharing at once, links included."""
    return writing("POST", path_to(*_ME, "pause"), as_model(Sharing))


def resume_all() -> Call[Sharing]:
    """Go on with all sharing; what was paused by itself stays paused."""
    return writing("POST", path_to(*_ME, "resume"), as_model(Sharing))


def who_sees(section: str, field: str, item: str | None = None) -> Call[SeerList]:
    """Exactly who would get a field now, of every entry or of one, and why."""
    query = [("section", section), ("field", field)] + ([] if item is None else [("item", item)])
    return reading(path_to(*_ME, "readers"), as_model(SeerList), query)


def reminders() -> Call[Reminders]:
    """What ends within fourteen days, and how many grants nobody uses."""
    return reading(path_to(*_ME, "reminders"), as_model(Reminders))


def review() -> Call[GrantList]:
    """Live grants that nobody has used for sixty days."""
    return reading(path_to(*_ME, "review"), as_model(GrantList))


def end_reviewed(grants: Sequence[str]) -> Call[GrantList]:
    """End several grants in one step: all of them, or none."""
    return writing("POST", path_to(*_ME, "review"), as_model(GrantList), {"grants": list(grants)})
