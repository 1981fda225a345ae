"""Every route that somebody else than she can call, with a body that would work, made from the route table."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final

from tests.hostile.assessment_ids import CLAIM, FORM, STATED
from tests.hostile.mapping_ids import CIRCUMSTANCES, PAGES
from tests.invariants.routes import routes_of
from tests.stage import LANGUAGES, MAPPING, SKILLS, Stage

HERS: Final = {
    "as_individual", "fresh_individual", "at_portal", "fresh_at_portal", "fresh_for_yes", "signed_in",
    "at_portal_to_see", "at_portal_to_write", "at_portal_to_answer", "at_portal_to_see_log", "fresh_to_answer", "at_turning",
}  # fmt: skip
"""Doors that open to her alone, or to whoever holds a mandate of hers."""

_READ = {"grant_id": "{grant_id}", "case_reference": "c", "reader": "Nils Berg"}
_CASE = {"case_reference": "c", "reader": "Nils Berg", "over_limit_reason": ""}

BODIES: Final[Mapping[tuple[str, str], Mapping[str, Any]]] = {
    ("POST", "/v1/disclosures"): _READ,
    ("POST", "/v1/coverage"): {**_READ, "instrument": {"id": "language"}},
    ("POST", "/v1/mapping-sessions"): {
        **_READ,
        "instrument": {"id": "language"},
        "circumstances": CIRCUMSTANCES,
    },
    ("POST", "/v1/mapping-sessions/{mapping_id}/sheet"): _READ,
    ("PATCH", "/v1/mapping-sessions/{mapping_id}"): {**_READ, "hidden": []},
    ("PATCH", "/v1/mapping-sessions/{mapping_id}/answers"): {
        **_READ,
        "answers": [{"item": "listening", "touch": "skipped"}],
    },
    ("PUT", "/v1/mapping-sessions/{mapping_id}/notes"): {**_READ, "summary": "s"},
    ("POST", "/v1/mapping-sessions/{mapping_id}/hand-over"): _READ,
    ("POST", "/v1/mapping-sessions/{mapping_id}/leave"): _READ,
    ("POST", "/v1/assessments"): {"grant_id": "{grant_id}", "case_reference": "c", **STATED},
    ("POST", "/v1/assessments/{assessment_id}/supersede"): {"reader": "r", "reason": "r", "claim": CLAIM},
    ("POST", "/v1/assessments/{assessment_id}/withdraw"): {"reader": "r", "reason": "r"},
    ("POST", "/v1/evidence-files"): {**_READ, "grant_id": "{file_grant}", "file": "{file_id}"},
    ("POST", "/v1/access-requests"): {
        "connection_code": "00000-00000",
        "purpose_declaration": MAPPING,
        "scopes": [LANGUAGES, SKILLS],
        "case_reference": "c",
    },
    ("POST", "/v1/grants/{grant_id}/close"): {"reader": "Nils Berg"},
    ("POST", "/v1/purpose-declarations"): {},
    ("POST", "/v1/purpose-declarations/{declaration_id}/withdraw"): {},
    ("POST", "/v1/operator/purpose-declarations/{declaration_id}/versions/{version}/approve"): {},
    ("POST", "/v1/operator/purpose-declarations/{declaration_id}/versions/{version}/reject"): {"remark": "r"},
    ("POST", "/v1/operator/purpose-declarations/{declaration_id}/withdraw"): {"remark": "r"},
    ("POST", "/v1/operator/duties"): {},
    ("POST", "/v1/operator/duties/{duty_id}/end"): {},
    ("POST", "/v1/instruments"): {},
    ("DELETE", "/v1/instruments/{instrument_id}/versions/{version}"): {},
    ("POST", "/agency/instruments/new"): {"text": "{}"},
    ("POST", "/agency/instruments/{instrument_id}/{version}/retire"): {},
    ("POST", "/v1/webhooks"): {"url": "https://example.org/hook"},
    ("DELETE", "/v1/webhooks/{webhook_id}"): {},
    ("POST", "/v1/webhooks/dead-letters/{delivery_id}/redeliver"): {},
    ("POST", "/v1/notices/{notice_id}/acknowledge"): {"erased": True},
    ("POST", "/v1/inquiries/{inquiry_id}/answer"): {"answer": "For the case."},
    ("POST", "/oauth/token"): {"grant_type": "client_credentials"},
    ("POST", "/oauth/par"): {"response_type": "code"},
    ("POST", "/oauth/introspect"): {"token": "nothing"},
    ("POST", "/oauth/revoke"): {"token": "nothing"},
    ("DELETE", "/oauth/grants/{grant_id}"): {},
    ("POST", "/demo/sign-in"): {"persona": "nobody"},
    ("POST", "/sign-in/eid/{provider}"): {"intent": "enter"},
    ("POST", "/sign-in/passkey"): {"intent": "enter"},
    ("POST", "/sign-in/passkey/answer"): {"response": "{}"},
    ("POST", "/sign-in/sheet"): {"sheet": "123 456 789"},
    ("POST", "/sign-in/sheet/codes"): {"sheet": "123456789", "pin": "123987"},
    ("POST", "/start"): {"code": "00000-00000"},
    ("POST", "/start/passkey"): {"response": "{}"},
    ("POST", "/agency/desk/new"): {"proof": "passport", "way": "phone"},
    ("POST", "/agency/desk/lost"): {"reference": "123456789", "proof": "passport", "way": "phone"},
    ("POST", "/agency/desk/looks/{enrolment_id}"): {"answer": "later"},
    ("POST", "/language"): {"language": "sv", "back": "/"},
    ("POST", "/verify"): {"code": "00000-00000"},
    ("POST", "/journal/cosignatures"): {},
    ("POST", "/sign-out"): {},
    ("POST", "/shared/{secret}"): {},
    ("POST", "/shared/{secret}/contact"): {},
    ("POST", "/shared/{secret}/more"): {"more": "paper"},
    ("POST", "/agency/help"): {"code": "00000-00000"},
    ("POST", "/agency/help/end"): {},
    ("POST", "/agency/help/now/{section}/add"): {"skill": "Svetsning"},
    ("POST", "/agency/help/now/{section}/{item}/change"): {"skill": "Svetsning", "version": "1"},
    ("POST", "/agency/help/now/{section}/{item}/remove"): {"version": "1"},
    ("POST", "/agency/help/drafts/{draft_id}/drop"): {},
    ("POST", "/agency/help/sheet"): {"sheet": "123 456 789"},
    ("POST", "/agency/help/sheet/codes"): {
        "sheet": "123456789",
        "pin": "123987",
        "section": "skills",
        "minutes": "30",
    },
    ("POST", "/agency/mandates"): {},
    ("POST", "/agency/mandates/{mandate_id}"): {"answer": "later"},
    ("POST", "/agency/grants/{grant_id}"): _CASE,
    ("POST", "/agency/grants/{grant_id}/file"): {**_CASE, "file": "{file_id}"},
    ("POST", "/agency/grants/{grant_id}/copy"): {**_CASE, "format": "csv"},
    ("POST", "/agency/grants/{grant_id}/coverage"): {**_CASE, "instrument": "language@2026.1"},
    ("POST", "/agency/grants/{grant_id}/close"): {},
    ("POST", "/agency/grants/{grant_id}/protection"): {"protection": "on"},
    **PAGES,
    ("POST", "/agency/assessments/propose"): {
        **FORM,
        "grant_id": "{grant_id}",
        "case_reference": "c",
        "competence": "Lagerarbete",
    },
    ("POST", "/agency/assessments/{assessment_id}/supersede"): FORM,
    ("POST", "/agency/assessments/{assessment_id}/withdraw"): {"reason": "r"},
    ("POST", "/agency/declarations/new"): {},
    ("POST", "/agency/declarations/{declaration_id}/withdraw"): {},
    ("POST", "/agency/ask/more"): {"grant": "{grant_id}"},
    ("POST", "/agency/ask"): {"connection_code": "00000-00000", "case_reference": "c"},
    ("POST", "/agency/notices/{notice_id}/acknowledge"): {"erased": "yes"},
    ("POST", "/agency/dead-letters/{delivery_id}/redeliver"): {},
    ("POST", "/agency/webhooks"): {"url": "http://nowhere"},
    ("POST", "/agency/webhooks/{webhook_id}/try"): {},
    ("POST", "/agency/webhooks/{webhook_id}/remove"): {},
    ("POST", "/agency/readings/copy"): {},
    ("POST", "/agency/inquiries/{inquiry_id}"): {"answer": "For the case."},
    # Nobody is turned, removed or closed for good here: whoever comes after in the walk is to find everybody in place.
    ("POST", "/unit"): {"unit": "Nowhere"},
    ("POST", "/sessions"): {"session": "ses_nobodys"},
    ("POST", "/agency/staff/units"): {"unit": "Ungdom"},
    ("POST", "/agency/staff/invite"): {
        "name": "Karin Ek",
        "unit": "Etablering Nord",
        "roles": "case_worker",
    },
    ("POST", "/agency/staff/{staff_id}/place"): {"unit": "Etablering Nord", "roles": "case_worker"},
    ("POST", "/agency/staff/{staff_id}/code"): {},
    ("POST", "/agency/staff/{staff_id}/remove"): {},
    ("POST", "/agency/systems"): {"client_id": "norrsken-2", "key": "{}"},
    ("POST", "/agency/systems/{client_id}/keys"): {"key": "{}"},
    ("POST", "/agency/systems/{client_id}/keys/remove"): {"kid": "k"},
    ("POST", "/agency/systems/{client_id}/remove"): {},
    ("POST", "/operator/organisations/new"): {
        "name": "Nordby",
        "number": "556036-0793",
        "role": "agency",
    },
    ("POST", "/operator/organisations/{organisation_id}/units"): {"unit": "Ungdom"},
    ("POST", "/operator/organisations/{organisation_id}/administrators"): {"name": "A", "unit": "U"},
    ("POST", "/operator/organisations/{organisation_id}/systems"): {"client_id": "x", "key": "{}"},
    ("POST", "/operator/organisations/{organisation_id}/staff/{staff_id}/remove"): {},
    ("POST", "/operator/organisations/{organisation_id}/close"): {"remark": "r"},
    ("POST", "/v1/operator/organisations"): {
        "name": "Nordby",
        "number": "556036-0793",
        "role": "agency",
    },
    ("POST", "/v1/operator/organisations/{organisation_id}/close"): {"remark": "r"},
    ("POST", "/v1/operator/organisations/{organisation_id}/units"): {"unit": "Ungdom"},
    ("POST", "/v1/operator/organisations/{organisation_id}/administrators"): {"name": "A", "unit": "U"},
    ("DELETE", "/v1/operator/organisations/{organisation_id}/staff/{staff_id}"): {},
    ("POST", "/v1/operator/organisations/{organisation_id}/systems"): {"client_id": "x", "key": {}},
    ("DELETE", "/v1/operator/organisations/{organisation_id}/systems/{client_id}"): {},
    ("POST", "/v1/operator/organisations/{organisation_id}/systems/{client_id}/keys"): {"key": {}},
    ("DELETE", "/v1/operator/organisations/{organisation_id}/systems/{client_id}/keys/{kid}"): {},
    ("POST", "/invitation"): {"code": "0" * 20},
    ("POST", "/invitation/passkey"): {"response": "{}"},
    ("POST", "/demo/organisations"): {"name": "My system", "key": {}},
    ("POST", "/demo/sandbox"): {"name": "My system"},
    ("POST", "/operator/declarations/{declaration_id}/{version}"): {"decision": "approve"},
    ("POST", "/operator/alarms/{alarm_id}"): {},
    ("POST", "/operator/duties/new"): {},
    ("POST", "/operator/duties/{duty_id}/end"): {},
}
"""What is sent to each route that takes something. A new one has to be written down here."""

FORMATS: Final = (
    "*/*",
    "application/json",
    "application/ld+json",
    "application/jose",
    "application/pdf",
    "text/csv",
    "text/html",
)


@dataclass(frozen=True)
class Reach:
    """One call by somebody else: the route, the address with real ids in it, and what is sent."""

    method: str
    pattern: str
    path: str
    body: Mapping[str, Any]
    door: str


def reaches(stage: Stage, ids: Mapping[str, str]) -> Iterator[Reach]:
    """One for each route and method that is not hers alone. What changes something for good comes last."""
    found = [
        Reach(
            method, route.path, _filled(route.path, ids), _body(method, route.path, ids), "".join(route.doors)
        )
        for route in routes_of(stage.app)
        if not HERS & set(route.doors)
        for method in sorted(route.methods - {"HEAD"})
    ]
    yield from sorted(found, key=_how_final)


_READINGS: Final = frozenset(
    {
        "/v1/disclosures",
        "/v1/coverage",
        "/v1/evidence-files",
        "/v1/mapping-sessions/{mapping_id}/sheet",
        "/agency/grants/{grant_id}",
        "/agency/grants/{grant_id}/coverage",
        "/agency/grants/{grant_id}/file",
        "/agency/grants/{grant_id}/copy",
        "/shared/{secret}",
    }
)


def _how_final(reach: Reach) -> int:
    if reach.method == "GET":
        return 0
    return 1 if reach.pattern in _READINGS else 2


def _filled(path: str, ids: Mapping[str, str]) -> str:
    for name, value in ids.items():
        path = path.replace("{" + name + "}", value)
    assert re.search(r"\{\w+\}", path) is None, f"{path} needs an id that this list does not know"
    return path


def _body(method: str, pattern: str, ids: Mapping[str, str]) -> Mapping[str, Any]:
    if method == "GET":
        return {}
    assert (method, pattern) in BODIES, f"{method} {pattern} is new: write down what is sent to it"
    body = BODIES[method, pattern]
    return {name: _filled(one, ids) if isinstance(one, str) else one for name, one in body.items()}
