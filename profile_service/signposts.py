"""Which routes an address can mean at all, by how it begins.

The framework tries every route there is, one after the other, and of some four hundred that takes longer than most answers. Here a
request is shown only the routers that have a route with its beginning, in the order in which they would have been tried.
"""

from collections.abc import Iterator, Mapping
from typing import Final

from fastapi import APIRouter
from fastapi.routing import iter_route_contexts
from starlette.routing import BaseRoute
from starlette.types import Receive, Scope, Send

_DEPTH: Final = 3
"""Parts of an address that are looked at: `/v1/me/profile`."""
_Beginning = tuple[str, ...]


class Signposts:
    """Stands before a router: pure ASGI, and asks the router's own routes."""

    def __init__(self, whole: APIRouter) -> None:
        self._whole = whole
        self._known = 0
        self._places: Mapping[_Beginning, tuple[int, ...]] = {}
        self._routers: dict[_Beginning, APIRouter] = {}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http" or scope.get("root_path"):
            await self._whole.app(scope, receive, send)
            return
        scope.setdefault("router", self._whole)
        await self._towards(scope["path"]).app(scope, receive, send)

    def _towards(self, path: str) -> APIRouter:
        if len(self._whole.routes) != self._known:  # a demo adds its own to those of the service
            self._read()
        asked = tuple(path.split("/")[1 : _DEPTH + 1])
        while asked not in self._places:
            asked = asked[:-1]
        if asked not in self._routers:
            router = APIRouter(redirect_slashes=self._whole.redirect_slashes, default=self._whole.default)
            router.routes.extend(self._whole.routes[place] for place in self._places[asked])
            self._routers[asked] = router
        return self._routers[asked]

    def _read(self) -> None:
        there: dict[_Beginning, set[int]] = {(): set()}
        for place, route in enumerate(self._whole.routes):
            for beginning in _beginnings(route):
                for length in range(len(beginning)):
                    there.setdefault(beginning[:length], set())
                there.setdefault(beginning, set()).add(place)
        self._places = {
            asked: tuple(sorted(set().union(*(there[asked[:length]] for length in range(len(asked) + 1)))))
            for asked in there
        }
        self._routers = {}
        self._known = len(self._whole.routes)


def _beginnings(route: BaseRoute) -> Iterator[_Beginning]:
    """What the addresses of a route begin with, up to where one may differ from another."""
    for context in iter_route_contexts([route]):
        parts = (context.path or "").split("/")[1 : _DEPTH + 1]
        fixed = next((place for place, part in enumerate(parts) if "{" in part), len(parts))
        yield tuple(parts[:fixed])
