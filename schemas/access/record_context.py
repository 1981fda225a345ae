"""The JSON-LD context of a consent record: a table from terms to IRIs, carried in every record, so that nothing is fetched."""

from collections.abc import Mapping
from typing import Any, Final

from schemas.model import JsonObject

DPV: Final = "https://w3id.org/dpv#"
EU_GDPR: Final = "https://w3id.org/dpv/legal/eu/gdpr#"
OWN: Final = "urn:egenkarta:term:"
"""What DPV has no word for."""

PREFIXES: Final[Mapping[str, str]] = {
    "dct": "http://purl.org/dc/terms/",
    "dpv": DPV,
    "dpv-27560": "https://w3id.org/dpv/schema/dpv-27560#",
    "egk": OWN,
    "eu-gdpr": EU_GDPR,
    "loc": "https://w3id.org/dpv/loc#",
    "pd": "https://w3id.org/dpv/pd#",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "rdfs": "http://www.w3.org/2000/01/rdf-schema#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
    "xsd": "http://www.w3.org/2001/XMLSchema#",
}

_IRIS: Final = (
    "dct:conformsTo", "dct:creator", "dpv:hasApplicableLaw", "dpv:hasDataController", "dpv:hasIndicationMethod",
    "dpv:hasJurisdiction", "dpv:hasProcessing", "dpv:hasRecipient", "dpv:isAfter", "dpv:isIndicatedBy",
    "rdfs:subClassOf", "skos:broader",
)  # fmt: skip
_TIMES: Final = ("dct:created", "dpv:isIndicatedAtTime", "egk:until")
_TEXTS: Final = ("dct:description", "egk:onRefusal", "egk:otherWay")
_PLAIN: Final = (
    "dct:language", "dpv:hasConsentControl", "dpv:hasConsentStatus", "dpv:hasContact", "dpv:hasDataSource",
    "dpv:hasDataSubject", "dpv:hasDuration", "dpv:hasIdentifier", "dpv:hasLegalBasis", "dpv:hasLocation",
    "dpv:hasName", "dpv:hasNotice", "dpv:hasPersonalData", "dpv:hasProcess", "dpv:hasPurpose",
    "dpv:hasStorageCondition", "dpv:isExercisedAt", "egk:ending", "egk:grant", "egk:purposeDeclaration",
    "egk:readersShutOut", "egk:revision", "egk:scope", "egk:textSha256", "egk:unit", "egk:unitsShutOut",
    "egk:version", "rdf:value", "skos:prefLabel",
)  # fmt: skip

CONTEXT: Final[JsonObject] = {
    "@version": 1.1,
    **PREFIXES,
    **{term: {"@id": term, "@type": "@id"} for term in _IRIS},
    **{term: {"@id": term, "@type": "xsd:dateTime"} for term in _TIMES},
    **{term: {"@id": term, "@container": "@language"} for term in _TEXTS},
    "dpv:hasEntity": {"@id": "dpv:hasEntity", "@container": "@id"},
}
"""Every term of a record is a compact IRI under one of these prefixes, and those named here say how their values are read."""

TERMS: Final = frozenset({*_IRIS, *_TIMES, *_TEXTS, *_PLAIN, "dpv:hasEntity"})
"""Every term that a record may have. One that is not here is refused by `schemas.access.ConsentRecord`."""


STATES: Final[Mapping[str, tuple[str, ...]]] = {
    "given": ("dpv:ConsentGiven", "dpv:ExpressedConsent"),
    # Not dpv:RenewedConsentGiven: nothing was given again. What was given stands, and is less.
    "changed": ("dpv:ConsentGiven", "egk:ConsentNarrowed"),
    "refused": ("dpv:ConsentRefused",),
    "paused": ("dpv:ConsentStatusInvalidForProcessing", "egk:ConsentPaused"),
    "resumed": ("dpv:ConsentGiven", "egk:ConsentResumed"),
    "undone": ("dpv:ConsentWithdrawn", "egk:ConsentUndone"),
    "withdrawn": ("dpv:ConsentWithdrawn",),
    "closed": ("dpv:ConsentRevoked", "egk:ClosedByRecipient"),
    "revoked": ("dpv:ConsentRevoked",),
    "expired": ("dpv:ConsentExpired",),
    "used_up": ("dpv:ConsentExpired", "egk:UsedUp"),
}
"""The types of a state, by the word for it.

DPV has no word for a consent that is narrowed, paused, undone, closed by its recipient, or used up: an own one stands beside.
"""


def prefixed(iri: str) -> str:
    """The IRI as a compact one where a prefix fits."""
    for prefix, start in PREFIXES.items():
        if iri.startswith(start) and len(iri) > len(start):
            return f"{prefix}:{iri.removeprefix(start)}"
    return iri


def expanded(term: str) -> str:
    """A compact IRI in full; what has none of the prefixes is returned as it is."""
    prefix, colon, name = term.partition(":")
    start: Any = PREFIXES.get(prefix)
    return f"{start}{name}" if colon and start else term
