"""Table of the forms that wait while she signs in again. See `storage.tables`."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class KeptFormRow(SQLModel, table=True):
    __tablename__ = "kept_form"
    individual_id: str = Field(primary_key=True)
    id: str = Field(primary_key=True)
    session_id: str
    path: str
    at: datetime = Field(sa_type=UtcTime, index=True)
    sealed: bytes = Field(sa_type=LargeBinary)
