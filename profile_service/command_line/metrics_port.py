"""The port where Prometheus asks: a socket of its own, never the one that people use, and in a thread of its own."""

from typing import TYPE_CHECKING

import structlog

from profile_service.command_line.listening import PortError

if TYPE_CHECKING:
    from profile_service.measuring import Measuring
    from profile_service.settings import Settings

_log = structlog.get_logger("egenkarta.start")


def open_metrics(settings: "Settings", measuring: "Measuring | None") -> None:
    """Listen, where a port is set.

    Raises:
        PortError: nobody can listen there.
    """
    if settings.metrics_port is None or measuring is None:
        return
    where = f"EGENKARTA_METRICS_HOST={settings.metrics_host} EGENKARTA_METRICS_PORT={settings.metrics_port}"
    if settings.metrics_port == settings.port:
        raise PortError(f"{where}: that is the port that people use; choose another")
    try:
        measuring.listen(settings.metrics_host, settings.metrics_port)
    except OSError:
        raise PortError(
            f"{where}: nobody can listen there; choose another port or an address of this machine"
        ) from None
    _log.info("metrics", host=settings.metrics_host, port=settings.metrics_port)
