"""Protected identity: who has it, who switches it on and off, and who may come near.

Her sealed marks are what counts. The field of her section about herself says the same, for her own eyes and her own file: it
is written along with the marks, and can switch protection on but never off.
"""

from dataclasses import replace
from datetime import UTC, datetime
from typing import Final

from consent.decision import Denial, OwnReading, decide
from consent.grant import Active, at_time
from consent.request import Objection
from consent.scope import Scope
from consent.shield import UNSHIELDED, Shield
from consent.vocabulary import GrantId, IndividualId, OrganisationId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Client, Grantee, StaffRole
from profile_service.domain.profile import Change, Content, PastVersion, Profile
from profile_service.domain.shielding import NAMING, SHIELD, Between, between_the_lines, shield
from profile_service.domain.texts import objections_to_word

FIELD: Final = "protected_identity"
LONGEST_REASON: Final = 200
_AT_ONCE: Final = 200
_ABOUT_HER: Final = (Scope("person"),)
_WHENEVER: Final = datetime(1, 1, 1, tzinfo=UTC)
"""The time plays no part in her own reading."""


def is_protected(work: Work, individual: IndividualId) -> bool:
    """Whether she is under protected identity. False too where there is nobody of this id."""
    marked = work.marks.protected(individual)
    return _says_so(_own(work, individual, _ABOUT_HER)) if marked is None else marked


def shield_of(work: Work, individual: IndividualId | None) -> Shield:
    """What stays with her whoever reads. Looked up for nobody as well, so that it takes as long."""
    protected = is_protected(work, individual or IndividualId(""))
    return SHIELD if protected else UNSHIELDED


def between_of(work: Work, individual: IndividualId) -> Between | None:
    """What covers her name in words that others read beside her profile; None where she is not protected."""
    if not is_protected(work, individual):
        return None
    return between_the_lines(_own(work, individual, tuple(Scope(section) for section in NAMING)).sections)


def may_meet(work: Work, grantee: Grantee, individual: IndividualId) -> bool:
    """Whether what she has given to an organisation is there for this reader: to one who is not cleared, nothing of hers is."""
    return not is_protected(work, individual) or grantee.cleared


def system_may_meet(work: Work, client: Client | None, individual: IndividualId) -> bool:
    """The same for an organisation's system."""
    cleared = client is not None and client.handles_protected_identity
    return not is_protected(work, individual) or cleared


def has_cleared(work: Work, organisation: OrganisationId) -> bool:
    """Whether anybody of an organisation's, or any system, may open a case of somebody who is protected."""
    people = work.staff.of_organisation(organisation)
    if any(StaffRole.PROTECTED_IDENTITY in place.roles for one in people for place in one.places):
        return True
    return any(one.handles_protected_identity for one in work.accounts.clients_of(organisation))


def for_others(work: Work, caller: IndividualId, profile: Profile) -> Profile:
    """Her own profile as it may be handed on: in a file that is made for others, what stays with her is left out."""
    if not is_protected(work, caller):
        return profile
    naming = _own(work, caller, tuple(Scope(section) for section in NAMING))
    return shield(profile, naming.sections)


def protect(work: Work, desk: Desk, caller: IndividualId) -> None:
    """She switches it on. Where it is on, nothing changes."""
    if not is_protected(work, caller):
        _switch(work, desk, caller, on=True)


def end_protection(work: Work, desk: Desk, caller: IndividualId) -> None:
    """She switches it off. Where it is off, nothing changes."""
    if is_protected(work, caller):
        _switch(work, desk, caller, on=False)


def protect_for(work: Work, desk: Desk, grantee: Grantee, individual: IndividualId) -> None:
    """Somebody at an organisation switches it on for her: at a desk, or under a grant (`of_grant`).

    Raises:
        NotAvailableError: the member of staff has not the role.
    """
    _require_role(grantee)
    _switch(work, desk, individual, on=True, by=grantee)


def end_protection_for(
    work: Work, desk: Desk, grantee: Grantee, individual: IndividualId, reason: str
) -> None:
    """Somebody at an organisation switches it off, for a reason that she reads in her log.

    Raises:
        NotAvailableError: the member of staff has not the role.
        ContentError: no reason was given.
    """
    _require_role(grantee)
    objections = list(objections_to_word("/reason", reason, LONGEST_REASON))
    if objections:
        raise ContentError(objections)
    _switch(work, desk, individual, on=False, by=grantee, reason=reason)


