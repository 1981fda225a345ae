"""An answer without the name that the provider says it always gives (RFC 9207, section 2.4)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_answer_that_does_not_say_whose_it_is_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ANSWER_ISSUER, answer={"iss": None})
