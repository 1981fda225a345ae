"""A route that FastAPI describes and does not resolve."""

import re
from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.api.parameters import only_known_parameters
from profile_service.doors import DOORS, house_of

_KEY = re.compile(r"[\x21-\x7e]{1,200}")


class StraightRoute(APIRoute):
    """Calls an endpoint with the request, what its door gives, the house, and the Idempotency-Key, in this order.

    For the consented read, where resolving the four costs more than everything else that the framework does. The door
    is the one that the endpoint's own signature names: a test that walks the routes sees the very one that is opened.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        (door,) = (one.call for one in self.dependant.dependencies if one.call in DOORS)

        async def handle(request: Request) -> Response:
            await only_known_parameters(request)
            house = house_of(request)
            key = _idempotency_key(request)
            answer: Response = await self.endpoint(request, await door(request, house, None), house, key)
            return answer

        return handle


def _idempotency_key(request: Request) -> str | None:
    """See `answering_once.IdempotencyKey`, which describes it; ContentError where it is none."""
    key = request.headers.get("idempotency-key")
    if key is not None and _KEY.fullmatch(key) is None:
        right = "1 to 200 visible ASCII characters"
        raise ContentError([Objection("/Idempotency-Key", "this is no idempotency key", right)])
    return key
