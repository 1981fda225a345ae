"""Consent records as JSON-LD in the terms of the W3C Data Privacy Vocabulary (ISO/IEC TS 27560:2023, `dpv-27560:record-2`).

The person is called by the id of the question, which no other organisation has. Her account, her case and what was written
to her are not in a record, and of whom she has shut out it says how many: the organisation may hold it too.
"""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

import orjson

from consent.declaration import Text
from consent.receipt import ConsentRecord, Indication, RecordEvent, RecordKind
from consent.scope import Scope
from consent.terms import Ending, Terms
from profile_service.domain.sections import SECTIONS
from profile_service.portability import dpv_terms as dpv
from profile_service.portability.own_format import Wire
from schemas.access.record_context import CONTEXT, prefixed

PROFILE = "dpv-27560:record-2"


def render_record(record: ConsentRecord, service: str) -> bytes:
    """The record as the bytes that are signed.

    Args:
        service: the public address of the service, which makes the record and where it can be withdrawn.
    """
    return orjson.dumps(_record(record, service), option=orjson.OPT_SORT_KEYS)


def _record(record: ConsentRecord, service: str) -> Wire:
    language = _language(record)
    subject = dpv.SUBJECT + record.request.id
    after = {} if record.follows is None else {"dpv:isAfter": dpv.RECORD + record.follows}
    return {
        "@context": CONTEXT,
        "@id": dpv.RECORD + record.id,
        "@type": ["dpv:ConsentRecord"],
        "dct:conformsTo": PROFILE,
        "dct:created": _moment(record.at),
        "dct:creator": service,
        "dct:language": language,
        "dpv:hasIdentifier": record.id,
        "dpv:hasDataSubject": {
            "@id": subject,
            "@type": ["dpv:DataSubject"],
            "dpv:hasIdentifier": record.request.id,
        },
        "dpv:hasEntity": _entities(record, service, subject),
        "dpv:hasJurisdiction": ["loc:SE"],
        "dpv:hasNotice": _notices(record),
        "dpv:hasProcess": _processes(record, service, language, subject),
        **after,
    }


def _entities(record: ConsentRecord, service: str, subject: str) -> Wire:
    recipient = record.recipient
    unit = record.request.unit if record.terms is None else record.terms.unit
    return {
        service: {"@type": ["dpv:LegalEntity"], "dpv:hasName": "Egenkarta"},
        subject: {"@type": ["dpv:DataSubject"]},
        _controller(record): {
            "@type": ["dpv:Organisation", "dpv:DataController"],
            "dpv:hasName": recipient.name,
            "dpv:hasIdentifier": recipient.number,
            "dpv:hasContact": record.declaration.contact,
            **({"egk:unit": unit} if unit else {}),
        },
        **{
            f"{dpv.ONWARD}{at}": {
                "@type": ["dpv:Entity"],
                "rdfs:subClassOf": ["dpv:Recipient"],
                "skos:prefLabel": name,
            }
            for at, name in enumerate(record.declaration.onward_recipients, start=1)
        },
    }


def _processes(record: ConsentRecord, service: str, language: str, subject: str) -> list[Wire]:
    agreed = record.request.scopes if record.terms is None else record.terms.scopes
    states = [_state(record, event, service, subject) for event in record.events]
    found = [_process(record, language, service, agreed, states)]
    left = _left_out(record.request.scopes, agreed)
    if record.kind is RecordKind.GIVEN and left:
        # What she did not tick is a no to that part, and is written down as one.
        no = {**states[-1], "@type": list(dpv.STATUS[RecordKind.REFUSED])}
        no.pop("dpv:hasDuration")
        found.append(_process(record, language, service, left, [no]))
    return found


def _process(
    record: ConsentRecord, language: str, service: str, scopes: Iterable[Scope], states: list[Wire]
) -> Wire:
    declaration = record.declaration
    onward = [f"{dpv.ONWARD}{at}" for at in range(1, len(declaration.onward_recipients) + 1)]
    return {
        "@type": ["dpv:Process"],
        "dpv:hasPurpose": [
            {
                "@type": ["dpv:Purpose"],
                "skos:broader": [prefixed(declaration.purpose.code)],
                "skos:prefLabel": _in(declaration.purpose.sentence, language),
                "dct:description": dict(declaration.purpose.sentence),
            }
        ],
        "dpv:hasPersonalData": [_personal_data(scope) for scope in scopes],
        "dpv:hasProcessing": ["dpv:Disclose", "dpv:Use"],
        "dpv:hasDataController": [_controller(record)],
        "dpv:hasDataSource": [{"@type": ["dpv:DataSubjectDataSource"]}],
        "dpv:hasStorageCondition": [_retention(declaration.retention, language), _NOT_DECLARED_WHERE],
        "dpv:hasRecipient": [_controller(record), *onward],
        "dpv:hasLegalBasis": [
            {
                "@type": ["dpv:LegalBasis"],
                "skos:broader": dpv.legal_bases(declaration.legal_basis),
                "skos:prefLabel": declaration.legal_basis,
            }
        ],
        "dpv:hasConsentControl": [
            {"@type": ["dpv:WithdrawConsent"], "dpv:isExercisedAt": _place(record, service)}
        ],
        "dpv:hasConsentStatus": states,
        "egk:onRefusal": dict(declaration.on_no),
        "egk:otherWay": dict(declaration.other_way),
        "egk:purposeDeclaration": {
            "dpv:hasIdentifier": declaration.id,
            "egk:version": str(declaration.version),
        },
        **_agreement(record),
    }


