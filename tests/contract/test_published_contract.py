"""What is published is what the code says."""

from pathlib import Path

from profile_service.command_line.contract_commands import SCHEMAS, openapi_text
from schemas.generate import json_schemas, written


def test_openapi_json_is_what_the_routes_say() -> None:
    assert (SCHEMAS / "openapi.json").read_text(encoding="utf-8") == openapi_text(), "run: make contract"


def test_every_json_schema_is_what_its_model_says() -> None:
    checked_in = {
        path.name: path.read_text(encoding="utf-8") for path in Path(SCHEMAS / "json").glob("*.json")
    }
    assert checked_in == {name: written(schema) for name, schema in json_schemas().items()}
