"""An official test number at a provider that is not set up for tests: it belongs to nobody."""

from dataclasses import replace

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import PERSON, Liar


def test_a_test_number_opens_nothing(liar: Liar) -> None:
    liar.honest()
    alfa = liar.world.stage.house.providers["alfa"]
    liar.world.set_up({"alfa": replace(alfa, test_numbers=False)})
    liar.shut_out(liar.world.sign_in(person=PERSON), EidRefusal.TEST_NUMBER)
