"""UserInfo that was signed for another client."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_userinfo_for_somebody_else_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.AUDIENCE, told_in="userinfo", userinfo={"aud": "somebody-else"})
