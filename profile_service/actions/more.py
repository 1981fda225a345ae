"""What those who hold a link have asked to see besides."""

from typing import Final

from consent.share import Share
from profile_service.actions.ports import Work
from profile_service.domain.event import Kind
from profile_service.domain.sharing import More

_LINES: Final = 1_000
"""How many lines of a link are looked through for what was asked."""


def more_asked(work: Work, share: Share) -> tuple[More, ...]:
    """What viewers of a link have asked to see besides, in the order of the list. Its lines in the log say it, and nothing else does."""
    lines = work.journal.of_grant(share.individual, share.id, _LINES)
    asked = {line.detail.get("more") for line in lines if line.kind is Kind.MORE_ASKED}
    return tuple(one for one in More if one.value in asked)
