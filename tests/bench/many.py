"""What is known of an instrument, and starting a mapping session: with 10,000 people in the database as with few.

The many are the made-up profiles of the shared data, each with a live grant; without that folder they are made up here, and the
report says so. They are written section by section: item by item, by the service's own actions, would take some minutes.
"""

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from itertools import cycle, islice
from pathlib import Path
from statistics import median, quantiles
from time import perf_counter
from typing import Any

from consent.decision import Denial
from consent.grant import Active
from consent.scope import Scope
from consent.terms import Terms
from consent.vocabulary import DeclarationId, GrantId, IndividualId, RequestId
from profile_service.actions.coverage import Question, ask_coverage
from profile_service.actions.ports import Desk, Work
from profile_service.actions.reading import Opening, disclose
from profile_service.demo.cast import NORRSKEN
from profile_service.demo.opening import open_demo
from profile_service.domain.people import Grantee, Individual
from profile_service.domain.profile import OWN_WORDS, ItemId, Json, Strength, new_assertion
from profile_service.domain.sections import CATALOGUE
from profile_service.portability.synthetic import BUILT_IN, read_all
from tests.bench.load import Job, run_load
from tests.bench.people import DECLARATION, entries_of, grant_to_norrsken
from tests.bench.stand import Stand

MANY = 10_000
SHARED = Path(os.environ.get("EGENKARTA_SHARED_DATA") or Path(__file__).parents[3] / "shared" / "data")
_PEOPLE = SHARED / "synthetic-load" / "profiles.jsonl.gz"
_SECTIONS = ("experience", "skills")
_INSTRUMENTS = ("orientation", "work-skills")
_ASKED = 60
"""How many of them are asked about, each by a reader of her own."""
_IN_THE_LANE = 200
_BATCH = 500
_DIFFERENT = 1_000


@dataclass(frozen=True, slots=True)
class Took:
    """Single requests, in microseconds."""

    p50: float
    p95: float


@dataclass(frozen=True, slots=True)
class Crowd:
    """What asking and starting took, by how many people there are beside. `official` where they are the shared data's."""

    people: int
    official: bool
    coverage: dict[str, Took]
    starting: dict[str, Took]
    work: dict[str, Took]
    """Of coverage, in the lane alone: without network, framework and levelling."""
    disclosing: dict[str, Took]
    """The same of a disclosure, to compare with."""

    def ratio(self, what: str) -> float:
        """The median with many people to the median with few."""
        found: dict[str, Took] = getattr(self, what)
        return found["many"].p50 / found["few"].p50


Lanes = tuple[dict[str, Took], dict[str, Took]]
"""Of coverage, and of a disclosure."""
_QUESTION = Question("work-skills")


@dataclass(frozen=True, slots=True)
class Ready:
    """A stand whose people can be asked about, and what that took in its lane."""

    stand: Stand
    grants: Sequence[GrantId]
    official: bool


def ready(stand: Stand, others: int = 0) -> Ready:
    """Give the organisation a live grant of some of a stand's people, with many others beside them.

    Of the shared data's people the first thousand come in again and again: what counts here is how many there are.
    """
    parts, app = open_demo(stand.folder, stand.base_url)
    desk: Desk = app.state.house.desk
    run = parts.database.writer.run
    try:
        found = cycle(
            list(islice(_from_shared() if _PEOPLE.exists() else _made_up(), min(others, _DIFFERENT)))
        )
        people = enumerate(islice(found, others))
        while batch := list(islice(people, _BATCH)):
            run(partial(_write, desk=desk, people=batch))
        grants = run(partial(_grants, desk=desk))
        return Ready(stand, grants, _PEOPLE.exists())
    finally:
        parts.database.close()


def crowd_of(few: Ready, many: Ready, lanes: Lanes) -> Crowd:
    """Measure both over the network, turn by turn, so that whatever slows the machine down slows both."""
    stands = {"few": few, "many": many}
    tokens = {name: one.stand.token() for name, one in stands.items()}
    found: dict[str, dict[str, Took]] = {"coverage": {}, "starting": {}}
    for what, make, status in (("coverage", asking, 200), ("starting", starting, 201)):
        latencies: dict[str, list[float]] = {name: [] for name in stands}
        half = _ASKED // 2
        for part in (slice(0, half), slice(half, None)):
            for name, one in stands.items():
                requests = make(one.stand, tokens[name], one.grants[part])
                latencies[name] += run_load(Job(one.stand.port, requests, (status,))).latencies
        found[what] = {name: took_of(all_) for name, all_ in latencies.items()}
    work, disclosing = lanes
    return Crowd(MANY, many.official, found["coverage"], found["starting"], work, disclosing)


