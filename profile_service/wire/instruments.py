"""Instruments in the shape of the models in `schemas`."""

from collections.abc import Mapping
from typing import Any

from profile_service.domain.instrument import (
    Choice,
    Head,
    Instrument,
    InstrumentItem,
    InstrumentSection,
    Target,
)
from profile_service.domain.people import Organisation
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_head(head: Head, organisation: Organisation | None) -> Wire:
    """`schemas.access.InstrumentHead`."""
    return {
        "id": head.id,
        "version": head.version,
        "stage": head.stage,
        "title": dict(head.title),
        "about": dict(head.about),
        "languages": list(head.languages),
        "questions": head.questions,
        "organisation": None if organisation is None else render_organisation(organisation),
        "registered_at": None if head.registered_at is None else in_utc(head.registered_at),
        "retired_at": None if head.retired_at is None else in_utc(head.retired_at),
    }


def render_instrument(instrument: Instrument, organisation: Organisation | None) -> Wire:
    """`schemas.access.PublishedInstrument`."""
    return {
        "id": instrument.id,
        "version": instrument.version,
        "stage": instrument.stage,
        "title": dict(instrument.title),
        "about": dict(instrument.about),
        "organisation": None if organisation is None else render_organisation(organisation),
        "sections": [_section(one) for one in instrument.sections],
    }


def _section(section: InstrumentSection) -> Wire:
    return {
        "id": section.id,
        "title": dict(section.title),
        **_set(intro=dict(section.intro)),
        "can_hide": section.can_hide,
        "special": section.special,
        "items": [_item(one) for one in section.items],
    }


def _item(item: InstrumentItem) -> Wire:
    condition = item.shown_if
    return {
        "id": item.id,
        "text": dict(item.text),
        "kind": item.kind,
        "respondent": item.respondent,
        "needed": item.needed,
        **_set(
            help=dict(item.help),
            target=None if item.target is None else _target(item.target),
            picture=item.picture,
            choices=[_choice(one) for one in item.choices],
            scheme=item.scheme,
            concept_kind=item.concept_kind,
            fresh_months=item.fresh_months,
            shown_if=None
            if condition is None
            else {"item": condition.item, "values": list(condition.values)},
        ),
    }


def _target(target: Target) -> Wire:
    where = [dict(one) for one in target.where]
    return {
        "section": target.section,
        "fields": list(target.fields),
        **_set(where=where, begins=dict(target.begins)),
    }


def _choice(choice: Choice) -> Wire:
    return {"value": choice.value, "label": dict(choice.label), **_set(picture=choice.picture)}


def _set(**fields: Any) -> Mapping[str, Any]:
    """What is there; an absent field and an empty one mean the same."""
    return {name: value for name, value in fields.items() if value}
