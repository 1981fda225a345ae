"""Consent records as JSON-LD in the terms of the W3C Data Privacy Vocabulary (ISO/IEC TS 27560:2023)."""

import orjson

from consent.receipt import ConsentRecord
from profile_service.portability.own_format import Wire, in_utc


def render_record(record: ConsentRecord) -> bytes:
    """The record as the bytes that are signed."""
    return orjson.dumps(_record(record), option=orjson.OPT_SORT_KEYS)


def _record(record: ConsentRecord) -> Wire:
    return {
        "id": record.id,
        "subject": record.request.id,
        "events": [{"event": event.kind.value, "at": in_utc(event.at)} for event in record.events],
    }
