"""Every route that an app really answers at, with the doors in its dependencies."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from fastapi import FastAPI
from fastapi.routing import APIRoute, iter_route_contexts
from starlette.routing import BaseRoute

from profile_service.doors import DOORS


@dataclass(frozen=True)
class Found:
    """One route as it is reached."""

    path: str
    methods: frozenset[str]
    doors: tuple[str, ...]
    route: BaseRoute


def routes_of(app: FastAPI) -> list[Found]:
    """All routes, included routers unfolded."""
    return [
        Found(
            context.path or "",
            frozenset(context.methods or ()),
            tuple(_doors(context)),
            context.original_route,
        )
        for context in iter_route_contexts(app.routes)
    ]


def _doors(context: Any) -> Iterator[str]:
    dependant = getattr(context, "dependant", None)
    if dependant is None:
        return
    # A door that is asked through another one counts once: what is looked for is what the route itself names.
    for dependency in dependant.dependencies:
        if dependency.call in DOORS:
            yield dependency.call.__name__


def is_api_route(found: Found) -> bool:
    return isinstance(found.route, APIRoute)
