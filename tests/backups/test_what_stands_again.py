"""What was ended after a backup stands again with it: what dies by itself, what --pause-everybody ends, what is told. On both databases."""

from datetime import timedelta

import pytest
from sqlalchemy import insert, text

from consent.mandate import Mandate
from consent.vocabulary import IndividualId
from profile_service.actions.at_desk import hand_start_code
from profile_service.actions.mandates import (
    MandateChoice,
    end_mandate,
    make_mandate_code,
    mandate_to,
    redeem,
)
from profile_service.actions.ports import Desk, Work
from profile_service.domain.sign_in import Assurance
from profile_service.domain.ways_in import Holder
from profile_service.parts import house_from
from profile_service.storage.moving.copying import end_of
from profile_service.storage.staff_tables import InvitationRow
from profile_service.storage.tables import table_of
from tests import databases
from tests.backups.installations import Installation
from tests.moving.places import empty
from tests.stage import START, MovableClock

pytestmark = databases.only_on_sqlite("these are made of both, whatever the others run on")
_BO, _ASTRID = IndividualId("ind_demo_bo"), IndividualId("ind_demo_astrid")


def _mandate(work: Work, desk: Desk) -> Mandate:
    code, _ = make_mandate_code(work, desk, _BO, MandateChoice("Bo N", ["see"], 3))
    mandate = redeem(work, desk, _ASTRID, code, "Astrid L")
    assert isinstance(mandate, Mandate)
    return mandate


@pytest.mark.parametrize("held", [False, True])
def test_a_mandate_that_was_ended_since_is_ended_again_where_everybody_is_paused(
    installation: Installation, monkeypatch: pytest.MonkeyPatch, held: bool
) -> None:
    monkeypatch.setattr("profile_service.parts.SystemClock", lambda: MovableClock(START))
    parts = installation.parts()
    desk, run = house_from(parts).desk, parts.database.writer.run
    mandate = run(lambda work: _mandate(work, desk))
    content, keys = installation.backup("first")
    run(lambda work: end_mandate(work, desk, _BO, mandate.id))
    parts.database.close()
    there = empty(installation.kind, installation.folder)
    words = ("restore", str(content), "--keys", str(keys))
    told = installation.run(there, *words, *(["--pause-everybody"] if held else []))
    assert told.exit_code == 0, told.output
    assert ("Every mandate has ended" in told.output) is held
    back = installation.parts(there)
    standing = back.database.reader.run(
        lambda work: mandate_to(work, house_from(back).desk, _ASTRID, _BO, None)
    )
    back.database.close()
    assert (standing is None) is held


def test_codes_to_start_with_and_invitations_of_that_day_are_dead(installation: Installation) -> None:
    parts = installation.parts()
    desk = house_from(parts).desk
    parts.database.writer.run(
        lambda work: hand_start_code(work, desk, Holder(individual=_BO), Assurance.DESK)
    )
    parts.database.close()
    invitation = InvitationRow(
        organisation_id="org",
        staff_id="stf",
        id="inv",
        code_hash=b"hash",
        first=False,
        invited_at=START,
        expires_at=START + timedelta(days=7),
    )
    with end_of(installation.url).connect() as connection, connection.begin():
        connection.execute(insert(table_of(InvitationRow)), invitation.model_dump())
    content, keys = installation.backup("first")
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert told.exit_code == 0, told.output
    with end_of(there).connect() as connection, connection.begin():
        for name in ("start_code", "staff_invitation"):
            assert connection.execute(text(f"SELECT 1 FROM {name}")).first() is None, name  # noqa: S608


def test_ways_in_that_were_removed_since_are_told_of(installation: Installation) -> None:
    content, keys = installation.backup("first")
    there = empty(installation.kind, installation.folder)
    told = installation.run(there, "restore", str(content), "--keys", str(keys))
    assert "a passkey, a sheet or an e-ID that somebody removed signs in as her" in told.output
