"""Accounts that became one: what moves from the former to the one that is kept, sealed anew where it is sealed.

Every table in which an individual stands is named here, and a test holds the list whole.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import Any, Final

from sqlalchemy import Connection, Table, bindparam, delete, func, insert, select, update
from sqlmodel import SQLModel

from consent.vocabulary import IndividualId
from profile_service.storage.personal_keys import PersonalKeys
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of
from profile_service.storage.ways_in_tables import JoinedRow

_JOINED = table_of(JoinedRow)
_FORMERS = Prepared(select(_JOINED.c.former_id).where(_JOINED.c.individual_id == bindparam("individual")))
Binding = Callable[[Any], str]

SEALED: Final[Mapping[str, tuple[str, Binding]]] = {
    "past_version": ("sealed", lambda row: f"past|{row.section}|{row.item_id}|{row.version}"),
    "receipt": ("sealed", lambda row: f"receipt|{row.id}"),
    "access_request": ("sealed", lambda row: f"request|{row.id}"),
    "consent_grant": ("barred", lambda row: f"barred|{row.id}"),
    "share": ("sealed", lambda row: f"share|{row.id}"),
    "inquiry": ("sealed", lambda row: f"inquiry|{row.id}"),
    "enrolment": ("sealed", lambda row: f"enrolment|{row.id}"),
    "draft": ("sealed", lambda row: f"draft|{row.id}"),
    "mandate": ("sealed", lambda row: f"mandate|{row.id}"),
    "evidence_file": ("sealed", lambda row: f"file|{row.id}"),
    "evidence_piece": ("sealed", lambda row: f"piece|{row.file_id}|{row.at}"),
    "assessment": ("sealed", lambda row: f"assessment|{row.id}"),
    "mapping_session": ("sealed", lambda row: f"mapping|{row.id}|{row.revision}"),
    "news": ("sealed", lambda row: f"news|{row.id}"),
}
"""Tables that move with a sealed column, and what that is bound to."""

PLAIN: Final = frozenset(
    {"duty", "notice", "webhook_delivery", "assistance", "sheet", "sheet_code", "reminder", "paper"}
)
"""Tables that move as they are. What the law lets somebody read goes on under the account that is kept."""

ENDED: Final = frozenset(
    {
        "section",
        "connection_code",
        "session",
        "replay",
        "kept_form",
        "errand",
        "help_code",
        "mandate_code",
        "review_day",
        # She says anew where she wants to be told: what she said there was for the other account.
        "reach_wishes",
        "reach_place",
        "message",
        "acquaintance",
        "said_ending",
        "grant_look",
    }
)
"""What goes with the former account: its items are brought over before, the rest opens nothing any more."""

HANDED_OVER: Final = frozenset({"external_identity", "identity_number", "proved_account"})
"""What `ExternalIdentities.hand_over` moves."""

KEPT: Final = frozenset({"journal", "opening", "data_key", "joined_account"})
"""The journal is append-only, as the book of openings is, and stays sealed under the former key, which is kept and destroyed with hers."""

BY_HOLDER: Final[Mapping[str, bool]] = {"passkey": True, "passkey_ceremony": False, "start_code": False}
"""Tables keyed by `holder_id`: whether their rows move."""


class TableJoined:
    """See `actions.ports.Joined`."""

    def __init__(self, connection: Connection, keys: PersonalKeys) -> None:
        self._connection = connection
        self._keys = keys

    def formers(self, individual: IndividualId) -> Sequence[IndividualId]:
        return formers_of(self._connection, individual)

    def forget_all(self, individual: IndividualId) -> None:
        self._connection.execute(delete(_JOINED).where(_JOINED.c.individual_id == individual))

    def keeper_of(self, former: IndividualId) -> IndividualId | None:
        found = select(_JOINED.c.individual_id).where(_JOINED.c.former_id == former)
        keeper = self._connection.execute(found).scalar_one_or_none()
        return None if keeper is None else IndividualId(keeper)

    def move_all(self, former: IndividualId, keeper: IndividualId, at: datetime) -> None:
        for name, (column, binding) in SEALED.items():
            self._move_sealed(_table(name), column, binding, former, keeper)
        for name in PLAIN & SQLModel.metadata.tables.keys():
            self._move(_table(name), "individual_id", former, keeper)
        for name in ENDED:
            table = _table(name)
            self._connection.execute(delete(table).where(table.c.individual_id == former))
        for name, moves in BY_HOLDER.items():
            table = _table(name)
            if moves:
                self._move(table, "holder_id", former, keeper)
            else:
                self._connection.execute(delete(table).where(table.c.holder_id == former))
        # Whoever had become one with the former is one with the kept one now.
        self._move(_JOINED, "individual_id", former, keeper)
        self._connection.execute(insert(_JOINED), {"individual_id": keeper, "former_id": former, "at": at})

    def _move(self, table: Table, column: str, former: IndividualId, keeper: IndividualId) -> None:
        self._connection.execute(update(table).where(table.c[column] == former).values({column: keeper}))

    def _move_sealed(
        self, table: Table, column: str, binding: Binding, former: IndividualId, keeper: IndividualId
    ) -> None:
        rows = self._connection.execute(select(table).where(table.c.individual_id == former)).all()
        shift = self._places(table, keeper)
        for row in rows:
            values: dict[str, Any] = {**row._mapping, "individual_id": keeper}
            if values[column] is not None:
                bound = binding(row)
                plain = self._keys.open(former, values[column], bound)
                values[column] = self._keys.seal(keeper, plain, bound)
            if "place" in values:
                values["place"] += shift
            mine = [table.c[key.name] == row._mapping[key.name] for key in table.primary_key.columns]
            self._connection.execute(update(table).where(*mine).values(values))

    def _places(self, table: Table, keeper: IndividualId) -> int:
        """Receipts are counted for each person: those that are brought over go on after hers."""
        if "place" not in table.c:
            return 0
        last = select(func.max(table.c.place)).where(table.c.individual_id == keeper)
        return self._connection.execute(last).scalar_one() or 0


def formers_of(connection: Connection, individual: IndividualId) -> list[IndividualId]:
    """The accounts that became one with hers; nearly always none."""
    return [IndividualId(row.former_id) for row in _FORMERS.rows(connection, individual=individual)]


def _table(name: str) -> Table:
    return SQLModel.metadata.tables[name]
