"""Is everything that was acknowledged there? Asked of the running service, as anybody would, and of its raw files."""

from collections.abc import Iterable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from itertools import chain
from pathlib import Path
from typing import Any, Final

import httpx

from tests.drills.crowd import said
from tests.drills.installation import Installation, canary
from tests.drills.notebook import ERASED, GIVEN, ITEM, READ, WITHDRAWN, Notebook

_NEWEST: Final = 10
"""Of what must not open any more, so many of each round are tried; where all others stand, the books tell (`books.py`)."""
_AT_ONCE: Final = 4


def losses(installation: Installation, notebook: Notebook, people: Sequence[str]) -> list[str]:
    """What these people were told and is not so; empty where all of it holds."""
    gone = notebook.ids(ERASED)
    there = [person for person in people if notebook.staying(person)]
    with installation.caller() as http:
        agency = installation.agency()
        look = Look(installation, notebook, http, agency)
        left = [person for person in people if person in gone]
        looks = [
            *((look.at_a_person, person) for person in there),
            *((look.at_somebody_erased, person) for person in left),
            *((look.at_an_ended_grant, grant) for grant in _ended(notebook, people)),
            *((look.at_a_standing_grant, grant) for grant in _standing(notebook, people)),
        ]
        with ThreadPoolExecutor(_AT_ONCE) as pool:
            return list(chain.from_iterable(pool.map(lambda one: list(one[0](one[1])), looks)))


def _ended(notebook: Notebook, people: Sequence[str]) -> list[str]:
    gone = notebook.ids(ERASED)
    withdrawn = [one.id for one in notebook.of(WITHDRAWN, people)]
    erased = [one.id for one in notebook.of(GIVEN, people) if one.person in gone]
    return withdrawn[-_NEWEST:] + erased[-_NEWEST:]


def _standing(notebook: Notebook, people: Sequence[str]) -> list[str]:
    alive = notebook.standing()
    return [one.id for one in notebook.of(GIVEN, people) if one.id in alive][-_NEWEST:]


class Look:
    """One look at the service after it has started again."""

    def __init__(
        self, installation: Installation, notebook: Notebook, http: httpx.Client, agency: dict[str, str]
    ) -> None:
        self._installation, self._notebook = installation, notebook
        self._http, self._agency = http, agency
        self._standing = notebook.standing()

    def at_a_person(self, person: str) -> Iterator[str]:
        """Her entries, her grants and her log."""
        hers = self._installation.individual(person)
        items = said(self._http.get("/v1/me/profile/skills", headers=hers))["items"]
        labels = {item["content"]["skill"]["label"] for item in items}
        for one in self._notebook.of(ITEM, [person]):
            if one.id not in labels:
                yield f"a profile item is gone: {one.id}"
        states = {
            one["id"]: one["state"] for one in said(self._http.get("/v1/me/grants", headers=hers))["grants"]
        }
        withdrawn, standing = self._notebook.ids(WITHDRAWN), self._standing
        for one in self._notebook.of(GIVEN, [person]):
            state = states.get(one.id, "gone")
            if state == "gone":
                yield f"a grant is gone: {one.id}"
            if one.id in withdrawn and state != "withdrawn":
                yield f"a withdrawn grant is {state}: {one.id}"
            if one.id in standing and state != "active":
                yield f"a standing grant is {state}: {one.id}"
        yield from self._at_her_log(person, hers)

    def _at_her_log(self, person: str, hers: dict[str, str]) -> Iterator[str]:
        lines = [line["id"] for line in _log(self._http, hers)]
        for one in self._notebook.of(READ, [person]):
            if (count := lines.count(one.id)) != 1:
                yield f"a reading stands {count} times in her log: {one.id}"

    def at_somebody_erased(self, person: str) -> Iterator[str]:
        """Nobody is let in as her any more."""
        hers = self._installation.individual(person)
        answer = self._http.get("/v1/me/profile", headers=hers)
        if answer.status_code != 401:
            yield f"somebody erased is there ({answer.status_code}): {person}"

    def at_an_ended_grant(self, grant: str) -> Iterator[str]:
        """It opens nothing."""
        status = self._open(grant).status_code
        if status != 404:
            yield f"an ended grant answers {status}: {grant}"

    def at_a_standing_grant(self, grant: str) -> Iterator[str]:
        """It opens, and that is written down like any reading."""
        answer = self._open(grant)
        if answer.status_code != 200:
            yield f"a standing grant answers {answer.status_code}: {grant}"
            return
        person = next(one.person for one in self._notebook.of(GIVEN) if one.id == grant)
        self._notebook.write(READ, person, answer.headers["Egenkarta-Disclosure"], grant)

    def _open(self, grant: str) -> httpx.Response:
        body = {"grant_id": grant, "case_reference": "look", "reader": "Nils Berg"}
        return self._http.post("/v1/disclosures", json=body, headers=self._agency)


def _log(http: httpx.Client, hers: dict[str, str]) -> Iterator[dict[str, Any]]:
    before: dict[str, Any] = {}
    while True:
        page = said(http.get("/v1/me/disclosures", params={"limit": 200, **before}, headers=hers))
        yield from page["disclosures"]
        if page.get("next") is None:
            return
        before = {"before": page["next"]}


def left_in_files(file: Path, canaries: Iterable[tuple[str, bytes]]) -> list[str]:
    """Whose canary stands in a database's raw files, its write-ahead log among them."""
    raw = b"".join(path.read_bytes() for path in sorted(file.parent.glob(file.name + "*")))
    return [f"a canary is in the raw files: {name}" for name, bytes_ in canaries if bytes_ in raw]


def canary_of(person: str) -> bytes:
    """What she has written in her profile from the start."""
    return canary(person).encode()