_NOT_DECLARED_WHERE: Wire = {
    "@type": ["dpv:StorageLocation"],
    "dpv:hasLocation": {"skos:broader": ["dpv:Location"], "skos:prefLabel": "not declared"},
}


def _agreement(record: ConsentRecord) -> Wire:
    terms = record.terms
    if terms is None:
        return {}
    return {
        "egk:grant": terms.id,
        "egk:revision": str(terms.revision),
        "egk:unitsShutOut": str(len(terms.barred.units)),
        "egk:readersShutOut": str(len(terms.barred.readers)),
    }


def _personal_data(scope: Scope) -> Wire:
    section = SECTIONS[scope.section]
    special = bool(section.special & (scope.fields or frozenset()))
    return {
        "@type": ["dpv:SpecialCategoryPersonalData" if special else "dpv:PersonalData"],
        "skos:broader": [dpv.PERSONAL_DATA[scope.section]],
        "skos:prefLabel": scope.section,
        "egk:scope": str(scope),
    }


def _retention(text: Text, language: str) -> Wire:
    return {
        "@type": ["dpv:StorageDuration"],
        "dpv:hasDuration": {"@type": ["dpv:UntilEventDuration"], "rdf:value": _in(text, language)},
        "dct:description": dict(text),
    }


def _state(record: ConsentRecord, event: RecordEvent, service: str, subject: str) -> Wire:
    state: Wire = {
        "@type": list(dpv.STATUS[event.kind]),
        "dpv:isIndicatedAtTime": _moment(event.at),
        "dpv:isExercisedAt": _place(record, service),
    }
    if event is not record.events[-1]:
        return state
    hers = record.indication is not Indication.NOBODY
    state["dpv:hasIndicationMethod"] = dpv.METHOD[record.indication]
    if hers:
        state["dpv:isIndicatedBy"] = subject
    elif event.kind is RecordKind.CLOSED:
        state["dpv:isIndicatedBy"] = _controller(record)
    elif event.kind is RecordKind.REVOKED:
        state["dpv:isIndicatedBy"] = service
    if record.terms is not None:
        state["dpv:hasDuration"] = _duration(record.terms)
    if record.shown is not None:
        state["dpv:hasNotice"] = [{"@type": ["dpv:ConsentNotice"], "dpv:hasIdentifier": record.shown.screen}]
    return state


def _duration(terms: Terms) -> Wire:
    until = _moment(terms.until)
    kind, value = {
        Ending.DATE: ("dpv:UntilTimeDuration", until),
        Ending.ONCE: ("dpv:FixedOccurencesDuration", "1"),
        Ending.CASE: ("dpv:UntilEventDuration", "the case is closed"),
    }[terms.ending]
    # Each kind has a last day as well.
    return {"@type": [kind], "rdf:value": value, "egk:ending": terms.ending.value, "egk:until": until}


def _notices(record: ConsentRecord) -> list[Wire]:
    shown = record.shown
    if shown is None:
        return []
    return [
        {
            "@type": ["dpv:ConsentNotice"],
            "dpv:hasIdentifier": shown.screen,
            "dct:language": shown.language,
            "egk:textSha256": shown.digest,
        }
    ]


def _left_out(asked: Iterable[Scope], agreed: Iterable[Scope]) -> list[Scope]:
    """The fields that were asked for and not agreed to. Where she kept entries back, the scope that was agreed names the rest."""
    given: dict[str, frozenset[str]] = {}
    for scope in agreed:
        given[scope.section] = given.get(scope.section, frozenset()) | (scope.fields or frozenset())
    found = (
        Scope(
            scope.section, (scope.fields or frozenset()) - given.get(scope.section, frozenset()), scope.items
        )
        for scope in asked
    )
    return [scope for scope in found if scope.fields]


def _controller(record: ConsentRecord) -> str:
    return dpv.ORGANISATION + record.recipient.id


def _place(record: ConsentRecord, service: str) -> str:
    """Where she acts on it: at the grant, or at the question where there is none."""
    if record.terms is None:
        return f"{service}/my/requests/{record.request.id}"
    return f"{service}/my/grants/{record.terms.id}"


def _language(record: ConsentRecord) -> str:
    return "sv" if record.shown is None else record.shown.language.partition("-")[0]


def _in(text: Mapping[str, str], language: str) -> str:
    """The text in the record's language, else in one that somebody is likely to read."""
    return next(text[tag] for tag in (language, "sv", "en", *text) if tag in text)


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z")
