"""Where an organisation is told: it registers addresses in advance, and can have a dead letter sent again."""

import base64
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final

from consent.request import Objection
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.notice import Delivery, DeliveryId, DeliveryState, Endpoint, EndpointId, Notice
from profile_service.domain.people import Grantee
from profile_service.domain.webhook import MOST_ENDPOINTS, UnfitAddressError, read_address

MOST_LETTERS: Final = 200


@dataclass(frozen=True, slots=True)
class DeadLetter:
    """A message that was tried for three days and did not arrive."""

    delivery: Delivery
    notice: Notice
    endpoint: Endpoint


def register_endpoint(
    work: Work, desk: Desk, grantee: Grantee, url: str, *, loopback: bool = False
) -> tuple[Endpoint, bytes]:
    """Register an address, and make the secret that signs what is sent there. The secret is told once.

    Args:
        loopback: whether this very machine may be told. In a demo only.

    Raises:
        ContentError: it is no public https address, is registered already, or is one too many.
    """
    try:
        read_address(url, loopback=loopback)
    except UnfitAddressError as error:
        raise ContentError([Objection("/url", error.problem, error.expected)]) from None
    standing = work.endpoints.of_organisation(grantee.organisation.id)
    if any(endpoint.url == url for endpoint in standing):
        raise ContentError([Objection("/url", "this address is registered already", "another address")])
    if len(standing) >= MOST_ENDPOINTS:
        right = f"at most {MOST_ENDPOINTS} addresses; close one first"
        raise ContentError([Objection("/url", "your organisation has as many as it may", right)])
    endpoint = Endpoint(
        EndpointId(desk.ids.new("whk")), grantee.organisation.id, url, registered_at=desk.clock.now()
    )
    secret = base64.urlsafe_b64decode(desk.ids.secret() + "=")
    work.endpoints.add(endpoint, secret)
    return endpoint, secret


def endpoints_of(work: Work, grantee: Grantee) -> Sequence[Endpoint]:
    """The organisation's open addresses, the oldest first."""
    return work.endpoints.of_organisation(grantee.organisation.id)


def close_endpoint(work: Work, desk: Desk, grantee: Grantee, endpoint_id: EndpointId) -> None:
    """Nothing is sent there any more. NotAvailableError where the organisation has no such open address."""
    own_endpoint(work, grantee, endpoint_id)
    work.endpoints.close(endpoint_id, desk.clock.now())


def dead_letters(work: Work, grantee: Grantee) -> Sequence[DeadLetter]:
    """What could not be delivered to the organisation's open addresses, the newest first."""
    found = (
        _letter(work, grantee, one) for one in work.deliveries.dead_of(grantee.organisation.id, MOST_LETTERS)
    )
    return [letter for letter in found if letter is not None]


def redeliver(work: Work, desk: Desk, grantee: Grantee, delivery_id: DeliveryId) -> None:
    """Try a dead letter again, for three days from now.

    Raises:
        NotAvailableError: the organisation has no such dead letter, or has closed that address.
    """
    delivery = work.deliveries.find(delivery_id)
    letter = None if delivery is None else _letter(work, grantee, delivery)
    if letter is None:
        raise NotAvailableError
    now = desk.clock.now()
    work.deliveries.save(
        replace(letter.delivery, state=DeliveryState.WAITING, made_at=now, next_at=now, attempts=0, result="")
    )


def _letter(work: Work, grantee: Grantee, delivery: Delivery) -> DeadLetter | None:
    notice, endpoint = work.notices.find(delivery.notice), work.endpoints.find(delivery.endpoint)
    own = endpoint is not None and endpoint.organisation == grantee.organisation.id
    if notice is None or endpoint is None or not own:
        return None
    if delivery.state is not DeliveryState.DEAD or endpoint.closed_at is not None:
        return None
    return DeadLetter(delivery, notice, endpoint)


def own_endpoint(work: Work, grantee: Grantee, endpoint_id: EndpointId) -> Endpoint:
    """An open address of the organisation's own; NotAvailableError for every other id."""
    endpoint = work.endpoints.find(endpoint_id)
    if endpoint is None or endpoint.organisation != grantee.organisation.id or endpoint.closed_at is not None:
        raise NotAvailableError
    return endpoint
