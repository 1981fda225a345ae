"""Papers, as the wire has them."""

from profile_service.domain.paper import Paper
from profile_service.portability.own_format import Wire, in_utc


def render_paper(paper: Paper) -> Wire:
    """`schemas.access.papers.Paper`."""
    back = paper.taken_back_at
    return {
        "id": paper.id,
        "kind": paper.kind.value,
        "made_at": in_utc(paper.made_at),
        "taken_back_at": None if back is None else in_utc(back),
    }
