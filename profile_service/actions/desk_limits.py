"""What a sign-in at assurance "desk" does not reach. The limits themselves stand in `domain.desk`; here they are enforced."""

from datetime import datetime

from consent.request import Objection
from consent.vocabulary import IndividualId
from profile_service.actions.ports import Desk, Work
from profile_service.domain.calendar import add_months, end_of_day
from profile_service.domain.desk import LONGEST_GRANT_MONTHS, NUMBER_FROM, REPLACED_HOLD
from profile_service.domain.sign_in import Assurance


def standing(work: Work, individual: IndividualId) -> Assurance:
    """How sure it is who she is, by the surest of what the account rests on: an e-ID of hers, or a desk alone."""
    proved = [one.assurance for one in work.external_identities.of(individual)]
    if proved:
        return max(proved, key=lambda one: one.rank)
    return Assurance.DESK if work.enrolments.of_individual(individual) else Assurance.SUBSTANTIAL


def objections_to_opening(work: Work, desk: Desk, individual: IndividualId) -> list[Objection]:
    """What holds back a new grant or link now: an enrolment that somebody objected to, or a way in just replaced."""
    met = work.enrolments.of_individual(individual)
    found = []
    if any(one.locked for one in met):
        found.append(
            Objection("", "the enrolment is locked", "go to the desk once more and show who you are")
        )
    held = hold_until(work, desk, individual)
    if held is not None:
        found.append(
            Objection("", "the way in was replaced less than a day ago", f"after {held.isoformat()}")
        )
    return found


def objections_to_end(
    work: Work, desk: Desk, individual: IndividualId, assurance: Assurance | None, until: datetime
) -> list[Objection]:
    """Whether a grant would last longer than this sign-in reaches, or than what her account rests on.

    Args:
        assurance: of the sign-in that the yes rests on, which may be a representative's own; None where the door does not
            say it, and the account does.
    """
    hers = standing(work, individual)
    sure = min(hers, assurance or hers, key=lambda one: one.rank)
    latest = latest_end_at_desk(desk)
    if sure is not Assurance.DESK or until <= latest:
        return []
    return [Objection("/until", "longer than six months", f"at the latest {latest.isoformat()}")]


def latest_end_at_desk(desk: Desk) -> datetime:
    """The last moment that a grant can reach which is given on a sign-in at assurance desk."""
    today = desk.clock.now().astimezone(desk.zone).date()
    return end_of_day(add_months(today, LONGEST_GRANT_MONTHS), desk.zone)


def hold_until(work: Work, desk: Desk, individual: IndividualId) -> datetime | None:
    """Until when nothing is opened since a lost way in was replaced; None where nothing is held back."""
    replaced = [one.at + REPLACED_HOLD for one in work.enrolments.of_individual(individual) if one.replaced]
    latest = max(replaced, default=None)
    return latest if latest is not None and desk.clock.now() < latest else None


def may_attach_number(assurance: Assurance) -> bool:
    """Whether an identity number may be attached on such a proof: never at a desk."""
    return assurance.rank >= NUMBER_FROM.rank
