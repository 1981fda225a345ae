"""The keys that seal papers: an authority of this installation's own, and under it one key at a time that seals.

A leaf that had signed itself would be trusted by no validator, so there is an authority above it (RFC 5280). Neither of the two ends
by a day: a paper is sealed without the time of a third party, so that it could not be checked any more when its certificate has ended
(ETSI EN 319 142-1, level B-B). "99991231235959Z" says so (RFC 5280, 4.1.2.5). A key is changed by `egenkarta keys rotate`.
"""

import base64
import hashlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from typing import Any, Final, Self

from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from profile_service.signing.jwk import new_signing_jwk

_FROM: Final = datetime(2026, 1, 1, tzinfo=UTC)
_WITHOUT_END: Final = datetime(9999, 12, 31, 23, 59, 59, tzinfo=UTC)
_DOCUMENT_SIGNING: Final = x509.ObjectIdentifier("1.3.6.1.5.5.7.3.36")
"""id-kp-documentSigning (RFC 9336)."""


@dataclass(frozen=True, slots=True)
class PaperKey:
    """A private P-256 key as JWK, and its certificate as DER."""

    jwk: Mapping[str, str]
    certificate: bytes

    @property
    def pem(self) -> bytes:
        """The certificate, as it is published."""
        loaded = x509.load_der_x509_certificate(self.certificate)
        return loaded.public_bytes(serialization.Encoding.PEM)

    @property
    def private(self) -> ec.EllipticCurvePrivateKey:
        """The key, ready to sign with."""
        return private_key(self.jwk)

    def to_json(self) -> dict[str, Any]:
        return {"jwk": dict(self.jwk), "certificate": base64.b64encode(self.certificate).decode()}

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        certificate = base64.b64decode(written["certificate"], validate=True)
        x509.load_der_x509_certificate(certificate)
        return cls(written["jwk"], certificate)


@dataclass(frozen=True, slots=True)
class PaperKeys:
    """The authority, and every key that has sealed under it, by key id; `active` seals."""

    authority: PaperKey
    seals: Mapping[str, PaperKey]
    active: str

    @classmethod
    def generate(cls) -> Self:
        """A new authority and its first seal."""
        jwk = new_signing_jwk()
        name = _name(f"Egenkarta seal authority {jwk['kid'][:8]}")
        authority = PaperKey(jwk, _authority_certificate(private_key(jwk), name))
        return cls(authority, {}, "").rotated()

    def rotated(self) -> Self:
        """With a new active seal; what the old ones have sealed stays valid, since the authority is the same."""
        jwk = new_signing_jwk()
        seal = PaperKey(jwk, _seal_certificate(self.authority, jwk))
        return replace(self, seals={**self.seals, jwk["kid"]: seal}, active=jwk["kid"])

    def to_json(self) -> dict[str, Any]:
        return {
            "authority": self.authority.to_json(),
            "seals": {kid: seal.to_json() for kid, seal in self.seals.items()},
            "active": self.active,
        }

    @classmethod
    def from_json(cls, written: Mapping[str, Any]) -> Self:
        seals = {kid: PaperKey.from_json(one) for kid, one in written["seals"].items()}
        if "d" not in seals[written["active"]].jwk:
            raise ValueError("the seal in use has no private key")
        return cls(PaperKey.from_json(written["authority"]), seals, written["active"])


def private_key(jwk: Mapping[str, str]) -> ec.EllipticCurvePrivateKey:
    """The key of a JWK (RFC 7518, 6.2.2)."""
    number = base64.urlsafe_b64decode(jwk["d"] + "=" * (-len(jwk["d"]) % 4))
    return ec.derive_private_key(int.from_bytes(number, "big"), ec.SECP256R1())


def _authority_certificate(key: ec.EllipticCurvePrivateKey, name: x509.Name) -> bytes:
    made = (
        _begin(key.public_key(), name, name)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(_usage(signs_certificates=True), critical=True)
        # Whoever trusts it for papers trusts it for nothing else: no certificate of a web server counts under it.
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
    )
    return made.sign(key, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _seal_certificate(authority: PaperKey, jwk: Mapping[str, str]) -> bytes:
    above = x509.load_der_x509_certificate(authority.certificate)
    issuer = x509.AuthorityKeyIdentifier.from_issuer_public_key(authority.private.public_key())
    made = (
        _begin(private_key(jwk).public_key(), _name(f"Egenkarta seal {jwk['kid'][:8]}"), above.subject)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(signs_certificates=False), critical=True)
        .add_extension(x509.ExtendedKeyUsage([_DOCUMENT_SIGNING]), critical=False)
        .add_extension(issuer, critical=False)
    )
    return made.sign(authority.private, hashes.SHA256()).public_bytes(serialization.Encoding.DER)


def _begin(key: ec.EllipticCurvePublicKey, subject: x509.Name, issuer: x509.Name) -> x509.CertificateBuilder:
    identifier = x509.SubjectKeyIdentifier.from_public_key(key)
    # RFC 5280, 4.1.2.2: positive, at most 20 bytes, one for each certificate of an issuer. A key has one certificate.
    serial = int.from_bytes(hashlib.sha256(identifier.digest).digest()[:16], "big") | 1
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(serial)
        .not_valid_before(_FROM)
        .not_valid_after(_WITHOUT_END)
        .add_extension(identifier, critical=False)
    )


def _name(common: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, common)])


def _usage(*, signs_certificates: bool) -> x509.KeyUsage:
    return x509.KeyUsage(
        digital_signature=not signs_certificates,
        content_commitment=not signs_certificates,
        key_encipherment=False,
        data_encipherment=False,
        key_agreement=False,
        key_cert_sign=signs_certificates,
        crl_sign=signs_certificates,
        encipher_only=False,
        decipher_only=False,
    )