def of_grant(work: Work, desk: Desk, grantee: Grantee, grant_id: GrantId) -> IndividualId:
    """Whom a live grant of the organisation's is about.

    Raises:
        NotAvailableError: there is none, or the member of staff has not the role: the same to her.
    """
    grant = work.ledger.find(grant_id)
    _require_role(grantee)
    if grant is None or grant.terms.organisation != grantee.organisation.id:
        raise NotAvailableError
    standing = at_time(grant, desk.clock.now())
    if not isinstance(standing, Active):
        raise NotAvailableError
    return standing.terms.individual


def settled(
    work: Work, desk: Desk, caller: IndividualId, content: Content, before: Content | None = None
) -> Content:
    """What she writes about herself, with the field that says whether she is protected as it is; called for every such write.

    Her marks are sealed anew each time, so that a change of them looks like any other writing.

    Args:
        before: what stood there.

    Raises:
        ContentError: it says that she is not, and she is: that is switched off in two steps, at its own place.
    """
    was, says = is_protected(work, caller), content.get(FIELD)
    taken_away = says is None and before is not None and before.get(FIELD) is True
    if was and (says is False or taken_away):
        raise ContentError(
            [
                Objection(
                    f"/{FIELD}", "this does not switch it off", "DELETE /v1/me/protection, signed in anew"
                )
            ]
        )
    is_now = was or says is True
    work.marks.write(caller, protected=is_now)
    if is_now and not was:
        record(work, desk, Kind.PROTECTION, Outcome.DONE, caller)
    return {**content, FIELD: True} if is_now else content


def seal_marks_anew(work: Work, individual: IndividualId) -> None:
    """At each sign-in, for everybody: whoever compares two copies of the database sees marks change all the time."""
    work.marks.write(individual, protected=is_protected(work, individual))


def fill_in_marks(work: Work, _desk: Desk) -> int:
    """Mark those who were here before there were marks, the protected and the others alike. How many there were."""
    found = work.marks.missing(_AT_ONCE)
    for individual in found:
        work.marks.write(individual, protected=is_protected(work, individual))
    return len(found)


def _switch(
    work: Work,
    desk: Desk,
    individual: IndividualId,
    *,
    on: bool,
    by: Grantee | None = None,
    reason: str = "",
) -> None:
    if work.accounts.individual(individual) is None:
        raise NotAvailableError
    work.marks.write(individual, protected=on)
    _mirror(work, desk, individual, on=on)
    detail: dict[str, str | list[str]] = {} if by is None else {"reader": by.reader or "", "unit": by.unit}
    if reason:
        detail["reason"] = reason
    organisation = None if by is None else by.organisation.id
    kind = Kind.PROTECTION if on else Kind.PROTECTION_END
    record(work, desk, kind, Outcome.DONE, individual, organisation, detail=detail)


def _mirror(work: Work, desk: Desk, individual: IndividualId, *, on: bool) -> None:
    """Write it into her section about herself too, where she has one. Everything else there stays, its source as well."""
    profile = _own(work, individual, _ABOUT_HER)
    for item in profile.sections.get("person", ()):
        content = {key: value for key, value in item.content.items() if key != FIELD}
        if on:
            content[FIELD] = True
        if content == item.content or not content:
            continue
        after = replace(item, version=item.version + 1, content=content)
        past = PastVersion(after.version, desk.clock.now(), after.source, Change.CHANGED, after.content)
        was = profile.versions.get("person", 0)
        work.vault.write(individual, "person", [after], was, [(item.id, past)])


def _require_role(grantee: Grantee) -> None:
    if StaffRole.PROTECTED_IDENTITY not in grantee.roles:
        raise NotAvailableError


def _own(work: Work, individual: IndividualId, scopes: tuple[Scope, ...]) -> Profile:
    """Read in her own name, to keep back what is hers; nothing of it leaves by this."""
    permit = decide(OwnReading(individual, individual, scopes), None, _WHENEVER)
    if isinstance(permit, Denial):
        raise NotAvailableError
    return work.vault.read(permit)


def _says_so(profile: Profile) -> bool:
    return any(item.content.get(FIELD) is True for item in profile.sections.get("person", ()))
