"""Webhooks: addresses that an organisation may be told at, and what is sent there (Standard Webhooks)."""

import base64
import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from ipaddress import IPv4Address, IPv6Address, IPv6Network, ip_address
from typing import Final
from urllib.parse import urlsplit

from profile_service.domain.notice import Change, DeliveryId, Notice

MOST_ENDPOINTS: Final = 5
"""How many addresses an organisation may have open."""

_HTTPS: Final = 443
_WRITTEN: Final = re.compile(r"[\x21-\x7e]{1,500}")
_NAME: Final = re.compile(
    r"(?=.{1,253}\Z)[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?(\.[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?)+"
)
_NUMBER: Final = re.compile(r"(0x[0-9a-f]*|[0-9]+)")
_BRACKETS: Final = re.compile(r"\[[^\[\]]+\](:[0-9]*)?")
_UNICAST: Final = IPv6Network("2000::/3")
# Teredo and its kind, 6to4, documentation.
_NOBODYS: Final = (IPv6Network("2001::/23"), IPv6Network("2002::/16"), IPv6Network("3fff::/20"))
_NAT64: Final = IPv6Network("64:ff9b::/96")
# Protocol assignments and 6to4 relays, which not every version of the standard library knows (RFC 6890, RFC 7526).
_ASSIGNED: Final = ("192.0.0.", "192.88.99.")

Address = IPv4Address | IPv6Address


class UnfitAddressError(ValueError):
    """Nobody can be told at this address: why, and what would be right. Never repeats it."""

    def __init__(self, problem: str, expected: str) -> None:
        super().__init__(problem)
        self.problem = problem
        self.expected = expected


@dataclass(frozen=True, slots=True)
class WebhookAddress:
    """An address taken apart. `target` is the path with its query, as it stands in a request line."""

    host: str
    port: int
    target: str
    secure: bool

    @property
    def authority(self) -> str:
        """Host and port as the header Host says them."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == (_HTTPS if self.secure else 80) else f"{host}:{self.port}"


@dataclass(frozen=True, slots=True)
class Parcel:
    """One attempt at a delivery: everything that the sender needs, and nothing about whom it is."""

    delivery: DeliveryId
    attempt: int
    message: str
    """The header webhook-id: the notice's id, the same at each attempt and each address."""
    url: str
    secret: bytes
    body: bytes


@dataclass(frozen=True, slots=True)
class Attempt:
    """What came of it: an HTTP status, or a word for what went wrong."""

    told: bool
    result: str


def read_address(written: str, *, loopback: bool = False) -> WebhookAddress:
    """Take an address apart.

    Args:
        loopback: whether this very machine may be told, over plain HTTP too. In a demo only.

    Raises:
        UnfitAddressError: it is not an https address of a host that everybody can reach.
    """
    right = "an address such as https://receiver.example.org/egenkarta"
    try:
        parts = urlsplit(written) if _WRITTEN.fullmatch(written) else None
        port = None if parts is None else parts.port
    except ValueError:
        parts, port = None, None
    if parts is None or not parts.hostname or "\\" in written or port == 0:
        raise UnfitAddressError("this is not a web address", right)
    if parts.username is not None or parts.password is not None:
        raise UnfitAddressError("there is a user name or password in it", right)
    if "#" in written:
        raise UnfitAddressError("there is a fragment in it", right)
    host = parts.hostname.rstrip(".")
    # What stands in brackets is an address, whole, and of no interface of this machine (RFC 6874).
    if "[" in parts.netloc and (":" not in host or "%" in host or not _BRACKETS.fullmatch(parts.netloc)):
        raise UnfitAddressError("this is not a web address", right)
    local = _check_host(host, loopback=loopback)
    secure = parts.scheme == "https"
    if not secure and not (local and parts.scheme == "http"):
        raise UnfitAddressError("this is not an https address", right)
    target = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    return WebhookAddress(host, port or (_HTTPS if secure else 80), target, secure)


def _check_host(host: str, *, loopback: bool) -> bool:
    """Whether the host is this very machine; an error where it is none that may be told."""
    right = "the public name of a host"
    try:
        literal = ip_address(host)
    except ValueError:
        last = host.rpartition(".")[2]
        if _NAME.fullmatch(host) is None or _NUMBER.fullmatch(last) is not None:
            raise UnfitAddressError("this host cannot be reached from everywhere", right) from None
        return False
    if loopback and literal.is_loopback:
        return True
    if not is_public(literal):
        raise UnfitAddressError("this host cannot be reached from everywhere", right)
    return False


def is_public(address: Address) -> bool:
    """Whether an address is one that belongs to a single host of the public internet.

    False for private, loopback, link-local, shared (RFC 6598), multicast, unspecified, reserved and documentation
    addresses, and for every IPv6 form that carries an IPv4 address in it, but NAT64 of a public one (RFC 6052).
    """
    if isinstance(address, IPv6Address):
        if address.scope_id is not None:
            return False
        if address in _NAT64:
            return is_public(IPv4Address(int(address) & 0xFFFF_FFFF))
        if address not in _UNICAST or any(address in one for one in _NOBODYS):
            return False
    elif str(address).startswith(_ASSIGNED):
        return False
    return address.is_global and not (address.is_multicast or address.is_reserved or address.is_unspecified)


def secret_text(secret: bytes) -> str:
    """A signing secret as a receiver is handed it."""
    return "whsec_" + base64.b64encode(secret).decode()


def type_of(notice: Notice) -> str:
    """What kind of thing changed, and no more than that."""
    return "inquiry.opened" if notice.change is Change.INQUIRY else "grant.changed"


def about_of(notice: Notice) -> dict[str, str]:
    """What changed, by its id."""
    return {"inquiry_id" if notice.change is Change.INQUIRY else "grant_id": notice.about}


def body_of(notice: Notice) -> bytes:
    """The message: that something changed, and nothing of what or about whom. The same bytes at each attempt."""
    return _body(type_of(notice), notice.at, about_of(notice))


def trial_body(at: datetime) -> bytes:
    """A message by which an organisation sees that its address takes them. It is about nothing."""
    return _body("trial", at, {})


def _body(kind: str, at: datetime, data: Mapping[str, str]) -> bytes:
    moment = at.astimezone(UTC).isoformat(timespec="milliseconds").replace("+00:00", "Z")
    return json.dumps({"type": kind, "timestamp": moment, "data": data}, separators=(",", ":")).encode()
