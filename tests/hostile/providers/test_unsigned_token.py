"""A token that nobody signed: `alg` none (RFC 8725, section 3.1)."""

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import Claims, part


def _unsigned(header: Claims, claims: Claims) -> str:
    return f"{part({**header, 'alg': 'none'})}.{part(claims)}."


def test_an_unsigned_token_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ALGORITHM, sign=_unsigned)
