"""An answer in the browser in another provider's name (RFC 9207, section 2.4)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_answer_in_the_name_of_another_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ANSWER_ISSUER, answer={"iss": "https://beta.example"})
