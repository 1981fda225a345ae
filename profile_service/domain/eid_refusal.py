"""Why a sign-in by an OpenID provider was not taken: words for the journal, never anything that was sent."""

from enum import StrEnum
from typing import Final


class EidRefusal(StrEnum):
    """One word for each reason. The page says less (`OURS_TO_TELL`)."""

    CANCELLED = "cancelled"
    PROVIDER_DOWN = "provider-down"
    PROVIDER_REFUSED = "provider-refused"
    """The provider's endpoints, or its answer in the browser, said an error of their own."""
    UNFIT_PROVIDER = "unfit-provider"
    """What it says of itself does not fit: another issuer, no PKCE, an address without TLS."""
    UNFIT_ANSWER = "unfit-answer"
    UNKNOWN_STATE = "unknown-state"
    OTHER_BROWSER = "other-browser"
    OTHER_PROVIDER = "other-provider"
    ANSWER_ISSUER = "answer-issuer"
    """The `iss` of the answer in the browser is missing or another's (RFC 9207)."""

    ALGORITHM = "algorithm"
    FOREIGN_KEY = "foreign-key"
    """A header that brings or names a key of its own."""
    CRITICAL_HEADER = "critical-header"
    TOKEN_TYPE = "token-type"  # noqa: S105  a word for the journal
    UNKNOWN_KEY = "unknown-key"
    SIGNATURE = "signature"
    ISSUER = "issuer"
    AUDIENCE = "audience"
    AUTHORIZED_PARTY = "authorized-party"
    SUBJECT = "subject"
    NONCE = "nonce"
    EXPIRED = "expired"
    TOO_OLD = "too-old"
    FUTURE = "future"
    NOT_FRESH = "not-fresh"
    ASSURANCE = "assurance"
    TOKEN_HASH = "token-hash"  # noqa: S105  a word for the journal
    UNSIGNED_USERINFO = "unsigned-userinfo"
    USERINFO = "userinfo"

    NO_NUMBER = "no-number"
    UNFIT_NUMBER = "unfit-number"
    TEST_NUMBER = "test-number"
    MINOR = "minor"
    AGE_UNKNOWN = "age-unknown"
    NUMBER_ELSEWHERE = "number-elsewhere"
    """The number is that of an account that another provider vouched for."""
    TWO_ACCOUNTS = "two-accounts"
    """The old number and the new one name two accounts."""
    ANOTHERS = "anothers"
    """To be joined, and somebody else's already."""
    HELD = "held"
    """To be joined on the day on which a lost way in was replaced: it would outlast the next replacement."""
    ANOTHER_ACCOUNT = "another-account"
    """She was to prove again who she is, and somebody else did."""
    SESSION_GONE = "session-gone"
    AFFILIATION = "affiliation"
    NO_PLACE = "no-place"


class NotProvedError(Exception):
    """A provider's answer proves nothing. Says why in a word, and nothing of what was sent."""

    def __init__(self, reason: EidRefusal) -> None:
        super().__init__(reason.value)
        self.reason = reason


OURS_TO_TELL: Final = frozenset(
    {
        EidRefusal.CANCELLED,
        EidRefusal.PROVIDER_DOWN,
        EidRefusal.UNKNOWN_STATE,
        EidRefusal.OTHER_BROWSER,
        EidRefusal.MINOR,
        EidRefusal.NUMBER_ELSEWHERE,
        EidRefusal.TWO_ACCOUNTS,
        EidRefusal.ANOTHERS,
        EidRefusal.HELD,
        EidRefusal.SESSION_GONE,
        EidRefusal.AFFILIATION,
        EidRefusal.NO_PLACE,
        EidRefusal.TEST_NUMBER,
        EidRefusal.ASSURANCE,
    }
)
"""Those that the page has words of its own for; about all others it says the same."""
