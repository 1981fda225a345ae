"""The published contract: OpenAPI 3.1, made from the routes and the wire models."""

from typing import Any, Final

from fastapi import FastAPI
from fastapi.openapi.utils import get_openapi
from pydantic.json_schema import models_json_schema

from schemas.access import (
    AccessRequestBody,
    AcknowledgementBody,
    AdministratorBody,
    AnswerBody,
    AnswerWordsBody,
    ArrangementBody,
    AssessmentBody,
    AssessmentWithdrawBody,
    CloseBody,
    ContactBody,
    CoverageBody,
    DisclosureBody,
    DutyBody,
    EvidenceFileBody,
    GrantBody,
    InquiryAnswerBody,
    InquiryBody,
    InquiryEndBody,
    KeyBody,
    MappingAnswersBody,
    MappingBody,
    MappingNotesBody,
    MappingSeat,
    NarrowBody,
    OrganisationBody,
    OwnArrangementBody,
    OwnMappingAnswersBody,
    OwnMappingBody,
    PurposeDeclarationBody,
    RemarkBody,
    ReviewBody,
    ShareBody,
    SupersedeBody,
    SystemBody,
    UnitBody,
    WebhookBody,
)
from schemas.instruments import Instrument
from schemas.model import Model
from schemas.problems import PROBLEMS, Problem
from schemas.profile import ProfilePatch
from schemas.sections import SECTION_MODELS

_ALWAYS: Final = (
    "not-signed-in",
    "not-allowed",
    "invalid-request",
    "too-many-attempts",
    "busy",
    "body-too-large",
)
_BODIES: Final[tuple[type[Model], ...]] = (
    Problem,
    InquiryBody,
    InquiryEndBody,
    InquiryAnswerBody,
    *SECTION_MODELS.values(),
    ProfilePatch,
    AccessRequestBody,
    GrantBody,
    AnswerBody,
    NarrowBody,
    CloseBody,
    ReviewBody,
    DisclosureBody,
    EvidenceFileBody,
    AssessmentBody,
    SupersedeBody,
    AssessmentWithdrawBody,
    AnswerWordsBody,
    CoverageBody,
    ArrangementBody,
    MappingAnswersBody,
    MappingBody,
    MappingNotesBody,
    MappingSeat,
    OwnArrangementBody,
    OwnMappingAnswersBody,
    OwnMappingBody,
    WebhookBody,
    Instrument,
    ShareBody,
    ContactBody,
    AcknowledgementBody,
    PurposeDeclarationBody,
    RemarkBody,
    DutyBody,
    OrganisationBody,
    UnitBody,
    AdministratorBody,
    SystemBody,
    KeyBody,
)
_HEADERS: Final = {
    "DPoP-Nonce": "What to put into the next proof (RFC 9449, section 8).",
    "ETag": "The version that this is; send it as If-Match to change it.",
    "Location": "The address of what was made.",
    "Retry-After": "In how many seconds the same may work.",
    "WWW-Authenticate": "The scheme to use, and an error code where something was sent that did not fit.",
}
_SENT_WITH: Final = {401: "WWW-Authenticate", 412: "ETag", 429: "Retry-After", 503: "Retry-After"}
_TEMPLATE: Final = "#/components/schemas/{model}"
# Named and not given as a model: the framework would make a checker of answers from it, for each status of each route. A
# problem has a media type of its own besides (RFC 9457, section 3).
_PROBLEM_REFERENCE: Final = _TEMPLATE.format(model=Problem.__name__)
_PROBLEM: Final = {"application/problem+json": {"schema": {"$ref": _PROBLEM_REFERENCE}}}


def refusals(*slugs: str) -> dict[int | str, dict[str, Any]]:
    """The problem answers of a route, by status, for its `responses`: those named and those of every route."""
    found: dict[int | str, dict[str, Any]] = {}
    for slug in (*slugs, *_ALWAYS):
        kind = PROBLEMS[slug]
        if kind.status in found:
            found[kind.status]["description"] += f"; {kind.title} ({kind.uri})"
        else:
            found[kind.status] = {"content": _PROBLEM, "description": f"{kind.title} ({kind.uri})"}
            if kind.status in _SENT_WITH:
                found[kind.status] |= sends(_SENT_WITH[kind.status])
    return found


def sends(*names: str) -> dict[str, Any]:
    """Headers of an answer, for its entry in a route's `responses`."""
    return {
        "headers": {name: {"description": _HEADERS[name], "schema": {"type": "string"}} for name in names}
    }


def openapi_of(app: FastAPI) -> dict[str, Any]:
    """The contract of an app, once: every route of the API, every body model, problems in their own media type."""
    if app.openapi_schema is None:
        contract = get_openapi(
            title=app.title,
            version=app.version,
            summary=app.summary,
            description=app.description,
            routes=app.routes,
            separate_input_output_schemas=False,
        )
        _add_bodies(contract)
        _mark_problems(contract)
        _mark_preconditions(contract)
        app.openapi_schema = contract
    return app.openapi_schema


def _add_bodies(contract: dict[str, Any]) -> None:
    _, found = models_json_schema([(model, "validation") for model in _BODIES], ref_template=_TEMPLATE)
    schemas = contract.setdefault("components", {}).setdefault("schemas", {})
    for name, schema in found["$defs"].items():
        schemas.setdefault(name, schema)
    contract["components"]["schemas"] = dict(sorted(schemas.items()))


def _mark_problems(contract: dict[str, Any]) -> None:
    for path in contract["paths"].values():
        for operation in path.values():
            answer = operation["responses"].get("422")
            if answer is not None and "application/problem+json" not in answer.get("content", {}):
                answer["content"] = _PROBLEM
    for name in ("HTTPValidationError", "ValidationError"):
        contract["components"]["schemas"].pop(name, None)


def _mark_preconditions(contract: dict[str, Any]) -> None:
    # To the framework the header is optional, so that a missing one is answered as what it is: 428, not 422.
    for path in contract["paths"].values():
        for operation in path.values():
            for parameter in operation.get("parameters", ()):
                if parameter["name"] == "If-Match":
                    parameter["required"] = True
