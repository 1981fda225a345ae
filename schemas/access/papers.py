"""Papers that she has taken along, and whether they still hold."""

from typing import Literal, TypeAlias

from pydantic import Field

from schemas.model import Model
from schemas.values import Identifier, Timestamp

PaperKindName: TypeAlias = Literal["sheet", "profile", "receipt", "plan"]


class Paper(Model):
    """A paper with a word on it, by which others can ask whether it was made here. Whose it is, they are not told."""

    id: Identifier
    kind: PaperKindName
    made_at: Timestamp
    taken_back_at: Timestamp | None = Field(
        None, description="From then on nobody is told that it was made here."
    )


class PaperList(Model):
    """Her papers, newest first."""

    papers: tuple[Paper, ...]
