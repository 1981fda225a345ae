"""I-11: every route has exactly one door, and a new route without one fails here."""

from collections.abc import Iterator

import pytest
from fastapi import APIRouter, Depends, FastAPI
from fastapi.responses import Response
from starlette.routing import Mount

from profile_service.doors import DOORS, AtPortal, Public
from profile_service.main import create_app, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from tests.invariants.routes import Found, is_api_route, routes_of
from tests.stage import Stage

_PUBLIC = {
    ("GET", "/"),
    ("GET", "/sign-in"),
    # The way to an OpenID provider and back: whoever goes it has not proved who she is yet. What comes back is held against
    # what was kept for this very browser. And the keys that providers know us by are public.
    ("POST", "/sign-in/eid/{provider}"),
    ("GET", "/sign-in/eid/{provider}/callback"),
    ("GET", "/.well-known/egenkarta-rp-jwks.json"),
    # Ways in without an e-ID: whoever uses one has not proved who she is yet. A code from a desk is in the body of a form.
    ("POST", "/sign-in/passkey"),
    ("POST", "/sign-in/passkey/answer"),
    ("POST", "/sign-in/sheet"),
    ("POST", "/sign-in/sheet/codes"),
    ("GET", "/start"),
    ("POST", "/start"),
    ("POST", "/start/passkey"),
    ("POST", "/sign-out"),
    # Where a shared computer comes to by itself: it must not look at a session, since that would prolong it.
    ("GET", "/signed-out"),
    ("POST", "/language"),
    ("GET", "/accessibility"),
    # Who runs this, and what they can see: whoever is to trust it reads it before she signs in.
    ("GET", "/about"),
    ("GET", "/language"),
    # What our words mean, and what our pages are made of: about nobody.
    ("GET", "/words"),
    ("GET", "/gallery"),
    # What people are asked: about nobody, and to be read by whoever is to be asked, before anything begins.
    ("GET", "/v1/instruments"),
    ("GET", "/v1/instruments/{instrument_id}"),
    ("GET", "/instruments"),
    ("GET", "/instruments/{instrument_id}"),
    ("GET", "/healthz"),
    ("GET", "/readyz"),
    ("GET", "/openapi.json"),
    ("GET", "/.well-known/oauth-authorization-server"),
    ("GET", "/.well-known/oauth-protected-resource/v1"),
    ("GET", "/oauth/jwks"),
    ("GET", "/.well-known/egenkarta-record-keys.json"),
    # The journal's tree: hashes under keys that nobody has but whom they are about, and what witnesses sign of it.
    ("GET", "/journal/checkpoint"),
    ("GET", "/journal/tile/{place:path}"),
    ("GET", "/journal/consistency"),
    ("GET", "/journal/keys"),
    ("POST", "/journal/cosignatures"),
    # Whoever holds a paper asks whether it was made here and still holds: a word of 128 bits, or the file, says which one, and the
    # answer says nothing about whose it is. And the certificate by which seals are checked.
    ("GET", "/verify"),
    ("POST", "/verify"),
    ("GET", "/verify/{code}"),
    ("GET", "/.well-known/egenkarta-seal-ca.pem"),
    # What codes mean, and from where: published words about nobody.
    ("GET", "/v1/concepts"),
    ("GET", "/v1/concepts/one"),
    ("GET", "/v1/taxonomies"),
    ("POST", "/oauth/token"),
    # Whoever asks proves it in the form itself; and a browser that brings a pushed question is let no further than to
    # the sign-in by it.
    ("POST", "/oauth/par"),
    ("POST", "/oauth/introspect"),
    ("POST", "/oauth/revoke"),
    ("GET", "/oauth/authorize"),
    # Whoever holds a link that somebody made; what the link opens is hers to say.
    ("GET", "/shared/{secret}"),
    ("POST", "/shared/{secret}"),
    ("POST", "/shared/{secret}/contact"),
    ("POST", "/shared/{secret}/more"),
    ("GET", "/shared/{secret}/alive"),
    # Whoever was invited has nothing but her code, which is in the body.
    ("GET", "/invitation"),
    ("POST", "/invitation"),
    ("POST", "/invitation/passkey"),
}
"""All that anybody may call without saying who she is. Whoever adds to it says why in the commit."""


