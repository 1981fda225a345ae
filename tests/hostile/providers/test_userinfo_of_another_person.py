"""UserInfo about somebody else (OpenID Connect Core 1.0, section 5.3.2)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_userinfo_of_another_subject_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.USERINFO, told_in="userinfo", userinfo={"sub": "somebody-else"})
