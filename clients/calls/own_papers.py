"""The papers that she has taken along, and taking one back."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access.papers import PaperList

_PAPERS = ("v1", "me", "papers")


def papers() -> Call[PaperList]:
    """The papers that she has taken, newest first."""
    return reading(path_to(*_PAPERS), as_model(PaperList))


def take_paper_back(paper_id: str) -> Call[None]:
    """From now on nobody is told that the paper was made here. Final."""
    return writing("POST", path_to(*_PAPERS, paper_id, "take-back"), as_nothing)
