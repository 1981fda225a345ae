"""Staff come in by a provider that says which organisation they work at."""

from typing import Any

import pytest

from consent.vocabulary import OrganisationId
from profile_service.domain.eid_refusal import EidRefusal
from profile_service.domain.people import Member, Place, StaffId, StaffRole
from profile_service.identity.oidc.person import AFFILIATION
from tests.identity.world import World


def _number_of(world: World, organisation: str) -> str:
    return str(world.rows(f"SELECT number FROM organisation WHERE id = '{organisation}'")[0][0])  # noqa: S608


def _person(world: World, *organisations: str, subject: str = "w-1") -> dict[str, Any]:
    places = [f"nils@{_number_of(world, one)}" for one in organisations]
    return {"sub": subject, "name": "Nadja Ek", AFFILIATION: places[0] if len(places) == 1 else places}


def _place(world: World, staff: str, organisation: str) -> None:
    member = Member(
        StaffId(staff),
        OrganisationId(organisation),
        "Nadja Ek",
        (Place("Enhet", frozenset({StaffRole.CASE_WORKER})),),
    )
    world.stage.parts.database.writer.run(lambda work: work.staff.save(member))


def test_whoever_is_new_becomes_a_member_without_a_place(empty: World) -> None:
    done = empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    assert done.status_code == 303
    assert empty.rows("SELECT organisation_id, name FROM staff WHERE id NOT LIKE 'stf_demo%'") == [
        ("org_demo_norrsken", "Nadja Ek")
    ]
    assert empty.stage.http.get("/agency").status_code != 200, "and can do nothing"


def test_whoever_is_known_is_the_same_member(empty: World) -> None:
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    first = str(empty.who())
    _place(empty, first, "org_demo_norrsken")
    empty.leave()
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    assert empty.who() == first
    assert empty.stage.http.get("/agency").status_code == 200


def test_an_organisation_that_is_not_registered_lets_nobody_in(empty: World) -> None:
    done = empty.sign_in("work", {"sub": "w-1", "name": "N", AFFILIATION: "nils@5560000000"})
    assert done.status_code == 403
    assert empty.journaled()[0][2] == EidRefusal.AFFILIATION


@pytest.mark.parametrize("written", ["5560000000", "nils@", "@5560000000", "a@b@5560000000", 7, [], [None]])
def test_an_affiliation_that_is_none_lets_nobody_in(empty: World, written: Any) -> None:
    assert empty.sign_in("work", {"sub": "w-1", AFFILIATION: written}).status_code == 403
    assert empty.journaled()[0][2] == EidRefusal.AFFILIATION


def test_whoever_works_there_no_more_is_not_let_in(empty: World) -> None:
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    _place(empty, str(empty.who()), "org_demo_norrsken")
    empty.leave()
    gone = {**_person(empty, "org_demo_norrsken"), AFFILIATION: "nils@5560000000"}
    assert empty.sign_in("work", gone).status_code == 403


def test_nobody_gets_in_at_the_operators_without_a_place_there(empty: World) -> None:
    operator = str(empty.rows("SELECT id FROM organisation WHERE role = 'operator'")[0][0])
    person = _person(empty, operator)
    done = empty.sign_in("work", person)
    assert done.status_code == 403
    assert empty.who() is None
    assert empty.journaled()[0][2] == EidRefusal.NO_PLACE
    made = str(empty.rows("SELECT id FROM staff WHERE name = 'Nadja Ek'")[0][0])
    _place(empty, made, operator)
    assert empty.sign_in("work", person).status_code == 303


def test_of_several_organisations_it_is_the_one_with_a_place(empty: World) -> None:
    both = _person(empty, "org_demo_norrsken", "org_demo_tjuvholmen")
    empty.sign_in("work", both)
    made = empty.rows(
        "SELECT id FROM staff WHERE organisation_id = 'org_demo_tjuvholmen' AND name = 'Nadja Ek'"
    )
    _place(empty, str(made[0][0]), "org_demo_tjuvholmen")
    empty.leave()
    empty.sign_in("work", both)
    assert empty.who() == made[0][0]


def test_a_member_who_was_taken_off_the_staff_is_a_new_one_without_a_place(empty: World) -> None:
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    first = empty.who()
    with empty.stage.parts.database.engine.begin() as connection:
        from sqlalchemy import text

        connection.execute(text("DELETE FROM staff WHERE name = 'Nadja Ek'"))
    empty.leave()
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    assert empty.who() not in {None, first}


def test_a_provider_for_staff_opens_no_profile(empty: World) -> None:
    before = empty.rows("SELECT count(*) FROM individual")
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    assert empty.rows("SELECT count(*) FROM individual") == before
    assert empty.rows("SELECT count(*) FROM external_identity") == [(0,)]


def test_staff_prove_again_who_they_are_with_the_same_account(empty: World) -> None:
    empty.sign_in("work", _person(empty, "org_demo_norrsken"))
    hers = empty.who()
    done = empty.sign_in("work", _person(empty, "org_demo_norrsken"), intent="again", to="/agency")
    assert done.headers["location"] == "/agency"
    assert empty.who() == hers
    done = empty.sign_in("work", _person(empty, "org_demo_norrsken", subject="w-2"), intent="again")
    assert "another=1" in done.headers["location"]
    assert empty.begin("alfa", intent="again").status_code == 403, "a way in for people is none for staff"
