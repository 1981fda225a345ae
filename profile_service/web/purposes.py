"""Purposes and legal bases, as they are called where they are chosen and decided."""

from typing import Final

from profile_service.domain.purposes import BASES, PURPOSES, SPECIAL_BASES
from profile_service.language import Words
from profile_service.language.legal_bases import plain_bases
from profile_service.language.marking import N_

_NAMES: Final = {
    "DisputeManagement": N_("Settling a dispute"),
    "EstablishContractualAgreement": N_("Making an agreement"),
    "FulfilmentOfContractualObligation": N_("Keeping an agreement"),
    "IdentityVerification": N_("Checking who somebody is"),
    "ImprovePublicServices": N_("Making public services better"),
    "LegalCompliance": N_("Doing what a law demands"),
    "PersonnelHiring": N_("Hiring"),
    "PersonnelManagement": N_("Managing those who are employed"),
    "ProvideOfficialStatistics": N_("Official statistics"),
    "ProvidePersonalisedRecommendations": N_("Suggestions for one person"),
    "RequestedServiceProvision": N_("A service that the person has asked for"),
    "RightsFulfillment": N_("Giving somebody what is hers or his by right"),
    "ScientificResearch": N_("Research"),
    "ServicePersonalisation": N_("Fitting a service to one person"),
    "ServiceProvision": N_("Giving a service"),
    "Verification": N_("Assessing or verifying"),
}
Choices = list[tuple[str, str]]


def purpose_name(words: Words, code: str) -> str:
    """What a coded purpose is called; the code itself where no name is known."""
    term = code.rpartition("#")[2]
    return words(_NAMES[term]) if term in _NAMES else code


def purpose_choices(words: Words) -> Choices:
    """Every purpose that can be declared, by name."""
    return sorted(((code, purpose_name(words, code)) for code in PURPOSES), key=lambda choice: choice[1])


def basis_choices(words: Words) -> Choices:
    """Article 6.1, each letter with what it says."""
    return [(basis, _told(words, basis)) for basis in BASES]


def special_choices(words: Words) -> Choices:
    """Article 9.2, for facts about health."""
    return [(basis, _told(words, basis)) for basis in SPECIAL_BASES]


def _told(words: Words, basis: str) -> str:
    return " ".join([f"{basis}.", *(words(one) for one in plain_bases(basis))])
