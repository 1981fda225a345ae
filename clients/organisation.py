"""What an organisation does, as methods."""

from clients.calls import assessments as stated
from clients.calls import coverage as known
from clients.calls import evidence, managing, mapping, organisation, purposes, telling
from clients.calls import inquiries as asked
from clients.calls import instruments as question_sets
from clients.managing import introspect, revoke_token
from clients.operation import Operation, operation
from clients.redirect import begin, finish
from clients.system import AsyncSystem, System
from clients.waiting import await_grant


class _Operations:
    purpose_declarations = operation(organisation.purpose_declarations)
    ask = operation(organisation.ask)
    request_status = operation(organisation.request_status)
    await_grant = Operation(await_grant)
    begin_redirect = Operation(begin)
    finish_redirect = Operation(finish)
    grants = operation(organisation.grants)
    receipt = operation(organisation.receipt)
    close_grant = operation(organisation.close_grant)
    managed_grant = operation(managing.managed_grant)
    give_up_grant = operation(managing.give_up_grant)
    introspect = Operation(introspect)
    revoke_token = Operation(revoke_token)
    read = operation(organisation.read)
    open_file = operation(evidence.open_file)
    coverage = operation(known.coverage)
    reuse = operation(known.reuse)
    start_mapping = operation(mapping.start_mapping)
    begun_mappings = operation(mapping.begun_mappings)
    mapping_sheet = operation(mapping.mapping_sheet)
    arrange_mapping = operation(mapping.arrange_mapping)
    answer_mapping = operation(mapping.answer_mapping)
    note_mapping = operation(mapping.note_mapping)
    hand_over_mapping = operation(mapping.hand_over_mapping)
    leave_mapping = operation(mapping.leave_mapping)
    propose_assessment = operation(stated.propose_assessment)
    proposed_assessments = operation(stated.proposed_assessments)
    proposed_assessment = operation(stated.proposed_assessment)
    supersede_assessment = operation(stated.supersede_assessment)
    withdraw_assessment = operation(stated.withdraw_assessment)
    own_instruments = operation(question_sets.own_instruments)
    register_instrument = operation(question_sets.register_instrument)
    retire_instrument = operation(question_sets.retire_instrument)
    inquiries = operation(asked.inquiries)
    answer_inquiry = operation(asked.answer_inquiry)
    declared = operation(purposes.declared)
    declaration_versions = operation(purposes.declaration_versions)
    declare = operation(purposes.declare)
    withdraw_declaration = operation(purposes.withdraw_declaration)
    duties = operation(purposes.duties)
    webhooks = operation(telling.webhooks)
    register_webhook = operation(telling.register_webhook)
    close_webhook = operation(telling.close_webhook)
    dead_letters = operation(telling.dead_letters)
    redeliver = operation(telling.redeliver)
    notices = operation(telling.notices)
    acknowledge = operation(telling.acknowledge)


class Organisation(_Operations, System):
    """An organisation that asks and reads, made like every `System`."""


class AsyncOrganisation(_Operations, AsyncSystem):
    """The same as `Organisation`, each method awaited."""
