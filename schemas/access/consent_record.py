"""A consent record as it is signed: ISO/IEC TS 27560:2023 in the terms of the W3C Data Privacy Vocabulary, as JSON-LD.

It follows the profile `dpv-27560:record-2`. What DPV has no word for is an own term under ``urn:egenkarta:term:``.
"""

from typing import Annotated, Any, Literal, TypeAlias

from pydantic import AfterValidator, Field, StringConstraints

from schemas import limits
from schemas.access.record_context import CONTEXT
from schemas.access.scope import Scope
from schemas.model import Described, JsonObject, Model
from schemas.refusal import refusal
from schemas.values import LocalisedText, Sha256, Timestamp

Name: TypeAlias = Annotated[str, StringConstraints(min_length=1, max_length=limits.LONG_TEXT)]
Term: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^(dpv|egk|eu-gdpr|loc|pd):[A-Za-z0-9][A-Za-z0-9-]*$", max_length=100)
]
Node: TypeAlias = Annotated[
    str, StringConstraints(pattern=r"^[A-Za-z][A-Za-z0-9+.-]*:[^\s<>\"{}|\\^`]+$", max_length=2_000)
]
Count: TypeAlias = Annotated[str, StringConstraints(pattern=r"^(0|[1-9][0-9]{0,5})$")]


def _own_context(context: JsonObject) -> JsonObject:
    if context != CONTEXT:
        raise refusal(
            "record_context",
            "this is another context",
            "the context that this service writes into its records",
        )
    return context


class Typed(Model):
    """A node that says what it is."""

    type: Annotated[tuple[Term, ...], Field(alias="@type", min_length=1)]


class DataSubject(Typed):
    """The person, under the id of the question: no other organisation knows her by it."""

    id: Annotated[Node, Field(alias="@id")]
    identifier: Annotated[Name, Field(alias="dpv:hasIdentifier")]


class Entity(Typed):
    """Somebody who is named in the record."""

    name: Annotated[Name | None, Field(alias="dpv:hasName")] = None
    identifier: Annotated[
        Name | None, Field(alias="dpv:hasIdentifier", description="Organisationsnummer.")
    ] = None
    contact: Annotated[Name | None, Field(alias="dpv:hasContact")] = None
    unit: Annotated[Name | None, Field(alias="egk:unit")] = None
    kind_of: Annotated[tuple[Term, ...] | None, Field(alias="rdfs:subClassOf")] = None
    label: Annotated[Name | None, Field(alias="skos:prefLabel")] = None


class RecordPurpose(Typed):
    """Why, as a term and in words."""

    broader: Annotated[tuple[Node, ...], Field(alias="skos:broader", min_length=1)]
    label: Annotated[Name, Field(alias="skos:prefLabel")]
    sentence: Annotated[LocalisedText, Field(alias="dct:description")]


class RecordData(Typed):
    """One slice of the profile."""

    broader: Annotated[tuple[Term, ...], Field(alias="skos:broader", min_length=1)]
    label: Annotated[Name, Field(alias="skos:prefLabel")]
    scope: Annotated[Scope, Field(alias="egk:scope")]


class RecordBasis(Typed):
    """The recipient's own basis, as it states it."""

    broader: Annotated[tuple[Term, ...], Field(alias="skos:broader", min_length=1)]
    label: Annotated[Name, Field(alias="skos:prefLabel")]


class Place(Model):
    """Where; a term, and a word for it."""

    broader: Annotated[tuple[Term, ...], Field(alias="skos:broader", min_length=1)]
    label: Annotated[Name, Field(alias="skos:prefLabel")]


class Duration(Typed):
    """How long."""

    value: Annotated[Name, Field(alias="rdf:value")]
    ending: Annotated[Literal["date", "once", "case"] | None, Field(alias="egk:ending")] = None
    until: Annotated[Timestamp | None, Field(alias="egk:until")] = None


class StorageCondition(Typed):
    """How long the recipient keeps it, and where."""

    duration: Annotated[Duration | None, Field(alias="dpv:hasDuration")] = None
    place: Annotated[Place | None, Field(alias="dpv:hasLocation")] = None
    sentence: Annotated[LocalisedText | None, Field(alias="dct:description")] = None


class Control(Typed):
    """How she takes it back."""

    at: Annotated[Node, Field(alias="dpv:isExercisedAt")]


class NoticeReference(Typed):
    """The notice of the record that an event rests on."""

    identifier: Annotated[Name, Field(alias="dpv:hasIdentifier")]


