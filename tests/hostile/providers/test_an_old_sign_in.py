"""A sign-in from before we asked, though the token is new: prompt=login was not heeded."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.hostile.providers.times import seconds


def test_a_sign_in_from_before_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.NOT_FRESH, claims={"auth_time": seconds(liar, -120)})
