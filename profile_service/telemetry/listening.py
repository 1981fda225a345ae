"""Where Prometheus asks. The event loop has no part in it: a scrape that takes long holds up nobody's request."""

from prometheus_client import start_http_server

from profile_service.telemetry.exposition import Measures, registry_of


def listen(host: str, port: int, measures: Measures) -> None:
    """Answer there from now on, until the process ends; OSError where nobody can listen."""
    start_http_server(port, host, registry_of(measures))
