"""How somebody comes in, and how she leaves for good."""

from consent.grant import Active, at_time, withdraw
from consent.vocabulary import IndividualId
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Individual


def enrol(work: Work, desk: Desk, language: str) -> Individual:
    """Open an account with an empty profile and a data key of its own."""
    individual = Individual(IndividualId(desk.ids.new("ind")), language)
    work.accounts.add_individual(individual)
    work.vault.create(individual.id)
    return individual


def erase(work: Work, desk: Desk, caller: IndividualId) -> None:
    """Destroy her data key: profile, history and the personal part of the journal become unreadable.

    What was asked of her goes too, since its scopes stand there unsealed. Her grants stay, all ended.
    """
    now = desk.clock.now()
    for grant in work.ledger.of_individual(caller):
        if isinstance(at_time(grant, now), Active):
            work.ledger.save(withdraw(grant, now))
    record(work, desk, Kind.ERASURE, Outcome.DONE, caller)
    work.vault.erase(caller)
    work.requests.forget_all(caller)
    work.codes.forget_all(caller)
    work.sessions.close_all(caller)
    work.accounts.remove_individual(caller)