class RecordNotice(NoticeReference):
    """The text that she had before her: its screen, its language, and the SHA-256 of its UTF-8 bytes."""

    language: Annotated[Name, Field(alias="dct:language")]
    sha256: Annotated[Sha256, Field(alias="egk:textSha256")]


class ConsentState(Typed):
    """One thing that happened, at its true time."""

    at: Annotated[Timestamp, Field(alias="dpv:isIndicatedAtTime")]
    place: Annotated[Node, Field(alias="dpv:isExercisedAt")]
    method: Annotated[Term | None, Field(alias="dpv:hasIndicationMethod")] = None
    by: Annotated[Node | None, Field(alias="dpv:isIndicatedBy")] = None
    duration: Annotated[Duration | None, Field(alias="dpv:hasDuration")] = None
    notice: Annotated[tuple[NoticeReference, ...] | None, Field(alias="dpv:hasNotice")] = None


class RecordDeclaration(Model):
    """Which version of which purpose declaration."""

    identifier: Annotated[Name, Field(alias="dpv:hasIdentifier")]
    version: Annotated[Count, Field(alias="egk:version")]


class Process(Typed):
    """What may be done with what, by whom and why, and whether she has said yes to it."""

    purpose: Annotated[tuple[RecordPurpose, ...], Field(alias="dpv:hasPurpose", min_length=1)]
    data: Annotated[tuple[RecordData, ...], Field(alias="dpv:hasPersonalData", min_length=1)]
    processing: Annotated[tuple[Term, ...], Field(alias="dpv:hasProcessing", min_length=1)]
    controller: Annotated[tuple[Node, ...], Field(alias="dpv:hasDataController", min_length=1)]
    source: Annotated[tuple[Typed, ...], Field(alias="dpv:hasDataSource", min_length=1)]
    storage: Annotated[tuple[StorageCondition, ...], Field(alias="dpv:hasStorageCondition", min_length=1)]
    recipients: Annotated[tuple[Node, ...], Field(alias="dpv:hasRecipient")]
    legal_basis: Annotated[tuple[RecordBasis, ...], Field(alias="dpv:hasLegalBasis", min_length=1)]
    control: Annotated[tuple[Control, ...], Field(alias="dpv:hasConsentControl", min_length=1)]
    states: Annotated[tuple[ConsentState, ...], Field(alias="dpv:hasConsentStatus", min_length=1)]
    on_no: Annotated[LocalisedText, Field(alias="egk:onRefusal")]
    other_way: Annotated[LocalisedText, Field(alias="egk:otherWay")]
    declaration: Annotated[RecordDeclaration, Field(alias="egk:purposeDeclaration")]
    grant: Annotated[Name | None, Field(alias="egk:grant")] = None
    revision: Annotated[Count | None, Field(alias="egk:revision")] = None
    units_shut_out: Annotated[Count | None, Field(alias="egk:unitsShutOut")] = None
    readers_shut_out: Annotated[Count | None, Field(alias="egk:readersShutOut")] = None


class ConsentRecord(Typed):
    """One moment of one consent, of one person (`dpv-27560:record-2`)."""

    context: Annotated[
        dict[str, Any], AfterValidator(_own_context), Described({"const": CONTEXT}), Field(alias="@context")
    ]
    id: Annotated[Node, Field(alias="@id")]
    conforms_to: Annotated[Literal["dpv-27560:record-2"], Field(alias="dct:conformsTo")]
    created: Annotated[Timestamp, Field(alias="dct:created")]
    creator: Annotated[Node, Field(alias="dct:creator")]
    language: Annotated[str, StringConstraints(pattern="^[a-z]{2,3}$"), Field(alias="dct:language")]
    identifier: Annotated[Name, Field(alias="dpv:hasIdentifier")]
    subject: Annotated[DataSubject, Field(alias="dpv:hasDataSubject")]
    entities: Annotated[dict[Node, Entity], Field(alias="dpv:hasEntity", min_length=1)]
    jurisdiction: Annotated[tuple[Term, ...], Field(alias="dpv:hasJurisdiction", min_length=1)]
    notice: Annotated[tuple[RecordNotice, ...], Field(alias="dpv:hasNotice", max_length=1)]
    processes: Annotated[tuple[Process, ...], Field(alias="dpv:hasProcess", min_length=1, max_length=2)]
    after: Annotated[Node | None, Field(alias="dpv:isAfter")] = None
