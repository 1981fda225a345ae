"""What those who hold a link have asked to see besides."""

from consent.share import Share
from profile_service.actions.ports import Work
from profile_service.domain.event import Kind
from profile_service.domain.sharing import More


def more_asked(work: Work, share: Share) -> tuple[More, ...]:
    """What viewers of a link have asked to see besides, in the order of the list. Its lines in the log say it, and nothing else does."""
    # Each is asked once, so there are no more lines of the kind; however often the link was opened since.
    lines = work.journal.of_grant(share.individual, share.id, len(More), Kind.MORE_ASKED)
    asked = {line.detail.get("more") for line in lines}
    return tuple(one for one in More if one.value in asked)
