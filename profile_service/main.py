"""The composition root: the only place where the parts are joined."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import replace
from functools import cache, partial

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import RedirectResponse, Response
from starlette.exceptions import HTTPException
from starlette.middleware.errors import ServerErrorMiddleware
from starlette.routing import BaseRoute
from starlette.types import ASGIApp, Receive, Scope, Send

from profile_service.actions.errors import ActionError, BusyError
from profile_service.api.app import api
from profile_service.api.contract import openapi_of
from profile_service.api.errors import RequestError
from profile_service.api.problems import name_resource, problem_response, slug_of
from profile_service.api.swift_route import SwiftRoute
from profile_service.clock import SystemClock
from profile_service.domain.importing import ForeignFormatError
from profile_service.doors import (
    ActingForAnotherError,
    ForgedFormError,
    House,
    NotAllowedError,
    NotFreshError,
    NotSignedInError,
    NoUnitError,
    again_address,
    language_of,
)
from profile_service.doors.crowd import Crowd
from profile_service.doors.pulse import VERSION
from profile_service.doors.threads import BoundedThreads
from profile_service.gatekeeping import Gate
from profile_service.heads import Heads
from profile_service.measuring import Measuring, traces_of
from profile_service.parts import (
    Parts,
    house_from,
    open_parts,
    post_office_of,
    pulse_of,
    recall_erasures,
    relying_party_of,
    stock,
)
from profile_service.rounds import Rounds
from profile_service.settings import Settings
from profile_service.signposts import Signposts
from profile_service.web.app import portal
from profile_service.web.problems import STALE_FORM
from profile_service.web.rendering import problem_page
from profile_service.web.unit_pages import to_the_units
from profile_service.webhooks.sending import Sender
from schemas.problems import PROBLEMS

__all__ = ["Parts", "create_app", "house_from", "open_parts", "post_office_of", "recall_erasures", "stock"]
_EXPECTED = (
    ActionError,
    RequestError,
    NotSignedInError,
    NotFreshError,
    NotAllowedError,
    ForgedFormError,
    ForeignFormatError,
    RequestValidationError,
    HTTPException,
)
_MACHINE_PATHS = ("/v1/", "/oauth/", "/.well-known/", "/journal/", "/healthz", "/readyz", "/openapi.json")


class _GatedApp(FastAPI):
    """The app behind its gate: every request passes that first, before anything of the framework's own."""

    gate: Gate

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        scope["app"] = self
        await self.gate(scope, receive, send)

    def build_middleware_stack(self) -> ASGIApp:
        """Without the framework's own answer to what nobody foresaw: the gate gives one, and logs no text of it."""
        stack = super().build_middleware_stack()
        return stack.app if isinstance(stack, ServerErrorMiddleware) else stack

    async def behind_the_gate(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Where a request goes that has passed it."""
        await super().__call__(scope, receive, send)


def create_app(parts: Parts) -> FastAPI:
    """The whole service as an ASGI app."""
    app = _GatedApp(
        title="Egenkarta",
        version=VERSION,
        summary="One portable competence profile that the individual owns, and the consent that opens it.",
        openapi_url=None,  # served by a route of our own, behind a door like every other
        redirect_slashes=False,  # it would send the caller wherever the header Host says
        lifespan=partial(_lifespan, parts),
    )
    post = post_office_of(parts.settings, parts.sink)
    sender = Sender(loopback=parts.tells_loopback)
    app.state.house = replace(
        house_from(parts, post),
        eid=relying_party_of(parts),
        sender=sender,
        pulse=pulse_of(parts),
        crowd=Crowd(parts.settings.most_inside),
    )
    house = app.state.house = _measured(app, parts.settings)
    app.state.rounds = Rounds(house, sender, post)
    app.add_middleware(Heads)
    app.gate = Gate(
        SwiftRoute(app.behind_the_gate, house, _EXPECTED, _answer_error),
        secure=parts.settings.secure,
        refuse=_answer_error,
        pulse=house.pulse,
        crowd=house.crowd,
        meter=app.state.measuring,
    )
    for kind in _EXPECTED:
        app.add_exception_handler(kind, _answer_error)
    app.add_exception_handler(NoUnitError, to_the_units)
    app.router.routes.extend(_routes())
    app.router.middleware_stack = Signposts(app.router)
    app.openapi = partial(openapi_of, app)  # type: ignore[method-assign]  # the way FastAPI documents
    return app


def _measured(app: FastAPI, settings: Settings) -> House:
    """The house, with its lanes watched where anything is traced; `app.state.measuring` where anything is measured."""
    house: House = app.state.house
    traces = traces_of(settings, SystemClock())
    if traces is not None:
        house = replace(
            house, writer=traces.watch(house.writer, "write"), reader=traces.watch(house.reader, "read")
        )
    wanted = traces is not None or settings.metrics_port is not None
    app.state.measuring = Measuring(house, traces=traces) if wanted else None
    return house


@cache
def _routes() -> tuple[BaseRoute, ...]:
    """Every route there is, once for each process: they know no app, and FastAPI takes half a second to make them."""
    made = FastAPI(openapi_url=None, generate_unique_id_function=lambda route: route.name)
    api(made)
    portal(made)
    return tuple(made.routes)


@asynccontextmanager
async def _lifespan(parts: Parts, app: FastAPI) -> AsyncIterator[None]:
    threads = BoundedThreads()
    asyncio.get_running_loop().set_default_executor(threads)
    async with AsyncExitStack() as going:
        if app.state.measuring is not None:
            await going.enter_async_context(app.state.measuring.going())
        if parts.goes_round:
            await going.enter_async_context(app.state.rounds.going())
        yield
    parts.library.close()
    parts.database.close()


async def _answer_error(request: Request, error: Exception) -> Response:
    if request.url.path.startswith(_MACHINE_PATHS):
        return name_resource(problem_response(error), request.app.state.house.tokens.issuer, request.url.path)
    if isinstance(error, NotSignedInError):
        return RedirectResponse("/sign-in", 303, {"Cache-Control": "no-store"})
    if isinstance(error, ActingForAnotherError) and request.method == "GET":
        # Not for a representative: she finds the way back to what she may do, and to her own.
        return RedirectResponse("/my/for", 303, {"Cache-Control": "no-store"})
    if isinstance(error, NotFreshError):
        return RedirectResponse(again_address(request, error.to), 303, {"Cache-Control": "no-store"})
    told = STALE_FORM if isinstance(error, ForgedFormError) else None
    page = problem_page(PROBLEMS[slug_of(error)].status, language_of(request), told)
    if isinstance(error, BusyError):
        page.headers["Retry-After"] = "1"
    return page
