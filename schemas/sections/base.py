"""What the sections of the profile have in common."""

from typing import Final, Literal, TypeAlias

from schemas.model import Described, Model

SectionName: TypeAlias = Literal[
    "person", "expectations", "experience", "education", "languages", "skills",
    "transversal", "licences", "evidence", "adaptations", "plan", "progress", "assessments",
]  # fmt: skip

# Marks in the JSON Schema which fields need more care than others: "sensitive" is not shown unless asked for
# by name, "special-category" (GDPR article 9) needs its own consent for each field and is off by default.
SENSITIVITY: Final = "x-sensitivity"
SENSITIVE: Final = Described({SENSITIVITY: "sensitive"})
SPECIAL_CATEGORY: Final = Described({SENSITIVITY: "special-category"})


class SectionModel(Model):
    """The content of one item of a section: an assertion of the individual, or one that she accepted. Absent and null mean the same."""
