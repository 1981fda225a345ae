"""What the operator does, as methods: it decides on purposes and registers what a statute compels."""

from clients.calls import organisations as parties
from clients.calls import purposes, running
from clients.operation import operation
from clients.system import AsyncSystem, System


class _Operations:
    declarations_to_decide = operation(purposes.declarations_to_decide)
    declaration_to_decide = operation(purposes.declaration_to_decide)
    approve = operation(purposes.approve)
    reject = operation(purposes.reject)
    revoke_declaration = operation(purposes.revoke_declaration)
    organisations = operation(purposes.organisations)
    registered_duties = operation(purposes.registered_duties)
    register_duty = operation(purposes.register_duty)
    end_duty = operation(purposes.end_duty)
    add_organisation = operation(parties.add_organisation)
    organisation_details = operation(parties.organisation_details)
    close_organisation = operation(parties.close_organisation)
    add_unit = operation(parties.add_unit)
    invite_administrator = operation(parties.invite_administrator)
    remove_staff = operation(parties.remove_staff)
    add_system = operation(parties.add_system)
    remove_system = operation(parties.remove_system)
    add_key = operation(parties.add_key)
    health = operation(running.health)
    journal = operation(running.journal)
    remove_key = operation(parties.remove_key)


class Operator(_Operations, System):
    """A system of whoever runs the service, made like every `System`."""


class AsyncOperator(_Operations, AsyncSystem):
    """The same as `Operator`, each method awaited."""
