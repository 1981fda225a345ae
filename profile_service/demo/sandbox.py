"""The demo's sandbox: somebody who builds a system registers an organisation of her own, and asks within minutes.

Nobody looks at who she is. Her organisation says in its very name that it is a sandbox, so that no page, receipt or log
can forget to say it, and its number begins with zeros, which none of Bolagsverket's does. It exists only in the demo.
"""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.declaration import DeclarationStatus, Purpose, PurposeDeclaration
from consent.request import Objection
from consent.vocabulary import DeclarationId, OrganisationId
from profile_service.actions.errors import ContentError
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.actions.systems import add_system
from profile_service.demo.declarations import in_all_languages, template, wants_of
from profile_service.domain.people import Client, ClientId, Organisation, Role
from profile_service.domain.staffing import Hand, What
from profile_service.domain.texts import objections_to_word
from profile_service.signing.jwk import new_signing_jwk, public_part

MOST: Final = 50
"""Sandbox organisations of one demo."""
MARK: Final = "Sandbox: "
UNIT: Final = "Sandbox"
_LONGEST_NAME: Final = 100
_PREFIX: Final = "0000"


@dataclass(frozen=True, slots=True)
class Sandbox:
    """What somebody needs to ask her first question."""

    organisation: Organisation
    client: Client
    declaration: PurposeDeclaration


def open_sandbox(
    work: Work, desk: Desk, name: str, public_jwk: str, redirect_uris: Sequence[str], *, dpop_required: bool
) -> Sandbox:
    """Register an organisation, its system and a purpose that is in force at once, in one transaction.

    Raises:
        ContentError: the name or an address cannot be, or the demo has as many as it may.
    """
    known = [one for one in work.accounts.organisations() if one.sandbox]
    objections = [*objections_to_word("/name", name, _LONGEST_NAME)]
    if len(known) >= MOST:
        right = f"a new demo in another folder; one has at most {MOST}"
        objections.append(Objection("/name", "there are too many sandbox organisations", right))
    if objections:
        raise ContentError(objections)
    identity = OrganisationId(desk.ids.new("org"))
    organisation = Organisation(
        identity, MARK + " ".join(name.split()), _number(len(known)), Role.AGENCY, sandbox=True
    )
    work.accounts.add_organisation(organisation)
    work.staff.add_unit(identity, UNIT)
    hand = Hand(identity, None)
    note_change(work, desk, hand, What.REGISTERED)
    client = Client(
        ClientId(f"sandbox-{identity.removeprefix('org_')[:12]}"),
        identity,
        (public_jwk,),
        redirect_uris=tuple(redirect_uris),
        dpop_required=dpop_required,
    )
    add_system(work, desk, hand, client)
    declaration = _purpose(desk, organisation)
    work.declarations.add(declaration)
    return Sandbox(organisation, client, declaration)


def new_key() -> tuple[dict[str, str], str]:
    """A private key for somebody who has none yet, and its public half as JSON. The private one is kept nowhere here."""
    private = dict(new_signing_jwk())
    return private, json.dumps(public_part(private))


def _purpose(desk: Desk, organisation: Organisation) -> PurposeDeclaration:
    """The demo's own purpose for mapping, in the sandbox's name."""
    base = template()
    sentence = in_all_languages(
        {
            "sv": "Vi provar ett system. Detta är en sandlåda.",
            "en": "We try out a system. This is a sandbox.",
            "ar": "نجرّب نظامًا. هذه بيئة تجريبية.",
        }
    )
    return replace(
        base,
        id=DeclarationId(desk.ids.new("dcl")),
        organisation=organisation.id,
        purpose=Purpose(base.purpose.code, sentence),
        wants=wants_of(),
        contact="sandbox@example.org",
        status=DeclarationStatus.APPROVED,
    )


def _number(count: int) -> str:
    digits = f"{_PREFIX}{count + 1:05d}"
    doubled = [int(digit) * (2 - at % 2) for at, digit in enumerate(digits)]
    total = sum(value // 10 + value % 10 for value in doubled)
    return digits + str(-total % 10)
