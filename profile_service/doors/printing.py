"""How a paper is made: what is on it is read and written down first, then it is set and sealed beside the event loop, then it leaves."""

from collections.abc import Callable
from datetime import datetime
from hashlib import sha256
from typing import Final, TypeVar

from consent.vocabulary import IndividualId
from profile_service.actions.papers import NewPaper, finish_paper
from profile_service.actions.ports import Work
from profile_service.documents.typesetting import beside_the_loop
from profile_service.domain.paper import Marked
from profile_service.doors.house import House

T = TypeVar("T")
VERIFY: Final = "/verify"
"""The page that answers for papers."""


async def printed(
    house: House,
    individual: IndividualId,
    begin: Callable[[Work], tuple[T, NewPaper | None]],
    typeset: Callable[[T, datetime, Marked | None], bytes],
) -> bytes:
    """A sealed paper, ready to leave.

    Args:
        begin: reads what goes on it and keeps its place, in one transaction with the line in her log.
        typeset: sets it; called in a thread.
    """
    found, paper = await house.write(begin)
    marked = None if paper is None else Marked(paper.code, house.settings.public_url.rstrip("/") + VERIFY)
    at = house.desk.clock.now()
    sealed = await beside_the_loop(lambda: house.seal.seal(typeset(found, at, marked), at))
    if paper is not None:
        await house.write(lambda work: finish_paper(work, individual, paper, sha256(sealed).hexdigest()))
    return sealed
