"""An answer in the browser that says something twice (RFC 6749, section 3.1)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_a_code_that_is_there_twice_is_refused(liar: Liar) -> None:
    liar.honest()
    back = liar.world.back_from("alfa", PERSON)
    liar.shut_out(liar.world.stage.http.get(f"{back}&code=another"), EidRefusal.UNFIT_ANSWER)
