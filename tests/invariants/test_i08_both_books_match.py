"""I-08: each disclosure has exactly one line, and the reverse: the vault's own book of openings is held against the journal.

Before anything is committed, all the time beside the service, and over the whole of both.
"""

from collections.abc import Callable
from contextlib import suppress

import pytest

from consent.decision import GrantedReading, decide
from consent.permit import Permit
from consent.shield import UNSHIELDED
from consent.vocabulary import GrantId
from profile_service.actions.journaling import record
from profile_service.actions.ports import Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.opening import Telling
from profile_service.storage.books import BooksError
from schemas.proofs.tree import ProofError
from tests.invariants.rawfile import ask
from tests.journal.tampering import unguarded
from tests.stage import Stage

_BOTH = "SELECT (SELECT COUNT(*) FROM journal), (SELECT COUNT(*) FROM opening)"


def _permit(stage: Stage, work: Work, grant_id: str) -> Permit:
    grant = work.ledger.find(GrantId(grant_id))
    assert grant is not None
    reading = GrantedReading(grant.terms.organisation, None)
    permit = decide(reading, grant, stage.clock.now(), UNSHIELDED)
    assert isinstance(permit, Permit)
    return permit


def _disclosed(stage: Stage, work: Work, grant_id: str, outcome: Outcome = Outcome.DISCLOSED) -> None:
    grant = work.ledger.find(GrantId(grant_id))
    assert grant is not None
    terms = grant.terms
    record(work, stage.house.desk, Kind.READ, outcome, terms.individual, terms.organisation, terms.id)


@pytest.mark.parametrize(
    "careless",
    [
        lambda stage, work, grant: work.vault.read(_permit(stage, work, grant)),
        lambda stage, work, grant: (
            work.vault.read(_permit(stage, work, grant)),
            _disclosed(stage, work, grant, Outcome.REFUSED),
        ),
        _disclosed,
        lambda stage, work, grant: (
            _disclosed(stage, work, grant),
            work.vault.read(_permit(stage, work, grant)),
            work.vault.read(_permit(stage, work, grant)),
        ),
        lambda stage, work, grant: (
            _disclosed(stage, work, grant),
            _disclosed(stage, work, grant),
            work.vault.read(_permit(stage, work, grant)),
        ),
        lambda stage, work, grant: work.vault.read(_permit(stage, work, grant), Telling.BESIDE),
        lambda stage, work, grant: work.vault.read(_permit(stage, work, grant), Telling.GOING_ON),
        lambda stage, work, grant: work.vault.read(_permit(stage, work, grant), Telling.AGAIN, "evt_never"),
        lambda stage, work, grant: work.vault.read(_permit(stage, work, grant), Telling.AGAIN),
    ],
    ids=[
        "no-line",
        "refused",
        "no-opening",
        "two-openings",
        "two-lines",
        "beside",
        "going-on",
        "again",
        "unsaid",
    ],
)
def test_what_does_not_match_is_not_committed(
    stage: Stage, careless: Callable[[Stage, Work, str], object]
) -> None:
    grant = stage.granted()
    before = ask(stage, _BOTH)
    with pytest.raises(BooksError):
        stage.parts.database.writer.run(lambda work: careless(stage, work, grant))
    assert ask(stage, _BOTH) == before


def test_nothing_is_opened_where_nothing_can_be_written_down(stage: Stage) -> None:
    grant = stage.granted()
    with pytest.raises(BooksError):
        stage.parts.database.reader.run(lambda work: work.vault.read(_permit(stage, work, grant)))


def test_what_matches_is_committed_in_both_books(stage: Stage) -> None:
    grant = stage.granted()

    def read(work: Work) -> None:
        _disclosed(stage, work, grant)
        work.vault.read(_permit(stage, work, grant))

    ((lines, openings),) = ask(stage, _BOTH)
    stage.parts.database.writer.run(read)
    assert ask(stage, _BOTH) == [(lines + 1, openings + 1)]
    told = "SELECT COUNT(*) FROM opening o JOIN journal j ON o.event_id = j.id AND o.individual_id = j.individual_id"
    assert ask(stage, told) == [(openings + 1,)]


_A_READING = "SELECT MAX(seq) FROM journal WHERE outcome = 'disclosed'"
_COLUMNS = "id, at, kind, outcome, individual_id, organisation_id, grant_id, sealed, reason, commitment"
_ATTACKS = {
    "a line deleted": f"DELETE FROM journal WHERE seq = ({_A_READING})",  # noqa: S608
    "a line inserted": f"INSERT INTO journal (seq, {_COLUMNS}) SELECT 900001, {_COLUMNS} FROM journal WHERE seq = ({_A_READING})",  # noqa: S608
    "a line changed": f"UPDATE journal SET organisation_id = 'org_other' WHERE seq = ({_A_READING})",  # noqa: S608
    "its outcome changed": f"UPDATE journal SET outcome = 'refused' WHERE seq = ({_A_READING})",  # noqa: S608
    "its commitment taken away": f"UPDATE journal SET commitment = NULL, outcome = 'refused' WHERE seq = ({_A_READING})",  # noqa: S608
    "its opening deleted": "DELETE FROM opening WHERE seq = (SELECT MAX(seq) FROM opening)",
    "another's opening": "UPDATE opening SET event_id = 'evt_other' WHERE seq = (SELECT MAX(seq) FROM opening)",
}


@pytest.mark.parametrize("attack", sorted(_ATTACKS))
def test_what_is_done_behind_the_triggers_is_an_alarm(
    stage: Stage, attack: str, capsys: pytest.CaptureFixture[str]
) -> None:
    stage.read(stage.granted())
    stage.rounds()
    assert stage.http.get("/readyz").status_code == 200
    assert stage.house.pulse.journal.mismatches == 0
    with unguarded(stage) as connection:
        connection.execute(_ATTACKS[attack])
    with suppress(ProofError):  # nothing is signed on top of what is not as it was
        stage.rounds()
    assert stage.house.pulse.journal.mismatches > 0
    answer = stage.http.get("/readyz")
    assert answer.status_code == 503
    assert "journal is not whole" in answer.text
    assert "the journal is not whole" in capsys.readouterr().out
    assert not any(word in answer.text for word in ("ind_", "evt_", "org_"))


def test_a_line_that_goes_before_it_was_taken_up_is_missed_at_once(stage: Stage) -> None:
    stage.rounds()
    stage.read(stage.granted())
    with unguarded(stage) as connection:
        connection.execute(_ATTACKS["a line deleted"])
    assert stage.http.portal is not None
    stage.http.portal.call(stage.app.state.rounds.prover.integrate)
    assert stage.house.pulse.journal.mismatches == 1
    assert stage.http.get("/readyz").status_code == 503
