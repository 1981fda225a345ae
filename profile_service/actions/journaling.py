"""Write a line into the journal."""

from collections.abc import Mapping

from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.actions.news import announce
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import AuditEvent, EventId, Kind, Outcome
from profile_service.domain.instrument import Instrument


def record(
    work: Work,
    desk: Desk,
    kind: Kind,
    outcome: Outcome,
    individual: IndividualId | None,
    organisation: OrganisationId | None = None,
    grant: GrantId | None = None,
    detail: Mapping[str, str | list[str]] | None = None,
) -> AuditEvent:
    """Append one event to the journal, in the transaction of what it tells about; what is news to her is told her by it."""
    event = AuditEvent(
        id=EventId(desk.ids.new("evt")),
        at=desk.clock.now(),
        kind=kind,
        outcome=outcome,
        individual=individual,
        organisation=organisation,
        grant=grant,
        detail=detail or {},
    )
    work.journal.append(event)
    announce(work, desk, event)
    return event


def record_refused(
    work: Work, desk: Desk, kind: Kind, reason: str, organisation: OrganisationId | None = None
) -> None:
    """Append the refusal of somebody who could not prove who she is: about nobody, with a word of the code as reason."""
    work.journal.append(
        AuditEvent(
            id=EventId(desk.ids.new("evt")),
            at=desk.clock.now(),
            kind=kind,
            outcome=Outcome.REFUSED,
            individual=None,
            organisation=organisation,
            grant=None,
            reason=reason,
        )
    )


def named(instrument: Instrument) -> dict[str, str | list[str]]:
    """How a line names an instrument: by its id and version, and by the title that it had, as "tag text" for each language.

    The titles stand in the line, since the instrument may be gone when she reads it.
    """
    titles = [f"{tag} {title}" for tag, title in sorted(instrument.title.items())]
    return {"instrument": f"{instrument.id} {instrument.version}", "instrument_title": titles}
