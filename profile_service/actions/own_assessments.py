"""What she does about assessments by others: accept, leave, answer, hide. What an assessor states she cannot change.

Her entry is the assessment as it stands, with her answer in it; the assessor's organisation is its source. Leaving an accepted
one takes its entry out of her profile, and its past stays hers.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.decision import OwnReading, decide
from consent.permit import Permit
from consent.scope import Scope
from consent.vocabulary import GrantId, IndividualId
from profile_service.actions.errors import (
    AlreadyAnsweredError,
    NotAvailableError,
    SectionFullError,
    StaleVersionError,
)
from profile_service.actions.journaling import record
from profile_service.actions.manner import BY_PROGRAM, Manner
from profile_service.actions.own_profile import MOST_ITEMS, read_own_profile
from profile_service.actions.ports import Desk, Work
from profile_service.domain.assessment import (
    Assessment,
    AssessmentId,
    AssessmentState,
    competence_of,
    content_of,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Organisation
from profile_service.domain.profile import (
    Assertion,
    Change,
    Content,
    ItemId,
    PastVersion,
    Profile,
    Source,
    SourceKind,
    new_assertion,
)
from profile_service.domain.strength import same_code

SECTION: Final = "assessments"


@dataclass(frozen=True, slots=True)
class AssessmentView:
    """One of hers. `entry` is what stands in her profile, `about` her own entry that it speaks of, or that says something of the
    same competence, and `replaced` the entry that it takes the place of. `waits` where it is for her to answer now, and `open` where her yes still counts."""

    assessment: Assessment
    organisation: Organisation | None
    entry: Assertion | None
    about: Assertion | None
    replaced: Assertion | None
    waits: bool
    open: bool


def assessments_of(work: Work, desk: Desk, caller: IndividualId) -> Sequence[AssessmentView]:
    """All about her, newest first."""
    found = work.assessments.of_individual(caller)
    if not found:
        return []
    profile = read_own_profile(work, desk, caller)
    return [_view(work, desk, one, profile) for one in found]


def assessment_of(work: Work, desk: Desk, caller: IndividualId, assessment: AssessmentId) -> AssessmentView:
    """One of hers; NotAvailableError for every other id."""
    return _view(work, desk, _own(work, caller, assessment), read_own_profile(work, desk, caller))


def accept_assessment(
    work: Work, desk: Desk, caller: IndividualId, assessment: AssessmentId, manner: Manner = BY_PROGRAM
) -> AssessmentView:
    """Take it into her profile as it stands. A grant under which it was proposed may have ended: it is hers all the same.

    Raises:
        NotAvailableError: no such one is hers.
        AlreadyAnsweredError: it is there already, was taken back meanwhile, or its organisation is closed.
        SectionFullError: the section holds as many as it may.
    """
    found = _own(work, caller, assessment)
    now = desk.clock.now()
    if not found.can_be_accepted(now) or _is_closed(work.accounts.organisation(found.organisation)):
        raise AlreadyAnsweredError
    profile = read_own_profile(work, desk, caller)
    entries = list(profile.sections.get(SECTION, ()))
    if len(entries) >= MOST_ITEMS:
        raise SectionFullError
    content = _without_what_is_gone(found, profile)
    source = Source(SourceKind.ORGANISATION, found.assessor)
    entry = new_assertion(ItemId(desk.ids.new("itm")), SECTION, content, source, found.claim.strength, now)
    past = [(entry.id, _past(entry, desk, Change.ADDED))]
    for at, old in enumerate(entries):
        if found.replaces is not None and old.content.get("assessment_id") == found.replaces:
            entries[at] = _next(old, {**old.content, "followed_by": found.id})
            past.append((old.id, _past(entries[at], desk, Change.CHANGED)))
    work.vault.write(caller, SECTION, [*entries, entry], profile.versions.get(SECTION, 0), past)
    after = found.answered(AssessmentState.ACCEPTED, now, entry.id)
    return _keep(work, desk, after, "accepted", manner)


def leave_assessment(
    work: Work, desk: Desk, caller: IndividualId, assessment: AssessmentId, manner: Manner = BY_PROGRAM
) -> AssessmentView:
    """Leave it out, or take it out again; no reason is asked, and the assessor does not learn it.

    Raises:
        NotAvailableError: no such one is hers.
        AlreadyAnsweredError: she has left it before.
    """
    found = _own(work, caller, assessment)
    if found.state is AssessmentState.LEFT:
        raise AlreadyAnsweredError
    if found.item is not None:
        _take_out(work, desk, caller, found.item)
    after = found.answered(AssessmentState.LEFT, desk.clock.now(), None)
    return _keep(work, desk, after, "left", manner)


def answer_assessment(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    assessment: AssessmentId,
    words: str,
    expected: int | None = None,
    manner: Manner = BY_PROGRAM,
) -> AssessmentView:
    """Her own words to it, which go along whenever it is shown; no words take the answer away.

    Args:
        expected: the version of the entry that she was looking at; None for whichever it is now.

    Raises:
        NotAvailableError: no such one is in her profile.
        StaleVersionError: the entry was changed meanwhile.
        ContentError: the words are too long, or hold what cannot be kept.
    """
    found = _own(work, caller, assessment)
    said = words.strip() or None
    _change(work, desk, found, lambda content: _checked(desk, {**content, "answer": said}), expected)
    return _keep(work, desk, found, "answered" if said else "answer_removed", manner)


def hide_assessment(
    work: Work,
    desk: Desk,
    caller: IndividualId,
    assessment: AssessmentId,
    *,
    hidden: bool,
    manner: Manner = BY_PROGRAM,
) -> AssessmentView:
    """Keep it to herself, or let it be seen again where she shares it; NotAvailableError where it is not in her profile."""
    found = _own(work, caller, assessment)
    value = True if hidden else None
    _change(work, desk, found, lambda content: _checked(desk, {**content, "hidden": value}), None)
    return _keep(work, desk, found, "hidden" if hidden else "shown", manner)


def write_standing(work: Work, desk: Desk, assessment: Assessment) -> None:
    """Mark her entry as superseded or withdrawn, as its assessor has said. Nothing of it leaves by this.

    The one change in her profile that is not hers: it is the assessor's own statement, and nobody is to rely on it any more.
    """
    if assessment.item is None:
        return
    marks = {"status": assessment.standing.value, "reason": assessment.reason}
    _change(work, desk, assessment, lambda content: _checked(desk, {**content, **marks}), None)


def _change(
    work: Work,
    desk: Desk,
    found: Assessment,
    write: Callable[[Content], Content],
    expected: int | None,
) -> None:
    profile = _open(work, desk, found.individual)
    entries = list(profile.sections.get(SECTION, ()))
    at = next((at for at, one in enumerate(entries) if one.id == found.item), None)
    if at is None:
        raise NotAvailableError
    if expected is not None and expected != entries[at].version:
        raise StaleVersionError(entries[at].version)
    content = write(entries[at].content)
    if content == entries[at].content:
        return
    entries[at] = _next(entries[at], content)
    past = [(entries[at].id, _past(entries[at], desk, Change.CHANGED))]
    work.vault.write(found.individual, SECTION, entries, profile.versions.get(SECTION, 0), past)


def _take_out(work: Work, desk: Desk, caller: IndividualId, item: ItemId) -> None:
    profile = _open(work, desk, caller)
    entries = list(profile.sections.get(SECTION, ()))
    gone = next((one for one in entries if one.id == item), None)
    if gone is None:
        return
    past = PastVersion(gone.version + 1, desk.clock.now(), gone.source, Change.REMOVED, None)
    kept = [one for one in entries if one.id != item]
    work.vault.write(caller, SECTION, kept, profile.versions.get(SECTION, 0), [(item, past)])


def _open(work: Work, desk: Desk, individual: IndividualId) -> Profile:
    scopes = (Scope(SECTION),)
    decision = decide(OwnReading(individual, individual, scopes), None, desk.clock.now())
    if not isinstance(decision, Permit):
        raise NotAvailableError
    return work.vault.read(decision)


def _next(entry: Assertion, content: Content) -> Assertion:
    """The next version; who stated it, how strong that is and when it was confirmed stay as they are."""
    return replace(entry, version=entry.version + 1, content=content)


def _past(entry: Assertion, desk: Desk, change: Change) -> PastVersion:
    return PastVersion(entry.version, desk.clock.now(), entry.source, change, entry.content)


def _checked(desk: Desk, content: Content) -> Content:
    return desk.rules.parse(SECTION, {key: value for key, value in content.items() if value is not None})


def _without_what_is_gone(found: Assessment, profile: Profile) -> Content:
    """The assessment as an entry; an entry of hers that it spoke of and that is not there any more is not named."""
    content = dict(content_of(found))
    if _item(profile, found.claim.about) is None:
        content.pop("about", None)
    return content


def _own(work: Work, caller: IndividualId, assessment: AssessmentId) -> Assessment:
    found = work.assessments.find(caller, assessment)
    if found is None:
        raise NotAvailableError
    return found


def _keep(work: Work, desk: Desk, after: Assessment, step: str, manner: Manner) -> AssessmentView:
    work.assessments.save(after)
    detail: dict[str, str | list[str]] = {
        "assessment": after.id,
        "step": step,
        "indication": manner.indication.value,
    }
    ground = GrantId(after.ground) if after.ground else None
    individual, organisation = after.individual, after.organisation
    record(work, desk, Kind.ASSESSMENT_ANSWER, Outcome.DONE, individual, organisation, ground, detail)
    return _view(work, desk, after, read_own_profile(work, desk, after.individual))


def _view(work: Work, desk: Desk, found: Assessment, profile: Profile) -> AssessmentView:
    organisation, now = work.accounts.organisation(found.organisation), desk.clock.now()
    entries = profile.sections.get(SECTION, ())
    replaced = [
        one for one in entries if found.replaces and one.content.get("assessment_id") == found.replaces
    ]
    is_open = not _is_closed(organisation)
    return AssessmentView(
        found,
        organisation,
        next((one for one in entries if one.id == found.item), None),
        _item(profile, found.claim.about) or _said_of_the_same(profile, found),
        replaced[0] if replaced else None,
        waits=is_open and found.waits(now),
        open=is_open and found.can_be_accepted(now),
    )


def _said_of_the_same(profile: Profile, found: Assessment) -> Assertion | None:
    claims = (one for section, items in profile.sections.items() if section != SECTION for one in items)
    return next((one for one in claims if same_code(competence_of(one), found.claim.competence)), None)


def _is_closed(organisation: Organisation | None) -> bool:
    return organisation is None or organisation.closed_at is not None


def _item(profile: Profile, wanted: ItemId | None) -> Assertion | None:
    if wanted is None:
        return None
    return next((one for items in profile.sections.values() for one in items if one.id == wanted), None)
