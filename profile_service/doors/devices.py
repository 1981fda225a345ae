"""Which kind of browser somebody came with, in two words: enough for her to know it again, and nothing to follow her by."""

from ipaddress import ip_address, ip_network
from typing import Final

from fastapi import Request

_IPV4: Final = 4
# The first that fits: each of these says that it is one of those below as well.
_BROWSERS: Final = (
    ("Edg", "Edge"),
    ("OPR", "Opera"),
    ("SamsungBrowser", "Samsung Internet"),
    ("Firefox", "Firefox"),
    ("FxiOS", "Firefox"),
    ("CriOS", "Chrome"),
    ("Chrome", "Chrome"),
    ("Safari", "Safari"),
)
_SYSTEMS: Final = (
    ("iPhone", "iPhone"),
    ("iPad", "iPad"),
    ("Android", "Android"),
    ("Windows", "Windows"),
    ("CrOS", "Chromebook"),
    ("Mac OS", "Mac"),
    ("Linux", "Linux"),
)


def device_of(request: Request) -> str:
    """Browser and system by the header User-Agent, without versions; empty where neither is known."""
    told = request.headers.get("user-agent", "")
    found = (_first(told, _BROWSERS), _first(told, _SYSTEMS))
    return ", ".join(word for word in found if word)


def client_of(request: Request) -> str:
    """Where somebody calls from, to count wrong tries by: the address, and of IPv6 the first half (RFC 6177)."""
    host = request.client.host if request.client is not None else ""
    try:
        address = ip_address(host)
    except ValueError:
        return host
    return host if address.version == _IPV4 else str(ip_network(f"{host}/64", strict=False))


def _first(told: str, known: tuple[tuple[str, str], ...]) -> str:
    return next((name for sign, name in known if sign in told), "")
