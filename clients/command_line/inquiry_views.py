"""Inquiries and attempts in words."""

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import Attempts, AttemptsList, Inquiry, InquiryList


def inquiry(value: Inquiry) -> Text:
    """One inquiry, the reading that it is about, and how it stands."""
    state = "overdue" if value.overdue else value.state
    enough = {True: "the answer was enough", False: "the answer was not enough", None: None}[value.enough]
    return block(
        f"{value.id} to {value.organisation.name} ({state})",
        [
            ("read", when(value.reading.at)),
            ("reader", value.reading.reader),
            ("unit", value.reading.unit),
            ("case", value.reading.case_reference),
            ("question", value.words),
            ("answer due", when(value.deadline)),
            ("answer", value.answer),
            ("by", value.answered_by),
            ("ended", enough),
        ],
    )


def inquiries(value: InquiryList) -> Text:
    """Every inquiry."""
    return listed(map(inquiry, value.inquiries), "There are no inquiries.")


def attempts(value: AttemptsList) -> Text:
    """What was tried, by unit."""
    return listed(map(_attempts, value.attempts), "Nobody has tried anything without a yes.")


def _attempts(value: Attempts) -> Text:
    return block(
        value.organisation.name,
        [
            ("unit", value.unit),
            ("asked again", str(value.asked_again)),
            ("tried to read", str(value.tried_to_read)),
            ("first", when(value.first)),
            ("last", when(value.last)),
        ],
    )
