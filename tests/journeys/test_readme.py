"""What README.md shows works as it stands there: an agency's first consented read, in Python and on the command line.

The first line of the command line is run as a shell would; the others by a fork of a process that has the same program loaded.
"""

import os
import re
import shlex
import subprocess
import sys
import threading
import time
from importlib.metadata import entry_points
from pathlib import Path
from typing import Final

import pytest

from clients import Individual
from clients.demo import Cast, read_cast, sign_in
from schemas.access import AccessRequest
from tests.journeys.demo_process import DemoProcess
from tests.warm import CLIENT, warm

_README: Final = Path(__file__).resolve().parents[2] / "README.md"
_ID: Final = {"CODE": r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", "REQUEST": r"\breq_\w+", "GRANT": r"\bgra_\w+"}


def _programs() -> list[str]:
    """The agency's, and that of a system that registers itself."""
    found = re.findall(r"^```python\n(.*?)^```$", _README.read_text(encoding="utf-8"), re.M | re.S)
    assert len(found) == 2
    return [str(one) for one in found]


@pytest.fixture(scope="module")
def cast(demo: DemoProcess) -> Cast:
    return read_cast(demo.demo_file)


def _say_yes_to_the_next(astrid: Individual) -> None:
    """As Astrid: wait until somebody asks with the code, and say yes to all of it."""
    known = {one.id for one in astrid.access_requests().access_requests}
    until = time.monotonic() + 60
    asked: list[AccessRequest] = []
    while not asked and time.monotonic() < until:
        time.sleep(0.1)
        asked = [one for one in astrid.access_requests().access_requests if one.id not in known]
    astrid.give(asked[0].id, asked[0].scopes)


def test_the_quick_start_in_python_reads_what_she_granted(
    cast: Cast, demo: DemoProcess, tmp_path: Path
) -> None:
    """As a program of its own, in a folder where the demo's file lies where the text says; the code comes as it is typed."""
    program, _ = _programs()
    consented_read = program[program.index("with Organisation(") :]
    assert len([line for line in consented_read.splitlines() if line.strip()]) < 15
    (tmp_path / "var" / "demo").mkdir(parents=True)
    (tmp_path / "var" / "demo" / "demo.json").write_bytes(demo.demo_file.read_bytes())
    with Individual(cast.base_url, sign_in(cast.base_url, "astrid")) as astrid:
        code = astrid.connection_code().code
        answering = threading.Thread(target=_say_yes_to_the_next, args=(astrid,))
        answering.start()
        done = subprocess.run(
            [sys.executable, "-c", program],
            input=f"{code}\n",
            cwd=tmp_path,
            env={**os.environ, "PYTHONPATH": str(_README.parent), "PYTHONUTF8": "1"},
            capture_output=True,
            text=True,
            timeout=60,
            check=False,
        )
        answering.join(10)
    assert done.returncode == 0, done.stderr
    assert "Engelska" in done.stdout


def test_a_system_that_registers_itself_reads_within_seconds(demo: DemoProcess) -> None:
    """The program as it stands, but for the port; what it takes is told in the failure and by `--durations`."""
    _, program = _programs()
    begun = time.monotonic()
    done = subprocess.run(
        [sys.executable, "-c", program.replace("http://127.0.0.1:8000", demo.base_url)],
        env={**os.environ, "PYTHONPATH": str(_README.parent), "PYTHONUTF8": "1"},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    taken = time.monotonic() - begun
    assert done.returncode == 0, done.stderr
    assert "Engelska" in done.stdout
    assert taken < 30, f"{taken:.1f} s"
    print(f"the sandbox's first consented read took {taken:.1f} s")


def test_the_quick_start_on_the_command_line_works_line_by_line(demo: DemoProcess) -> None:
    written = _README.read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line.startswith("egenkarta-client") and " import " not in line]
    lines = [line for line in lines if "--demo" not in line]  # beside the Python program, for the same code
    assert len(lines) >= 8
    environment = {**os.environ, "EGENKARTA_DEMO": str(demo.demo_file), "LC_ALL": "C.UTF-8"}
    known: dict[str, str] = {}
    for line in lines:
        program, *words = shlex.split(line)
        given = [known.get(word, word) for word in words]
        done = _run(program, given, environment, cold=line is lines[0])
        assert done.returncode == 0, (line, given, done.stderr)
        for name, shape in _ID.items():
            # The grant that this question led to is the one that is shown when she says yes.
            if name not in known and (name != "GRANT" or " grant " in line):
                found = re.search(shape, done.stdout)
                known.update({name: found.group()} if found else {})
    assert set(known) == set(_ID)


def _run(
    program: str, given: list[str], environment: dict[str, str], *, cold: bool
) -> "subprocess.CompletedProcess[str]":
    if cold:
        command = [str(Path(sys.executable).with_name(program)), *given]
        return subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=60, check=False
        )
    (installed,) = entry_points(group="console_scripts", name=program)
    assert installed.value == f"{CLIENT}:main"
    return warm().run(CLIENT, given, environment)
