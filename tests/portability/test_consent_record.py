"""The record as JSON-LD: no term is dropped, the profile's musts are kept, and nobody is named who need not be."""

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from jsonschema import Draft202012Validator

import schemas
from consent.declaration import DeclarationStatus, Purpose, PurposeDeclaration, Want
from consent.receipt import ConsentRecord, Indication, Recipient, RecordEvent, RecordKind, Shown
from consent.request import AccessRequest, RequestState
from consent.scope import Scope
from consent.terms import Barred, Ending, Terms
from consent.vocabulary import (
    DeclarationId,
    GrantId,
    IndividualId,
    OrganisationId,
    ReceiptId,
    RequestId,
)
from profile_service.domain.prepared_record import prepare
from profile_service.domain.sections import SECTIONS
from profile_service.portability import dpv_terms
from profile_service.portability.consent_record import render_record
from schemas.access import ConsentRecord as WireRecord
from schemas.access.record_context import CONTEXT, PREFIXES, TERMS, expanded, prefixed

NOW = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SERVICE = "https://egenkarta.example"
_HERS = IndividualId("ind_secret")
_THEM = OrganisationId("norrsken")
_ASKED = (
    Scope("skills", frozenset({"skill", "level"})),
    Scope("adaptations", frozenset({"needs_at_work"})),
)


def _request() -> AccessRequest:
    return AccessRequest(
        RequestId("req_1"), _HERS, _THEM, "Enhet Väst", DeclarationId("dec_1"), 3, _ASKED, NOW + timedelta(days=90),
        "case-secret", "a secret message", NOW, RequestState.GRANTED, GrantId("gra_1"),
    )  # fmt: skip


def _declaration() -> PurposeDeclaration:
    said = {"sv": "Vi söker jobb.", "en": "We look for work.", "prs": "کار"}
    return PurposeDeclaration(
        DeclarationId("dec_1"), 3, _THEM, Purpose("https://w3id.org/dpv#ServiceProvision", said),
        "GDPR art. 6.1 e and 9.2 h", tuple(Want(scope, said, needed=True) for scope in _ASKED), said,
        ("Nässjö kommun", "Region \"Jönköping\""), said, said, "info@norrsken.example", DeclarationStatus.APPROVED,
    )  # fmt: skip


def _terms(**changed: Any) -> Terms:
    terms = Terms(
        GrantId("gra_1"), _HERS, _THEM, "Enhet Väst", RequestId("req_1"), DeclarationId("dec_1"), 3,
        "https://w3id.org/dpv#ServiceProvision", _ASKED, NOW, NOW + timedelta(days=30),
        barred=Barred(frozenset({"Enhet Öst"}), frozenset({"Nils Berg", "Eva Ek"})),
    )  # fmt: skip
    return replace(terms, **changed)


def _record(kind: RecordKind = RecordKind.GIVEN, **changed: Any) -> ConsentRecord:
    never_hers = (RecordKind.EXPIRED, RecordKind.REVOKED, RecordKind.USED_UP, RecordKind.CLOSED)
    first = (RecordEvent(RecordKind.GIVEN, NOW),)
    alone = kind in (RecordKind.GIVEN, RecordKind.REFUSED)
    record = ConsentRecord(
        ReceiptId("rcp_1"), _request(), Recipient(_THEM, "Norrsken AB", "5560000035"), _declaration(),
        None if kind is RecordKind.REFUSED else _terms(),
        (*(() if alone else first), RecordEvent(kind, NOW + timedelta(hours=0 if alone else 1))),
        Indication.NOBODY if kind in never_hers else Indication.OWN_DEVICE,
        None if kind in never_hers else Shown("Får de läsa?", "sv", "request.html"),
    )  # fmt: skip
    record = replace(record, **changed)
    prepare(record)
    return record


def _wire(record: ConsentRecord) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(render_record(record, SERVICE))
    return found


# --- a small expansion: enough to see what a JSON-LD processor would drop ---