def _grants(work: Work, desk: Desk) -> list[GrantId]:
    hers = [IndividualId(f"ind_bench_{number}") for number in range(_ASKED)]
    return [grant_to_norrsken(work, desk, one, f"K-{one}") for one in hers]


def in_the_lane(few: Ready, many: Ready) -> Lanes:
    """Coverage and disclosure without anything around them, few and many turn by turn: each a unit of work with its fsync."""
    grantee = Grantee(NORRSKEN.organisation(), "Etablering Nord", "Nils Berg")
    with ExitStack() as stack:
        opened = {"few": _opened(stack, few), "many": _opened(stack, many)}
        found: tuple[dict[str, list[float]], dict[str, list[float]]] = (
            {"few": [], "many": []},
            {"few": [], "many": []},
        )
        for number in range(_IN_THE_LANE):
            for name, (run, desk, grants) in opened.items():
                opening = Opening(grants[number % len(grants)], "K", f"R{number % len(grants)}")
                acts = (
                    partial(ask_coverage, desk=desk, grantee=grantee, opening=opening, question=_QUESTION),
                    partial(disclose, desk=desk, grantee=grantee, opening=opening),
                )
                for took, act in zip(found, acts, strict=True):
                    begun = perf_counter()
                    told = run(act)
                    took[name].append((perf_counter() - begun) * 1e6)
                    if isinstance(told, Denial):
                        raise RuntimeError(f"refused: {told.reason}")
    asked, read = ({name: took_of(every) for name, every in one.items()} for one in found)
    return asked, read


def _opened(
    stack: ExitStack, one: Ready
) -> tuple[Callable[[Callable[[Work], Any]], Any], Desk, Sequence[GrantId]]:
    parts, app = open_demo(one.stand.folder, one.stand.base_url)
    stack.callback(parts.database.close)
    return parts.database.writer.run, app.state.house.desk, one.grants


def asking(stand: Stand, token: str, grants: Sequence[GrantId]) -> list[str]:
    """Each of these is asked about, by a reader of her own."""
    return [
        stand.post("/v1/coverage", token, _asked(grant, at) | {"instrument": {"id": _INSTRUMENTS[at % 2]}})
        for at, grant in enumerate(grants)
    ]


def starting(stand: Stand, token: str, grants: Sequence[GrantId]) -> list[str]:
    """With each of these a session is begun."""
    circumstances = {"languages": ["sv", "ar"], "present": ["adviser"], "place": "office"}
    return [
        stand.post(
            "/v1/mapping-sessions",
            token,
            _asked(grant, at) | {"instrument": {"id": "orientation"}, "circumstances": circumstances},
        )
        for at, grant in enumerate(grants)
    ]


def took_of(latencies: Sequence[float]) -> Took:
    """Median and 95th percentile."""
    return Took(median(latencies), quantiles(latencies, n=20, method="inclusive")[18])


def _asked(grant: GrantId, at: int) -> dict[str, Any]:
    return {"grant_id": grant, "case_reference": "K", "reader": f"Reader {at}"}


def _from_shared() -> Iterator[list[tuple[str, dict[str, Json]]]]:
    for _, foreign in read_all(_PEOPLE, BUILT_IN):
        yield [(draft.section, dict(draft.raw)) for draft in foreign.drafts if draft.section in _SECTIONS]


def _made_up() -> Iterator[list[tuple[str, dict[str, Json]]]]:
    number = 0
    while True:
        yield list(entries_of(number))
        number += 1


def _write(work: Work, desk: Desk, people: Iterable[tuple[int, list[tuple[str, dict[str, Json]]]]]) -> None:
    now = desk.clock.now()
    scopes = tuple(Scope(section, CATALOGUE[section]) for section in ("experience", "languages", "skills"))
    for number, items in people:
        individual = IndividualId(f"ind_many_{number}")
        work.accounts.add_individual(Individual(individual, "sv"))
        work.vault.create(individual)
        for section in dict.fromkeys(section for section, _ in items):
            entries = [
                new_assertion(ItemId(f"itm_{number}_{at}"), section, content, OWN_WORDS, Strength.SELF, now)
                for at, (name, content) in enumerate(items)
                if name == section
            ]
            work.vault.write(individual, section, entries, 0, [])
        terms = Terms(
            GrantId(f"gra_many_{number}"), individual, NORRSKEN.organisation().id, "", RequestId(f"req_many_{number}"),
            DeclarationId(DECLARATION), 1, "https://w3id.org/dpv#ServiceProvision", scopes, now, now + timedelta(days=30),
        )  # fmt: skip
        work.ledger.add(Active(terms))
