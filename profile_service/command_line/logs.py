"""Structured logs: one JSON object a line, to standard error, without personal data."""

import logging
import sys

import orjson
import structlog


class _NameAndPlace(logging.Formatter):
    """A library's record: who wrote it, how grave it is, and where an error arose.

    Never its text: a message or an error's text may hold what a person wrote.
    """

    def format(self, record: logging.LogRecord) -> str:
        line = {"event": record.name, "level": record.levelname.lower()}
        if record.exc_info and record.exc_info[0] is not None:
            line["error"] = record.exc_info[0].__name__
            place = record.exc_info[2]
            while place is not None and place.tb_next is not None:
                place = place.tb_next
            if place is not None:
                line["where"] = f"{place.tb_frame.f_code.co_name}:{place.tb_lineno}"
        return orjson.dumps(line).decode()


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
    libraries = logging.StreamHandler(sys.stderr)
    libraries.setFormatter(_NameAndPlace())
    logging.basicConfig(level=logging.WARNING, handlers=[libraries])