def _dropped(node: Any, context: dict[str, Any], path: str = "") -> Iterator[str]:
    """Every key and every node reference that would not become an absolute IRI (JSON-LD 1.1 API, sections 5.1 and 5.2)."""
    if isinstance(node, list):
        for at, one in enumerate(node):
            yield from _dropped(one, context, f"{path}/{at}")
    if not isinstance(node, dict):
        return
    for key, value in node.items():
        here = f"{path}/{key}"
        if key == "@context":
            continue
        if key in ("@id", "@type"):
            yield from (f"{here}={one}" for one in _listed(value) if not _is_absolute(one))
            continue
        definition = context.get(key, {})
        if key not in TERMS or not _is_absolute(key):
            yield here
        if definition.get("@type") == "@id":
            yield from (f"{here}={one}" for one in _listed(value) if not _is_absolute(one))
        elif definition.get("@container") == "@id":
            yield from (f"{here}:{one}" for one in value if not _is_absolute(one))
            yield from _dropped(list(value.values()), context, here)
        elif definition.get("@container") == "@language":
            yield from (here for text in value.values() if not isinstance(text, str))
        else:
            yield from _dropped(value, context, here)


def _listed(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _is_absolute(term: Any) -> bool:
    if not isinstance(term, str) or ":" not in term:
        return False
    prefix = term.partition(":")[0]
    return prefix in PREFIXES or prefix in ("urn", "https", "http")


@pytest.mark.parametrize("kind", RecordKind)
def test_nothing_is_dropped_when_a_record_is_expanded(kind: RecordKind) -> None:
    assert list(_dropped(_wire(_record(kind)), dict(CONTEXT))) == []


def test_the_look_finds_what_would_be_dropped() -> None:
    context = dict(CONTEXT)
    assert list(_dropped({"dpv:hasSurprise": 1}, context))
    assert list(_dropped({"name": "x"}, context))
    assert list(_dropped({"dct:creator": "Norrsken"}, context))
    assert list(_dropped({"dpv:hasEntity": {"norrsken": {}}}, context))
    assert list(_dropped({"@type": ["Process"]}, context))


def test_the_context_stands_in_the_record_and_defines_itself() -> None:
    assert _wire(_record())["@context"] == CONTEXT
    for term, definition in CONTEXT.items():
        if isinstance(definition, dict):
            assert definition["@id"] == term
            assert term in TERMS
        elif term in PREFIXES:
            assert str(definition)[-1] in "#/:", (
                "a prefix ends in a general delimiter (JSON-LD 1.1, section 4.1.5)"
            )
    assert all(_is_absolute(term) and expanded(term) != term for term in TERMS)
    assert prefixed(expanded("eu-gdpr:A6-1-e")) == "eu-gdpr:A6-1-e"
    assert prefixed("https://example.org/x") == "https://example.org/x"


@pytest.mark.parametrize("kind", RecordKind)
def test_every_record_fits_the_model_and_the_published_schema(kind: RecordKind) -> None:
    wire = _wire(_record(kind))
    WireRecord.model_validate(wire)
    schema = json.loads(
        (Path(str(schemas.__file__)).parent / "json" / "consent-record.json").read_text("utf-8")
    )
    Draft202012Validator(schema).validate(wire)


def test_the_profile_has_its_musts() -> None:
    wire = _wire(_record(terms=_terms(scopes=_ASKED[:1])))
    assert wire["dct:conformsTo"] == "dpv-27560:record-2"
    assert expanded(wire["dct:conformsTo"]) == "https://w3id.org/dpv/schema/dpv-27560#record-2"
    assert wire["dct:creator"] in wire["dpv:hasEntity"]
    assert len(wire["dct:language"]) == 2
    assert len(wire["dpv:hasProcess"]) == 2
    for process in wire["dpv:hasProcess"]:
        for entity in (*process["dpv:hasDataController"], *process["dpv:hasRecipient"]):
            assert entity in wire["dpv:hasEntity"]
        kinds = {one for condition in process["dpv:hasStorageCondition"] for one in condition["@type"]}
        assert kinds == {"dpv:StorageDuration", "dpv:StorageLocation"}
        assert all(isinstance(one["skos:prefLabel"], str) for one in process["dpv:hasPurpose"])
        for state in process["dpv:hasConsentStatus"]:
            assert any(one.startswith("dpv:Consent") for one in state["@type"])
            assert state["dpv:isExercisedAt"].startswith(SERVICE)
            assert datetime.fromisoformat(state["dpv:isIndicatedAtTime"]).tzinfo is not None


def test_the_recipient_its_own_basis_and_those_it_passes_to_are_named() -> None:
    wire = _wire(_record())
    them = wire["dpv:hasEntity"]["urn:egenkarta:organisation:norrsken"]
    assert (them["dpv:hasName"], them["dpv:hasIdentifier"]) == ("Norrsken AB", "5560000035")
    process = wire["dpv:hasProcess"][0]
    assert process["dpv:hasLegalBasis"][0]["skos:broader"] == ["eu-gdpr:A6-1-e", "eu-gdpr:A9-2-h"]
    onward = [wire["dpv:hasEntity"][one].get("skos:prefLabel") for one in process["dpv:hasRecipient"][1:]]
    assert onward == ["Nässjö kommun", 'Region "Jönköping"']
    assert process["egk:purposeDeclaration"] == {"dpv:hasIdentifier": "dec_1", "egk:version": "3"}


@pytest.mark.parametrize(
    ("text", "terms"),
    [
        ("GDPR art. 6.1 e", ["eu-gdpr:A6-1-e"]),
        ("Article 6(1)(c), Article 9(2)(h)", ["eu-gdpr:A6-1-c", "eu-gdpr:A9-2-h"]),
        ("GDPR art. 6.1 e; art. 6.1 e", ["eu-gdpr:A6-1-e"]),
        ("GDPR art. 6.1 j", ["dpv:LegalBasis"]),
        ("GDPR art. 16.1 e", ["dpv:LegalBasis"]),
        ("A law.", ["dpv:LegalBasis"]),
    ],
)
def test_legal_bases_become_terms(text: str, terms: list[str]) -> None:
    assert dpv_terms.legal_bases(text) == terms


def test_a_special_category_is_marked_as_one() -> None:
    skills, adaptations = _wire(_record())["dpv:hasProcess"][0]["dpv:hasPersonalData"]
    assert skills["@type"] == ["dpv:PersonalData"]
    assert adaptations["@type"] == ["dpv:SpecialCategoryPersonalData"]
    assert set(dpv_terms.PERSONAL_DATA) == set(SECTIONS), "every section has its term"


@pytest.mark.parametrize("kind", RecordKind)
def test_no_record_says_who_she_is_or_whom_she_has_shut_out(kind: RecordKind) -> None:
    text = json.dumps(_wire(_record(kind)), ensure_ascii=False)
    for hidden in (
        "ind_secret",
        "case-secret",
        "secret message",
        "Nils Berg",
        "Eva Ek",
        "Enhet Öst",
        "Får de läsa",
    ):
        assert hidden not in text
    if kind is not RecordKind.REFUSED:
        assert '"egk:readersShutOut": "2"' in text


def test_every_kind_and_every_method_has_its_own_term() -> None:
    assert set(dpv_terms.STATUS) == set(RecordKind)
    assert len(set(dpv_terms.STATUS.values())) == len(RecordKind)
    assert set(dpv_terms.METHOD) == set(Indication)
    assert len(set(dpv_terms.METHOD.values())) == len(Indication)


@pytest.mark.parametrize(
    ("ending", "kind", "value"),
    [
        (Ending.DATE, "dpv:UntilTimeDuration", "2026-03-31T08:00:00Z"),
        (Ending.ONCE, "dpv:FixedOccurencesDuration", "1"),
        (Ending.CASE, "dpv:UntilEventDuration", "the case is closed"),
    ],
)
def test_how_it_ends_is_said(ending: Ending, kind: str, value: str) -> None:
    state = _wire(_record(terms=_terms(ending=ending)))["dpv:hasProcess"][0]["dpv:hasConsentStatus"][-1]
    assert state["dpv:hasDuration"] == {
        "@type": [kind], "rdf:value": value, "egk:ending": ending.value, "egk:until": "2026-03-31T08:00:00Z",
    }  # fmt: skip


def test_the_same_record_gives_the_same_bytes() -> None:
    assert render_record(_record(), SERVICE) == render_record(_record(), SERVICE)
