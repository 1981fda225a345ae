"""A signed record read back: from the JWS that was kept to what a page or a document says."""

import base64
from collections.abc import Mapping
from datetime import datetime
from hashlib import sha256
from typing import Any, Final

import orjson

from consent.receipt import Indication, RecordEvent
from consent.terms import Ending
from consent.vocabulary import ReceiptId
from profile_service.domain.record_facts import RecordFacts
from profile_service.portability import dpv_terms as dpv

_KINDS: Final = {types: kind for kind, types in dpv.STATUS.items()}
_INDICATIONS: Final = {term: indication for indication, term in dpv.METHOD.items()}


def payload_of(signed: str) -> dict[str, Any]:
    """The record inside a JWS of our own."""
    return _part(signed.split(".")[1])


def facts_of(signed: str) -> RecordFacts:
    """What a record of our own says."""
    record = payload_of(signed)
    agreed, *refused = record["dpv:hasProcess"]
    recipient = record["dpv:hasEntity"][agreed["dpv:hasDataController"][0]]
    state = agreed["dpv:hasConsentStatus"][-1]
    duration = state.get("dpv:hasDuration", {})
    notice: Mapping[str, str] = next(iter(record["dpv:hasNotice"]), {})
    onward = agreed["dpv:hasRecipient"][1:]
    return RecordFacts(
        id=ReceiptId(record["dpv:hasIdentifier"]),
        organisation=recipient["dpv:hasName"],
        number=recipient["dpv:hasIdentifier"],
        unit=recipient.get("egk:unit", ""),
        contact=recipient["dpv:hasContact"],
        purpose=agreed["dpv:hasPurpose"][0]["dct:description"],
        scopes=_scopes(agreed),
        left_out=tuple(scope for process in refused for scope in _scopes(process)),
        until=datetime.fromisoformat(duration["egk:until"]) if duration else None,
        ending=Ending(duration["egk:ending"]) if duration else None,
        retention=agreed["dpv:hasStorageCondition"][0]["dct:description"],
        onward=tuple(record["dpv:hasEntity"][one]["skos:prefLabel"] for one in onward),
        legal_basis=agreed["dpv:hasLegalBasis"][0]["skos:prefLabel"],
        on_no=agreed["egk:onRefusal"],
        other_way=agreed["egk:otherWay"],
        units_shut_out=int(agreed.get("egk:unitsShutOut", "0")),
        readers_shut_out=int(agreed.get("egk:readersShutOut", "0")),
        indication=_INDICATIONS.get(state["dpv:hasIndicationMethod"], Indication.NOBODY),
        events=tuple(_event(one) for one in agreed["dpv:hasConsentStatus"]),
        digest=notice.get("egk:textSha256"),
        language=notice.get("dct:language", ""),
        screen=notice.get("dpv:hasIdentifier", ""),
        key=_part(signed.partition(".")[0])["kid"],
        sha256=sha256(signed.encode()).hexdigest(),
    )


def _scopes(process: Mapping[str, Any]) -> tuple[str, ...]:
    return tuple(one["egk:scope"] for one in process["dpv:hasPersonalData"])


def _event(state: Mapping[str, Any]) -> RecordEvent:
    at = datetime.fromisoformat(state["dpv:isIndicatedAtTime"])
    return RecordEvent(_KINDS[tuple(state["@type"])], at)


def _part(encoded: str) -> dict[str, Any]:
    found: dict[str, Any] = orjson.loads(base64.urlsafe_b64decode(encoded + "=" * (-len(encoded) % 4)))
    return found
