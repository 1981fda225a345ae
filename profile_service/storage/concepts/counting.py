"""How much is in the store, by scheme: for whoever looks after it."""

from collections import defaultdict
from dataclasses import dataclass, field

from sqlalchemy import Connection, func, select

from profile_service.domain.concept import ConceptKind, RelationKind, SchemeName
from profile_service.storage.concepts import tables


@dataclass(slots=True)
class Holding:
    """What is there of one scheme: concepts that stand by their kind, those that do not, and relations by their kind."""

    concepts: dict[ConceptKind, int] = field(default_factory=dict)
    deprecated: int = 0
    relations: dict[RelationKind, int] = field(default_factory=dict)


def holdings(connection: Connection) -> dict[SchemeName, Holding]:
    """All schemes. Concepts that were only mentioned do not count; relations count by the scheme that they begin in."""
    found: dict[SchemeName, Holding] = defaultdict(Holding)
    row, many = tables.concept.c, func.count()
    gone = row.deprecated_in != ""
    for scheme, kind, deprecated, number in connection.execute(
        select(row.scheme, row.kind, gone, many)
        .where(row.edition_id.is_not(None))
        .group_by(row.scheme, row.kind, gone)
    ):
        holding = found[SchemeName(scheme)]
        if deprecated:
            holding.deprecated += number
        else:
            holding.concepts[ConceptKind(kind)] = number
    edge = tables.relation.c
    for scheme, kind, number in connection.execute(
        select(row.scheme, edge.kind, many)
        .select_from(tables.relation.join(tables.concept, edge.source == row.id))
        .group_by(row.scheme, edge.kind)
    ):
        found[SchemeName(scheme)].relations[RelationKind(kind)] = number
    return dict(found)
