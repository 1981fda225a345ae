"""Fill an empty demo: the cast, their profiles, one live grant and one question that waits for its answer."""

import json
from collections.abc import Mapping, Sequence
from datetime import timedelta
from typing import Final

from consent.vocabulary import IndividualId, RequestId
from profile_service.actions.answering import Yes, give
from profile_service.actions.asking import Question, WrongCode, ask, make_connection_code
from profile_service.actions.own_profile import add_item
from profile_service.actions.ports import Desk, Work
from profile_service.demo.cast import INDIVIDUALS, NORRSKEN, ORGANISATIONS, YRKESSKOLAN, Company, Person
from profile_service.demo.declarations import declarations
from profile_service.demo.profiles import PROFILES
from profile_service.domain.people import Client, Grantee, Individual
from profile_service.signing.jwk import public_part

_LOOPBACK: Final = "http://127.0.0.1/callback"
"""Where a program of the demo's organisations lets a browser come back to, at whichever port it gets (RFC 8252, section 7.3)."""


def is_seeded(work: Work) -> bool:
    """Whether the cast is in this database already."""
    return work.accounts.organisation(NORRSKEN.id) is not None


def seed(work: Work, desk: Desk, client_keys: Mapping[str, Mapping[str, str]]) -> None:
    """Everything of the demo, in one transaction.

    Args:
        client_keys: the private JWK of each organisation's client, by client id; only the public part is kept.
    """
    for company in ORGANISATIONS:
        _add_company(work, company, client_keys[company.client_id])
    for declaration in declarations():
        work.declarations.add(declaration)
    for person in INDIVIDUALS:
        _add_person(work, desk, person)
    astrid = INDIVIDUALS[0].id
    granted = ("profile:languages:read", "profile:skills:read?fields=level,skill")
    request_id = _put(work, desk, astrid, NORRSKEN, "dcl_norrsken_mapping", granted, "KARTA-2026-17")
    give(work, desk, astrid, request_id, Yes(granted, desk.clock.now() + timedelta(days=60)))
    waiting = ("profile:skills:read", "profile:experience:read", "profile:education:read")
    _put(work, desk, astrid, YRKESSKOLAN, "dcl_yrkesskolan_validating", waiting, "VAL-2026-204")


def _add_company(work: Work, company: Company, private_jwk: Mapping[str, str]) -> None:
    work.accounts.add_organisation(company.organisation())
    for member in company.members():
        for place in member.places:
            work.staff.add_unit(company.id, place.unit)
        work.staff.add(member)
    key = json.dumps(public_part(private_jwk))
    work.accounts.add_client(Client(company.client_id, company.id, (key,), (_LOOPBACK,)))


def _add_person(work: Work, desk: Desk, person: Person) -> None:
    work.accounts.add_individual(Individual(person.id, person.language))
    work.vault.create(person.id)
    work.marks.write(person.id, protected=False)
    for section, content in PROFILES[person.persona]:
        add_item(work, desk, person.id, section, content)


def _put(
    work: Work,
    desk: Desk,
    individual: IndividualId,
    company: Company,
    declaration: str,
    scopes: Sequence[str],
    case_reference: str,
) -> RequestId:
    code, _ = make_connection_code(work, desk, individual)
    colleague = company.colleagues[0]
    asked = ask(
        work,
        desk,
        Grantee(company.organisation(), colleague.unit, colleague.name, colleague.roles),
        Question(code, declaration, tuple(scopes), None, case_reference, ""),
    )
    if isinstance(asked, WrongCode):
        raise RuntimeError("the demo's own connection code did not work")
    return asked.id
