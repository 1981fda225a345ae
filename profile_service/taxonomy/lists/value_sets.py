"""Value sets: EQF beside SeQF, driving licences and levels of language of JobTech's, levels of SUN 2020; and scales of our own."""

from collections.abc import Iterator
from typing import Final

from profile_service.domain.concept import ConceptKind, Relation, RelationKind
from profile_service.taxonomy.formats import SheetFormat, columns, nothing
from profile_service.taxonomy.found import Found, FoundConcept, FoundRelation, Told, concept_of
from profile_service.taxonomy.schemes import EQF, JOBTECH, SEQF, SUN, ref, sun_id
from profile_service.taxonomy.sheet import Sheet

_A_SCALE: Final = "it is a scale of the profile's own, not a scheme"


def _frameworks(sheet: Sheet, _told: Told) -> Iterator[Found]:
    for line, (level, european, swedish) in sheet.pick("level", "eqf_uri", "seqf_uri"):
        pair = ref(EQF, european), ref(SEQF, swedish)
        for one, name in zip(pair, ("EQF", "SeQF"), strict=True):
            label = f"{name} {level}"
            found = concept_of(one, ConceptKind.EDUCATION_LEVEL, "sv", label, line, code=level)
            yield FoundConcept(line, found)
        # The Swedish framework was referenced to the European one level for level.
        yield FoundRelation(line, Relation(RelationKind.EXACT, pair[1], pair[0]))


def _licences(sheet: Sheet, _told: Told) -> Iterator[Found]:
    for line, (concept_id, label) in sheet.pick("jobtech_concept_id", "label"):
        yield FoundConcept(line, concept_of(ref(JOBTECH, concept_id), ConceptKind.LICENCE, "sv", label, line))


def _language_levels(sheet: Sheet, _told: Told) -> Iterator[Found]:
    for line, (concept_id, label) in sheet.pick("jobtech_concept_id", "label_sv"):
        yield FoundConcept(line, concept_of(ref(JOBTECH, concept_id), ConceptKind.OTHER, "sv", label, line))


def _levels(sheet: Sheet, _told: Told) -> Iterator[Found]:
    for line, (code, label) in sheet.pick("sun_level_1", "label_sv"):
        found = ref(SUN, sun_id(code, level=True))
        yield FoundConcept(line, concept_of(found, ConceptKind.EDUCATION_LEVEL, "sv", label, line, code=code))


def _scale(name: str, *there: str) -> SheetFormat:
    return SheetFormat(name, columns(*there), nothing, aside=_A_SCALE)


VALUE_SETS: Final = (
    SheetFormat("EQF and SeQF side by side", columns("level", "eqf_uri", "seqf_uri"), _frameworks),
    SheetFormat("JobTech driving licences", columns("jobtech_concept_id", "label"), _licences),
    SheetFormat(
        "JobTech levels of language",
        columns("jobtech_concept_id", "label_sv", "rank"),
        _language_levels,
    ),
    SheetFormat("SUN 2020 levels", columns("sun_level_1", "label_sv"), _levels),
    _scale("CEFR levels", "code", "rank", "band", "gloss_en"),
    _scale("Evidence or skill levels", "code", "rank", "label_en", "label_sv"),
    _scale("Indicators of progress", "code", "label_sv", "asked_of"),
    _scale("Skills of CEFR", "code", "label_en", "label_sv"),
)
