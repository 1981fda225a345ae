"""Count what a mapping session saved, and tell an organisation its counts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from profile_service.actions.ports import Desk, Work
from profile_service.actions.protection import is_protected
from profile_service.domain.mapping_session import MappingSession, Reused
from profile_service.domain.people import Organisation
from profile_service.domain.reuse import Programme, ReuseCount, month_of, past_months, summed


@dataclass(frozen=True, slots=True)
class ReuseView:
    """The counts of one organisation: by month, the newest first, and summed over the months that can be shown.

    `purposes` are the sentences of the declarations that are named, by id.
    """

    months: Sequence[ReuseCount]
    sums: Mapping[Programme, tuple[int, Reused]]
    purposes: Mapping[str, Mapping[str, str]]


def count_reuse(work: Work, desk: Desk, session: MappingSession) -> None:
    """Add a session to the counts of its programme. Call it once, in the transaction in which the organisation hands it over.

    Not where she hands over what an organisation began: it would learn so of what she did after its ground had ended.

    A session that she ran by herself belongs to no programme. Nothing of somebody under protected identity is counted.
    """
    if session.organisation is None or is_protected(work, session.individual):
        return
    today = desk.clock.now().astimezone(desk.zone).date()
    programme = Programme(session.organisation, session.purpose, session.instrument)
    work.reuse.count(programme, month_of(today), session.reused)


def reuse_of_organisation(work: Work, desk: Desk, organisation: Organisation) -> ReuseView:
    """What an organisation's own sessions have saved, in whole past months."""
    today = desk.clock.now().astimezone(desk.zone).date()
    months = past_months(work.reuse.of_organisation(organisation.id), today)
    named = dict.fromkeys(one.programme.declaration for one in months if one.programme.declaration)
    declarations = {str(one.id): one for one in work.declarations.all_of(organisation.id)}
    purposes = {name: declarations[name].purpose.sentence for name in named if name in declarations}
    return ReuseView(months, summed(months), purposes)
