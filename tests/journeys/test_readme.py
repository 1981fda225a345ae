"""What README.md shows works as it stands there: an agency's first consented read, in Python and on the command line."""

import os
import re
import shlex
import subprocess
import sys
import threading
import time
from pathlib import Path
from typing import Final

import pytest

from clients import Individual
from clients.demo import Cast, read_cast, sign_in
from schemas.access import AccessRequest
from tests.journeys.demo_process import DemoProcess

_README: Final = Path(__file__).resolve().parents[2] / "README.md"
_ID: Final = {"CODE": r"\b[0-9A-Z]{5}-[0-9A-Z]{5}\b", "REQUEST": r"\breq_\w+", "GRANT": r"\bgra_\w+"}


def _program() -> str:
    (found,) = re.findall(r"^```python\n(.*?)^```$", _README.read_text(encoding="utf-8"), re.M | re.S)
    return str(found)


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
    cast: Cast, capsys: pytest.CaptureFixture[str]
) -> None:
    program = _program()
    assert len([line for line in program.splitlines() if line.strip()]) < 15
    norrsken = cast.organisation("norrsken")
    with Individual(cast.base_url, sign_in(cast.base_url, "astrid")) as astrid:
        code = astrid.connection_code().code
        answering = threading.Thread(target=_say_yes_to_the_next, args=(astrid,))
        answering.start()
        names = {
            "base_url": cast.base_url,
            "client_id": norrsken.client_id,
            "private_key_jwk": norrsken.private_key_jwk,
            "connection_code": code,
        }
        exec(compile(program, _README.name, "exec"), names)  # noqa: S102 - our own README
        answering.join(10)
    assert "Engelska" in capsys.readouterr().out


def test_the_quick_start_on_the_command_line_works_line_by_line(demo: DemoProcess) -> None:
    written = _README.read_text(encoding="utf-8").splitlines()
    lines = [line for line in written if line.startswith("egenkarta-client") and " import " not in line]
    assert len(lines) >= 8
    environment = {**os.environ, "EGENKARTA_DEMO": str(demo.demo_file), "LC_ALL": "C.UTF-8"}
    known: dict[str, str] = {}
    for line in lines:
        program, *words = shlex.split(line)
        given = [known.get(word, word) for word in words]
        command = [Path(sys.executable).with_name(program), *given]
        done = subprocess.run(
            command, capture_output=True, text=True, env=environment, timeout=60, check=False
        )
        assert done.returncode == 0, (line, given, done.stderr)
        for name, shape in _ID.items():
            # The grant that this question led to is the one that is shown when she says yes.
            if name not in known and (name != "GRANT" or " grant " in line):
                found = re.search(shape, done.stdout)
                known.update({name: found.group()} if found else {})
    assert set(known) == set(_ID)
