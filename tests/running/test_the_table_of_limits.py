"""deploy/LIMITS.md is true: each number is the source's, each test is there, and no constant of the gate is left out."""

import ast
import asyncio
import json
import re
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import reduce
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from uvicorn.server import ServerState

from profile_service.actions import posting
from profile_service.command_line.wire_limits import LimitedProtocol
from profile_service.gatekeeping import BODY_WITHIN, LARGEST_BODY, LARGEST_UPLOAD, UPLOAD_WITHIN, largest_body
from profile_service.identity import tokens
from profile_service.identity.tokens import AccessTokens
from tests.stage import Stage

_ROOT = Path(__file__).parents[2]
_TABLE = _ROOT / "deploy" / "LIMITS.md"
_HELD = (
    "gatekeeping",
    "doors/crowd",
    "doors/threads",
    "command_line/wire_limits",
    "storage/concepts/library",
    "domain/turnstile",
)
"""Modules of which every upper limit has to stand in the table."""
_UPPER = re.compile(
    r"_?(MOST|LARGEST|LONGEST)_[A-Z_]+|[A-Z]+_WITHIN|REFUSED_PROOFS|BEGUN_SIGN_INS|UNKNOWN_PAPERS|TRIALS|ADDRESSES"
)


def rows() -> list[list[str]]:
    lines = _TABLE.read_text(encoding="utf-8").splitlines()
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines if line.startswith("|")]
    return [row for row in found if row[0] not in ("what", "---")]


def constant(path: str) -> Any:
    words = path.split(".")
    base = "" if words[0] in ("consent", "schemas") else "profile_service."
    for cut in (len(words) - 1, len(words)):
        try:
            module = import_module(base + ".".join(words[:cut]))
        except ModuleNotFoundError:
            continue
        return reduce(getattr, words[cut:], module)
    raise AssertionError(path)


@pytest.mark.parametrize("row", rows(), ids=lambda row: row[0])
def test_each_row_says_what_the_source_says_and_names_a_test_that_is_there(row: list[str]) -> None:
    assert len(row) == 5, row
    path, _, said = row[3].partition(" = ")
    value = constant(path.strip("`"))
    if isinstance(value, int | float):
        number = said or row[1]
        assert re.search(rf"\b{value:g}\b|\b{int(value)}\b", number), (row[0], value, number)
    file, _, name = row[4].strip("`").partition("::")
    assert f"def {name}(" in (_ROOT / "tests" / file).read_text(encoding="utf-8"), row[4]


def test_no_limit_of_the_gate_is_left_out() -> None:
    text, missing = _TABLE.read_text(encoding="utf-8"), []
    for module in _HELD:
        tree = ast.parse((_ROOT / "profile_service" / f"{module}.py").read_text(encoding="utf-8"))
        names = [
            one.target.id
            for one in tree.body
            if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)
        ]
        named = [name for name in names if _UPPER.fullmatch(name)]
        missing += [name for name in named if f"`{module.replace('/', '.')}.{name}`" not in text]
        assert named, module
    assert not missing


def _open_ends(schema: Any, components: Any, place: str, above: frozenset[str]) -> Iterator[str]:
    if not isinstance(schema, dict):
        return
    if (name := schema.get("$ref", "").rpartition("/")[2]) in components and name not in above:
        yield from _open_ends(components[name], components, name, above | {name})
    for kind in ("anyOf", "oneOf", "allOf"):
        for one in schema.get(kind, ()):
            yield from _open_ends(one, components, place, above)
    closed = {"maxLength", "enum", "const", "pattern"} & set(schema) or schema.get("format") in (
        "date",
        "date-time",
    )
    if schema.get("type") == "string" and not closed:
        yield place
    if schema.get("type") == "array":
        if "maxItems" not in schema:
            yield f"{place}[]"
        yield from _open_ends(schema.get("items"), components, f"{place}[]", above)
    for name, one in schema.get("properties", {}).items():
        yield from _open_ends(one, components, f"{place}.{name}", above)
    yield from _open_ends(schema.get("additionalProperties"), components, f"{place}{{}}", above)