@pytest.fixture(scope="module")
def served(tmp_path_factory: pytest.TempPathFactory) -> Iterator[FastAPI]:
    """The app as `egenkarta serve` makes it, without anything of the demo."""
    folder = tmp_path_factory.mktemp("served")
    settings = Settings(public_url="https://egenkarta.example", database_url=f"sqlite:///{folder}/db.sqlite3")
    parts = open_parts(settings, KeyRing.generate("operator"))
    yield create_app(parts)
    parts.database.close()


def _faults(routes: list[Found]) -> list[str]:
    """What is wrong with the routes; an empty walk is wrong too, since it would prove nothing."""
    if len([found for found in routes if is_api_route(found)]) < 50:
        return ["the walk found hardly any routes"]
    found_wrong = []
    for found in routes:
        if isinstance(found.route, Mount):
            if found.path != "/static":
                found_wrong.append(f"{found.path} is mounted, and nobody stands at its door")
        elif len(found.doors) != 1:
            found_wrong.append(f"{found.path} has {len(found.doors)} doors")
    return found_wrong


def test_every_route_of_the_service_has_exactly_one_door(served: FastAPI) -> None:
    assert _faults(routes_of(served)) == []


def test_every_route_of_the_demo_has_exactly_one_door(stage: Stage) -> None:
    assert _faults(routes_of(stage.app)) == []


def test_a_route_without_a_door_is_found(stage: Stage) -> None:
    @stage.app.get("/doorless")
    async def doorless() -> Response:
        return Response()

    assert _faults(routes_of(stage.app)) == ["/doorless has 0 doors"]


def test_a_route_without_a_door_is_found_inside_included_routers_too(stage: Stage) -> None:
    inner, outer = APIRouter(prefix="/inner"), APIRouter(prefix="/outer")

    @inner.get("/doorless")
    async def doorless(_other: object = Depends(object)) -> Response:
        return Response()

    outer.include_router(inner)
    stage.app.include_router(outer)
    assert _faults(routes_of(stage.app)) == ["/outer/inner/doorless has 0 doors"]


def test_a_route_with_two_doors_is_found(stage: Stage) -> None:
    @stage.app.get("/two")
    async def two(_one: Public, _other: AtPortal) -> Response:
        return Response()

    assert _faults(routes_of(stage.app)) == ["/two has 2 doors"]


def test_something_mounted_beside_the_static_files_is_found(stage: Stage) -> None:
    stage.app.mount("/more", FastAPI())
    assert _faults(routes_of(stage.app)) == ["/more is mounted, and nobody stands at its door"]


def test_an_empty_walk_is_a_fault() -> None:
    assert _faults(routes_of(FastAPI(openapi_url=None))) != []


def test_only_the_listed_routes_are_open_to_anybody(served: FastAPI, stage: Stage) -> None:
    def public(app: FastAPI) -> set[tuple[str, str]]:
        return {
            (method, found.path)
            for found in routes_of(app)
            if found.doors and found.doors[0] in ("public", "public_page", "by_link")
            for method in found.methods
        }

    assert public(served) <= _PUBLIC
    assert public(stage.app) - public(served) == {
        ("POST", "/demo/sign-in"),
        ("POST", "/demo/organisations"),
        ("GET", "/demo/sandbox"),
        ("POST", "/demo/sandbox"),
    }


def test_the_service_has_no_way_in_without_proof(served: FastAPI) -> None:
    assert not [found.path for found in routes_of(served) if "demo" in found.path]


def test_only_the_doors_room_makes_doors() -> None:
    assert {door.__module__.rpartition(".")[0] for door in DOORS} == {"profile_service.doors"}
    assert len(set(DOORS)) == len(DOORS)


def test_the_static_mount_gives_files_of_its_folder_and_no_others(stage: Stage) -> None:
    assert stage.http.get("/static/egenkarta.css").status_code == 200
    for path in ("", "../app.py", "..%2fapp.py", "%2e%2e/app.py", "../templates/base.html", "/etc/passwd"):
        answer = stage.http.get(f"/static/{path}")
        assert answer.status_code in (404, 405), path
