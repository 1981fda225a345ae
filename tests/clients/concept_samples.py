"""Concepts of code schemes: calls, what they send, and answers as they look on the wire."""

from typing import Any

import wire_samples as wire
from small_service import Reply

FOUND: dict[str, Any] = {
    "scheme": "esco", "concept_id": "http://data.example/esco/occupation/1", "scheme_version": "1.2.0", "kind": "occupation",
    "code": "3431.1", "label": "fotograf", "language": "sv", "fallback": False, "matched": "valokuvaaja", "deprecated": False,
}  # fmt: skip
DETAILS: dict[str, Any] = {
    **{name: FOUND[name] for name in ("scheme", "concept_id", "scheme_version", "kind", "code", "label", "language", "fallback")},
    "description": "Takes photographs.", "labels": {"sv": "fotograf", "en": "photographer"},
    "other_labels": {"en": ["picture taker"]}, "deprecated_in": "", "attribution": "ESCO",
    "leads_to": [{"kind": "essential", "scheme": "esco", "concept_id": "s1", "label": "use cameras", "weight": None}],
    "led_to_by": [{"kind": "substitute", "scheme": "esco", "concept_id": "o2", "label": "", "weight": 75}],
}  # fmt: skip
TAXONOMY: dict[str, Any] = {
    "scheme": "esco", "version": "1.2.0", "released": "2024-05-15", "imported_at": wire.WHEN, "licence": "2011/833/EU",
    "attribution": "ESCO", "languages": ["en", "sv"], "files": [{"name": "skills_en.csv", "sha256": "0" * 64, "size": 7}],
}  # fmt: skip

ME: list[tuple[Any, ...]] = [
    ("search_concepts", lambda me: me.search_concepts("foto graf", "ar", kinds=["occupation"], schemes=["esco"], limit=5), "GET",
     "/v1/concepts", Reply(content={"concepts": [FOUND]}), None,
     [("q", "foto graf"), ("language", "ar"), ("limit", "5"), ("kind", "occupation"), ("scheme", "esco")]),
    ("concept", lambda me: me.concept("esco", "http://x/1?a=b"), "GET", "/v1/concepts/one", Reply(content=DETAILS), None,
     [("scheme", "esco"), ("id", "http://x/1?a=b"), ("language", "sv")]),
    ("taxonomies", lambda me: me.taxonomies(), "GET", "/v1/taxonomies", Reply(content={"taxonomies": [TAXONOMY]})),
]  # fmt: skip
