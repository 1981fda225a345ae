"""No room for the database: what would have to be written is put off, nothing is half done, and room is all that it needs.

Once with a file system that is full, where whoever runs the tests may mount one; and once with a limit on the size of files,
which needs no rights and fails in the same place with another error.
"""

import resource
import subprocess
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.drills import books
from tests.drills.crowd import People
from tests.drills.installation import Installation
from tests.drills.notebook import Notebook
from tests.drills.visits import PUT_OFF, Visitors, until

_SIZE = "24m"
_MOST_TRIES = 400
_OFTEN = 10
_LONG = "x" * 900


@contextmanager
def _memory_disk(folder: Path) -> Iterator[None]:
    folder.mkdir()
    options = f"size={_SIZE},mode=700"
    mounted = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], capture_output=True, text=True, check=False
    )
    if mounted.returncode:
        pytest.skip(
            f"no file system can be mounted here, the size of files is limited instead: {mounted.stderr}"
        )
    try:
        yield
    finally:
        subprocess.run(["umount", "-l", folder], check=True)


@contextmanager
def _full_file_system(tmp_path: Path) -> Iterator[tuple[Path, Callable[[Installation, bool], None]]]:
    folder = tmp_path / "disk"
    with _memory_disk(folder):
        filler = folder / "filler"

        def fill(_installation: Installation, full: bool) -> None:
            if not full:
                filler.unlink()
                return
            with filler.open("wb", buffering=0) as file:
                try:
                    while True:
                        file.write(bytes(4_096))
                except OSError:
                    pass  # there is no room any more

        yield folder, fill


@contextmanager
def _small_files(tmp_path: Path) -> Iterator[tuple[Path, Callable[[Installation, bool], None]]]:
    def fill(installation: Installation, full: bool) -> None:
        _, most = resource.prlimit(installation.pid, resource.RLIMIT_FSIZE)
        # The log of the service itself is shorter than that, and the database longer.
        now = 256 * 1024 if full else most
        resource.prlimit(installation.pid, resource.RLIMIT_FSIZE, (now, most))

    yield tmp_path, fill


@pytest.mark.parametrize("short_of_room", [_full_file_system, _small_files])
def test_no_room_puts_off_what_must_be_written_and_room_is_all_it_takes(
    tmp_path: Path,
    short_of_room: Callable[[Path], "contextmanager[tuple[Path, Callable[[Installation, bool], None]]]"],
) -> None:
    people = People.of_round(0)
    with short_of_room(tmp_path) as (folder, fill):  # type: ignore[attr-defined]
        made = Installation.make(folder / "installation", people.all())
        with made.serving() as installation:
            notebook = Notebook(tmp_path / "notebook.jsonl")
            visitors = Visitors(installation, notebook, people)
            fill(installation, True)
            said, put_off = _write_until_put_off(visitors)
            # So often that the service's own log, which lies there too, finds no room either.
            for what, visit in [*visitors.writing().items()] * _OFTEN:
                answer = visit()
                assert (what, answer.status, answer.retry_after) == (what, PUT_OFF, "1")
                assert "Kanariefågel" not in answer.text
            # What needs no line in the log is answered as ever.
            assert said <= visitors.labels()
            assert visitors.call("GET", "/healthz", {}).status == 200
            left = books.left_behind(installation.database, tmp_path / "left")
            assert books.sqlite_faults(left, notebook) == []

            fill(installation, False)
            until(lambda: visitors.state("Efteråt").status == 201, "it does not recover by itself")
            for ended in (visitors.other, visitors.leaver):
                notebook.begin(ended)
            statuses = {what: visit().status for what, visit in visitors.writing().items()}
            assert statuses == {"item": 201, "withdrawal": 200, "erasure": 204, "disclosure": 200}
            assert said | {"Efteråt"} <= visitors.labels()
            assert put_off not in visitors.labels()
            left = books.left_behind(installation.database, tmp_path / "left")
            assert books.sqlite_faults(left, notebook) == []


def _write_until_put_off(visitors: Visitors) -> tuple[set[str], str]:
    """What was taken before there was no room any more, and the first that was not."""
    said: set[str] = set()
    for at in range(_MOST_TRIES):
        label = f"{at} {_LONG}"[:200]
        answer = visitors.state(label)
        if answer.status == PUT_OFF:
            return said, label
        assert answer.status == 201, answer.text
        said.add(label)
    raise AssertionError(f"there was room for {_MOST_TRIES} entries: nothing is limited here")
