"""Who works for an organisation: invited, placed, removed; and what nobody can do alone."""

from collections.abc import Iterator

import pytest

from profile_service.demo.cast import DRIFT, NORRSKEN, TJUVHOLMEN, staff_id
from profile_service.domain.people import Place, StaffRole
from tests.organisations.at_the_office import carry, code_in, invite, journal, named, redeem
from tests.stage import Stage
from tests.web.at_work import AtWork

MONA = staff_id("mona")
NILS = staff_id("nils")


@pytest.fixture
def nils(stage: Stage) -> AtWork:
    return AtWork.sign_in(stage, "nils")


@pytest.fixture(scope="module")
def office(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Stage]:
    """One stage for the tests that leave everybody in place."""
    with Stage.open(tmp_path_factory.mktemp("office")) as opened:
        yield opened


@pytest.fixture
def boss(office: Stage) -> AtWork:
    return AtWork.sign_in(office, "nils")


def places(stage: Stage, member: str) -> dict[str, set[str]]:
    found = carry(stage, lambda work: work.staff.find(member))
    return {one.unit: {role.value for role in one.roles} for one in found.places}


def test_an_administrator_invites_and_the_code_is_shown_once(stage: Stage, nils: AtWork) -> None:
    code = invite(nils)
    karin = named(stage, "Karin Ek")
    assert karin.places == (Place("Etablering Nord", frozenset({StaffRole.CASE_WORKER})),)
    shown = nils.get("/agency/staff").text
    assert "Karin Ek" in shown
    assert "Invited" in shown
    for page in ("/agency/staff", f"/agency/staff/{karin.id}", "/agency/staff/changes"):
        assert code not in nils.get(page).text


def test_the_pages_of_an_administrator_answer(office: Stage, boss: AtWork) -> None:
    for path in ("", "/invite", "/changes", f"/{MONA}", f"/{NILS}", f"/{MONA}/remove"):
        assert boss.get(f"/agency/staff{path}").status_code == 200, path
    for path in ("/systems", "/systems/norrsken-system/remove", "/readings"):
        assert boss.get(f"/agency{path}").status_code == 200, path


def test_whoever_was_invited_makes_a_passkey_and_comes_in(stage: Stage, nils: AtWork) -> None:
    browser, answer = redeem(stage, invite(nils))
    assert (answer.status_code, answer.headers["location"]) == (303, "/agency")
    assert "<bdi>Karin Ek</bdi>, <bdi>Etablering Nord</bdi>" in browser.get("/agency").text
    assert browser.get("/agency/staff").status_code == 403
    browser.http.cookies.clear()
    assert browser.show_passkey().headers["location"] == "/agency"
    assert "Karin Ek" in nils.get("/agency/staff/changes").text


def test_a_mistaken_invitation_says_what_is_wrong_and_loses_nothing(boss: AtWork) -> None:
    sent = {"name": "Karin Ek", "unit": "Nowhere", "roles": []}
    answer = boss.post("/agency/staff/invite", sent)
    assert answer.status_code == 422
    for told in ("Choose one of your units.", "Choose at least one thing.", 'value="Karin Ek"'):
        assert told in answer.text
    alone = boss.post(
        "/agency/staff/invite", {**sent, "unit": "Etablering Nord", "roles": ["protected_identity"]}
    )
    assert "Tick one more role" in alone.text


def test_roles_are_changed_and_a_place_is_given_and_taken(stage: Stage, nils: AtWork) -> None:
    path = f"/agency/staff/{MONA}/place"
    both = {"unit": "Vägledning Syd", "roles": ["case_worker", "assessor"]}
    assert nils.post(path, both).status_code == 303
    assert nils.post(path, {"unit": "Etablering Nord", "roles": ["case_worker"]}).status_code == 303
    assert places(stage, MONA) == {
        "Vägledning Syd": {"case_worker", "assessor"},
        "Etablering Nord": {"case_worker"},
    }
    assert nils.post(path, {"unit": "Vägledning Syd", "roles": []}).status_code == 303
    assert places(stage, MONA) == {"Etablering Nord": {"case_worker"}}


def test_nobody_gives_herself_more_roles_alone(stage: Stage, nils: AtWork) -> None:
    path = f"/agency/staff/{NILS}/place"
    mine = sorted(places(stage, NILS)["Etablering Nord"])
    for unit, roles in (("Etablering Nord", [*mine, "assessor"]), ("Vägledning Syd", ["case_worker"])):
        answer = nils.post(path, {"unit": unit, "roles": roles})
        assert answer.status_code == 422
        assert "Another administrator has to give you these roles." in answer.text
    fewer = [role for role in mine if role != "data_protection_officer"]
    assert nils.post(path, {"unit": "Etablering Nord", "roles": fewer}).status_code == 303
    again = nils.post(path, {"unit": "Etablering Nord", "roles": mine})
    assert again.status_code == 422, "what she gave away she does not take back alone"
    assert nils.post(f"/agency/staff/{NILS}/code", {}).status_code == 422


def test_the_last_administrator_stays(stage: Stage, nils: AtWork) -> None:
    told = "Somebody has to administrate."
    path = f"/agency/staff/{NILS}"
    assert told in nils.post(f"{path}/place", {"unit": "Etablering Nord", "roles": ["case_worker"]}).text
    assert told in nils.post(f"{path}/place", {"unit": "Etablering Nord", "roles": []}).text
    assert told in nils.post(f"{path}/remove", {}).text
    code = invite(nils, roles=["administrator"])
    assert told in nils.post(f"{path}/remove", {}).text, "one who never came in is none yet"
    redeem(stage, code)
    assert nils.post(f"{path}/remove", {}).status_code == 303
    assert nils.get("/agency").headers["location"] == "/sign-in"


