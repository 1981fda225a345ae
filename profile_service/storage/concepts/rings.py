"""After an edition is in: no concept may be broader than itself, by whatever several editions say together.

Within one edition that was looked at before. Between editions the older one gives way, as it does everywhere else; editions of the same
version contradict each other, and then the one that comes in is refused as a whole.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence

from sqlalchemy import Connection, delete, select

from profile_service.actions.ports.concepts import MisprintError
from profile_service.domain.concept import RelationKind
from profile_service.storage.concepts import tables
from profile_service.storage.concepts.versions import Standing

_BROADER = RelationKind.BROADER.value
_Ways = Mapping[int, dict[int, int]]
"""From the number of a concept to those of its broader ones, each with the edition that says so."""


def break_rings(connection: Connection, sources: Iterable[int], standing: Standing) -> None:
    """Look from these concepts upwards.

    Raises:
        MisprintError: there is a ring, and no part of it is older than another.
    """
    begins = sorted(sources)
    if not begins:
        return
    upwards = _upwards(connection)
    done: set[int] = set()
    for start in begins:
        while ring := _ring(start, upwards, done):
            _break(connection, ring, upwards, standing)


def _upwards(connection: Connection) -> _Ways:
    row = tables.relation.c
    found = connection.execute(select(row.source, row.target, row.edition_id).where(row.kind == _BROADER))
    upwards: dict[int, dict[int, int]] = defaultdict(dict)
    for one in found:
        upwards[one.source][one.target] = one.edition_id
    return upwards


def _ring(start: int, upwards: _Ways, done: set[int]) -> list[tuple[int, int]]:
    """The steps of a ring that is met on the way up; empty where there is none. What is above a concept is looked at once."""
    path: dict[int, Iterator[int]] = {}
    at: int | None = start
    while at is not None or path:
        if at is not None and at in path:
            round_trip = list(path)[list(path).index(at) :]
            return list(zip(round_trip, [*round_trip[1:], at], strict=True))
        if at is not None and at not in done:
            path[at] = iter(tuple(upwards.get(at, ())))
        elif not path:
            return []
        last, ways = next(reversed(path.items()))
        at = next(ways, None)
        if at is None:
            done.add(last)
            del path[last]
    return []


def _break(
    connection: Connection, ring: Sequence[tuple[int, int]], upwards: _Ways, standing: Standing
) -> None:
    older, newer = standing.older, standing.newer
    ages = [
        (edition in newer) - (edition in older)
        for edition in (upwards[source][target] for source, target in ring)
    ]
    if min(ages) == max(ages):
        raise MisprintError(
            "with what was taken in before, a concept is broader than itself: "
            + " -> ".join(_names(connection, [*(source for source, _ in ring[:10]), ring[0][0]])),
            "broader relations that end at a top, or another version, to which the older one gives way",
        )
    row = tables.relation.c
    for (source, target), age in zip(ring, ages, strict=True):
        if age == min(ages):
            del upwards[source][target]
            connection.execute(
                delete(tables.relation).where(
                    row.source == source, row.kind == _BROADER, row.target == target
                )
            )


def _names(connection: Connection, numbers: Sequence[int]) -> list[str]:
    row = tables.concept.c
    found = connection.execute(select(row.id, row.concept_id).where(row.id.in_(sorted(set(numbers)))))
    names = {one.id: str(one.concept_id) for one in found}
    return [names[number] for number in numbers]
