"""HS256 with the provider's public RSA key as the secret, which everybody knows (RFC 8725, section 2.1)."""

import hmac

from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import Claims, key_for, part


def _with_the_public_key(header: Claims, claims: Claims) -> str:
    public = key_for("RS256").public_key()
    secret = public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
    body = f"{part({**header, 'alg': 'HS256'})}.{part(claims)}"
    return f"{body}.{part(hmac.digest(secret, body.encode(), 'sha256'))}"


def test_a_token_signed_with_the_public_key_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.ALGORITHM, algorithm="RS256", sign=_with_the_public_key)