def test_whoever_is_removed_is_out_at_once(stage: Stage, nils: AtWork) -> None:
    browser, _ = redeem(stage, invite(nils))
    karin = named(stage, "Karin Ek").id
    assert nils.post(f"/agency/staff/{karin}/remove", {}).status_code == 303
    assert browser.get("/agency").headers["location"] == "/sign-in"
    assert browser.show_passkey().status_code == 422
    assert "somebody" in nils.get("/agency/staff/changes").text
    assert "Karin Ek" not in nils.get("/agency/staff/changes").text


def test_a_new_code_ends_the_old_ways_in(stage: Stage, nils: AtWork) -> None:
    old, _ = redeem(stage, invite(nils))
    karin = named(stage, "Karin Ek").id
    code = code_in(nils.post(f"/agency/staff/{karin}/code", {}))
    assert old.get("/agency").status_code == 200, "until she has used it"
    fresh, answer = redeem(stage, code, number=8)
    assert answer.status_code == 303
    assert fresh.get("/agency").status_code == 200
    assert old.get("/agency").headers["location"] == "/sign-in"
    assert old.show_passkey().status_code == 422


def test_another_organisations_people_are_not_there(office: Stage, boss: AtWork) -> None:
    terje = staff_id("terje")
    for path in (f"/agency/staff/{terje}", f"/agency/staff/{terje}/remove"):
        assert boss.get(path).status_code == 404
    for path, sent in (("place", {"unit": "Rekrytering", "roles": []}), ("code", {}), ("remove", {})):
        assert boss.post(f"/agency/staff/{terje}/{path}", sent).status_code == 404
    assert boss.get("/agency/systems/tjuvholmen-system/remove").status_code == 404
    for path in ("keys/remove", "remove"):
        sent = {"kid": "x"}
        assert boss.post(f"/agency/systems/tjuvholmen-system/{path}", sent).status_code == 404
    assert carry(office, lambda work: work.staff.find(terje)).organisation == TJUVHOLMEN.id
    assert carry(office, lambda work: work.accounts.client("tjuvholmen-system")) is not None


def test_a_case_worker_finds_no_administrators_page(office: Stage) -> None:
    mona = AtWork.sign_in(office, "mona")
    for path in (
        "staff",
        "staff/invite",
        "staff/changes",
        f"staff/{MONA}",
        "systems",
        "readings",
        "declarations",
    ):
        assert mona.get(f"/agency/{path}").status_code == 403, path
    for path, sent in (
        ("staff/invite", {"name": "X", "unit": "Vägledning Syd", "roles": ["administrator"]}),
        (f"staff/{MONA}/place", {"unit": "Vägledning Syd", "roles": ["administrator"]}),
        (f"staff/{NILS}/remove", {}),
        ("staff/units", {"unit": "Mine"}),
        ("systems", {"client_id": "mine", "key": "{}"}),
    ):
        assert mona.post(f"/agency/{path}", sent).status_code == 403, path
    shown = mona.get("/agency").text
    assert "Our organisation" not in shown
    assert "/agency/declarations" not in shown


def test_whoever_has_no_place_is_told_who_can_give_her_one(stage: Stage, nils: AtWork) -> None:
    nils.post(f"/agency/staff/{MONA}/place", {"unit": "Vägledning Syd", "roles": []})
    mona = AtWork.sign_in(stage, "mona")
    assert mona.get("/agency").headers["location"] == "/unit"
    told = mona.get("/unit")
    assert told.status_code == 403
    assert "An administrator of your organisation has to give you a unit." in told.text
    assert "No place yet" in nils.get("/agency/staff").text
    nils.post(f"/agency/staff/{MONA}/place", {"unit": "Etablering Nord", "roles": ["case_worker"]})
    assert mona.get("/agency").status_code == 200


def test_units_come_and_go(office: Stage, boss: AtWork) -> None:
    assert boss.post("/agency/staff/units", {"unit": "Ungdom  Väst", "answer": "add"}).status_code == 303
    assert "Ungdom Väst" in boss.get("/agency/staff").text
    twice = boss.post("/agency/staff/units", {"unit": "ungdom väst", "answer": "add"})
    assert "There is a unit of this name already." in twice.text
    taken = boss.post("/agency/staff/units", {"unit": "Vägledning Syd", "answer": "remove"})
    assert "Somebody works in this unit." in taken.text
    assert boss.post("/agency/staff/units", {"unit": "Ungdom Väst", "answer": "remove"}).status_code == 303
    assert boss.post("/agency/staff/units", {"unit": "Nowhere", "answer": "remove"}).status_code == 404


def test_the_journal_has_a_word_for_each_change_and_nobodys_id(stage: Stage, nils: AtWork) -> None:
    redeem(stage, invite(nils))
    nils.post("/agency/staff/units", {"unit": "Ungdom Väst"})
    nils.post(f"/agency/staff/{named(stage, 'Karin Ek').id}/remove", {})
    found = [(row[1], row[2], row[3]) for row in journal(stage)]
    assert found == [("done", NORRSKEN.id, word) for word in ("invited", "came_in", "unit_added", "removed")]
    assert {row[4:] for row in journal(stage)} == {(None, None)}


def test_the_operator_is_let_in_by_the_same_rules(office: Stage) -> None:
    olle = AtWork.sign_in(office, "olle")
    page = olle.get(f"/operator/organisations/{DRIFT.id}")
    assert page.status_code == 200
    assert "Close the organisation" not in page.text
    answer = olle.post(f"/operator/organisations/{DRIFT.id}/staff/{staff_id('olle')}/remove", {})
    assert "Somebody has to administrate." in answer.text
