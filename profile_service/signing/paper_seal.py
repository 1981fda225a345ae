"""Seals papers: PAdES (ETSI EN 319 142-1), level B-B, so that a changed byte shows.

B-B means without the time of a third party: the moment in the seal is this service's word, as is all else in the file. What is sealed
is the whole file but for the place of the seal itself, which is exactly as long as the seal, so that no byte is left that nobody vouches
for. The seal certifies (ISO 32000-2, 12.8.4): nothing may be added to the file later, no notes and no form fields either.
"""

from collections.abc import Callable
from datetime import datetime
from functools import cache
from typing import Any, Final

from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec

from profile_service.signing.paper_keys import PaperKeys

FIELD: Final = "Egenkarta"
_LENGTH: Final = 71
"""Bytes of an ECDSA signature in DER; one in two has so many, others one more or less. So the room for it is known before."""


class PaperSeal:
    """See `doors.house.Sealing`. `seal` takes some 20 ms: not for the event loop."""

    def __init__(self, keys: PaperKeys) -> None:
        self._keys = keys
        self.authority: bytes = keys.authority.pem
        """The authority's certificate as PEM: whoever trusts it can check every paper of this installation."""

    def seal(self, pdf: bytes, at: datetime) -> bytes:
        """The file with the seal in it; what was in it stands there byte for byte before."""
        return _pyhanko()(pdf, self._keys, at)


def _sign(key: ec.EllipticCurvePrivateKey, content: bytes) -> bytes:
    while True:
        signature = key.sign(content, ec.ECDSA(hashes.SHA256()))
        if len(signature) == _LENGTH:
            return signature


@cache
def _pyhanko() -> Callable[[bytes, PaperKeys, datetime], bytes]:
    """What seals, made when the first paper is: to load pyHanko takes half a second, which few commands need."""
    from io import BytesIO  # noqa: PLC0415  see above

    from asn1crypto import keys as asn1_keys  # noqa: PLC0415
    from asn1crypto import x509 as asn1_x509  # noqa: PLC0415
    from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter  # noqa: PLC0415
    from pyhanko.sign import fields, signers  # noqa: PLC0415
    from pyhanko_certvalidator.registry import SimpleCertificateStore  # noqa: PLC0415

    class Signer(signers.SimpleSigner):
        """Signs with one length."""

        def sign_raw(self, data: bytes, digest_algorithm: str) -> bytes:
            key = serialization.load_der_private_key(self.signing_key.dump(), password=None)
            if digest_algorithm != "sha256" or not isinstance(key, ec.EllipticCurvePrivateKey):
                raise ValueError("papers are sealed by ES256 alone")
            return _sign(key, data)

    class PdfSigner(signers.PdfSigner):
        """Signs at a moment that it is told, and not at the machine's."""

        moment: datetime

        def init_signing_session(self, *given: Any, **named: Any) -> Any:
            session = super().init_signing_session(*given, **named)
            session.system_time = self.moment
            return session

    def seal(pdf: bytes, keys: PaperKeys, at: datetime) -> bytes:
        active = keys.seals[keys.active]
        private = active.private.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        signer = Signer(
            asn1_x509.Certificate.load(active.certificate),
            asn1_keys.PrivateKeyInfo.load(private),
            SimpleCertificateStore(),  # type: ignore[no-untyped-call]
        )
        about = signers.PdfSignatureMetadata(
            field_name=FIELD,
            md_algorithm="sha256",
            name="Egenkarta",
            subfilter=fields.SigSeedSubFilter.PADES,
            certify=True,
            docmdp_permissions=fields.MDPPerm.NO_CHANGES,
            tight_size_estimates=True,
        )
        made = PdfSigner(about, signer)
        made.moment = at.replace(microsecond=0)
        sealed = BytesIO()
        made.sign_pdf(IncrementalPdfFileWriter(BytesIO(pdf)), output=sealed)
        return sealed.getvalue()

    return seal
