"""The schemes that can be imported: whose they are, under which terms, and what has to be said wherever they are shown.

The words are ours. The terms were read at second hand; whoever runs the service looks at them where the scheme is published.
"""

import re
from dataclasses import dataclass
from typing import Final

from profile_service.domain.concept import ConceptId, ConceptRef, SchemeName

ESCO: Final = SchemeName("esco")
JOBTECH: Final = SchemeName("jobtech")
SSYK: Final = SchemeName("ssyk2012")
ISCO: Final = SchemeName("isco08")
SUN: Final = SchemeName("sun2020")
SNI: Final = SchemeName("sni2007")
ISCED_F: Final = SchemeName("iscedf")
EQF: Final = SchemeName("eqf")
SEQF: Final = SchemeName("seqf")
ISO639: Final = SchemeName("iso639")
ELM: Final = SchemeName("elm")


@dataclass(frozen=True, slots=True)
class Scheme:
    """`version` is the one that the scheme always has, since its name says it; empty where each file has its own."""

    title: str
    version: str
    licence: str
    attribution: str


_EU: Final = "© European Union; may be reused with its source named (Commission Decision 2011/833/EU)"
_ESCO: Final = "This service uses the ESCO classification of the European Commission."
_JOBTECH: Final = "JobTech Taxonomy, Arbetsförmedlingen."
_SCB: Final = "Statistics Sweden (SCB), as published in the JobTech Taxonomy by Arbetsförmedlingen."

SCHEMES: Final[dict[SchemeName, Scheme]] = {
    ESCO: Scheme("ESCO", "", _EU, _ESCO),
    JOBTECH: Scheme("JobTech Taxonomy", "", "CC0 1.0", _JOBTECH),
    SSYK: Scheme("SSYK 2012", "2012", "CC0 1.0", f"SSYK 2012: {_SCB}"),
    ISCO: Scheme("ISCO-08", "2008", _EU, f"ISCO-08: International Labour Organization. {_ESCO}"),
    SUN: Scheme("SUN 2020", "2020", "CC0 1.0", f"SUN 2020: {_SCB}"),
    SNI: Scheme("SNI 2007", "2007", "CC0 1.0", f"SNI 2007: {_SCB}"),
    ISCED_F: Scheme(
        "ISCED-F 2013", "2013", _EU, "ISCED-F 2013: UNESCO Institute for Statistics, as published by the EU."
    ),
    EQF: Scheme("EQF", "2017", _EU, "European Qualifications Framework, European Union."),
    SEQF: Scheme(
        "SeQF", "2015", _EU, "Swedish Qualifications Framework, as published by the European Union."
    ),
    ISO639: Scheme(
        "ISO 639", "2023", "Unicode License v3", "Names of languages: Unicode CLDR, by way of Babel."
    ),
    ELM: Scheme("European Learning Model", "", "EUPL-1.2", "European Learning Model, European Union."),
}

_ISCO_URI: Final = "http://data.europa.eu/esco/isco/C"
_ESCO_URI: Final = re.compile(r"http://data\.europa\.eu/esco/[\w/.-]+")


def ref(scheme: SchemeName, concept_id: str) -> ConceptRef:
    """A concept by its scheme and id."""
    return ConceptRef(scheme, ConceptId(concept_id))


def esco_ref(uri: str) -> ConceptRef | None:
    """The concept that an address of ESCO's names; None where it is no such address.

    ESCO writes the groups of ISCO-08 as addresses of its own; here they are one with those that JobTech names by their code.
    """
    if uri.startswith(_ISCO_URI):
        return ref(ISCO, uri.removeprefix(_ISCO_URI))
    if _ESCO_URI.fullmatch(uri):
        return ref(ESCO, uri)
    return None


def sun_id(code: str, *, level: bool) -> str:
    """The id of a level or a field of SUN 2020.

    SUN writes levels and broad fields with the same digits: 3 is upper secondary school, and social sciences. Levels (327) and
    fields as they are used for a course (861b) keep their code as their id; the broad groups of fields get a word before it.
    """
    return f"field:{code}" if not level and code.isdecimal() else code
