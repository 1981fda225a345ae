"""The purposes that can be declared, and the legal bases: both by their published codes."""

import re
from typing import Final

_DPV: Final = "https://w3id.org/dpv#"

# Terms of the taxonomy of purposes in the W3C Data Privacy Vocabulary 2. Those that have nothing to do with a person's
# competence are left out on purpose: advertising, marketing, credit, selling and the like are not asked for here.
_TERMS: Final = (
    "DisputeManagement",
    "EstablishContractualAgreement",
    "FulfilmentOfContractualObligation",
    "IdentityVerification",
    "ImprovePublicServices",
    "LegalCompliance",
    "PersonnelHiring",
    "PersonnelManagement",
    "ProvideOfficialStatistics",
    "ProvidePersonalisedRecommendations",
    "RequestedServiceProvision",
    "RightsFulfillment",
    "ScientificResearch",
    "ServicePersonalisation",
    "ServiceProvision",
    "Verification",
)
PURPOSES: Final = tuple(_DPV + term for term in _TERMS)

BASES: Final = tuple(f"6.1 {letter}" for letter in "abcdef")
"""GDPR art. 6.1. Each use of anything about a person has one of them."""
SPECIAL_BASES: Final = tuple(f"9.2 {letter}" for letter in "abcfghj")
"""GDPR art. 9.2, without what could not be claimed here: an association's own members, what she made public, epidemics."""

_WRITTEN: Final = re.compile(r"GDPR art\. (6\.1 [a-f])(?:, art\. (9\.2 [a-j]))?")


def write_bases(basis: str, special: str = "") -> str:
    """Legal bases as a declaration has them: "GDPR art. 6.1 e, art. 9.2 h"."""
    return f"GDPR art. {basis}" + (f", art. {special}" if special else "")


def read_bases(written: str) -> tuple[str, str] | None:
    """The reverse of `write_bases`: the basis and, or empty, the special one; None for anything else."""
    match = _WRITTEN.fullmatch(written)
    if match is None:
        return None
    basis, special = match[1], match[2] or ""
    return (basis, special) if special in ("", *SPECIAL_BASES) else None
