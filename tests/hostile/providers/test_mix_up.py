"""Mix-up of two providers: what one has begun comes back at the other's address (RFC 9700, section 4.4)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_an_answer_at_the_address_of_another_provider_is_refused(liar: Liar) -> None:
    liar.honest()
    back = liar.world.back_from("alfa", PERSON).replace("/eid/alfa/", "/eid/beta/")
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.OTHER_PROVIDER)
    assert "/token" not in liar.world.providers["beta"].calls, "the code never goes to the other one"


def test_the_right_address_is_of_no_use_afterwards(liar: Liar) -> None:
    back = liar.world.back_from("alfa", PERSON)
    liar.world.stage.http.get(back.replace("/eid/alfa/", "/eid/beta/"))
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.UNKNOWN_STATE)
