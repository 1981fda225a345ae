"""I-12: one clock, one maker of ids; everybody else is handed the time, an id and chance as arguments."""

import ast
import re
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest

import consent
import profile_service
import schemas
from tests.stage import LANGUAGES, START, Stage

_FORBIDDEN = {
    "datetime": {"now", "utcnow", "today"},
    "date": {"today"},
    "time": {"time", "time_ns", "localtime", "gmtime", "monotonic", "monotonic_ns", "sleep", "perf_counter"},
    "os": {"urandom", "getrandom"},
    "uuid": set(),
    "secrets": set(),
    "random": set(),
}
_ALLOWED = {
    ("clock.py", "datetime.now"),
    ("clock.py", "secrets"),
    ("clock.py", "time.time_ns"),
    ("security_module.py", "os.urandom"),  # the key that a ring is sealed under, and nonces
    ("key_commands.py", "time.sleep"),  # an operator's command that waits
    ("key_keeping.py", "time.sleep"),
    ("rewrapping.py", "time.sleep"),  # the service's turn between two transactions
    ("key_ring.py", "os.urandom"),  # nonces and keys
    ("ring_file.py", "secrets"),  # a name beside the ring that nobody else gives a file
    ("lane.py", "time.monotonic"),  # how long a lane has been held up; it is about nobody
    ("waiting.py", "time.monotonic"),
    ("patience.py", "time.monotonic"),  # how long a search of concepts has taken; it is about nobody
    ("gatekeeping.py", "time.perf_counter"),  # how long a request took, for the log
}
_WHOLE = {module for module, names in _FORBIDDEN.items() if not names}


def _uses(tree: ast.AST) -> Iterator[str]:
    """Every way by which the code in a tree gets at a clock or at chance, under whatever name."""
    renamed = {
        alias.asname or alias.name.split(".")[0]: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.Import)
        for alias in node.names
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name.split(".")[0] in _WHOLE)
        elif isinstance(node, ast.ImportFrom):
            module = (node.module or "").split(".")[0]
            if module in _WHOLE:
                yield module
            for alias in node.names:
                if alias.name in _FORBIDDEN.get(module, ()):
                    yield f"{module}.{alias.name}"
        elif isinstance(node, ast.Attribute):
            base = node.value
            name = base.attr if isinstance(base, ast.Attribute) else getattr(base, "id", "")
            name = renamed.get(name, name)
            if node.attr in _FORBIDDEN.get(name, ()):
                yield f"{name}.{node.attr}"


def _found() -> set[tuple[str, str]]:
    files = [
        path
        for package in (consent, profile_service, schemas)
        for path in Path(str(package.__file__)).parent.rglob("*.py")
    ]
    assert len(files) > 100
    return {(path.name, use) for path in files for use in _uses(ast.parse(path.read_text(encoding="utf-8")))}


def test_only_the_clock_looks_at_the_time_and_throws_the_dice() -> None:
    assert _found() == _ALLOWED


@pytest.mark.parametrize(
    "code",
    [
        "from datetime import datetime\ndatetime.now()",
        "import datetime\ndatetime.datetime.utcnow()",
        "import datetime as d\nd.datetime.now()",
        "from datetime import date\ndate.today()",
        "import time\ntime.time()",
        "import time as t\nt.time()",
        "from time import time_ns",
        "import uuid",
        "from uuid import uuid4",
        "import secrets as s",
        "from random import choice",
        "import os\nos.urandom(4)",
        "from os import urandom as bytes_of",
    ],
)
def test_the_look_finds_each_way_around(code: str) -> None:
    assert list(_uses(ast.parse(code)))


def test_the_database_makes_no_time_and_no_chance_either() -> None:
    room = Path(str(profile_service.__file__)).parent / "storage"
    for path in room.rglob("*.py"):
        text = path.read_text(encoding="utf-8").lower()
        # A column that is added to rows that stand there already needs a word for them; it is no time and no chance.
        text = re.sub(r"server_default=(?:'[a-z0-9]*'|\"[a-z0-9]*\"|sa\.false\(\))", "", text)
        for word in (
            "current_timestamp",
            "func.now",
            "server_default",
            "strftime(",
            "func.random",
            "julianday",
        ):
            assert word not in text, path


def test_everything_that_is_dated_carries_the_time_of_the_clock_that_was_given(stage: Stage) -> None:
    stage.move(hours=5, minutes=7)
    now = (START + timedelta(hours=5, minutes=7)).isoformat().replace("+00:00", "Z")
    hers = stage.individual("astrid")
    added = stage.http.post("/v1/me/profile/skills", json={"skill": {"label": "x"}}, headers=hers).json()
    assert added["created"] == added["last_confirmed"] == now
    request_id = stage.asked()
    asked = stage.http.get(f"/v1/me/access-requests/{request_id}", headers=hers).json()
    assert asked["created"] == now
    grant = stage.answer_yes(request_id, (LANGUAGES,)).json()
    assert grant["given_at"] == now
    stage.read(grant["id"])
    assert stage.withdraw(grant["id"]).json()["ended_at"] == now
    assert {line["at"] for line in stage.log()[:4]} == {now}
