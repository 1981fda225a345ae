"""An administrator makes a unit in a minute. What somebody has refused or shut out before stays refused and shut out."""

from tests.organisations.at_the_office import carry
from tests.stage import Stage
from tests.web.at_work import AtWork

_OLD, _NEW = "Vägledning Syd", "Vägledning Väst"


def _makes_a_unit(stage: Stage) -> None:
    stage.move(minutes=1)
    nils = AtWork.sign_in(stage, "nils")
    assert nils.post("/agency/staff/units", {"unit": _NEW, "answer": "add"}).status_code == 303


def _inbox(stage: Stage) -> list[str]:
    found = stage.http.get("/v1/me/access-requests", headers=stage.individual("astrid")).json()
    return [one["id"] for one in found["access_requests"] if one["state"] == "pending"]


def test_a_no_holds_for_a_unit_that_was_made_after_it(stage: Stage) -> None:
    refused = stage.asked(unit=_OLD)
    path = f"/v1/me/access-requests/{refused}/refuse"
    assert stage.http.post(path, headers=stage.individual("astrid")).status_code == 204
    _makes_a_unit(stage)
    assert stage.asked(unit=_NEW) not in _inbox(stage)
    assert stage.log()[0]["kind"] == "held_back"
    # One that was there when they asked is another unit, as before.
    assert stage.asked(unit="Etablering Nord") in _inbox(stage)


def test_somebody_else_is_asked_by_a_new_unit_as_by_any(stage: Stage) -> None:
    _makes_a_unit(stage)
    asked = stage.asked(unit=_NEW)
    assert asked in _inbox(stage)
    stage.http.post(f"/v1/me/access-requests/{asked}/refuse", headers=stage.individual("astrid"))
    assert stage.asked(unit="Etablering Nord") in _inbox(stage)


def test_a_unit_that_was_shut_out_does_not_come_in_as_a_new_one(stage: Stage) -> None:
    grant = stage.granted()
    narrow = stage.http.post(
        f"/v1/me/grants/{grant}/narrow",
        json={"barred": {"units": [_OLD]}},
        headers={**stage.individual("astrid"), "If-Match": '"1"'},
    )
    assert narrow.status_code == 200, narrow.text
    _makes_a_unit(stage)
    assert stage.read(grant, unit="Etablering Nord").status_code == 200
    refused = [stage.read(grant, unit=unit, case_reference="case-2") for unit in (_OLD, _NEW, "No unit")]
    assert [one.status_code for one in refused] == [404] * len(refused)
    known = carry(stage, lambda work: work.staff.units_of(work.ledger.find(grant).terms.organisation))
    assert _NEW in known
