"""Declarations and duties as those see them who make and decide them."""

from consent.declaration import PurposeDeclaration
from profile_service.actions.declaring import DeclarationView
from profile_service.actions.duties import DutyView
from profile_service.domain.people import Organisation
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_declaration, render_duty, render_organisation


def render_version(declaration: PurposeDeclaration, organisation: Organisation) -> Wire:
    """`schemas.access.DeclarationVersion`."""
    submitted, decided = declaration.submitted_at, declaration.decided_at
    return {
        **render_declaration(declaration, organisation),
        "submitted_at": None if submitted is None else in_utc(submitted),
        "decided_at": None if decided is None else in_utc(decided),
        "remark": declaration.remark or None,
    }


def render_view(view: DeclarationView) -> Wire:
    """`schemas.access.DeclarationToDecide`."""
    before = view.before
    return {
        "declaration": render_version(view.declaration, view.organisation),
        "in_force": None if before is None else render_version(before, view.organisation),
    }


def render_own_duty(view: DutyView) -> Wire:
    """`schemas.access.OwnDuty`."""
    last = view.last_read_at
    return {
        **_stands(view),
        "reads": view.reads,
        "last_read_at": None if last is None else in_utc(last),
    }


def render_operators_duty(view: DutyView) -> Wire:
    """`schemas.access.OperatorsDuty`."""
    return {**_stands(view), "individual": view.duty.individual}


def render_registered(organisation: Organisation) -> Wire:
    """`schemas.access.RegisteredOrganisation`."""
    return {**render_organisation(organisation), "number": organisation.number}


def _stands(view: DutyView) -> Wire:
    ended = view.duty.ended_at
    return {
        **render_duty(view.duty),
        "organisation": render_organisation(view.organisation),
        "stands": view.stands,
        "ended_at": None if ended is None else in_utc(ended),
    }
