"""How somebody comes in, and how she leaves for good."""

from consent.assistance import EndedBy
from consent.grant import Active, Paused, at_time
from consent.vocabulary import IndividualId
from profile_service.actions.duties import end_duties_of
from profile_service.actions.helping import end_all_help
from profile_service.actions.journaling import record
from profile_service.actions.mandates import end_all_mandates
from profile_service.actions.ports import Desk, Work
from profile_service.actions.telling import tell
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.notice import Change
from profile_service.domain.people import Individual


def enrol(work: Work, desk: Desk, language: str) -> Individual:
    """Open an account with an empty profile and a data key of its own."""
    individual = Individual(IndividualId(desk.ids.new("ind")), language)
    work.accounts.add_individual(individual)
    work.vault.create(individual.id)
    work.marks.write(individual.id, protected=False)
    return individual


def erase(work: Work, desk: Desk, caller: IndividualId) -> None:
    """Destroy her data key: profile, history and the personal part of the journal become unreadable.

    What was asked of her and what she gave goes too, since scopes stand there unsealed; who could read is told that it
    has ended.
    """
    now = desk.clock.now()
    for grant in work.ledger.of_individual(caller):
        if isinstance(at_time(grant, now), Active | Paused):
            tell(work, desk, grant.terms, Change.ENDED)
    end_duties_of(work, desk, caller)
    end_all_help(work, desk, caller, EndedBy.INDIVIDUAL)
    end_all_mandates(work, desk, caller)
    record(work, desk, Kind.ERASURE, Outcome.DONE, caller)
    for former in work.joined.formers(caller):
        work.vault.erase(former, now)
    work.vault.erase(caller, now)
    work.joined.forget_all(caller)
    work.passkeys.forget_all(caller)
    work.sheets.forget_all(caller)
    work.enrolments.forget_all(caller)
    work.ledger.forget_all(caller)
    work.requests.forget_all(caller)
    work.errands.forget_all(caller)
    work.receipts.forget_all(caller)
    work.inquiries.forget_all(caller)
    work.shares.forget_all(caller)
    work.codes.forget_all(caller)
    work.external_identities.forget_all(caller)
    work.kept_forms.forget_all(caller)
    work.assistances.forget_all(caller)
    work.drafts.forget_all(caller)
    work.files.forget_all(caller)
    work.reviews.forget_all(caller)
    work.mapping_sessions.forget_all(caller)
    work.mandates.forget_all(caller)
    work.assessments.forget_all(caller)
    work.news.forget_all(caller)
    work.reach.forget_all(caller)
    work.messages.forget_all(caller)
    work.looks.forget_all(caller)
    work.papers.forget_all(caller)
    work.sessions.close_all(caller)
    work.accounts.remove_individual(caller)
