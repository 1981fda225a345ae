"""UserInfo in the name of another issuer."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_userinfo_of_another_issuer_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ISSUER, told_in="userinfo", userinfo={"iss": "https://beta.example"})
