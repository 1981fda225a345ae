"""Structured logs: one JSON object a line, to standard error, without personal data."""

import logging
import sys

import orjson
import structlog


def set_up_logs() -> None:
    """Everything that is logged goes the same way; libraries only from warnings up."""
    structlog.configure(
        processors=[
            structlog.processors.add_log_level,
            structlog.processors.TimeStamper(fmt="iso", utc=True),
            structlog.processors.JSONRenderer(orjson.dumps),
        ],
        logger_factory=structlog.BytesLoggerFactory(sys.stderr.buffer),
        cache_logger_on_first_use=True,
    )
    logging.basicConfig(
        level=logging.WARNING, stream=sys.stderr, format='{"event":"%(name)s","level":"%(levelname)s"}'
    )
