"""The table of what was reused, in counts. See `storage.tables`."""

from datetime import date

from sqlmodel import Field, SQLModel


class ReuseCountRow(SQLModel, table=True):
    """Sums of one programme in one month. `month` is its first day; `declaration_id` is empty for help at a desk."""

    __tablename__ = "reuse_count"
    organisation_id: str = Field(primary_key=True)
    declaration_id: str = Field(primary_key=True)
    instrument_id: str = Field(primary_key=True)
    month: date = Field(primary_key=True)
    sessions: int
    items: int
    known: int
    stale: int
    asked: int
