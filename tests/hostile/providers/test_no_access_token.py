"""Tokens without the one that UserInfo opens to."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_answer_without_an_access_token_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, tokens={"access_token": None})
