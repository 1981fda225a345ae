"""What is known of an instrument, and what was reused, in the shape of `schemas.access.coverage`."""

from profile_service.actions.coverage import Coverage, ToldCoverage
from profile_service.actions.reuse import ReuseView
from profile_service.domain.coverage import Covered, Knowledge, Standing
from profile_service.domain.disclosure import Disclosure
from profile_service.domain.instrument import Instrument
from profile_service.domain.mapping_session import Reused
from profile_service.domain.reuse import FEWEST_SESSIONS, Programme, ReuseCount
from profile_service.portability.own_format import Wire, in_utc, render_source
from profile_service.wire.access import render_ground


def render_told(told: ToldCoverage) -> Wire:
    """`schemas.access.Coverage`. Nothing in it depends on the moment but which day it is."""
    ground = Disclosure(told.terms, told.declaration, told.scopes, {})
    return {**render_ground(ground), **render_coverage(told.coverage)}


def render_coverage(coverage: Coverage) -> Wire:
    """`schemas.access.OwnCoverage`, or what an organisation's answer has of it."""
    rooms = {item.id: section.id for section in coverage.instrument.sections for item in section.items}
    return {
        "instrument": _instrument(coverage.instrument),
        "items": [
            _item(one, rooms[one.item.id], coverage.standings.get(one.item.id)) for one in coverage.items
        ],
        "summary": _summary(coverage.summary),
    }


def _instrument(instrument: Instrument) -> Wire:
    return {"id": instrument.id, "version": instrument.version, "title": dict(instrument.title)}


def _item(covered: Covered, section: str, standing: Standing | None) -> Wire:
    told: Wire = {"item": covered.item.id, "section": section, "status": covered.knowledge.value}
    # Of what is not known nothing is said but that, whatever the reason.
    if standing is None or covered.knowledge in (Knowledge.UNKNOWN, Knowledge.MISSING):
        return told
    if covered.fresh_until is not None:
        told["fresh_until"] = covered.fresh_until
    told["last_confirmed"] = in_utc(standing.last_confirmed)
    told["strength"] = standing.strength.value
    told["source"] = render_source(standing.source)
    return told


def _summary(reused: Reused) -> Wire:
    return {
        "items": reused.items,
        "fresh": reused.known,
        "stale": reused.stale,
        "not_known": reused.asked,
        "share": round(reused.share, 4),
    }


def render_reuse(view: ReuseView) -> Wire:
    """`schemas.access.ReuseCounts`."""
    return {
        "months": [_month(one) for one in view.months],
        "sums": [
            {**_programme(programme), "sessions": sessions, **_numbers(reused)}
            for programme, (sessions, reused) in view.sums.items()
        ],
    }


def _month(count: ReuseCount) -> Wire:
    told = {**_programme(count.programme), "month": f"{count.month:%Y-%m}"}
    if not count.can_be_shown:
        return {**told, "fewer_than": FEWEST_SESSIONS}
    return {**told, "sessions": count.sessions, **_numbers(count.reused)}


def _programme(programme: Programme) -> Wire:
    return {"purpose_declaration": programme.declaration or None, "instrument": programme.instrument}


def _numbers(reused: Reused) -> Wire:
    return {
        "items": reused.items,
        "fresh": reused.known,
        "stale": reused.stale,
        "asked": reused.asked,
        "share": round(reused.share, 4),
    }
