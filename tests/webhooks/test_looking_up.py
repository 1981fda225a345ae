"""A name server who never answers holds up its own messages and nobody else's."""

import asyncio
import threading
from collections.abc import Sequence

import pytest

from profile_service.webhooks.looking_up import NameServer

pytestmark = pytest.mark.anyio


class Silent:
    """Answers for hosts whose name begins with "good" alone; the others wait until it is told to end."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.end = threading.Event()

    def __call__(self, host: str, port: int) -> Sequence[str]:
        self.asked.append(host)
        if not host.startswith("good"):
            self.end.wait(20)
        return [f"192.0.2.{port % 250}"]


async def _patiently(names: NameServer, host: str) -> Sequence[str]:
    async with asyncio.timeout(0.2):
        return await names(host, 443)


async def test_many_who_wait_for_a_silent_name_server_hold_up_nobody() -> None:
    silent = Silent()
    names = NameServer(silent)
    try:
        hosts = [f"silent-{at % 5}.example.org" for at in range(200)]
        found = await asyncio.gather(*(_patiently(names, host) for host in hosts), return_exceptions=True)
        assert all(isinstance(one, TimeoutError) for one in found)
        again = await asyncio.gather(*(_patiently(names, host) for host in hosts), return_exceptions=True)
        assert all(isinstance(one, TimeoutError) for one in again)
        assert len(silent.asked) == 5, "one look-up for a host at a time, also when nobody waits any more"
        assert await _patiently(names, "good.example.org") == ["192.0.2.193"]
    finally:
        silent.end.set()


async def test_a_host_is_asked_for_anew_each_time_and_a_failure_is_told() -> None:
    answers: list[Sequence[str] | Exception] = [["8.8.8.8"], OSError("no such name"), ["1.1.1.1"]]

    def ask(_host: str, _port: int) -> Sequence[str]:
        answer = answers.pop(0)
        if isinstance(answer, Exception):
            raise answer
        return answer

    names = NameServer(ask)
    assert await names("a.example.org", 443) == ["8.8.8.8"]
    with pytest.raises(OSError, match="no such name"):
        await names("a.example.org", 443)
    assert await names("a.example.org", 443) == ["1.1.1.1"]
