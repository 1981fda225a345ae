"""Asking what is known, over the API; and small instruments for what is pure."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from httpx import Response

from profile_service.domain.instrument import (
    AnswerKind,
    Instrument,
    InstrumentId,
    InstrumentItem,
    InstrumentSection,
    Stage,
    Target,
)
from profile_service.domain.profile import OWN_WORDS, Assertion, Content, ItemId, Strength, new_assertion
from tests.stage import Stage as Played

NOW = datetime(2026, 11, 21, 9, 0, tzinfo=UTC)


def ask(
    stage: Played,
    grant: str,
    organisation: str = "norrsken",
    instrument: str = "language",
    headers: dict[str, str] | None = None,
    named: object = "",
    **more: Any,
) -> Response:
    """An organisation asks what is known of an instrument."""
    body = {
        "grant_id": grant,
        "instrument": {"id": instrument} if named == "" else named,
        "case_reference": "case-1",
        "reader": "Nils Berg",
        **more,
    }
    return stage.http.post(
        "/v1/coverage", json=body, headers={**stage.organisation(organisation), **(headers or {})}
    )


def statuses(answer: Response) -> dict[str, str]:
    """How each question stands."""
    assert answer.status_code == 200, answer.text
    return {one["item"]: one["status"] for one in answer.json()["items"]}


def asked_of(section: str, *fields: str, name: str = "", **more: Any) -> InstrumentItem:
    """One question that a field could answer; of several fields, entries."""
    kind = AnswerKind.ENTRIES if len(fields) > 1 else AnswerKind.TEXT
    text = {"sv": "?", "en": "?"}
    return InstrumentItem(
        name or f"{section}_{fields[0]}", text, kind, target=Target(section, fields), **more
    )


def instrument(*items: InstrumentItem, special: Sequence[InstrumentItem] = ()) -> Instrument:
    """An instrument of one section, and one for special categories where there is something in it."""
    words = {"sv": "Frågor", "en": "Questions"}
    sections = [InstrumentSection("all", words, items)]
    if special:
        sections.append(InstrumentSection("apart", words, tuple(special), special=True))
    return Instrument(InstrumentId("small"), "1", words, words, Stage.ORIENTATION, tuple(sections))


def entry(section: str, name: str, content: Content, at: datetime = NOW) -> Assertion:
    """An entry of hers."""
    return new_assertion(ItemId(name), section, content, OWN_WORDS, Strength.SELF, at)
