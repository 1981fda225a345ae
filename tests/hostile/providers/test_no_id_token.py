"""Tokens that say nothing about her."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def test_an_answer_without_an_id_token_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, tokens={"id_token": None})
