"""A fresh proof of the same account, and one more way in to it."""

from typing import Any

import pytest

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.domain.desk import Enrolment, EnrolmentId, ProofSeen, Review, Seen
from profile_service.domain.eid_refusal import EidRefusal
from profile_service.domain.people import StaffId
from profile_service.identity.oidc.person import PERSONAL
from tests.identity.people import ADULT_NUMBER, OTHER_NUMBER
from tests.identity.world import World

HERS: dict[str, Any] = {"sub": "s-1", PERSONAL: ADULT_NUMBER}
OTHERS: dict[str, Any] = {"sub": "s-2", PERSONAL: OTHER_NUMBER}


@pytest.fixture
def signed_in(empty: World) -> World:
    assert empty.sign_in("alfa", HERS).status_code == 303
    return empty


def test_the_same_account_is_proved_again_and_the_session_goes_on(signed_in: World) -> None:
    world, hers, before = signed_in, signed_in.who(), signed_in.stage.http.cookies["egenkarta"]
    world.stage.move(minutes=15)
    done = world.sign_in("alfa", HERS, intent="again", to="/my/log")
    assert done.headers["location"] == "/my/log"
    assert world.who() == hers
    assert world.stage.http.cookies["egenkarta"] != before


def test_another_account_is_refused_and_the_session_stays(signed_in: World) -> None:
    world, hers = signed_in, signed_in.who()
    done = world.sign_in("alfa", OTHERS, intent="again", to="/my/log")
    assert done.headers["location"] == "/sign-in/again?to=/my/log&another=1"
    assert world.who() == hers
    assert world.journaled()[0] == ("sign_in", "refused", "another-account", None)
    assert world.rows("SELECT count(*) FROM external_identity") == [(1,)], "and nobody was enrolled by it"


def test_the_number_of_another_provider_is_no_proof_of_the_account(signed_in: World) -> None:
    done = signed_in.sign_in("beta", {**HERS, "sub": "s-7"}, intent="again")
    assert "another=1" in done.headers["location"]


def test_to_prove_again_somebody_has_to_be_signed_in(empty: World) -> None:
    assert empty.begin("alfa", intent="again").headers["location"] == "/sign-in"


def test_a_session_that_ended_meanwhile_is_not_proved_again(signed_in: World) -> None:
    back = signed_in.back_from("alfa", HERS, intent="again")
    signed_in.stage.http.cookies.delete("egenkarta")
    assert signed_in.stage.http.get(back).status_code == 403
    assert signed_in.journaled()[0][2] == EidRefusal.SESSION_GONE


def test_a_forged_form_does_not_begin_anything_for_somebody_who_is_signed_in(signed_in: World) -> None:
    assert signed_in.begin("alfa", intent="join", form_token="guessed").status_code == 403
    assert signed_in.rows("SELECT count(*) FROM sign_in_attempt") == [(0,)]


def test_another_provider_is_added_and_opens_the_same_profile(signed_in: World) -> None:
    world, hers = signed_in, signed_in.who()
    done = world.sign_in("beta", {**HERS, "sub": "s-9"}, intent="join", to="/my/log")
    assert done.headers["location"] == "/my/log"
    assert world.journaled()[0] == ("way_in_added", "done", None, hers)
    shown = world.stage.http.get("/my/ways").text
    assert shown.count("Exempel-id") >= 2, "both are called what people know them as"
    (way,) = [line.split('"')[1] for line in shown.split("href=")[1:] if "/remove" in line.split('"')[1]][:1]
    assert "Exempel-id" in world.stage.http.get(way).text
    world.leave()
    assert world.sign_in("beta", {**HERS, "sub": "s-9"}).status_code == 303
    assert world.who() == hers


def test_a_way_in_is_added_only_after_a_fresh_sign_in(signed_in: World) -> None:
    signed_in.stage.move(minutes=11)
    asked = signed_in.begin("beta", intent="join")
    assert asked.headers["location"].startswith("/sign-in/again?to=/my/ways")


def test_a_way_in_to_another_profile_is_kept_as_proved_and_not_joined(signed_in: World) -> None:
    world, hers = signed_in, signed_in.who()
    world.leave()
    assert world.sign_in("beta", OTHERS).status_code == 303
    others = world.who()
    world.leave()
    assert world.sign_in("alfa", HERS).status_code == 303
    done = world.sign_in("beta", OTHERS, intent="join")
    assert done.status_code == 403
    assert world.who() == hers
    assert world.journaled()[0][2] == EidRefusal.ANOTHERS
    secret = world.stage.http.cookies["egenkarta"]

    def proved(work: Any) -> Any:
        return work.external_identities.proved_in(work.sessions.find(secret).id)

    individual, proof = world.stage.parts.database.reader.run(proved)
    assert (individual, proof.provider) == (others, "beta")


def test_a_number_of_another_profile_that_this_issuer_did_not_vouch_for_proves_nothing(
    signed_in: World,
) -> None:
    world = signed_in
    world.leave()
    assert world.sign_in("beta", OTHERS).status_code == 303
    world.leave()
    assert world.sign_in("alfa", HERS).status_code == 303
    done = world.sign_in("alfa", {**OTHERS, "sub": "s-8"}, intent="join")
    assert done.status_code == 403
    assert world.journaled()[0][2] == EidRefusal.NUMBER_ELSEWHERE
    assert world.rows("SELECT count(*) FROM proved_account") == [(0,)]


def test_no_e_id_is_added_on_the_day_on_which_a_lost_way_in_was_replaced(signed_in: World) -> None:
    world, clock = signed_in, signed_in.stage.clock
    seen = Seen(ProofSeen.PASSPORT, "4X7")
    ids = (EnrolmentId("enr_1"), IndividualId(str(world.who())), OrganisationId("org_1"))
    met = Enrolment(*ids, "Nord", StaffId("stf_1"), "Nils", seen, clock.now(), True, Review.NOT_DRAWN)
    world.stage.parts.database.writer.run(lambda work: work.enrolments.add(met, "AAAAAAAAAA"))
    held = world.sign_in("beta", {**HERS, "sub": "s-9"}, intent="join")
    assert held.status_code == 403
    assert world.journaled()[0][2] == EidRefusal.HELD
    assert world.rows("SELECT count(*) FROM external_identity") == [(1,)]
    world.stage.move(hours=24)
    world.leave()
    assert world.sign_in("alfa", HERS).status_code == 303
    assert world.sign_in("beta", {**HERS, "sub": "s-9"}, intent="join").headers["location"] == "/my/ways"
