"""Papers that she has taken along, and whether they still hold."""

from typing import Literal, TypeAlias

from pydantic import Field

from schemas.model import Model
from schemas.values import Identifier, Timestamp

PaperKindName: TypeAlias = Literal["sheet", "profile", "receipt", "plan"]

PaperForm: TypeAlias = Literal["page", "full"]
PaperPart: TypeAlias = Literal[
    "person", "expectations", "experience", "education", "languages", "skills", "transversal", "licences", "evidence",
    "adaptations", "plan", "progress", "assessments", "birth_date", "place", "identity_numbers", "obstacles",
]  # fmt: skip
"""A section, or what is not there with its section alone."""


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
