"""How long somebody has done something, out of months and years as she gave them. A year alone is counted from its beginning."""

from collections.abc import Iterable, Sequence
from datetime import date

from profile_service.domain.profile import Content, Json


def months_of(content: Content, today: date) -> int:
    """How many months an entry lasted; 0 where it does not say from when and until when."""
    return len(_span(content, today))


def months_together(contents: Iterable[Content], today: date) -> int:
    """How many months several lasted together; what ran beside something else counts once."""
    return len({month for one in contents for month in _span(one, today)})


def _span(content: Content, today: date) -> Sequence[int]:
    start, end = _month(content.get("start")), _month(content.get("end"))
    if content.get("ongoing") is True:
        end = today.year * 12 + today.month - 1
    elif end is not None and _has_month(content.get("end")):
        end += 1  # a month that is named as the last one was worked
    return range(start, end) if start is not None and end is not None else ()


def _has_month(value: Json) -> bool:
    return isinstance(value, str) and len(value) > len("2021")


def _month(value: Json) -> int | None:
    if not isinstance(value, str):
        return None
    year, _, rest = value.partition("-")
    month = rest.partition("-")[0]
    if not year.isdigit() or (month and not month.isdigit()):
        return None
    return int(year) * 12 + (int(month) - 1 if month else 0)
