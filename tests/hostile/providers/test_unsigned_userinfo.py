"""UserInfo that anybody could have written."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_unsigned_userinfo_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNSIGNED_USERINFO, told_in="userinfo", userinfo_unsigned=True)
