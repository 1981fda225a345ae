"""I-06: one permit, one reading."""

from typing import Any

import pytest

from consent.decision import GrantedReading, OwnReading, PreviewReading, decide
from consent.errors import PermitError
from consent.permit import Permit
from consent.scope import Scope
from consent.shield import UNSHIELDED
from consent.vocabulary import IndividualId
from profile_service.actions import reading
from profile_service.domain.opening import Telling
from profile_service.domain.profile import ItemId
from tests.stage import Stage

_HER = IndividualId("ind_demo_astrid")
_SKILLS = (Scope("skills"),)


def _permit(stage: Stage, kind: Any = OwnReading) -> Permit:
    decision = decide(kind(_HER, _HER, _SKILLS), None, stage.clock.now(), UNSHIELDED)
    assert isinstance(decision, Permit)
    return decision


@pytest.mark.parametrize("kind", [OwnReading, PreviewReading])
def test_the_vault_opens_once_for_a_permit(stage: Stage, kind: Any) -> None:
    permit = _permit(stage, kind)
    assert stage.parts.database.reader.run(lambda work: work.vault.read(permit)).sections["skills"]
    for lane in (stage.parts.database.reader, stage.parts.database.writer):
        with pytest.raises(PermitError):
            lane.run(lambda work: work.vault.read(permit))


def test_a_permit_of_a_grant_is_spent_by_its_reading(stage: Stage) -> None:
    grant = stage.parts.database.reader.run(lambda work: work.ledger.of_individual(_HER))[0]
    decision = decide(GrantedReading(grant.terms.organisation), grant, stage.clock.now(), UNSHIELDED)
    assert isinstance(decision, Permit)
    # What is opened for others is written down, so it is opened where that can be.
    writer = stage.parts.database.writer
    writer.run(lambda work: work.vault.read(decision, Telling.NOTHING))
    with pytest.raises(PermitError):
        writer.run(lambda work: work.vault.read(decision, Telling.NOTHING))


def test_reading_and_looking_at_the_past_are_two_uses(stage: Stage) -> None:
    permit = _permit(stage)
    stage.parts.database.reader.run(lambda work: work.vault.read(permit))
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(lambda work: work.vault.history(permit, "skills", ItemId("itm_x")))


def test_a_permit_that_is_not_her_own_opens_no_past(stage: Stage) -> None:
    for kind, section in ((PreviewReading, "skills"), (OwnReading, "languages")):
        permit = _permit(stage, kind)
        with pytest.raises(PermitError):
            stage.parts.database.reader.run(
                lambda work, permit=permit, section=section: work.vault.history(permit, section, ItemId("x"))
            )
    preview = _permit(stage, PreviewReading)
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(lambda work: work.vault.whole_past(preview))


def test_a_failed_reading_spends_the_permit_too(stage: Stage) -> None:
    permit = _permit(stage)

    def fails(work: Any) -> None:
        work.vault.read(permit)
        raise LookupError

    with pytest.raises(LookupError):
        stage.parts.database.writer.run(fails)
    with pytest.raises(PermitError):
        permit.use()


def test_each_disclosure_asks_for_a_permit_of_its_own(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    grant_id = stage.granted()
    made: list[Permit] = []

    def watched(*asked: Any) -> Any:
        decision = decide(*asked)
        made.append(decision)  # type: ignore[arg-type]
        return decision

    monkeypatch.setattr(reading, "decide", watched)
    assert stage.read(grant_id).status_code == stage.read(grant_id).status_code == 200
    assert len(made) == 2
    assert made[0] is not made[1]
    for permit in made:
        with pytest.raises(PermitError):
            permit.use()


def test_an_action_cannot_hand_one_yes_to_two_readings(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    grant_id = stage.granted()
    kept = stage.parts.database.reader.run(lambda work: work.ledger.find(grant_id))
    once = decide(GrantedReading(kept.terms.organisation), kept, stage.clock.now(), UNSHIELDED)
    monkeypatch.setattr(reading, "decide", lambda *_: once)
    assert stage.read(grant_id).status_code == 200
    again = stage.read(grant_id)
    assert again.status_code == 500
    assert "Svenska" not in again.text
