"""An answer to a sign-in that another browser began: whoever sends her such a link would have her in his account."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_an_answer_in_another_browser_is_refused(liar: Liar) -> None:
    liar.honest()
    back = liar.world.back_from("alfa", PERSON)
    liar.world.leave()
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.OTHER_BROWSER)


def test_a_sign_in_of_her_own_does_not_make_it_hers(liar: Liar) -> None:
    back = liar.world.back_from("alfa", PERSON)
    liar.world.leave()
    liar.world.begin("beta")
    liar.shut_out(liar.world.stage.http.get(back), EidRefusal.OTHER_BROWSER)
