"""Take the port before anything else is said or written, so that one that is taken costs nothing."""

import errno
import os
import socket
from typing import Final

_BACKLOG: Final = 2_048
_LARGEST: Final = 65_535


class PortError(Exception):
    """Nobody can listen there: why, and what would be right."""


def bind(host: str, port: int, another: str) -> socket.socket:
    """A socket that listens; whoever connects from now on waits until the service answers.

    Args:
        another: how to choose another port; `{port}` in it becomes a port to choose.

    Raises:
        PortError: the port is taken, the host is not this machine's, or it may not be listened on.
    """
    try:
        family, kind, protocol, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
    except OSError:
        raise PortError(
            f"EGENKARTA_HOST must be an address of this machine, such as 127.0.0.1; {host} is none"
        ) from None
    listener = socket.socket(family, kind, protocol)
    try:
        # Else a port stays taken for a minute after the service that used it has ended.
        listener.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listener.bind(address)
        listener.listen(_BACKLOG)
    except OSError as error:
        listener.close()
        raise PortError(_why(error, host, port, another)) from error
    return listener


def _why(error: OSError, host: str, port: int, another: str) -> str:
    choose = f"choose another, for example {another.format(port=port + 1 if port < _LARGEST else port - 1)}"
    if error.errno == errno.EADDRINUSE:
        return f"port {port} is taken: {choose}"
    if error.errno == errno.EACCES:
        return f"port {port} may not be listened on by whoever runs this: {choose}"
    if error.errno == errno.EADDRNOTAVAIL:
        return f"EGENKARTA_HOST must be an address of this machine, such as 127.0.0.1; {host} is none"
    return f"port {port} of {host} cannot be listened on: {os.strerror(error.errno or 0).lower()}; {choose}"
