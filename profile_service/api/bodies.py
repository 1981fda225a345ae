"""Bodies: read once, checked against their wire model, and described in OpenAPI by the same model."""

from typing import Any, Final, TypeVar

import orjson
from fastapi import Request
from pydantic import BaseModel, ValidationError

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.api.errors import MalformedBodyError, MediaTypeError
from profile_service.domain.profile import Json
from schemas.field_errors import field_errors

M = TypeVar("M", bound=BaseModel)
JSON: Final = "application/json"
MERGE_PATCH: Final = "application/merge-patch+json"


async def read_model(request: Request, model: type[M], *media_types: str) -> M:
    """The body as a wire model.

    Args:
        media_types: what the route reads; JSON where none is named.

    Raises:
        MediaTypeError: it is sent as something else.
        MalformedBodyError: it is not JSON.
        ContentError: a field is missing or wrong.
    """
    found = await _read_json(request, media_types or (JSON,))
    try:
        return model.model_validate(found)
    except ValidationError as error:
        objections = [Objection(one.field, one.problem, one.expected) for one in field_errors(error)]
    raise ContentError(objections)


async def read_patch(request: Request) -> dict[str, Json]:
    """The body as a merge patch (RFC 7396): an object in which null takes a field away."""
    found = await _read_json(request, (MERGE_PATCH, JSON))
    if not isinstance(found, dict):
        raise ContentError(
            [Objection("", "this is not a JSON object", "an object with the fields to change")]
        )
    return found


async def _read_json(request: Request, media_types: tuple[str, ...]) -> Any:
    sent = request.headers.get("content-type", "").partition(";")[0].strip().lower()
    if sent not in media_types:
        raise MediaTypeError
    try:
        return orjson.loads(await request.body())
    except orjson.JSONDecodeError as error:
        raise MalformedBodyError from error


def body_of(model: type[BaseModel], *media_types: str) -> dict[str, Any]:
    """`openapi_extra` for a route whose body is a wire model; the model itself is added by `api.contract`."""
    return _body({"$ref": f"#/components/schemas/{model.__name__}"}, *(media_types or (JSON,)))


def maybe_body_of(model: type[BaseModel]) -> dict[str, Any]:
    """`body_of` for a body that may be left out."""
    described = body_of(model)
    described["requestBody"]["required"] = False
    return described


def patch_of(model: type[BaseModel]) -> dict[str, Any]:
    """`openapi_extra` for a merge patch over a wire model: each of its fields, or null."""
    anything = {
        name: {"description": "A new value, or null to take the field away."} for name in model.model_fields
    }
    schema = {"type": "object", "properties": anything, "additionalProperties": False}
    return _body(schema, MERGE_PATCH, JSON)


def _body(schema: dict[str, Any], *media_types: str) -> dict[str, Any]:
    content = {media_type: {"schema": schema} for media_type in media_types}
    return {"requestBody": {"required": True, "content": content}}
