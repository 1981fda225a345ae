"""`egenkarta seed`: invented people come in with everything that their lines say, and the demo goes on beside them."""

import gzip
import sqlite3
import subprocess
from collections import Counter
from collections.abc import Iterator
from contextlib import closing
from itertools import islice
from pathlib import Path
from typing import Final

import pytest
from fastapi.testclient import TestClient

from consent.vocabulary import IndividualId
from profile_service.demo.opening import open_demo
from profile_service.identity.tokens import INDIVIDUAL_SCOPE
from profile_service.portability.synthetic import read_all
from tests.stage import BASE_URL
from tests.warm import SERVICE, warm

PEOPLE: Final = 50
Person = tuple[str, tuple[tuple[str, int], ...]]
"""Her language, and how many entries each section has."""


@pytest.fixture(scope="module")
def load_file(shared_files: Path) -> Path:
    file = shared_files / "data" / "synthetic-load" / "profiles.jsonl.gz"
    if not file.exists():
        pytest.skip(f"{file.name} is not there: the folder of shared data is not beside this repository")
    return file


def _seed(file: Path, folder: Path) -> "subprocess.CompletedProcess[str]":
    return _run("seed", file, "--data-dir", folder, "--limit", PEOPLE)


def _run(*words: object) -> "subprocess.CompletedProcess[str]":
    return warm().run(SERVICE, [str(word) for word in words], timeout=100)


def test_the_first_fifty_people_come_in_with_all_that_their_lines_say(
    load_file: Path, tmp_path: Path
) -> None:
    done = _seed(load_file, tmp_path / "demo")
    assert done.returncode == 0, done.stderr
    assert f"{PEOPLE} people added" in done.stderr
    expected = Counter(_of_lines(load_file))
    assert sum(expected.values()) == PEOPLE
    assert Counter(_over_the_api(tmp_path / "demo")) == expected


def test_a_file_that_is_no_such_file_is_told_in_one_line(load_file: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.gz"
    wrong.write_bytes(load_file.read_bytes()[:200])
    done = _seed(wrong, tmp_path / "demo")
    assert done.returncode == 1, done.stderr
    assert "Traceback" not in done.stderr


def test_a_bad_line_in_the_middle_is_named_and_so_is_how_many_came_in_before_it(
    load_file: Path, tmp_path: Path
) -> None:
    with gzip.open(load_file) as whole:
        good = list(islice(whole, 130))
    broken = tmp_path / "broken.jsonl.gz"
    broken.write_bytes(gzip.compress(b"".join([*good, b"{}\n"])))
    done = _run("seed", broken, "--data-dir", tmp_path / "demo")
    assert done.returncode == 1, done.stderr
    assert "100 people added" in done.stderr
    assert "line 131: " in done.stderr
    with closing(sqlite3.connect(tmp_path / "demo" / "egenkarta.sqlite3")) as database:
        assert database.execute("select count(*) from individual").fetchone() == (100,)


def test_a_folder_of_taxonomies_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "any.gz").write_bytes(gzip.compress(b""))
    done = _run("seed", tmp_path / "any.gz", "--data-dir", tmp_path / "demo", "--taxonomies", "/nope")
    assert done.returncode != 0
    assert "--taxonomies" in done.stderr
    assert not (tmp_path / "demo").exists()


def _of_lines(file: Path) -> Iterator[Person]:
    for language, foreign in islice(read_all(file), PEOPLE):
        counts = Counter(draft.section for draft in foreign.drafts)
        yield language, tuple(sorted(counts.items()))


def _over_the_api(folder: Path) -> Iterator[Person]:
    """Everybody but the cast, each asked for her own profile with a token of her own."""
    with closing(sqlite3.connect(folder / "egenkarta.sqlite3")) as database:
        rows = database.execute("select id, language from individual").fetchall()
    parts, app = open_demo(folder, BASE_URL)
    house = app.state.house
    with TestClient(app, base_url=BASE_URL) as http:
        for individual, language in rows:
            token = house.tokens.issue(
                IndividualId(individual), "demo", INDIVIDUAL_SCOPE, parts.ids.new("tok"), parts.clock.now()
            )
            answer = http.get("/v1/me/profile", headers={"Authorization": f"Bearer {token}"})
            sections = answer.json()["sections"]
            yield language, tuple(sorted((name, len(items)) for name, items in sections.items() if items))
