"""The addresses at which an organisation is told, as its administrators look after them: with what was changed by whom, and how the
last messages fared."""

from collections.abc import Sequence
from dataclasses import dataclass

from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.actions.webhooks import (
    close_endpoint,
    endpoints_of,
    own_endpoint,
    register_endpoint,
)
from profile_service.domain.notice import Delivery, DeliveryId, Endpoint, EndpointId
from profile_service.domain.people import Grantee
from profile_service.domain.staffing import Hand, What
from profile_service.domain.webhook import Parcel, trial_body

LAST_SHOWN = 5


@dataclass(frozen=True, slots=True)
class AddressView:
    """An address and the last messages to it, newest first: when, how often it was tried, and what came of it."""

    endpoint: Endpoint
    last: Sequence[Delivery]


def addresses_of(work: Work, grantee: Grantee) -> Sequence[AddressView]:
    """The organisation's open addresses, the oldest first."""
    return [
        AddressView(one, work.deliveries.last_to(one.id, LAST_SHOWN)) for one in endpoints_of(work, grantee)
    ]


def add_address(
    work: Work, desk: Desk, grantee: Grantee, hand: Hand, url: str, *, loopback: bool = False
) -> tuple[Endpoint, bytes]:
    """Register an address, and write down who did; see `register_endpoint`."""
    made, secret = register_endpoint(work, desk, grantee, url, loopback=loopback)
    note_change(work, desk, hand, What.ADDRESS_ADDED, made.id)
    return made, secret


def remove_address(work: Work, desk: Desk, grantee: Grantee, hand: Hand, endpoint: EndpointId) -> None:
    """Nothing is sent there any more, and it is written down who did it; NotAvailableError where there is no such address."""
    close_endpoint(work, desk, grantee, endpoint)
    note_change(work, desk, hand, What.ADDRESS_REMOVED, endpoint)


def trial_for(work: Work, desk: Desk, grantee: Grantee, endpoint_id: EndpointId) -> Parcel:
    """A message about nobody and nothing, signed as every message is: whether the address takes them.

    Raises:
        NotAvailableError: the organisation has no such open address.
    """
    endpoint = own_endpoint(work, grantee, endpoint_id)
    message = desk.ids.new("try")
    secret = work.endpoints.secret_of(endpoint.id)
    return Parcel(DeliveryId(message), 1, message, endpoint.url, secret, trial_body(desk.clock.now()))
