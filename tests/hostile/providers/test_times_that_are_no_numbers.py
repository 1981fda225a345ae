"""Times that are no numbers."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_times_that_are_no_numbers_are_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.EXPIRED, claims={"exp": "tomorrow"})
