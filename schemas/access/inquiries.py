"""Inquiries: she asks an organisation about one of its readings."""

from typing import Annotated, Literal, TypeAlias

from pydantic import BeforeValidator, Field, StringConstraints

from schemas import limits
from schemas.access.declarations import Organisation
from schemas.model import Model
from schemas.values import CaseReference, Identifier, ShortText, Timestamp
from schemas.values.text import TEXT_RULES, clean

InquiryState: TypeAlias = Literal["open", "answered", "closed"]
Words: TypeAlias = Annotated[
    str, StringConstraints(min_length=1, max_length=limits.INQUIRY), BeforeValidator(clean), TEXT_RULES
]


class InquiryBody(Model):
    """What she asks. She need not say why."""

    words: Words | None = None
    pause: bool = Field(False, description="Whether nobody reads under the grant until she resumes it.")


class InquiryEndBody(Model):
    """How it ended for her."""

    enough: bool = Field(description="Whether the answer was enough.")


class InquiryAnswerBody(Model):
    """What the organisation answers."""

    answer: Words = Field(description="What was read and why, in plain words.")
    reader: ShortText = Field(description="Who answers, as the individual will see her named.")


class QuestionedReading(Model):
    """The reading in question, as the organisation itself had named it."""

    at: Timestamp
    grant_id: Identifier | None = None
    reader: ShortText | None = None
    unit: ShortText | None = None
    case_reference: CaseReference | None = None


class Inquiry(Model):
    """One inquiry. Each side sees the same."""

    id: Identifier
    organisation: Organisation
    reading: QuestionedReading
    words: Words | None = None
    opened_at: Timestamp
    deadline: Timestamp
    state: InquiryState
    overdue: bool = Field(description="Whether an answer was due and has not come.")
    answer: Words | None = None
    answered_by: ShortText | None = None
    answered_at: Timestamp | None = None
    closed_at: Timestamp | None = None
    enough: bool | None = Field(None, description="Once she is done with it: whether the answer was enough.")


class InquiryList(Model):
    """Inquiries, newest first."""

    inquiries: tuple[Inquiry, ...]
