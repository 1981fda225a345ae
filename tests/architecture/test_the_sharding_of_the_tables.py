"""Where each table goes when one primary is not enough, so that it can: her rows by her id, and no constraint from one person to another.

A table that nobody placed fails. `deploy/scaling.md` says what each place means. The rule of Citus is the same: a unique
constraint must hold the column that a table is distributed by
(https://docs.citusdata.com/en/stable/reference/common_errors.html).
"""

import pytest
from sqlalchemy import Column, ForeignKey, LargeBinary, MetaData, String, Table, UniqueConstraint
from sqlmodel import SQLModel

HERS = "individual_id"
_HERS_BY_ANOTHER_NAME = {"individual": "id", "passkey": "holder_id"}
"""The person herself; and passkeys, which a member of staff has in the same table."""

_THE_ORGANISATIONS = {
    "assessor_record", "reuse_count", "sent_question", "staff_change", "staff_identity", "staff_invitation", "tally", "unit",
}  # fmt: skip
"""By the organisation's id, which comes first in the key."""

_EVERYWHERE = {
    "alarm", "client", "installation", "instrument", "organisation", "purpose_declaration", "staff", "staff_place",
    "webhook_endpoint",
}  # fmt: skip
"""Small, about nobody's profile, and the same on every shard: what Citus calls a reference table."""

_FOUND_BY_WHAT_IS_SHOWN = {
    "access_token", "authorization_code", "client_assertion", "connection_code", "dpop_proof", "passkey_ceremony",
    "pushed_request", "refresh_token", "replay", "session", "sign_in_attempt", "sign_in_tries", "start_code", "token_family",
}  # fmt: skip
"""Looked up by a hash of what somebody shows, before it is known whose it is. All of it ends by itself, within minutes or hours."""

_BOOKS = {"erasure", "journal", "opening", "tree_checkpoint", "tree_cosignature", "tree_leaves", "tree_node"}
"""One order of lines: each shard keeps its own, and the heads of their trees are signed together."""

TABLES = SQLModel.metadata.tables


def _distributed_by(table: Table) -> str | None:
    """The column whose value says on which shard a row is; None for what is whole on each."""
    if table.name in _EVERYWHERE | _BOOKS:
        return None
    if table.name in _THE_ORGANISATIONS:
        return "organisation_id"
    if table.name in _FOUND_BY_WHAT_IS_SHOWN:
        return str(next(iter(table.primary_key.columns)).name)
    return _HERS_BY_ANOTHER_NAME.get(table.name, HERS)


def _crossings(table: Table, column: str) -> list[str]:
    """What would tie a row to one on another shard."""
    first = next(iter(table.primary_key.columns), None)
    found = (
        [] if first is not None and first.name == column else [f"{table.name}: the key begins with {first}"]
    )
    found += [
        f"{table.name}: {key.parent.name} points to {key.target_fullname}" for key in table.foreign_keys
    ]
    unique = [one for one in table.constraints if isinstance(one, UniqueConstraint)]
    unique += [one for one in table.indexes if one.unique]  # type: ignore[misc]
    return found + [
        f"{table.name}: {one.name} is unique without {column}" for one in unique if column not in one.columns
    ]


def test_nothing_ties_one_person_to_another() -> None:
    seen = 0
    for table in TABLES.values():
        column = _distributed_by(table)
        if column is not None:
            assert _crossings(table, column) == []
            seen += column == HERS
    assert seen > 35


def test_whatever_names_her_is_hers_or_a_place_that_was_thought_about() -> None:
    placed = _EVERYWHERE | _BOOKS | _THE_ORGANISATIONS | _FOUND_BY_WHAT_IS_SHOWN
    assert placed <= TABLES.keys(), "a table that is no more"
    for name, table in TABLES.items():
        if name not in placed and name not in _HERS_BY_ANOTHER_NAME:
            assert HERS in table.columns, f"{name}: nobody said on which shard its rows are"
    hers = {name for name, table in TABLES.items() if HERS in table.columns}
    assert hers & placed == {"connection_code", "journal", "opening", "replay", "session"}


def test_what_is_the_same_everywhere_is_about_nobodys_profile() -> None:
    for name in _EVERYWHERE | _THE_ORGANISATIONS:
        assert HERS not in TABLES[name].columns, name
        assert not [column.name for column in TABLES[name].columns if column.name.startswith("individual")], (
            name
        )


def test_only_a_book_counts_its_rows_in_one_order() -> None:
    """A number that goes up by itself is one place that every shard would have to ask."""
    counted = {name for name, table in TABLES.items() if table.autoincrement_column is not None}
    assert "journal" in counted
    assert counted <= _BOOKS | {"installation"}, counted  # which has the one row


@pytest.mark.parametrize(
    "wrong",
    [
        (Column("id", String, primary_key=True), Column(HERS, String)),
        (Column(HERS, String, primary_key=True), Column("secret", LargeBinary, unique=True, index=True)),
        (Column(HERS, String, primary_key=True), Column("secret", LargeBinary), UniqueConstraint("secret")),
        (Column(HERS, String, ForeignKey("individual.id"), primary_key=True),),
    ],
    ids=["another key first", "a unique index", "a unique constraint", "a foreign key"],
)  # fmt: skip
def test_the_rule_sees_what_breaks_it(wrong: tuple[Column[str], ...]) -> None:
    metadata = MetaData()
    Table("individual", metadata, Column("id", String, primary_key=True))
    assert len(_crossings(Table("wrong", metadata, *wrong), HERS)) == 1
