"""From domain values to the wire: plain dicts in the shape of the models in `schemas`, then bytes.

The models themselves are not built here: they are checked where something comes in, and in the tests.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date

from consent.declaration import PurposeDeclaration
from consent.duty import Duty
from consent.grant import Closed, Grant, Paused, Revoked, UsedUp, Withdrawn, state_name
from consent.request import AccessRequest, RequestState
from consent.scope import Scope
from consent.terms import Barred, Terms
from profile_service.actions.importing import Imported
from profile_service.actions.looking import GrantView, LogLine, LogPage, RequestView
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.event import Outcome
from profile_service.domain.leaving import LeavingSections
from profile_service.domain.people import Organisation
from profile_service.domain.profile import Assertion, PastVersion
from profile_service.domain.sections import SECTIONS
from profile_service.portability.own_format import (
    Wire,
    in_utc,
    render_disclosed,
    render_item,
    render_leaving,
    render_source,
)

_NAMED = ("unit", "reader", "case_reference", "rule", "over_limit_reason", "instrument")
_BETWEEN_SCOPES = re.compile(r"\s+|,(?=profile:)")


def render_items(items: Sequence[Assertion]) -> Wire:
    """`schemas.profile.SectionItems`."""
    return {"items": [render_item(item) for item in items]}


def render_history(past: Sequence[PastVersion]) -> Wire:
    """`schemas.profile.ItemHistory`."""
    return {
        "versions": [
            {
                "version": one.version,
                "at": in_utc(one.at),
                "source": render_source(one.source),
                "change": one.change.value,
                "content": one.content,
            }
            for one in past
        ]
    }


def render_import(imported: Imported) -> Wire:
    """`schemas.imports.ImportReport`."""
    return {
        "format": imported.format,
        "added": [{"section": item.section, "id": item.id} for item in imported.added],
        "unmapped": [{"path": one.path, "reason": one.reason} for one in imported.unmapped],
    }


def render_organisation(organisation: Organisation) -> Wire:
    """`schemas.access.Organisation`."""
    return {"id": organisation.id, "name": organisation.name, "role": organisation.role.value}


def render_declaration(declaration: PurposeDeclaration, organisation: Organisation) -> Wire:
    """`schemas.access.PurposeDeclaration`."""
    return {
        "id": declaration.id,
        "version": declaration.version,
        "organisation": render_organisation(organisation),
        "purpose": render_purpose(declaration),
        "legal_basis": declaration.legal_basis,
        "scopes": [
            {"scope": str(want.scope), "reason": dict(want.reason), "needed": want.needed}
            for want in declaration.wants
        ],
        "retention": dict(declaration.retention),
        "onward_recipients": list(declaration.onward_recipients),
        "on_no": dict(declaration.on_no),
        "other_way": dict(declaration.other_way),
        "contact": declaration.contact,
        "status": declaration.status.value,
    }


def render_request(view: RequestView) -> Wire:
    """`schemas.access.AccessRequest`, as the individual sees it."""
    request = view.request
    return {
        "id": request.id,
        "organisation": render_organisation(view.organisation),
        **_present("unit", request.unit),
        "purpose_declaration": render_declaration(view.declaration, view.organisation),
        "scopes": _scopes(request.scopes),
        "until": in_utc(request.until),
        "ending": request.ending.value,
        "case_reference": request.case_reference,
        **_present("message", request.message),
        "created": in_utc(request.asked_at),
        "state": view.state,
        **_present("grant_id", _answered_grant(request)),
    }


def _answered_grant(request: AccessRequest) -> str:
    return request.grant_id if request.state is RequestState.GRANTED else ""


def render_grant(view: GrantView) -> Wire:
    """`schemas.access.Grant`, as the individual sees it."""
    grant, terms = view.grant, view.grant.terms
    return {
        "id": terms.id,
        "organisation": render_organisation(view.organisation),
        **_present("unit", terms.unit),
        "purpose": render_purpose(view.declaration),
        "purpose_declaration": {"id": terms.declaration_id, "version": terms.declaration_version},
        "scopes": _scopes(terms.scopes),
        "given_at": in_utc(terms.given_at),
        "until": in_utc(terms.until),
        "ending": terms.ending.value,
        "state": state_name(grant),
        "paused": _pause(grant),
        "ended_at": in_utc(grant.at) if isinstance(grant, Withdrawn | UsedUp | Closed | Revoked) else None,
        "case_reference": view.case_reference,
        "last_read_at": None if view.last_read_at is None else in_utc(view.last_read_at),
        "reads": view.reads,
        "barred": render_barred(terms.barred),
        "revision": terms.revision,
        "can_undo_until": None if view.can_undo_until is None else in_utc(view.can_undo_until),
        "receipt": f"/v1/me/grants/{terms.id}/receipts",
    }


def render_barred(barred: Barred) -> Wire:
    """`schemas.access.Barred`."""
    return {"units": sorted(barred.units), "readers": sorted(barred.readers)}


def _pause(grant: Grant) -> Wire | None:
    return {"since": in_utc(grant.at), "all_sharing": grant.whole} if isinstance(grant, Paused) else None


def render_grantee_grant(view: GrantView) -> Wire:
    """`schemas.access.GranteeGrant`: a live grant as the organisation that has it sees it."""
    terms = view.grant.terms
    return {
        "id": terms.id,
        "access_request": terms.request_id,
        **_present("unit", terms.unit),
        "purpose": render_purpose(view.declaration),
        "purpose_declaration": {"id": terms.declaration_id, "version": terms.declaration_version},
        "scopes": _scopes(terms.scopes),
        "given_at": in_utc(terms.given_at),
        "until": in_utc(terms.until),
        "ending": terms.ending.value,
        "case_reference": view.case_reference,
        "receipt": receipt_address(terms.id),
    }


def render_disclosure(disclosure: Disclosure, today: date) -> Wire:
    """`schemas.access.Disclosure`.

    Nothing in it depends on the moment of reading but the day, so that a preview is the same bytes as the first read of that day.
    """
    terms = disclosure.terms
    return {
        **render_ground(disclosure),
        "profile": _profile(disclosure.sections, today),
        **({} if isinstance(terms, Duty) else {"receipt": receipt_address(terms.id)}),
    }


def _profile(sections: Mapping[str, Sequence[Assertion]], today: date) -> Wire:
    if isinstance(sections, LeavingSections):
        leaving = sections.leaving
        return {name: render_leaving(leaving[name], today) for name in SECTIONS if name in leaving}
    return {
        name: [render_disclosed(item, today) for item in sections[name]]
        for name in SECTIONS
        if name in sections
    }


def render_ground(disclosure: Disclosure) -> Wire:
    """What a disclosure rests on: a grant, or a duty."""
    terms = disclosure.terms
    return _under_duty(disclosure, terms) if isinstance(terms, Duty) else _under_grant(disclosure, terms)


def _under_grant(disclosure: Disclosure, terms: Terms) -> Wire:
    return {
        "grant": {
            "id": terms.id,
            "purpose": None if disclosure.declaration is None else render_purpose(disclosure.declaration),
            "purpose_declaration": {"id": terms.declaration_id, "version": terms.declaration_version},
            "scopes": _scopes(disclosure.scopes),
            "until": in_utc(terms.until),
        }
    }


def _under_duty(disclosure: Disclosure, duty: Duty) -> Wire:
    return {"duty": {**render_duty(duty), "scopes": _scopes(disclosure.scopes)}}


def render_duty(duty: Duty) -> Wire:
    """`schemas.access.Duty`: what a statute gives, as its organisation sees it."""
    return {
        "id": duty.id,
        "reference": duty.reference or None,
        "citation": duty.rule.citation,
        "text": dict(duty.rule.text),
        "scopes": _scopes(duty.scopes),
        "since": in_utc(duty.since),
        "until": in_utc(duty.until),
    }


def render_log(page: LogPage) -> Wire:
    """`schemas.access.DisclosureRecordList`."""
    following = None if page.following is None else str(page.following)
    return {"disclosures": [render_record(line) for line in page.lines], "next": following}


def render_record(line: LogLine) -> Wire:
    """`schemas.access.DisclosureRecord`."""
    event = line.event
    detail = event.detail
    scopes = detail.get("scopes", [])
    return {
        "id": event.id,
        "at": in_utc(event.at),
        "organisation": None if line.organisation is None else render_organisation(line.organisation),
        **{key: detail[key] for key in _NAMED if detail.get(key)},
        "kind": event.kind.value,
        "outcome": None if event.outcome is Outcome.DONE else event.outcome.value,
        "sections": list(dict.fromkeys(Scope.parse(scope).section for scope in scopes)),
        "scopes": scopes,
        "purpose": None if line.declaration is None else render_purpose(line.declaration),
        "grant_id": event.grant,
    }


def receipt_address(grant_id: str) -> str:
    """Where the grantee finds the record of what was agreed."""
    return f"/v1/receipts/{grant_id}"


def split_scopes(texts: Sequence[str]) -> list[str]:
    """Scopes from a query: the parameter repeated, or several in one, apart by spaces or commas."""
    return [scope for text in texts for scope in _BETWEEN_SCOPES.split(text.strip()) if scope]


def render_purpose(declaration: PurposeDeclaration) -> Wire:
    return {"code": declaration.purpose.code, "sentence": dict(declaration.purpose.sentence)}


def _scopes(scopes: Sequence[Scope]) -> list[str]:
    return [str(scope) for scope in scopes]


def _present(name: str, value: str) -> Mapping[str, str]:
    return {name: value} if value else {}
