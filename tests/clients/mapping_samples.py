"""Mapping sessions: the calls, the commands, what they send, and a word that they show."""

from typing import Any, Final

import wire_samples as wire
from small_service import Reply

from clients.mapping_seat import MappingSeat

_CIRCUMSTANCES: Final = {
    "languages": ["ar", "sv"],
    "present": ["adviser"],
    "interpreter": "phone",
    "place": "office",
}
SESSION: Final[dict[str, Any]] = {
    "id": "map_1", "instrument": "language", "instrument_version": "2026.1", "runner": "grantee",
    "organisation": {"id": "org_1", "name": "Norrsken AB", "role": "agency"}, "unit": "Etablering", "adviser": "Ann",
    "circumstances": _CIRCUMSTANCES, "reused": {"items": 10, "known": 4, "stale": 1, "asked": 5, "share": 0.4},
    "state": "open", "hidden": [], "opened": [], "revision": 2, "started_at": wire.WHEN, "changed_at": wire.WHEN,
    "notes": {"summary": "Goes well.", "next_steps": ["Ask for a course"], "by": "Ann", "at": wire.WHEN},
}  # fmt: skip
SHEET: Final[dict[str, Any]] = {
    "session": SESSION, "may_open": [],
    "instrument": {"id": "language", "version": "2026.1", "title": {"en": "Your languages"}},
    "rows": [
        {"item": "reading", "section": "swedish", "status": "fresh", "value": "B1", "asked": False,
         "last_confirmed": wire.WHEN, "strength": "self", "source": {"kind": "individual", "name": "individual"},
         "answer": {"touch": "stated", "value": "B2", "by": "Ann", "at": wire.WHEN}},
        {"item": "writing", "section": "swedish", "status": "not_known", "asked": True},
    ],
}  # fmt: skip
WRITTEN: Final = {"id": "map_1", "revision": 3, "state": "open"}
SEAT: Final = MappingSeat("gra_1", "A-1", "Ann")
_SEAT: Final = {"grant_id": "gra_1", "case_reference": "A-1", "reader": "Ann"}
_BEGUN: Final = {"instrument": {"id": "language"}, "circumstances": {"languages": ["ar", "sv"]}}
_ANSWERS: Final = [{"item": "reading", "touch": "stated", "value": "B2"}]
_ONE = Reply(content=SESSION)
_DONE = Reply(content=WRITTEN)
_HERS = "/v1/me/mapping-sessions"
_THEIRS = "/v1/mapping-sessions"

