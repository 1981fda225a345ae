"""What need not be asked again: commands, what they send, and a word that they show."""

from typing import Any

import wire_samples as wire
from small_service import Reply

_INSTRUMENT = {"id": "language", "version": "2026.1", "title": {"sv": "Dina språk", "en": "Your languages"}}
_KNOWN = {
    "item": "mother_tongues", "section": "mother_tongue", "status": "fresh", "fresh_until": "2031-11-21",
    "last_confirmed": wire.WHEN, "strength": "self", "source": {"kind": "individual", "name": "individual"},
}  # fmt: skip
_SUMMARY = {"items": 2, "fresh": 1, "stale": 0, "not_known": 1, "share": 0.5}
COVERAGE: dict[str, Any] = {
    "grant": wire.DISCLOSURE["grant"], "instrument": _INSTRUMENT, "summary": _SUMMARY,
    "items": [_KNOWN, {"item": "reading", "section": "swedish", "status": "not_known"}],
}  # fmt: skip
OWN_COVERAGE: dict[str, Any] = {
    "instrument": _INSTRUMENT, "summary": _SUMMARY,
    "items": [_KNOWN, {"item": "reading", "section": "swedish", "status": "not_shared"}],
}  # fmt: skip
_SOUP = {
    "scheme": "esco",
    "concept_id": "http://data.example/soup",
    "scheme_version": "1.2.0",
    "label": "make soup",
}
MATCH: dict[str, Any] = {
    "occupation": {**_SOUP, "concept_id": "http://data.example/cook", "label": "cook"},
    "skills": [
        {"skill": _SOUP, "need": "always", "has": {"level": 3, "strength": "context",
         "entries": [{"section": "skills", "id": "itm_1"}], "supported_by": [{"section": "experience", "id": "itm_2"}]}},
        {"skill": {**_SOUP, "label": "bake bread"}, "need": "sometimes"},
    ],
    "within": [],
}  # fmt: skip
_COUNTED = {"items": 50, "fresh": 30, "stale": 5, "asked": 15, "share": 0.6}
REUSE: dict[str, Any] = {
    "months": [
        {"purpose_declaration": "dec_1", "instrument": "language", "month": "2026-02", "fewer_than": 5},
        {
            "purpose_declaration": None,
            "instrument": "language",
            "month": "2026-01",
            "sessions": 7,
            **_COUNTED,
        },
    ],
    "sums": [{"purpose_declaration": None, "instrument": "language", "sessions": 7, **_COUNTED}],
}
_ASKED = {"grant_id": "gra_1", "instrument": {"id": "language"}, "case_reference": "A-1", "reader": "Ann"}

ME: list[tuple[Any, ...]] = [
    ("own_coverage", lambda me: me.own_coverage("language", "gra_1"), "GET", "/v1/me/coverage",
     Reply(content=OWN_COVERAGE), None, [("instrument", "language"), ("grant", "gra_1")]),
    ("match", lambda me: me.match("esco", "http://data.example/cook", "en"), "GET", "/v1/me/match", Reply(content=MATCH),
     None, [("scheme", "esco"), ("id", "http://data.example/cook"), ("language", "en")]),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("coverage", lambda us: us.coverage("gra_1", "language", case_reference="A-1", reader="Ann"), "POST", "/v1/coverage",
     Reply(content=COVERAGE), _ASKED),
    ("reuse", lambda us: us.reuse(), "GET", "/v1/reuse", Reply(content=REUSE)),
]  # fmt: skip
ASTRID = [
    (["my-coverage", "--instrument", "language", "--grant", "gra_1"], "GET", "/v1/me/coverage", Reply(content=OWN_COVERAGE),
     "swedish/reading: not shared"),
    (["match", "--scheme", "esco", "--id", "http://data.example/cook"], "GET", "/v1/me/match", Reply(content=MATCH),
     "bake bread: missing"),
]  # fmt: skip
NORRSKEN = [
    (["coverage", "gra_1", "--instrument", "language", "--case", "A-1", "--reader", "Ann"], "POST", "/v1/coverage",
     Reply(content=COVERAGE), "swedish/reading: ask this"),
    (["reuse"], "GET", "/v1/reuse", Reply(content=REUSE), "sessions: fewer than 5"),
]  # fmt: skip
