"""More comes at one moment than can be served: whoever fits is served, memory stays, and when it is over all is as before.

A process of its own, and arrivals that do not wait for answers. The negative control is the same flood with room for everybody inside.
"""

import asyncio
import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from tests.journeys.demo_process import DemoProcess
from tests.live import free_port
from tests.running.over_the_wire import Reader

_WAVES = 12
_WAVE = 150
_ROOM = 24
_OPEN = {"EGENKARTA_READINGS_PER_PERSON": "10000000", "EGENKARTA_PEOPLE_PER_READER": "100000"}


@dataclass
class Flood:
    """Waves of requests, each on a connection of its own and all of a wave at one moment, however long the answers take.

    A rate would have to be guessed from how quick the machine is at the moment; a wave larger than the room is too much on each.
    """

    port: int
    request: bytes
    seen: Counter[str] = field(default_factory=Counter)

    async def run(self) -> None:
        head_but_its_end = self.request.index(b"\r\n\r\n") + 3
        for _ in range(_WAVES):
            connected = [await asyncio.open_connection("127.0.0.1", self.port) for _ in range(_WAVE)]
            # A head that has not ended is nobody inside yet.
            for _, writing in connected:
                writing.write(self.request[:head_but_its_end])
            await asyncio.gather(*(writing.drain() for _, writing in connected))
            for _, writing in connected:
                writing.write(self.request[head_but_its_end:])
            await asyncio.wait_for(asyncio.gather(*(self._one(*one) for one in connected)), 60)

    async def _one(self, reading: asyncio.StreamReader, writing: asyncio.StreamWriter) -> None:
        try:
            answer = await reading.read(-1)
            writing.close()
        except OSError as error:
            self.seen[type(error).__name__] += 1
            return
        status = answer[9:12].decode()
        self.seen[status] += 1
        if status == "503":
            assert b"retry-after: 1\r\n" in answer.lower()


def resident(pid: int) -> int:
    """Bytes of memory that a process has."""
    return int(Path(f"/proc/{pid}/statm").read_text(encoding="utf-8").split()[1]) * 4096


def flooded(folder: Path, room: int) -> tuple[Flood, Flood, list[int], str]:
    """Two floods of one process, one after the other; its memory before, between and after, and its metrics at the end."""
    metrics = free_port()
    told = {**_OPEN, "EGENKARTA_MOST_INSIDE": str(room), "EGENKARTA_METRICS_PORT": str(metrics)}
    demo = DemoProcess(folder, environment=told, cold=True)
    demo.start()
    try:
        reader = Reader.begin(demo.base_url, demo.folder)
        body = json.dumps(reader.body).encode()
        head = {**reader.its, "Host": "127.0.0.1", "Content-Type": "application/json", "Connection": "close"}
        lines = "".join(f"{name}: {value}\r\n" for name, value in head.items())
        request = (
            f"POST /v1/disclosures HTTP/1.1\r\n{lines}Content-Length: {len(body)}\r\n\r\n".encode() + body
        )
        with httpx.Client(base_url=demo.base_url, timeout=20) as http:
            for _ in range(40):
                assert reader.read(http).status_code == 200
        assert demo._process is not None
        pid = demo._process.pid
        first, second, memory = Flood(demo.port, request), Flood(demo.port, request), [resident(pid)]
        for flood in (first, second):
            asyncio.run(flood.run())
            memory.append(resident(pid))
        with httpx.Client(base_url=demo.base_url, timeout=20) as http:
            assert reader.read(http).status_code == 200, "when it is over, all is as before"
        exposition = httpx.get(f"http://127.0.0.1:{metrics}/metrics").text
        demo.stop()
    finally:
        demo.kill()
    return first, second, memory, exposition


def test_as_many_as_fit_are_served_and_the_others_are_told_at_once(tmp_path: Path) -> None:
    first, second, memory, exposition = flooded(tmp_path / "demo", _ROOM)
    for flood in (first, second):
        assert set(flood.seen) == {"200", "503"}, flood.seen
        assert flood.seen["200"] >= _WAVES * _ROOM, flood.seen
        assert sum(flood.seen.values()) == _WAVES * _WAVE
    assert memory[2] - memory[1] < 20 * 2**20, "the second flood takes no more than the first"
    turned = next(line for line in exposition.splitlines() if line.startswith("egenkarta_turned_away_total"))
    assert float(turned.split()[1]) == first.seen["503"] + second.seen["503"]
    inside = next(line for line in exposition.splitlines() if 'queue="requests"' in line)
    assert float(inside.split()[1]) == 0


def test_with_room_for_everybody_nobody_is_turned_away(tmp_path: Path) -> None:
    first, second, *_ = flooded(tmp_path / "demo", _WAVE)
    assert set(first.seen) == set(second.seen) == {"200"}
