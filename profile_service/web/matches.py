"""A match for a page: what is needed asked of the concept store, held against claims, drawn and listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from profile_service.actions.matching import equals_of, wanted
from profile_service.actions.ports.concepts import Concepts
from profile_service.domain.concept import ConceptId, ConceptRef, SchemeName
from profile_service.domain.match import Claim, Equals, Fit, Wanted, codes_of, match
from profile_service.doors import House
from profile_service.language import words
from profile_service.language.marking import N_
from profile_service.web.match_picture import picture


@dataclass(frozen=True, slots=True)
class Match:
    """A fit with its picture."""

    fit: Fit
    picture: Markup


def ref_of(scheme: str, concept: str) -> ConceptRef:
    """A concept as an address or a form names it."""
    return ConceptRef(SchemeName(scheme), ConceptId(concept))


async def match_of(
    house: House, claims: Sequence[Claim], occupation: ConceptRef, language: str
) -> Match | None:
    """How claims fit an occupation; None where there is no such occupation."""
    codes = codes_of(claims)

    def ask(concepts: Concepts) -> tuple[Wanted | None, Equals]:
        return wanted(concepts, occupation, language), equals_of(concepts, codes)

    needed, equals = await house.look_up(ask)
    if needed is None:
        return None
    fit = match(needed, claims, equals)
    speech = words(language)
    title = speech(
        N_("A tile for each skill: {had} that are there, {missing} that are not. The list says the same."),
        had=len(fit.had),
        missing=len(fit.missing),
    )
    return Match(fit, picture(fit, title, from_right=speech.direction == "rtl"))
