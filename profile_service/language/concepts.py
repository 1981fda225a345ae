"""What kinds of concepts and which lists are called, in plain words."""

from typing import Final

from profile_service.domain.concept import ConceptKind, SchemeName
from profile_service.language.marking import N_
from profile_service.language.words import Words

_KINDS: Final = {
    ConceptKind.SKILL: N_("Something that people can do"),
    ConceptKind.OCCUPATION: N_("A job"),
    ConceptKind.OCCUPATION_GROUP: N_("A group of jobs"),
    ConceptKind.SKILL_GROUP: N_("A group of skills"),
    ConceptKind.EDUCATION_LEVEL: N_("How long an education is"),
    ConceptKind.EDUCATION_FIELD: N_("What an education is about"),
    ConceptKind.LANGUAGE: N_("A language"),
    ConceptKind.COUNTRY: N_("A country"),
    ConceptKind.REGION: N_("A place"),
    ConceptKind.LICENCE: N_("A licence"),
    ConceptKind.INDUSTRY: N_("An industry"),
}
# Proper names, the same in every language.
_SCHEMES: Final = {
    "esco": "ESCO", "jobtech": "JobTech", "ssyk2012": "SSYK 2012", "isco08": "ISCO-08", "sun2020": "SUN 2020",
    "sni2007": "SNI 2007", "iscedf": "ISCED-F", "eqf": "EQF", "seqf": "SeQF", "iso639": "ISO 639", "cefr": "CEFR", "digcomp": "DigComp", "elm": "ELM",
}  # fmt: skip


def about_kind(words: Words, kind: ConceptKind) -> str:
    """What sort of thing it is; empty for what has no plain word."""
    said = _KINDS.get(kind)
    return "" if said is None else words(said)


def scheme_title(scheme: SchemeName | str) -> str:
    """The list's own name."""
    return _SCHEMES.get(scheme, scheme)
