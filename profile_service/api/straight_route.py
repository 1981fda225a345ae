"""A route that FastAPI describes and does not resolve."""

from collections.abc import Callable, Coroutine
from typing import Any

from fastapi import Request
from fastapi.responses import Response
from fastapi.routing import APIRoute

from profile_service.api.parameters import only_known_parameters
from profile_service.doors import DOORS, house_of


class StraightRoute(APIRoute):
    """Calls an endpoint with the request, what its door gives, and the house, in this order.

    For the consented read, where resolving the three costs more than everything else that the framework does. The door
    is the one that the endpoint's own signature names: a test that walks the routes sees the very one that is opened.
    """

    def get_route_handler(self) -> Callable[[Request], Coroutine[Any, Any, Response]]:
        (door,) = (one.call for one in self.dependant.dependencies if one.call in DOORS)

        async def handle(request: Request) -> Response:
            await only_known_parameters(request)
            house = house_of(request)
            answer: Response = await self.endpoint(request, await door(request, house, None), house)
            return answer

        return handle
