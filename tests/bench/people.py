"""Who is in the database while it is measured: Astrid with a profile of some size, and many others beside her."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from consent.request import AccessRequest
from consent.vocabulary import GrantId, IndividualId, RequestId
from profile_service.actions.answering import Yes, give
from profile_service.actions.asking import Question, WrongCode, ask, make_connection_code
from profile_service.actions.own_profile import add_item
from profile_service.actions.ports import Desk, Work
from profile_service.demo.cast import INDIVIDUALS, NORRSKEN
from profile_service.domain.people import Grantee, Individual

ASTRID = INDIVIDUALS[0].id
SCOPES = ("profile:experience:read", "profile:languages:read", "profile:skills:read")
DECLARATION = "dcl_norrsken_mapping"
CROWD = 64
_SKILLS, _JOBS, _TASKS = 9, 6, 4
"""So many entries make a disclosure of about ten kilobytes."""


@dataclass(frozen=True, slots=True)
class Other:
    """Somebody with one live grant, and one question that she has not answered yet."""

    id: IndividualId
    question: RequestId
    grant_to_be: GrantId


@dataclass(frozen=True, slots=True)
class Seeded:
    """What the measurements need to know: Astrid's live grant, and the others."""

    grant: GrantId
    others: Sequence[Other]
    grants: Sequence[GrantId] = ()
    """Of people with profiles of the same size as Astrid's: a crowd that is read in turn, so that nothing is read twice in a row."""


def seed_people(work: Work, desk: Desk, others: int) -> Seeded:
    """Everybody, by the service's own actions."""
    for section, content in _entries():
        add_item(work, desk, ASTRID, section, content)
    found = [_other(work, desk, number) for number in range(others)]
    crowd = [_alike(work, desk, number) for number in range(CROWD)]
    return Seeded(_grant(work, desk, ASTRID, "B"), found, crowd)


def _alike(work: Work, desk: Desk, number: int) -> GrantId:
    """Somebody whose disclosure is as long as Astrid's."""
    individual = IndividualId(f"ind_alike_{number:04}")
    _join(work, individual)
    for section, content in _entries():
        add_item(work, desk, individual, section, content)
    return _grant(work, desk, individual, f"A-{number:04}")


def _join(work: Work, individual: IndividualId) -> None:
    work.accounts.add_individual(Individual(individual, "sv"))
    work.vault.create(individual)
    work.marks.write(individual, protected=False)


def _other(work: Work, desk: Desk, number: int) -> Other:
    individual = IndividualId(f"ind_bench_{number}")
    _join(work, individual)
    for section, content in entries_of(number):
        add_item(work, desk, individual, section, content)
    _grant(work, desk, individual, f"C-{number}")
    question = _ask(work, desk, individual, f"Q-{number}")
    return Other(individual, question.id, question.grant_id)


def _grant(work: Work, desk: Desk, individual: IndividualId, case: str) -> GrantId:
    request = _ask(work, desk, individual, case)
    until = desk.clock.now() + timedelta(days=30)
    return give(work, desk, individual, request.id, Yes(SCOPES, until)).terms.id


def _ask(work: Work, desk: Desk, individual: IndividualId, case: str) -> AccessRequest:
    code, _ = make_connection_code(work, desk, individual)
    grantee = Grantee(NORRSKEN.organisation(), "Etablering Nord", None)
    asked = ask(work, desk, grantee, Question(code, DECLARATION, SCOPES, None, case, ""))
    if isinstance(asked, WrongCode):
        raise RuntimeError("a connection code did not work")
    return asked


def grant_to_norrsken(work: Work, desk: Desk, individual: IndividualId, case: str) -> GrantId:
    """A live grant, asked for and given by the service's own actions."""
    return _grant(work, desk, individual, case)


def entries_of(number: int) -> list[tuple[str, dict[str, Any]]]:
    """What somebody who is made up has written."""
    return [_skill(number), _job(number), _skill(number + 1)]


def _entries() -> list[tuple[str, dict[str, Any]]]:
    return [*map(_skill, range(_SKILLS)), *map(_job, range(_JOBS))]


def _skill(number: int) -> tuple[str, dict[str, Any]]:
    concept = {
        "label": f"Påhittad färdighet nummer {number}",
        "scheme": "esco",
        "concept_id": f"http://data.europa.eu/esco/skill/bench-{number}",
        "scheme_version": "1.2.0",
    }
    return "skills", {"skill": concept, "level": 1 + number % 4, "months": number, "wants_to_use": True}


def _job(number: int) -> tuple[str, dict[str, Any]]:
    return "experience", {
        "setting": "job",
        "title": f"Påhittat arbete nummer {number}",
        "employer": f"Exempelverkstaden {number} AB",
        "country": "SE",
        "start": f"{2000 + number}-03",
        "end": f"{2001 + number}-02",
        "tasks": "Packade, räknade och märkte varor. " * _TASKS,
    }