def test_every_text_and_list_in_a_body_has_an_end() -> None:
    contract = json.loads((_ROOT / "schemas" / "openapi.json").read_text(encoding="utf-8"))
    bodies = [
        (content["schema"], f"{method} {path}")
        for path, ways in contract["paths"].items()
        for method, way in ways.items()
        for kind, content in way.get("requestBody", {}).get("content", {}).items()
        if "json" in kind
    ]
    assert len(bodies) > 40
    found = {
        end
        for schema, place in bodies
        for end in _open_ends(schema, contract["components"]["schemas"], place, frozenset())
    }
    # These are held by the size of a question set, and by what its other parts say they may be.
    assert found <= {"Choice.value", "Condition.values[]"}


def test_a_file_has_more_time_than_another_body() -> None:
    assert UPLOAD_WITHIN > BODY_WITHIN
    assert largest_body("POST", "/v1/me/evidence-files") == LARGEST_UPLOAD
    assert largest_body("POST", "/v1/me/import") == LARGEST_BODY


@pytest.mark.parametrize("was_the_last", [False, True])
def test_an_answer_that_nobody_fetches_is_let_go(monkeypatch: pytest.MonkeyPatch, was_the_last: bool) -> None:
    monkeypatch.setattr("profile_service.command_line.wire_limits.FETCHED_WITHIN", 0.05)

    class Unfetched(asyncio.Transport):
        """What has bytes left that nobody takes: it does not end by being closed."""

        closed = aborted = False

        def is_closing(self) -> bool:
            return self.closed

        def close(self) -> None:
            self.closed = True

        def abort(self) -> None:
            self.aborted = True

    async def unfetched() -> Unfetched:
        protocol = LimitedProtocol.__new__(LimitedProtocol)
        protocol.loop, protocol.transport, protocol._timer = asyncio.get_running_loop(), Unfetched(), None
        if was_the_last:  # "Connection: close": uvicorn closes it itself
            protocol.server_state = ServerState()
            protocol.transport.close()
            protocol.on_response_complete()
        else:
            protocol.timeout_keep_alive_handler()
        await asyncio.sleep(0.15)
        return protocol.transport  # type: ignore[return-value]

    held = asyncio.run(unfetched())
    assert held.closed
    assert held.aborted


def test_a_form_has_so_many_parameters(stage: Stage) -> None:
    form = {**stage.token_form("norrsken"), **{f"p{number}": "x" for number in range(31)}}
    assert stage.http.post("/oauth/token", data=form).status_code == 400
    assert stage.http.post("/oauth/token", data=stage.token_form("norrsken")).status_code == 200


def test_a_proof_has_an_end(stage: Stage) -> None:
    headers = {**stage.organisation("norrsken"), "DPoP": "a" * 4_001}
    headers["Authorization"] = headers["Authorization"].replace("Bearer", "DPoP")
    assert stage.http.get("/v1/grants", headers=headers).status_code == 401


def test_letters_are_taken_so_many_at_a_time(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[int] = []

    def due(_self: object, *given: Any, **_named: Any) -> list[Any]:
        asked.extend(one for one in given if isinstance(one, int))
        return []

    kind = type(stage.parts.database.reader.run(lambda work: work.messages))
    monkeypatch.setattr(kind, "due", due)
    stage.parts.database.writer.run(lambda work: posting.take_letters(work, stage.house.desk))
    assert posting._AT_ONCE in asked


def test_only_so_many_tokens_are_remembered(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tokens, "_MOST_REMEMBERED", 3)
    now = datetime(2026, 1, 1, tzinfo=UTC)
    access = AccessTokens("https://x.example", stage.parts.ring.token_keys)
    for number in range(8):
        access.verify(access.issue("s", "c", "me", f"j{number}", now), now + timedelta(seconds=1))
    assert len(access._verified) == 3
