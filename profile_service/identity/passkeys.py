"""Passkeys: the two ceremonies of WebAuthn (W3C Web Authentication, level 3). The only importer of `webauthn`.

What the library does not look at is looked at here first: the exact origin without a port's leeway, `crossOrigin` and
`topOrigin`, and the order: the signature is verified before a counter is believed.
"""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import urlsplit

import webauthn
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.cose import COSEAlgorithmIdentifier
from webauthn.helpers.structs import (
    AttestationConveyancePreference,
    AuthenticatorSelectionCriteria,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from profile_service.domain.ways_in import CEREMONY_LIFETIME, Ceremony, NewPasskey, Refusal

_LONGEST_RESPONSE: Final = 64 * 1024
_ALGORITHMS: Final = [
    COSEAlgorithmIdentifier.ECDSA_SHA_256,
    COSEAlgorithmIdentifier.EDDSA,
    COSEAlgorithmIdentifier.RSASSA_PKCS1_v1_5_SHA_256,
]
_LOOPBACK: Final = "127.0.0.1"
_LOCALHOST: Final = "localhost"
_CREATE: Final = "webauthn.create"
_GET: Final = "webauthn.get"


class PasskeyError(Exception):
    """A response that proves nothing. `reason` is a word of the code and says nothing of what was sent."""

    def __init__(self, reason: Refusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class Signed:
    """A verified assertion: by which credential, and its count of uses."""

    credential: str
    counter: int


class PasskeyCeremonies:
    """The relying party. Its id is the host of the address that people use, its origin that very address.

    An id is a name and no address (section 5.1.2), so on this very machine it is localhost: open a demo by that name.
    """

    def __init__(self, public_url: str) -> None:
        parts = urlsplit(public_url)
        netloc = parts.netloc.replace(_LOOPBACK, _LOCALHOST)
        self.rp_id = netloc.partition(":")[0]
        self.origin = f"{parts.scheme}://{netloc}"

    def creation_options(self, ceremony: Ceremony, shown_name: str) -> str:
        """What `navigator.credentials.create` takes, as JSON (section 5.4). It holds no name of hers.

        Args:
            shown_name: what her device calls the passkey; the same for everybody.
        """
        options = webauthn.generate_registration_options(
            rp_id=self.rp_id,
            rp_name="Egenkarta",
            user_id=ceremony.holder.key.encode(),
            user_name=shown_name,
            challenge=ceremony.challenge,
            timeout=_milliseconds(),
            attestation=AttestationConveyancePreference.NONE,
            authenticator_selection=AuthenticatorSelectionCriteria(
                resident_key=ResidentKeyRequirement.REQUIRED,
                user_verification=UserVerificationRequirement.REQUIRED,
            ),
            supported_pub_key_algs=_ALGORITHMS,
        )
        return webauthn.options_to_json(options)

    def request_options(self, ceremony: Ceremony) -> str:
        """What `navigator.credentials.get` takes, as JSON (section 5.5). It names no credential: her device knows hers."""
        options = webauthn.generate_authentication_options(
            rp_id=self.rp_id,
            challenge=ceremony.challenge,
            timeout=_milliseconds(),
            user_verification=UserVerificationRequirement.REQUIRED,
        )
        return webauthn.options_to_json(options)

    def verify_creation(self, response: str, ceremony: Ceremony) -> NewPasskey:
        """A new passkey (section 7.1).

        Raises:
            PasskeyError: anything about it is not as it must be.
        """
        told = _parsed(response)
        self._check_client(told, ceremony, _CREATE)
        try:
            made = webauthn.verify_registration_response(
                credential=told,
                expected_challenge=ceremony.challenge,
                expected_rp_id=self.rp_id,
                expected_origin=self.origin,
                require_user_verification=True,
                supported_pub_key_algs=_ALGORITHMS,
            )
        except Exception as error:  # foreign bytes can break a parser in any way; each of them is a refusal
            raise PasskeyError(Refusal.NOT_VERIFIED) from error
        return NewPasskey(bytes_to_base64url(made.credential_id), made.credential_public_key, made.sign_count)

    def verify_assertion(self, response: str, ceremony: Ceremony, public_key: bytes, holder: str) -> Signed:
        """A use of a passkey (section 7.2). The counter is handed on, for the caller to compare.

        Args:
            holder: the id that the passkey was made for; where the device tells one, it must be the same.

        Raises:
            PasskeyError: anything about it is not as it must be.
        """
        told = _parsed(response)
        self._check_client(told, ceremony, _GET)
        handle = told["response"].get("userHandle")
        if handle and _bytes(handle) != holder.encode():
            raise PasskeyError(Refusal.ANOTHERS)
        try:
            used = webauthn.verify_authentication_response(
                credential=told,
                expected_challenge=ceremony.challenge,
                expected_rp_id=self.rp_id,
                expected_origin=self.origin,
                credential_public_key=public_key,
                # Nought: the library would look at the counter before the signature, and a stranger could lock her out.
                credential_current_sign_count=0,
                require_user_verification=True,
            )
        except Exception as error:  # as above
            raise PasskeyError(Refusal.NOT_VERIFIED) from error
        return Signed(bytes_to_base64url(used.credential_id), used.new_sign_count)

    def credential_of(self, response: str) -> str:
        """The credential id that a response claims, in base64url, to find the public key by.

        Raises:
            PasskeyError: there is none.
        """
        claimed = _parsed(response).get("rawId")
        return bytes_to_base64url(_bytes(claimed))

    def _check_client(self, told: Mapping[str, Any], ceremony: Ceremony, kind: str) -> None:
        client = _json(_bytes(told["response"].get("clientDataJSON")))
        if client.get("type") != kind:
            raise PasskeyError(Refusal.WRONG_TYPE)
        if _bytes(client.get("challenge")) != ceremony.challenge:
            raise PasskeyError(Refusal.WRONG_CHALLENGE)
        if client.get("origin") != self.origin:
            raise PasskeyError(Refusal.WRONG_ORIGIN)
        # No page of ours stands in a frame of another site (section 5.8.1).
        if client.get("crossOrigin", False) is not False or "topOrigin" in client:
            raise PasskeyError(Refusal.CROSS_ORIGIN)


def _milliseconds() -> int:
    return int(CEREMONY_LIFETIME.total_seconds() * 1000)


def _parsed(response: str) -> dict[str, Any]:
    if len(response) > _LONGEST_RESPONSE:
        raise PasskeyError(Refusal.MALFORMED)
    told = _json(response.encode(errors="replace"))
    if not isinstance(told.get("response"), dict):
        raise PasskeyError(Refusal.MALFORMED)
    return told


def _json(written: bytes) -> dict[str, Any]:
    try:
        found = json.loads(written)
    except (ValueError, RecursionError) as error:
        raise PasskeyError(Refusal.MALFORMED) from error
    if not isinstance(found, dict):
        raise PasskeyError(Refusal.MALFORMED)
    return found


def _bytes(written: object) -> bytes:
    if not isinstance(written, str) or not written:
        raise PasskeyError(Refusal.MALFORMED)
    try:
        return base64url_to_bytes(written)
    except ValueError as error:
        raise PasskeyError(Refusal.MALFORMED) from error
