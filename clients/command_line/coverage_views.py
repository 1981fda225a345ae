"""What is known of an instrument, and what was reused, in words."""

from collections.abc import Iterable
from typing import Final

from rich.text import Text

from clients.command_line.words import block, listed, localised, when
from schemas.access import (
    AskedInstrument,
    Coverage,
    CoverageSummary,
    CoveredItem,
    Match,
    MatchedSkill,
    OwnCoverage,
    OwnCoveredItem,
    ReuseCounts,
    ReuseMonth,
    ReuseSum,
)

_SAID: Final = {
    "fresh": "known",
    "stale": "known, but old",
    "not_known": "ask this",
    "missing": "missing",
    "not_shared": "not shared",
}


def coverage(value: Coverage) -> Text:
    """How each question stands, to an organisation."""
    return _all(value.instrument, value.summary, value.items)


def own_coverage(value: OwnCoverage) -> Text:
    """How each question stands, to herself."""
    return _all(value.instrument, value.summary, value.items)


def _all(
    instrument: AskedInstrument, summary: CoverageSummary, items: Iterable[CoveredItem | OwnCoveredItem]
) -> Text:
    head = block(
        f"{instrument.id} {instrument.version}: {localised(instrument.title)}",
        [
            ("questions", str(summary.items)),
            ("known", str(summary.fresh)),
            ("known, but old", str(summary.stale)),
            ("to ask", str(summary.not_known)),
        ],
    )
    return listed([head, *map(_item, items)], "")


def _item(one: CoveredItem | OwnCoveredItem) -> Text:
    return block(
        f"{one.section}/{one.item}: {_SAID.get(one.status, one.status)}",
        [
            ("confirmed", when(one.last_confirmed) if one.last_confirmed else None),
            ("fresh until", when(one.fresh_until) if one.fresh_until else None),
            ("strength", one.strength),
            ("said by", one.source.name if one.source else None),
        ],
    )


def reuse(value: ReuseCounts) -> Text:
    """The counts, by month and summed."""
    return listed([*map(_month, value.months), *map(_sum, value.sums)], "There is nothing to count yet.")


def _month(one: ReuseMonth) -> Text:
    head = f"{one.month} {one.instrument} ({one.purpose_declaration or 'help at a desk'})"
    if one.fewer_than is not None:
        return block(head, [("sessions", f"fewer than {one.fewer_than}")])
    return block(head, _numbers(one))


def _sum(one: ReuseSum) -> Text:
    return block(
        f"all months {one.instrument} ({one.purpose_declaration or 'help at a desk'})", _numbers(one)
    )


def _numbers(one: ReuseMonth | ReuseSum) -> list[tuple[str, str | None]]:
    return [
        ("sessions", str(one.sessions)),
        ("questions", str(one.items)),
        ("not asked again", f"{one.fresh} ({round((one.share or 0) * 100)} per cent)"),
        ("known, but old", str(one.stale)),
        ("asked", str(one.asked)),
    ]


def match(value: Match) -> Text:
    """What a job needs, and what of it is there."""
    head = block(
        value.occupation.label,
        [("a group of", ", ".join(one.label for one in value.within))],
    )
    return listed([head, *map(_needed, value.skills)], "")


def _needed(one: MatchedSkill) -> Text:
    if one.has is None:
        return block(f"{one.skill.label}: missing", [("needed", one.need)])
    entries = (*one.has.entries, *one.has.supported_by)
    return block(
        f"{one.skill.label}: you have this",
        [
            ("needed", one.need),
            ("level", str(one.has.level) if one.has.level else None),
            ("strength", one.has.strength),
            ("from", ", ".join(f"{entry.section} {entry.id}" for entry in entries)),
        ],
    )
