"""A token that was changed after it was signed."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import Claims, compact, key_for, part


def _changed(header: Claims, claims: Claims) -> str:
    head, _, signature = compact(header, claims, key_for("ES256")).split(".")
    return f"{head}.{part({**claims, 'sub': 'somebody-else'})}.{signature}"


def test_a_token_that_was_changed_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.SIGNATURE, sign=_changed)
