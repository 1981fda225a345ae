"""Walk every route as everybody, and say in one word what came back."""

import asyncio
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any, Final

import httpx

from tests.authorization.callers import Caller, Gathering, Who
from tests.invariants.routes import is_api_route, routes_of
from tests.stage import BASE_URL, Stage

_AT_ONCE: Final = 24
_FOUND: Final = {401: "OUT", 403: "NO", 404: "NOTHING", 410: "NOTHING"}


class Answer(StrEnum):
    """What a caller is told."""

    IN = "in"
    """The door opened, and what she asked for is there. Whether it is done is another matter: a form may be empty."""
    OUT = "out"
    """Nobody is signed in here: to the sign-in page, or 401."""
    NO = "no"
    """She is known, and this is for others: 403."""
    AGAIN = "again"
    """It needs a fresh sign-in."""
    NOTHING = "nothing"
    """There is nothing here for her, whether it exists or not: 404."""
    TURNED = "turned"
    """She has turned to somebody else's profile, and is led to where she turns back to her own."""
    UNIT = "unit"
    """She acts for no unit yet, and is led to choose one."""


@dataclass(frozen=True, eq=False)
class Way:
    """One route and method, with the address that real ids make of it."""

    method: str
    pattern: str
    path: str
    door: str
    body: Mapping[str, Any]

    @property
    def named(self) -> tuple[str, str]:
        return self.method, self.pattern

    @property
    def of_api(self) -> bool:
        return self.pattern.startswith("/v1/")


def ways_of(
    stage: Stage, ids: Mapping[str, str], bodies: Mapping[tuple[str, str], Mapping[str, Any]]
) -> Iterator[Way]:
    """Every route there is, once for each method, with what is sent to it."""
    for route in routes_of(stage.app):
        if not is_api_route(route):
            continue
        path = route.path
        for name, value in ids.items():
            path = path.replace(name, value)
        assert "{" not in path, f"{path} needs an id: add it to tests/hostile/door_ids.py"
        for method in sorted(route.methods - {"HEAD"}):
            body = {name: ids.get(value, value) if isinstance(value, str) else value
                    for name, value in bodies.get((method, route.path), {}).items()}  # fmt: skip
            yield Way(method, route.path, path, route.doors[0], body)


def answers(stage: Stage, gathering: Gathering, tried: list[tuple[Way, Who]]) -> list[httpx.Response]:
    """What each call brings, many at once: none of these may change what another one is told."""

    async def all_of_them() -> list[httpx.Response]:
        turn = asyncio.Semaphore(_AT_ONCE)
        callers = {who: gathering.caller(who) for who in {who for _, who in tried}}
        transport = httpx.ASGITransport(stage.app, raise_app_exceptions=False)
        async with httpx.AsyncClient(transport=transport, base_url=BASE_URL) as http:

            async def one(way: Way, who: Who) -> httpx.Response:
                async with turn:
                    return await _send(http, way, callers[who])

            return await asyncio.gather(*(one(way, who) for way, who in tried))

    assert stage.http.portal is not None
    return stage.http.portal.call(all_of_them)


async def _send(http: httpx.AsyncClient, way: Way, caller: Caller) -> httpx.Response:
    headers = {**caller.headers, "If-Match": "*"}
    if way.method in ("GET", "DELETE"):
        return await http.request(way.method, way.path, headers=headers)
    if way.of_api:
        return await http.request(way.method, way.path, headers=headers, json=way.body)
    form = {"form_token": caller.form_token, **way.body}
    return await http.request(way.method, way.path, headers=headers, data=form)


def answer_of(answer: httpx.Response) -> Answer:
    """In one word."""
    place = answer.headers.get("location", "")
    if answer.status_code == 303 and place.startswith("/sign-in"):
        return Answer.AGAIN if place.startswith("/sign-in/again") else Answer.OUT
    if answer.status_code == 303 and place.startswith("/unit"):
        return Answer.UNIT
    if answer.status_code == 303 and place == "/my/for" and not answer.request.url.path.startswith(place):
        return Answer.TURNED
    if answer.status_code == 401 and "sign-in-again" in answer.text:
        return Answer.AGAIN
    return Answer[_FOUND.get(answer.status_code, "IN")]