ME: list[tuple[Any, ...]] = [
    ("mapping_sessions", lambda me: me.mapping_sessions(), "GET", _HERS, Reply(content={"mapping_sessions": [SESSION]})),
    ("start_mapping", lambda me: me.start_mapping("language", ("ar", "sv")), "POST", _HERS, Reply(201, SESSION), _BEGUN),
    ("mapping_sheet", lambda me: me.mapping_sheet("map_1"), "GET", f"{_HERS}/map_1", Reply(content=SHEET)),
    ("arrange_mapping", lambda me: me.arrange_mapping("map_1", 2, {"hidden": ["others"]}), "PATCH", f"{_HERS}/map_1",
     _ONE, {"hidden": ["others"]}, None, '"2"'),
    ("answer_mapping", lambda me: me.answer_mapping("map_1", 2, _ANSWERS), "PATCH", f"{_HERS}/map_1/answers", _ONE,
     {"answers": _ANSWERS}, None, '"2"'),
    ("hand_over_mapping", lambda me: me.hand_over_mapping("map_1", 2), "POST", f"{_HERS}/map_1/hand-over", _ONE,
     None, None, '"2"'),
    ("leave_mapping", lambda me: me.leave_mapping("map_1", 2), "POST", f"{_HERS}/map_1/leave", _ONE, None, None, '"2"'),
    ("delete_mapping", lambda me: me.delete_mapping("map_1"), "DELETE", f"{_HERS}/map_1", Reply(204)),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("start_mapping", lambda us: us.start_mapping(SEAT, "language", ("ar", "sv")), "POST", _THEIRS, Reply(201, WRITTEN),
     {**_SEAT, **_BEGUN}),
    ("begun_mappings", lambda us: us.begun_mappings("gra_1"), "GET", _THEIRS,
     Reply(content={"mapping_sessions": [SESSION]}), None, [("grant_id", "gra_1")]),
    ("mapping_sheet", lambda us: us.mapping_sheet(SEAT, "map_1"), "POST", f"{_THEIRS}/map_1/sheet", Reply(content=SHEET),
     _SEAT),
    ("arrange_mapping", lambda us: us.arrange_mapping(SEAT, "map_1", 2, {"hidden": []}), "PATCH", f"{_THEIRS}/map_1",
     _DONE, {**_SEAT, "hidden": []}, None, '"2"'),
    ("answer_mapping", lambda us: us.answer_mapping(SEAT, "map_1", 2, _ANSWERS), "PATCH", f"{_THEIRS}/map_1/answers",
     _DONE, {**_SEAT, "answers": _ANSWERS}, None, '"2"'),
    ("note_mapping", lambda us: us.note_mapping(SEAT, "map_1", 2, "Goes well.", ["Ask"]), "PUT", f"{_THEIRS}/map_1/notes",
     _DONE, {**_SEAT, "summary": "Goes well.", "next_steps": ["Ask"]}, None, '"2"'),
    ("hand_over_mapping", lambda us: us.hand_over_mapping(SEAT, "map_1", 2), "POST", f"{_THEIRS}/map_1/hand-over",
     _DONE, _SEAT, None, '"2"'),
    ("leave_mapping", lambda us: us.leave_mapping(SEAT, "map_1", 2), "POST", f"{_THEIRS}/map_1/leave", _DONE, _SEAT,
     None, '"2"'),
]  # fmt: skip
_BY = ["--case", "A-1", "--reader", "Ann"]
_BEGIN = ["--instrument", "language", "--languages", "ar", "sv"]
_AT = ["--revision", "2"]
_SAID = '[{"item": "reading", "touch": "stated", "value": "B2"}]'
ASTRID = [
    (["mappings"], "GET", _HERS, Reply(content={"mapping_sessions": [SESSION]}), "known when it began: 4 of 10"),
    (["mapping", "map_1"], "GET", f"{_HERS}/map_1", Reply(content=SHEET), "swedish/writing: ask this"),
    (["mapping-start", *_BEGIN], "POST", _HERS, Reply(201, SESSION), "map_1: language 2026.1 (open)"),
    (["mapping-answer", "map_1", _SAID, *_AT], "PATCH", f"{_HERS}/map_1/answers", _ONE, "revision: 2"),
    (["mapping-hand-over", "map_1", *_AT], "POST", f"{_HERS}/map_1/hand-over", _ONE, "next step: Ask for a course"),
    (["mapping-leave", "map_1", *_AT], "POST", f"{_HERS}/map_1/leave", _ONE, "summary: Goes well."),
]  # fmt: skip
NORRSKEN = [
    (["map-start", "gra_1", *_BEGIN, *_BY], "POST", _THEIRS, Reply(201, WRITTEN), "revision: 3"),
    (["map-list", "gra_1"], "GET", _THEIRS, Reply(content={"mapping_sessions": [SESSION]}),
     "known when it began: 4 of 10"),
    (["map-sheet", "gra_1", "map_1", *_BY], "POST", f"{_THEIRS}/map_1/sheet", Reply(content=SHEET), "answer: stated: B2"),
    (["map-answer", "gra_1", "map_1", _SAID, *_AT, *_BY], "PATCH", f"{_THEIRS}/map_1/answers", _DONE, "map_1 (open)"),
    (["map-notes", "gra_1", "map_1", "--summary", "Good", *_AT, *_BY], "PUT", f"{_THEIRS}/map_1/notes", _DONE, "map_1"),
    (["map-hand-over", "gra_1", "map_1", *_AT, *_BY], "POST", f"{_THEIRS}/map_1/hand-over", _DONE, "map_1 (open)"),
    (["map-leave", "gra_1", "map_1", *_AT, *_BY], "POST", f"{_THEIRS}/map_1/leave", _DONE, "map_1 (open)"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"mapping-delete"}
