"""An answer ten minutes after the sign-in was begun."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_an_answer_that_comes_too_late_is_refused(liar: Liar) -> None:
    liar.honest()
    back = liar.world.back_from("alfa", PERSON)
    liar.world.stage.move(minutes=10)
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.UNKNOWN_STATE)
