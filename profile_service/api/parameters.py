"""Query parameters: one that no route knows is refused, since ignoring it could show more than was meant."""

from collections.abc import Iterator

from fastapi import Request
from fastapi.dependencies.models import Dependant

from consent.request import Objection
from profile_service.actions.errors import ContentError
from schemas.values import json_pointer


async def only_known_parameters(request: Request) -> None:
    """Refuse a query parameter that the route does not describe.

    Raises:
        ContentError: there is one; an `&` that was not percent-encoded is the usual cause.
    """
    # Who shows no token is told so by the door, and nothing else.
    if not request.scope["query_string"] or "authorization" not in request.headers:
        return
    known = sorted(_described(request.scope["route"].dependant))
    right = f"one of {', '.join(known)}, with each & inside a value written %26" if known else "no parameters"
    unknown = dict.fromkeys(name for name in request.query_params if name not in known)
    if unknown:
        raise ContentError(
            [Objection(json_pointer((name,)), "there is no such parameter here", right) for name in unknown]
        )


def _described(dependant: Dependant) -> Iterator[str]:
    yield from (field.alias for field in dependant.query_params)
    for inner in dependant.dependencies:
        yield from _described(inner)
