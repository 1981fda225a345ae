"""Schemathesis calls every operation of the contract: no 5xx, and no answer that the contract does not describe."""

import json
from collections.abc import Iterator
from typing import Any, Final

import pytest
import schemathesis
from hypothesis import HealthCheck, given, settings
from schemathesis import Case
from schemathesis.checks import not_a_server_error
from schemathesis.schemas import APIOperation
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
    status_code_conformance,
)

from profile_service.command_line.contract_commands import SCHEMAS
from tests.live import free_port, listening
from tests.stage import LANGUAGES, SKILLS, Stage

CHECKS: Final = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_headers_conformance,
    response_schema_conformance,
]


@pytest.fixture(scope="module")
def played(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """The cast, behind a real server: the calls of this test go over the wire."""
    with Stage.open(tmp_path_factory.mktemp("contract")) as stage:
        yield stage


@pytest.fixture(scope="module")
def address(played: Stage) -> Iterator[str]:
    port = free_port()
    with listening(played.app, port):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture(scope="module")
def known_ids(played: Stage) -> dict[str, list[str]]:
    """Ids that exist, so that the calls reach further than the first 404."""
    profile = played.http.get("/v1/me/profile", headers=played.individual("astrid")).json()["sections"]
    items = {f"item:{section}": [item["id"] for item in listed] for section, listed in profile.items()}
    grants = [played.granted((LANGUAGES,)) for _ in range(2)]
    return {**items, "grant_id": grants, "request_id": [played.asked((LANGUAGES, SKILLS)) for _ in range(2)]}


def _operations() -> dict[str, APIOperation[Any, Any, Any, Any]]:
    contract = json.loads((SCHEMAS / "openapi.json").read_text(encoding="utf-8"))
    schema = schemathesis.openapi.from_dict(contract).exclude(method="DELETE", path="/v1/me")
    found = (result.ok() for result in schema.get_all_operations())
    return {operation.label: operation for operation in found}


OPERATIONS: Final = _operations()


@pytest.mark.parametrize("label", OPERATIONS)
def test_every_operation_keeps_its_contract(
    label: str, played: Stage, address: str, known_ids: dict[str, list[str]]
) -> None:
    operation = OPERATIONS[label]

    @settings(
        max_examples=7,
        deadline=None,
        derandomize=True,
        suppress_health_check=list(HealthCheck),
        database=None,
    )
    @given(case=operation.as_strategy())
    def keeps_it(case: Case) -> None:
        _use_known_ids(case, known_ids)
        case.call_and_validate(checks=CHECKS, headers=_headers(case, played), base_url=address)

    keeps_it()


def test_the_contract_has_operations() -> None:
    assert len(OPERATIONS) > 80


def _headers(case: Case, stage: Stage) -> dict[str, str]:
    path = case.operation.path
    if path.startswith("/v1/me"):
        return stage.individual("astrid")
    return stage.organisation("norrsken") if path.startswith("/v1/") else {}


def _use_known_ids(case: Case, known: dict[str, list[str]]) -> None:
    for name in ("item", "grant_id", "request_id"):
        given = (case.path_parameters or {}).get(name)
        if given is None or len(str(given)) % 2:  # half of them stay as they were made up
            continue
        section = case.operation.path.removeprefix("/v1/me/profile/").partition("/")[0]
        ids = known.get(f"item:{section}" if name == "item" else name) or [given]
        case.path_parameters[name] = ids[len(str(given)) % len(ids)]
