"""A person without a number, of a provider that is there to say it."""

from profile_service.domain.eid_refusal import EidRefusal
from profile_service.identity.oidc.person import PERSONAL
from tests.hostile.providers.lying import Liar


def test_a_person_without_a_number_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.NO_NUMBER, claims={PERSONAL: None}, userinfo={PERSONAL: None})
