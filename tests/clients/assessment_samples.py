"""Assessments: the calls, the commands, what they send, and a word that they show."""

import json
from typing import Any, Final

import wire_samples as wire
from small_service import Reply

_NEW: Final[dict[str, Any]] = {
    "kind": "assessed",
    "method": "Work sample",
    "assessed_on": "2026-02-20",
    "level": 3,
}
_CLAIM: Final[dict[str, Any]] = {**_NEW, "competence": {"label": "Special diets"}}
OWN: Final[dict[str, Any]] = {
    "id": "asm_1", "organisation": {"id": "org_3", "name": "Yrkesskolan", "role": "assessor"}, "proposed_by": "Ylva",
    "case_reference": "VAL-7", "proposed_at": wire.WHEN, "state": "accepted", "waits": False, "answered_at": wire.WHEN,
    "standing": "superseded", "reason": "A newer test.", "followed_by": "asm_2", "item_id": "itm_9", "version": 2,
    "content": {**_CLAIM, "assessor": "Yrkesskolan", "status": "superseded", "reason": "A newer test.",
                "assessment_id": "asm_1", "answer": "I led the kitchen."},
}  # fmt: skip
KEPT: Final[dict[str, Any]] = {
    "id": "asm_1", "case_reference": "VAL-7", "unit": "Validering", "reader": "Ylva", "proposed_at": wire.WHEN,
    "standing": "stands",
}  # fmt: skip
_HERS, _THEIRS = "/v1/me/assessments", "/v1/assessments"
_ONE, _RECORD = Reply(content=OWN), Reply(content=KEPT)
_BY = {"case_reference": "VAL-7", "reader": "Ylva"}
_WHY = {"reason": "Wrong day.", "reader": "Ylva"}

ME: list[tuple[Any, ...]] = [
    ("assessments", lambda me: me.assessments(), "GET", _HERS, Reply(content={"assessments": [OWN]})),
    ("assessment", lambda me: me.assessment("asm_1"), "GET", f"{_HERS}/asm_1", _ONE),
    ("accept_assessment", lambda me: me.accept_assessment("asm_1"), "POST", f"{_HERS}/asm_1/accept", _ONE),
    ("leave_assessment", lambda me: me.leave_assessment("asm_1"), "POST", f"{_HERS}/asm_1/leave", _ONE),
    ("hide_assessment", lambda me: me.hide_assessment("asm_1"), "POST", f"{_HERS}/asm_1/hide", _ONE),
    ("show_assessment", lambda me: me.show_assessment("asm_1"), "POST", f"{_HERS}/asm_1/show", _ONE),
    ("answer_assessment", lambda me: me.answer_assessment("asm_1", 2, "Yes."), "PUT", f"{_HERS}/asm_1/answer", _ONE,
     {"answer": "Yes."}, None, '"2"'),
]  # fmt: skip
AGENCY: list[tuple[Any, ...]] = [
    ("propose_assessment", lambda us: us.propose_assessment(_CLAIM, case_reference="VAL-7", reader="Ylva", grant="gra_1"),
     "POST", _THEIRS, Reply(201, KEPT), {**_BY, "grant_id": "gra_1", "claim": _CLAIM}),
    ("proposed_assessments", lambda us: us.proposed_assessments(), "GET", _THEIRS, Reply(content={"assessments": [KEPT]})),
    ("proposed_assessments", lambda us: us.proposed_assessments("asm_1", 2), "GET", _THEIRS,
     Reply(content={"assessments": [KEPT], "next": "asm_2"}), None, [("after", "asm_1"), ("limit", "2")]),
    ("proposed_assessment", lambda us: us.proposed_assessment("asm_1"), "GET", f"{_THEIRS}/asm_1", _RECORD),
    ("supersede_assessment", lambda us: us.supersede_assessment("asm_1", _NEW, "Wrong day.", reader="Ylva"), "POST",
     f"{_THEIRS}/asm_1/supersede", Reply(201, KEPT), {**_WHY, "claim": _NEW}),
    ("withdraw_assessment", lambda us: us.withdraw_assessment("asm_1", "Wrong day.", reader="Ylva", unit="V"), "POST",
     f"{_THEIRS}/asm_1/withdraw", _RECORD, {**_WHY, "unit": "V"}),
]  # fmt: skip
_AS = ["--reader", "Ylva"]
ASTRID = [
    (["assessments"], "GET", _HERS, Reply(content={"assessments": [OWN]}), "your answer: I led the kitchen."),
    (["assessment", "asm_1"], "GET", f"{_HERS}/asm_1", _ONE, "because: A newer test."),
    (["assessment-accept", "asm_1"], "POST", f"{_HERS}/asm_1/accept", _ONE, "asm_1: Special diets (accepted)"),
    (["assessment-leave", "asm_1"], "POST", f"{_HERS}/asm_1/leave", _ONE, "stated by: Yrkesskolan"),
    (["assessment-hide", "asm_1"], "POST", f"{_HERS}/asm_1/hide", _ONE, "how: Work sample"),
    (["assessment-show", "asm_1"], "POST", f"{_HERS}/asm_1/show", _ONE, "level: 3"),
    (["assessment-answer", "asm_1", "--version", "2", "--words", "Yes."], "PUT", f"{_HERS}/asm_1/answer", _ONE, "asm_1"),
]  # fmt: skip
NORRSKEN = [
    (["assess", json.dumps(_CLAIM), "--case", "VAL-7", "--code", "7K2MF-9Q4TX", *_AS], "POST", _THEIRS, Reply(201, KEPT),
     "asm_1 (stands)"),
    (["assessed"], "GET", _THEIRS, Reply(content={"assessments": [KEPT]}), "case: VAL-7"),
    (["assess-anew", "asm_1", json.dumps(_NEW), "--reason", "Wrong day.", *_AS], "POST", f"{_THEIRS}/asm_1/supersede",
     Reply(201, KEPT), "unit: Validering"),
    (["assess-withdraw", "asm_1", "--reason", "Wrong day.", *_AS], "POST", f"{_THEIRS}/asm_1/withdraw", _RECORD, "Ylva"),
]  # fmt: skip
