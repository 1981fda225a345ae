"""The operator ends an organisation's part in the service: whatever it could read, and whoever could come in for it."""

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.declaring import LONGEST_REMARK, revoke_declaration
from profile_service.actions.duties import end_duty
from profile_service.actions.errors import AlreadyAnsweredError, ContentError, NotAvailableError
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.actions.staffing import forget_member, standing
from profile_service.domain.people import Operator, Role
from profile_service.domain.staffing import Hand, What
from profile_service.domain.texts import objections_to_word


def close_organisation(
    work: Work, desk: Desk, operator: Operator, organisation: OrganisationId, remark: str
) -> None:
    """In one transaction: its purposes are taken back, so that every grant is revoked and every question lapses; what a
    statute opened to it ends; its systems, its staff, their sessions and the addresses where it was told are gone. An assessment
    that waits can not be accepted any more; one that a person has accepted is hers, and stays.

    What stays is its name, which people's logs and receipts have in them, its acknowledgements of what it has erased, and
    what people asked it about: nobody answers that any more, and they see that the organisation is closed.

    Raises:
        NotAvailableError: there is no such organisation, or it is closed.
        ContentError: no reason is given, or it is the operator itself.
    """
    standing(work, organisation)
    found = work.accounts.organisation(organisation)
    objections = [*objections_to_word("/remark", remark, LONGEST_REMARK)]
    if found is None or found.role is Role.OPERATOR:
        right = "another organisation: whoever runs the service stops it"
        objections.append(Objection("/organisation", "the operator cannot be closed", right))
    if objections:
        raise ContentError(objections)
    _end_readings(work, desk, operator, organisation, remark)
    for client in work.accounts.clients_of(organisation):
        work.accounts.remove_client(client.id)
        note_change(work, desk, Hand(organisation, None), What.SYSTEM_REMOVED, client.id)
    for member in work.staff.of_organisation(organisation):
        forget_member(work, member.id)
    for unit in work.staff.units_of(organisation):
        work.staff.remove_unit(organisation, unit)
    for endpoint in work.endpoints.of_organisation(organisation):
        work.endpoints.close(endpoint.id, desk.clock.now())
    work.assessor_records.forget_all(organisation)
    work.sent_questions.forget_all(organisation)
    work.accounts.close_organisation(organisation, desk.clock.now())
    note_change(work, desk, Hand(organisation, None), What.CLOSED)


def _end_readings(
    work: Work, desk: Desk, operator: Operator, organisation: OrganisationId, remark: str
) -> None:
    for declaration in {one.id for one in work.declarations.all_of(organisation)}:
        try:
            revoke_declaration(work, desk, declaration, remark)
        except AlreadyAnsweredError:
            continue  # taken back before
    for duty in work.duties.of_organisation(organisation):
        try:
            end_duty(work, desk, operator, duty.id)
        except NotAvailableError:
            continue  # over before
