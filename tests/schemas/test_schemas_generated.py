"""The JSON Schemas that are checked in."""

from pathlib import Path

from jsonschema import Draft202012Validator

import schemas
from schemas.generate import json_schemas, write, written

CHECKED_IN = Path(schemas.__file__).parent / "json"


def texts(folder: Path) -> dict[str, str]:
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir()}


def test_the_checked_in_schemas_are_those_that_the_models_make() -> None:
    generated = {name: written(schema) for name, schema in json_schemas().items()}
    assert texts(CHECKED_IN) == generated, "run: python -m schemas.generate"


def test_writing_removes_a_schema_that_no_model_stands_behind(tmp_path: Path) -> None:
    (tmp_path / "old.json").write_text("{}", encoding="utf-8")
    write(tmp_path)
    assert texts(tmp_path) == texts(CHECKED_IN)


def test_every_schema_is_identified_and_refuses_unknown_fields() -> None:
    for name, schema in json_schemas().items():
        Draft202012Validator.check_schema(schema)
        assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
        assert schema["$id"] == f"urn:egenkarta:schema:{name.removesuffix('.json')}:1"
        assert schema["additionalProperties"] is False


def test_limits_on_numbers_are_published() -> None:
    progress = json_schemas()["section-progress.json"]["properties"]["value"]
    assert (progress["minimum"], progress["maximum"]) == (0, 10)
