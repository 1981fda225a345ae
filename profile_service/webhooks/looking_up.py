"""Looks up names in threads of its own, so that a name server who never answers holds up nobody but its own messages."""

import asyncio
import socket
from collections.abc import Callable, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from typing import Final

_THREADS: Final = 64
"""The system's look-up cannot be broken off: one that nobody waits for any more keeps its thread until it gives up."""

MOST_ASKED: Final = 256
"""Hosts that are asked for, or wait for a thread."""

Ask = Callable[[str, int], Sequence[str]]


def ask_the_system(host: str, port: int) -> Sequence[str]:
    """The addresses of a host. Blocks; raises socket.gaierror where there is no such name."""
    found = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM, proto=socket.IPPROTO_TCP)
    return list(dict.fromkeys(str(place[0]) for *_, place in found))


class NameServer:
    """Asks for each host once at a time: however many messages wait for a host, it takes up one thread."""

    def __init__(self, ask: Ask = ask_the_system) -> None:
        self._ask = ask
        self._threads = ThreadPoolExecutor(_THREADS, thread_name_prefix="looking-up")
        self._asked: dict[tuple[str, int], Future[Sequence[str]]] = {}

    async def __call__(self, host: str, port: int) -> Sequence[str]:
        """The addresses of a host; whatever the look-up raises, TimeoutError where too many are asked. From one event loop."""
        place = host, port
        answer = self._asked.get(place)
        if answer is None and len(self._asked) >= MOST_ASKED:
            raise TimeoutError  # the message is tried again later
        if answer is None or answer.done():
            answer = self._asked[place] = self._threads.submit(self._ask, host, port)
        try:
            # Whoever stops waiting takes the answer from nobody else.
            return await asyncio.shield(asyncio.wrap_future(answer))
        finally:
            if answer.done() and self._asked.get(place) is answer:
                del self._asked[place]
