"""Why a system was not taken for the one it says it is, or not given what it asked for."""

from enum import StrEnum

from consent.vocabulary import OrganisationId


class Refusal(StrEnum):
    """What the journal says of it. Words of ours alone, never anything that was sent."""

    NO_ASSERTION = "no-client-assertion"
    ASSERTION_UNREADABLE = "assertion-unreadable"
    ASSERTION_ALGORITHM = "assertion-algorithm"
    ASSERTION_HEADER = "assertion-header"
    ASSERTION_CLIENT = "assertion-of-no-client"
    ASSERTION_KEY = "assertion-key"
    ASSERTION_CLAIM = "assertion-claim-missing"
    ASSERTION_AUDIENCE = "assertion-audience"
    ASSERTION_TIME = "assertion-time"
    ASSERTION_ID = "assertion-id"
    ASSERTION_REPLAYED = "assertion-replayed"
    OTHER_CLIENT = "other-client-named"
    PROOF_MISSING = "proof-missing"
    PROOF_UNREADABLE = "proof-unreadable"
    PROOF_ALGORITHM = "proof-algorithm"
    PROOF_HEADER = "proof-header"
    PROOF_KEY = "proof-key"
    PROOF_SIGNATURE = "proof-signature"
    PROOF_METHOD = "proof-method"
    PROOF_ADDRESS = "proof-address"
    PROOF_TIME = "proof-time"
    PROOF_NONCE = "proof-nonce"
    PROOF_ID = "proof-id"
    PROOF_REPLAYED = "proof-replayed"
    PROOF_HASH = "proof-of-another-token"
    PROOF_OTHER_KEY = "proof-of-another-key"
    UNBOUND = "token-not-bound"
    BOUND = "bound-token-without-proof"
    CODE_REPLAYED = "code-replayed"
    CODE_OF_ANOTHER = "code-of-another"
    REFRESH_REPLAYED = "refresh-token-replayed"
    REFRESH_OF_ANOTHER = "refresh-token-of-another"


class RefusedError(Exception):
    """A refusal. Its text is safe to show to whoever asked.

    Args:
        error: the OAuth error code (RFC 6749, section 5.2; RFC 9449, section 12.2).
        organisation: whose system it says it is, where that is known.
        nonce: what to put into the next proof, where that would help (RFC 9449, section 8).
    """

    def __init__(
        self,
        reason: Refusal,
        said: str,
        error: str = "invalid_client",
        organisation: OrganisationId | None = None,
        nonce: str = "",
    ) -> None:
        super().__init__(said)
        self.reason = reason
        self.said = said
        self.error = error
        self.organisation = organisation
        self.nonce = nonce

    @property
    def status(self) -> int:
        """401 where a client did not prove itself, 400 for everything else."""
        return 401 if self.error == "invalid_client" else 400
