"""An organisation's systems and their keys: a new key works beside the old one until the old one is taken away."""

import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit

from consent.request import Objection
from consent.vocabulary import OrganisationId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.organisation_changes import note_change
from profile_service.actions.ports import Desk, Work
from profile_service.actions.registering import register_client
from profile_service.actions.staffing import standing
from profile_service.domain.people import MOST_KEYS, Client, ClientId
from profile_service.domain.staffing import Hand, What

MOST_REDIRECTS: Final = 10
_LONGEST_URI: Final = 500
_RIGHT: Final = "https://, a host and a path, without a fragment; on the same machine http://127.0.0.1"


@dataclass(frozen=True, slots=True)
class SystemView:
    """A system with the names of its keys, as they are shown: never a key itself."""

    client: Client
    kids: tuple[str, ...]


def systems_of(work: Work, organisation: OrganisationId) -> Sequence[SystemView]:
    """All of an organisation's, by id."""
    return [
        SystemView(one, tuple(kid_of(key) or "" for key in one.public_jwks))
        for one in work.accounts.clients_of(organisation)
    ]


def add_system(work: Work, desk: Desk, hand: Hand, client: Client) -> Client:
    """Let a system in, by the public half of its key.

    Raises:
        NotAvailableError: the organisation takes no part.
        ContentError: the id is empty or taken, or an address is none that a browser may be sent back to.
    """
    standing(work, hand.organisation)
    check_redirects(client.redirect_uris)
    register_client(work, client)
    note_change(work, desk, hand, What.SYSTEM_ADDED, client.id)
    return client


def remove_system(work: Work, desk: Desk, hand: Hand, client_id: str) -> None:
    """The system is out at once: its tokens open nothing. NotAvailableError where the organisation has none such."""
    client = _own(work, hand.organisation, client_id)
    work.accounts.remove_client(client.id)
    note_change(work, desk, hand, What.SYSTEM_REMOVED, client.id)


def add_key(work: Work, desk: Desk, hand: Hand, client_id: str, public_jwk: str) -> Client:
    """One more key, beside those that are there.

    Raises:
        NotAvailableError: the organisation has no such system.
        ContentError: it has as many as it may, or this one cannot be told from another by its `kid`.
    """
    client = _own(work, hand.organisation, client_id)
    known = {kid_of(one) for one in client.public_jwks}
    kid = kid_of(public_jwk)
    objections = []
    if len(client.public_jwks) >= MOST_KEYS:
        objections.append(Objection("/key", f"the system has {MOST_KEYS} keys", "take the oldest away first"))
    if kid is None or None in known:
        right = "a kid in each of a system's keys, so that it says which one it signed with"
        objections.append(Objection("/key/kid", "the key has no name", right))
    elif kid in known:
        objections.append(Objection("/key/kid", "the system has a key of this name", "another kid"))
    if objections:
        raise ContentError(objections)
    grown = replace(client, public_jwks=(*client.public_jwks, public_jwk))
    work.accounts.save_keys(grown)
    note_change(work, desk, hand, What.KEY_ADDED, client.id)
    return grown


def remove_key(work: Work, desk: Desk, hand: Hand, client_id: str, kid: str) -> Client:
    """Take a key away: nothing that it signs is taken from now on.

    Raises:
        NotAvailableError: the organisation has no such system, or it has no such key.
        ContentError: it is the last one.
    """
    client = _own(work, hand.organisation, client_id)
    kept = tuple(one for one in client.public_jwks if kid_of(one) != kid)
    if len(kept) == len(client.public_jwks):
        raise NotAvailableError
    if not kept:
        right = "another key first, or take the whole system away"
        raise ContentError([Objection("/kid", "this is the last key", right)])
    shrunk = replace(client, public_jwks=kept)
    work.accounts.save_keys(shrunk)
    note_change(work, desk, hand, What.KEY_REMOVED, client.id)
    return shrunk


def check_redirects(uris: Sequence[str]) -> None:
    """Addresses of their own that can be compared letter by letter (RFC 9700, section 4.1.3).

    Raises:
        ContentError: one is not https, or names somebody, or has a fragment (RFC 6749, section 3.1.2); or there are too many.
    """
    wrong = [
        Objection(f"/redirect_uris/{at}", "this is no address to come back to", _RIGHT)
        for at, one in enumerate(uris)
        if not _is_redirect(one)
    ]
    if len(uris) > MOST_REDIRECTS:
        wrong.append(Objection("/redirect_uris", "there are too many entries", f"at most {MOST_REDIRECTS}"))
    if wrong:
        raise ContentError(wrong)


def _is_redirect(uri: str) -> bool:
    try:
        parts = urlsplit(uri)
        host = parts.hostname
        parts.port  # noqa: B018  it is read here
    except ValueError:
        return False
    plain = uri.isascii() and uri.isprintable() and not set(uri) & set(' \\"<>*#')
    loopback = parts.scheme == "http" and host in ("127.0.0.1", "::1")
    shaped = bool(host) and "@" not in parts.netloc
    return len(uri) <= _LONGEST_URI and plain and shaped and (parts.scheme == "https" or loopback)


def kid_of(public_jwk: str) -> str | None:
    """The name of a key (RFC 7517, section 4.5)."""
    kid = json.loads(public_jwk).get("kid")
    return kid if isinstance(kid, str) and kid else None


def _own(work: Work, organisation: OrganisationId, client_id: str) -> Client:
    client = work.accounts.client(ClientId(client_id))
    if client is None or client.organisation != organisation:
        raise NotAvailableError
    return client
