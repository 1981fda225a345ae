"""The log on a terminal: each kind of line is a sentence, and none comes out as the bare word that the wire holds."""

from typing import Any

import pytest

from clients.command_line.log_sentences import sentence
from profile_service.domain.event import Kind
from schemas.access import DisclosureRecord
from tests.clients import wire_samples as wire


def _line(kind: str, **more: Any) -> DisclosureRecord:
    return DisclosureRecord.model_validate(
        {"id": "evt_1", "at": wire.WHEN, "organisation": None, "kind": kind, **more}
    )


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_of_line_has_a_sentence(kind: Kind) -> None:
    told = [sentence(_line(kind.value)), sentence(_line(kind.value, organisation=wire.ORGANISATION))]
    assert any(not one.startswith("Something was done") for one in told)


def test_a_reading_and_a_try_are_told_apart() -> None:
    read = _line("read", organisation=wire.ORGANISATION, outcome="disclosed")
    tried = _line("read", organisation=wire.ORGANISATION, outcome="refused")
    assert sentence(read) == "Norrsken AB read your profile"
    assert sentence(tried) == "Norrsken AB tried to read your profile and got nothing"
    assert sentence(_line("read", outcome="refused")).startswith("Somebody who has your link")


def test_a_kind_that_is_newer_than_the_program_is_named_as_it_came() -> None:
    assert sentence(_line("something-newer")) == "Something was done with your profile (something-newer)"
