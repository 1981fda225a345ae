"""The cast: invented people and organisations, the same in every demo and in every test."""

from dataclasses import dataclass
from typing import Final

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.people import ClientId, Member, Organisation, Place, Role, StaffId, StaffRole


@dataclass(frozen=True, slots=True)
class Person:
    """An individual of the cast. `persona` is the word that the demo's sign-in takes."""

    persona: str
    name: str
    language: str

    @property
    def id(self) -> IndividualId:
        return IndividualId(f"ind_demo_{self.persona}")


@dataclass(frozen=True, slots=True)
class Colleague:
    """A member of an organisation's staff."""

    persona: str
    name: str
    unit: str
    roles: frozenset[StaffRole]


@dataclass(frozen=True, slots=True)
class Company:
    """An organisation of the cast, with its staff. `number` is an invented organisationsnummer with a right check digit."""

    persona: str
    name: str
    number: str
    role: Role
    colleagues: tuple[Colleague, ...]

    @property
    def id(self) -> OrganisationId:
        return OrganisationId(f"org_demo_{self.persona}")

    @property
    def client_id(self) -> ClientId:
        return ClientId(f"{self.persona}-system")

    def organisation(self) -> Organisation:
        """As the service knows it."""
        return Organisation(self.id, self.name, self.number, self.role)

    def members(self) -> tuple[Member, ...]:
        """Its people as the service knows them."""
        return tuple(
            Member(staff_id(one.persona), self.id, one.name, (Place(one.unit, one.roles),))
            for one in self.colleagues
        )


def staff_id(persona: str) -> StaffId:
    """The id behind a staff persona."""
    return StaffId(f"stf_demo_{persona}")


_OFFICE: Final = frozenset({StaffRole.ADMINISTRATOR, StaffRole.DATA_PROTECTION_OFFICER})
"""What somebody does besides in a small organisation."""

INDIVIDUALS: Final = (
    Person("astrid", "Astrid Lindqvist", "sv"),
    Person("bo", "Bo Ekström", "sv"),
    Person("rim", "ريم الخطيب", "ar"),
    Person("petra", "Petra", "sv"),
)

NORRSKEN: Final = Company(
    "norrsken",
    "Norrsken AB",
    "5560000035",
    Role.AGENCY,
    (
        Colleague(
            "nils",
            "Nils Berg",
            "Etablering Nord",
            _OFFICE | {StaffRole.CASE_WORKER, StaffRole.PROTECTED_IDENTITY},
        ),
        Colleague("mona", "Mona Sandell", "Vägledning Syd", frozenset({StaffRole.CASE_WORKER})),
    ),
)
TJUVHOLMEN: Final = Company(
    "tjuvholmen",
    "Tjuvholmen AB",
    "5560000019",
    Role.EMPLOYER,
    (Colleague("terje", "Terje Holm", "Rekrytering", _OFFICE | {StaffRole.RECRUITER}),),
)
YRKESSKOLAN: Final = Company(
    "yrkesskolan",
    "Yrkesskolan",
    "5560000027",
    Role.ASSESSOR,
    (Colleague("ylva", "Ylva Nyman", "Validering", _OFFICE | {StaffRole.ASSESSOR}),),
)
DRIFT: Final = Company(
    "drift",
    "Egenkarta Drift",
    "5560000043",
    Role.OPERATOR,
    (Colleague("olle", "Olle Ramberg", "Drift", frozenset({StaffRole.ADMINISTRATOR})),),
)
ORGANISATIONS: Final = (NORRSKEN, TJUVHOLMEN, YRKESSKOLAN, DRIFT)
