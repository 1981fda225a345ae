"""Mapping sessions in the shape of `schemas.access.mapping`."""

from profile_service.actions.mapping import Sheet, SheetRow
from profile_service.domain.coverage import Knowledge
from profile_service.domain.mapping_session import Answer, Circumstances, MappingSession
from profile_service.domain.people import Organisation
from profile_service.portability.own_format import Wire, in_utc, render_source
from profile_service.wire.access import render_organisation


def render_session(session: MappingSession, organisation: Organisation | None) -> Wire:
    """`schemas.access.MappingSession`."""
    reused, notes = session.reused, session.notes
    return {
        "id": session.id,
        "instrument": session.instrument,
        "instrument_version": session.instrument_version,
        "runner": session.runner.value,
        "organisation": None if organisation is None else render_organisation(organisation),
        "unit": session.unit,
        "adviser": session.adviser,
        "circumstances": _circumstances(session.circumstances),
        "reused": {
            "items": reused.items,
            "known": reused.known,
            "stale": reused.stale,
            "asked": reused.asked,
            "share": round(reused.share, 4),
        },
        "state": session.state.value,
        "hidden": sorted(session.hidden),
        "opened": sorted(session.opened),
        "notes": {
            "summary": notes.summary,
            "next_steps": list(notes.next_steps),
            "by": notes.by,
            "at": None if notes.at is None else in_utc(notes.at),
        },
        "revision": session.revision,
        "started_at": in_utc(session.started_at),
        "changed_at": in_utc(session.changed_at),
        "handed_over_at": None if session.handed_over_at is None else in_utc(session.handed_over_at),
    }


def render_written(session: MappingSession) -> Wire:
    """`schemas.access.MappingWritten`."""
    return {"id": session.id, "revision": session.revision, "state": session.state.value}


def render_sheet(sheet: Sheet, organisation: Organisation | None) -> Wire:
    """`schemas.access.MappingSheet`."""
    instrument = sheet.instrument
    return {
        "session": render_session(sheet.session, organisation),
        "instrument": {
            "id": instrument.id,
            "version": instrument.version,
            "title": dict(instrument.title),
        },
        "rows": [_row(row) for row in sheet.rows],
        "may_open": sorted(sheet.may_open),
    }


def render_exported(session: MappingSession, organisation: Organisation | None) -> Wire:
    """`schemas.access.ExportedMapping`."""
    written = (*session.answers.items(), *session.aside.items())
    answers = [{"item": name, **_answer(one)} for name, one in written]
    return {"session": render_session(session, organisation), "answers": answers}


def _circumstances(circumstances: Circumstances) -> Wire:
    return {
        "languages": list(circumstances.languages),
        "present": [one.value for one in circumstances.present],
        "interpreter": circumstances.interpreter.value,
        "place": None if circumstances.place is None else circumstances.place.value,
    }


def _row(row: SheetRow) -> Wire:
    told: Wire = {"item": row.item.id, "section": row.section.id, "asked": row.asked}
    if row.answer is not None:
        told["answer"] = _answer(row.answer)
    covered, standing = row.covered, row.standing
    if covered is None:
        return told
    told["status"] = covered.knowledge.value
    if covered.knowledge is Knowledge.UNKNOWN or standing is None:
        return told
    told["value"] = covered.value
    if covered.fresh_until is not None:
        told["fresh_until"] = covered.fresh_until
    told["last_confirmed"] = in_utc(standing.last_confirmed)
    told["strength"] = standing.strength.value
    told["source"] = render_source(standing.source)
    return told


def _answer(answer: Answer) -> Wire:
    return {
        "touch": answer.touch.value,
        "value": answer.value,
        "by": answer.by,
        "at": in_utc(answer.at),
    }
