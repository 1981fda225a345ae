"""Short lists in CSV: vocabularies of the European Learning Model, value sets, and lists that were derived from JobTech's dumps."""

from typing import Final

from profile_service.taxonomy.formats import SheetFormat
from profile_service.taxonomy.lists.derived import DERIVED
from profile_service.taxonomy.lists.learning_model import LEARNING_MODEL
from profile_service.taxonomy.lists.mappings import MAPPINGS
from profile_service.taxonomy.lists.value_sets import VALUE_SETS

FORMATS: Final[tuple[SheetFormat, ...]] = (*LEARNING_MODEL, *VALUE_SETS, *DERIVED, *MAPPINGS)
