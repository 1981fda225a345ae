"""A number that cannot be one: the check digit is wrong."""

from profile_service.domain.eid_refusal import EidRefusal
from profile_service.identity.oidc.person import PERSONAL
from tests.hostile.providers.lying import Liar


def test_a_number_that_is_none_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_NUMBER, claims={PERSONAL: "189001019803"})
