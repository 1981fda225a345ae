"""One definition of a method for the plain and the async client, with the types of both."""

import functools
from collections.abc import Callable, Coroutine
from typing import Any, Generic, ParamSpec, Self, TypeVar, overload

from clients.call import Call
from clients.flow import Flow, ask
from clients.transport import AsyncClient, Client

P = ParamSpec("P")
T = TypeVar("T")


class Operation(Generic[P, T]):
    """A method that carries out a flow: on a `Client` it returns the value, on an `AsyncClient` it is awaited."""

    def __init__(self, begin: Callable[P, Flow[T]]) -> None:
        self._begin = begin
        self.__doc__ = begin.__doc__

    @overload
    def __get__(self, client: None, owner: type) -> Self: ...
    @overload
    def __get__(self, client: Client, owner: type) -> Callable[P, T]: ...
    @overload
    def __get__(self, client: AsyncClient, owner: type) -> Callable[P, Coroutine[Any, Any, T]]: ...
    def __get__(self, client: Client | AsyncClient | None, owner: type) -> Any:
        if client is None:
            return self

        @functools.wraps(self._begin)
        def run(*args: P.args, **kwargs: P.kwargs) -> Any:
            return client.run(self._begin(*args, **kwargs))

        return run


def operation(build: Callable[P, Call[T]]) -> Operation[P, T]:
    """A method that carries out one call and returns what was read from its answer."""

    @functools.wraps(build)
    def begin(*args: P.args, **kwargs: P.kwargs) -> Flow[T]:
        answer = yield from ask(build(*args, **kwargs))
        return answer.value

    return Operation(begin)
