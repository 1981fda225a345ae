"""Where the service is. Tokens go there, so an address that anybody on the way could read or answer is refused."""

from ipaddress import ip_address

import httpx

from clients.errors import InvalidArgumentError


def base_address(text: str) -> httpx.URL:
    """Parse a base URL such as `https://egenkarta.example`.

    Raises:
        InvalidArgumentError: it is no such URL, or it is plain HTTP to another machine.
    """
    url = secure_address(text)
    if url.path not in ("", "/") or url.query or url.fragment:
        raise InvalidArgumentError(
            "the base URL must be scheme, host and port only, as in https://egenkarta.example"
        )
    return url.copy_with(path="/")


def secure_address(text: str) -> httpx.URL:
    """Parse an absolute URL that a token or a signature may be sent to.

    Raises:
        InvalidArgumentError: it is no such URL, holds credentials, or is plain HTTP to another machine.
    """
    try:
        url = httpx.URL(text)
    except (httpx.InvalidURL, TypeError) as error:
        raise InvalidArgumentError(
            "this is not a URL; expected one such as https://egenkarta.example"
        ) from error
    if url.scheme not in ("http", "https") or not url.host:
        raise InvalidArgumentError(
            "this is not a web address; expected one such as https://egenkarta.example"
        )
    if url.userinfo:
        raise InvalidArgumentError("the address holds a user name or password; leave them out")
    if url.scheme == "http" and not is_loopback(url.host):
        raise InvalidArgumentError("plain http is accepted for this machine only; use https")
    return url


def is_loopback(host: str) -> bool:
    """Tell whether a host is this machine itself."""
    if host == "localhost":
        return True
    try:
        return ip_address(host).is_loopback
    except ValueError:
        return False
