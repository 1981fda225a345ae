"""Pauses, and who sees what, in words."""

from rich.text import Text

from clients.command_line.words import block, listed, localised, when
from schemas.access import Seer, SeerList, Sharing


def sharing(value: Sharing) -> Text:
    """Whether all sharing is paused."""
    if not value.paused:
        return block("all sharing goes on", [])
    return block("all sharing is paused", [("since", when(value.since))])


def seers(value: SeerList) -> Text:
    """Who would get a field now, and who would get what is written next."""
    already = {one.id for one in value.now}
    later = [one for one in value.next if one.id not in already]
    every = [_seer(one, "sees it now") for one in value.now]
    every += [_seer(one, "would see what you write there next") for one in later]
    return listed(every, "Nobody but you.")


def _seer(value: Seer, what: str) -> Text:
    who = value.organisation.name if value.organisation else f"whoever holds the link for {value.vacancy}"
    return block(
        f"{who}: {what}",
        [
            (value.basis, value.id),
            ("why", localised(value.purpose.sentence) if value.purpose else value.rule),
            ("until", when(value.until)),
            ("ends", value.ending),
            ("not", ", ".join((*value.barred.units, *value.barred.readers)) if value.barred else None),
        ],
    )
