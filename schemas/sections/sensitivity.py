"""Which fields need more care than others, read from the marks on the models."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import Final

from schemas.sections import SECTION_MODELS
from schemas.sections.base import SENSITIVITY


def _marked(mark: str) -> Mapping[str, frozenset[str]]:
    found = {}
    for section, model in SECTION_MODELS.items():
        properties = model.model_json_schema()["properties"]
        names = frozenset(name for name, schema in properties.items() if schema.get(SENSITIVITY) == mark)
        if names:
            found[section] = names
    return MappingProxyType(found)


# Field names by section; sections without such fields are absent.
SENSITIVE_FIELDS: Final = _marked("sensitive")
SPECIAL_CATEGORY_FIELDS: Final = _marked("special-category")
