"""Told to end, the service says first that it is not ready, then takes nothing new, and cuts off nobody whose work was begun.

A real process under load, ended by SIGTERM. The negative control is in the numbers: what was answered with 200 is exactly what the
journal holds, so a server that simply stopped would have rows in it that nobody was answered for.
"""

import signal
import time
from pathlib import Path

import httpx

from profile_service.command_line.leaving import TO_FINISH
from profile_service.storage.database import open_engine
from tests import databases
from tests.journeys.demo_process import DemoProcess
from tests.running.over_the_wire import Load, Reader

_LEAVES_FOR = 1.0
_TOLD = {"EGENKARTA_LEAVING_SECONDS": str(_LEAVES_FOR), "EGENKARTA_READINGS_PER_PERSON": "1000000"}


def _readings(folder: Path) -> int:
    with open_engine(databases.address_of_demo(folder)).connect() as connection:
        return int(
            connection.exec_driver_sql("SELECT count(*) FROM journal WHERE kind = 'read'").scalar_one()
        )


def test_nobody_is_cut_off_and_readiness_goes_first(tmp_path: Path) -> None:
    demo = DemoProcess(tmp_path / "demo", environment=_TOLD)
    demo.start()
    process = demo._process
    assert process is not None
    try:
        reader = Reader.begin(demo.base_url, demo.folder)
        before = _readings(demo.folder)
        ready: list[tuple[float, int]] = []
        with Load(lambda http: _one(reader, http), demo.base_url, threads=6) as load:
            time.sleep(1)
            process.send_signal(signal.SIGTERM)
            told = time.monotonic()
            with httpx.Client(base_url=demo.base_url, timeout=5) as http:
                while process.poll() is None and time.monotonic() < told + 10:
                    try:
                        ready.append((time.monotonic() - told, http.get("/readyz").status_code))
                    except httpx.TransportError:
                        break
                    time.sleep(0.05)
            process.wait(_LEAVES_FOR + TO_FINISH)
            took = time.monotonic() - told
    finally:
        demo.kill()
    answered = load.seen["200"]
    assert answered > 50, load.seen
    assert load.seen["cut off"] == 0, load.seen
    assert set(load.seen) <= {"200", "503", "refused", "no answer", "ReadError", "WriteError"}, load.seen
    # Who found no answer at all was not begun: the journal has a row for each 200, and for nothing else.
    assert _readings(demo.folder) - before == answered, load.seen
    first_no = next(at for at, status in ready if status == 503)
    assert first_no < _LEAVES_FOR, ready
    assert all(status == 503 for at, status in ready if at > first_no)
    assert load.seen["503"] > 0, "while it took nothing new, it said so"
    assert took < _LEAVES_FOR + 3, "with nothing long inside it is gone soon"
    events = [line["event"] for line in demo.log_lines() if line["event"] in _STEPS]
    assert events == list(_STEPS)


_STEPS = ("leaving", "taking nothing new", "closing", "ended")


def _one(reader: Reader, http: httpx.Client) -> str:
    answer = reader.read(http)
    if answer.status_code == 503:
        assert answer.headers["retry-after"] == "1"
        assert answer.headers["connection"] == "close"
        time.sleep(0.02)
    return str(answer.status_code)
