"""No address is shown fewer routes than the framework would have found by trying all of them."""

import re

from fastapi import APIRouter
from fastapi.responses import Response
from hypothesis import given, settings
from hypothesis import strategies as st
from starlette.routing import Match

from profile_service.doors import Public
from profile_service.main import _routes
from profile_service.signposts import Signposts
from tests.invariants.routes import routes_of
from tests.stage import Stage

_METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE", "OPTIONS")


def _found(router: APIRouter, method: str, path: str) -> list[tuple[Match, object]]:
    """Which of a router's own routes take an address, in the order in which they are tried."""
    told = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    return [
        (match, route) for route in router.routes if (match := route.matches(dict(told))[0]) is not Match.NONE
    ]


def test_every_route_is_found_as_before_by_every_method(stage: Stage) -> None:
    posts = stage.app.router.middleware_stack
    assert isinstance(posts, Signposts)
    for route in routes_of(stage.app):
        path = re.sub(r"\{[^}]+\}", "x", route.path)
        for method in {*route.methods, "PATCH"}:
            assert _found(posts._towards(path), method, path) == _found(stage.app.router, method, path), path
        assert not route.methods or _found(posts._towards(path), min(route.methods), path), path


_WHOLE = APIRouter(redirect_slashes=False)
_WHOLE.routes.extend(_routes())
_POSTS = Signposts(_WHOLE)
_PARTS = (
    "", "x", "v1", "me", "my", "agency", "static", "profile", "grants", "sign-in", "journal", "tile", "operator", ".well-known",
    "healthz", "..", "ä", "{id}", "access-requests",
)  # fmt: skip


@settings(max_examples=150, deadline=None)
@given(parts=st.lists(st.sampled_from(_PARTS), max_size=6), method=st.sampled_from(_METHODS))
def test_nor_is_any_other_address(parts: list[str], method: str) -> None:
    path = "/" + "/".join(parts)
    assert _found(_POSTS._towards(path), method, path) == _found(_WHOLE, method, path)


def test_a_route_that_is_added_later_is_found(stage: Stage) -> None:
    assert stage.http.get("/my/novelty/1").status_code == 404
    router = APIRouter()

    @router.get("/my/novelty/{novelty_id}")
    async def novelty(_caller: Public) -> Response:
        return Response()

    stage.app.include_router(router)
    assert stage.http.get("/my/novelty/1").status_code == 200
