"""Her life as she told it: what has a time, in the order of its beginning; what has none, at the end.

What lies between is nobody's business: no gap is worked out, and none is shown.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from profile_service.domain.profile import Assertion

Sections = Mapping[str, Sequence[Assertion]]
_DATES: Final[Mapping[str, tuple[str, str]]] = {
    "experience": ("start", "end"),
    "education": ("start", "end"),
    "licences": ("issued", ""),
    "evidence": ("date", ""),
    "languages": ("", ""),
}
"""The fields by which an entry of each section has its place: when it began, and when it ended."""
TOLD: Final = tuple(_DATES)


@dataclass(frozen=True, slots=True)
class Moment:
    """One entry with as much of its time as she gave: YYYY, YYYY-MM or YYYY-MM-DD, or nothing."""

    entry: Assertion
    start: str
    end: str
    ongoing: bool

    @property
    def place(self) -> str:
        """When it stands in the line: by its beginning, or by its end where that is all she gave."""
        return self.start or self.end


@dataclass(frozen=True, slots=True)
class Year:
    """A year in which something began."""

    year: str
    moments: tuple[Moment, ...]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The years, oldest first, and what has no time of its own."""

    years: tuple[Year, ...]
    undated: tuple[Moment, ...]


def timeline(sections: Sections) -> Timeline:
    """What she has told of her life, in order. A date of which she gave the year alone stands first in that year."""
    moments = [_moment(item) for section in TOLD for item in sections.get(section, ()) if _is_told(item)]
    dated = sorted((one for one in moments if one.place), key=lambda one: (one.place, one.end))
    return Timeline(tuple(_by_year(dated)), tuple(one for one in moments if not one.place))


def _is_told(item: Assertion) -> bool:
    """Of her languages only those for which she went to a course or has a paper: the others are no event."""
    return item.section != "languages" or bool(
        item.content.get("sfi_course") or item.content.get("certificate")
    )


def _moment(item: Assertion) -> Moment:
    first, last = _DATES[item.section]
    ongoing = bool(item.content.get("ongoing")) or item.content.get("outcome") == "ongoing"
    return Moment(item, _text(item, first), _text(item, last), ongoing)


def _text(item: Assertion, field: str) -> str:
    return str(item.content.get(field) or "")


def _by_year(dated: Iterable[Moment]) -> list[Year]:
    years: dict[str, list[Moment]] = {}
    for one in dated:
        years.setdefault(one.place[: len("YYYY")], []).append(one)
    return [Year(year, tuple(moments)) for year, moments in years.items()]
