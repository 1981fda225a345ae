"""ESCO's CSV files: https://esco.ec.europa.eu/en/use-esco/download, of any version and language, and what was made of them."""

from typing import Final

from profile_service.taxonomy.esco.concepts import CONCEPTS
from profile_service.taxonomy.esco.labels import LABELS
from profile_service.taxonomy.esco.relations import RELATIONS
from profile_service.taxonomy.esco.tabiya import TABIYA
from profile_service.taxonomy.formats import SheetFormat

FORMATS: Final[tuple[SheetFormat, ...]] = (*CONCEPTS, *RELATIONS, *LABELS, *TABIYA)
