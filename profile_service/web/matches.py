"""A match for a page: what is needed asked of the concept store, held against claims, drawn and listed."""

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from profile_service.actions.matching import (
    OCCUPATION_SCHEMES,
    fit_of_claims,
    labelled_occupations,
    own_claims,
)
from profile_service.actions.shared_reading import Shown
from profile_service.domain.concept import ConceptHit, ConceptId, ConceptRef, SchemeName
from profile_service.domain.match import Claim, Fit
from profile_service.doors import House, PortalVisit
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
    fit = await house.look_up(lambda concepts: fit_of_claims(concepts, claims, occupation, language))
    if fit is None:
        return None
    speech = words(language)
    title = speech(
        N_("A tile for each skill: {had} that are there, {missing} that are not. The list says the same."),
        had=len(fit.had),
        missing=len(fit.missing),
    )
    return Match(fit, picture(fit, title, from_right=speech.direction == "rtl"))


async def fit_shown(house: House, shown: Shown, language: str) -> Match | None:
    """How what a link shows fits the job that she named; None where she named none. Worked out from what is shown alone."""
    return None if shown.fit is None else await match_of(house, shown.claims, shown.fit, language)


async def jobs_to_show(house: House, visit: PortalVisit, named: str) -> Sequence[ConceptHit]:
    """The jobs that she is offered to show a fit for: the one that she comes from, and her goals."""
    own = await house.read(lambda work: own_claims(work, house.desk, visit.individual))
    refs = list(dict.fromkeys([*_named(named), *own.goals]))
    return await house.look_up(lambda concepts: labelled_occupations(concepts, refs, visit.language))


async def occupation_named(house: House, named: str) -> ConceptRef | None:
    """The occupation that a form names, if there is such a one."""
    refs = _named(named)
    found = await house.look_up(lambda concepts: labelled_occupations(concepts, refs, "sv"))
    return found[0].ref if found else None


def _named(text: str) -> list[ConceptRef]:
    scheme, _, concept = text.partition(" ")
    return [ref_of(scheme, concept)] if concept and scheme in OCCUPATION_SCHEMES else []
