"""What all wire models have in common."""

from dataclasses import dataclass, field
from typing import TypeAlias

from pydantic import BaseModel, ConfigDict, GetJsonSchemaHandler, JsonValue
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema

JsonObject: TypeAlias = dict[str, JsonValue]


class Model(BaseModel):
    """A wire model: unknown fields are refused, values never change, errors do not repeat what was sent."""

    model_config = ConfigDict(extra="forbid", frozen=True, hide_input_in_errors=True)


@dataclass(frozen=True)
class Described:
    """Adds keywords to the JSON Schema of an ``Annotated`` type whose rule is a Python function."""

    keywords: JsonSchemaValue = field(hash=False)

    def __get_pydantic_json_schema__(
        self, core: CoreSchema, handler: GetJsonSchemaHandler
    ) -> JsonSchemaValue:
        return {**handler(core), **self.keywords}
