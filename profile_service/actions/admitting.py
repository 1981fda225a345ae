"""What is let into a profile: what she may write at all, and who is old enough for the service.

Whoever is not eighteen has no profile, whichever way her day of birth comes in.
"""

from collections.abc import Mapping
from datetime import date
from typing import Final

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.actions.ports import Desk
from profile_service.domain.admission import ADULT, is_minor
from profile_service.domain.profile import Content, Json
from profile_service.domain.sections import SECTIONS

_PARTS: Final = 3
NOT_HERS: Final = "what stands here is stated by others"
"""How the refusal begins of whatever would write into a section of that kind."""


def require_own(section: str) -> None:
    """Nobody writes, changes or removes what others have stated: an assessment is proposed, and she answers it (D-41).

    Raises:
        ContentError: the section is one of those.
    """
    if section in SECTIONS and SECTIONS[section].by_others:
        right = "accept, answer, hide or leave an assessment instead"
        raise ContentError([Objection("/section", NOT_HERS, right)])


def parse_admitted(desk: Desk, section: str, raw: Mapping[str, Json]) -> Content:
    """The checked content; ContentError with every field that is wrong, a day of birth under eighteen among them."""
    content = desk.rules.parse(section, raw)
    born = content.get("birth_date") if section == "person" else None
    if isinstance(born, str) and is_under_age(born, desk.clock.now().astimezone(desk.zone).date()):
        problem = "the service is not for people under eighteen"
        raise ContentError([Objection("/birth_date", problem, f"born at least {ADULT} years ago")])
    return content


def is_under_age(born: str, today: date) -> bool:
    """Whether somebody born then is certainly under eighteen.

    Args:
        born: a date, a month or a year (ISO 8601). Of a month or a year, the first day counts: who could be of age is.
    """
    parts = [int(part) for part in born.split("-")]
    year, month, day = (*parts, 1, 1)[:_PARTS]
    return is_minor(date(year, month, day), today)
