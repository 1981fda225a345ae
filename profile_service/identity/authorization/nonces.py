"""Nonces for DPoP proofs (RFC 9449, section 8): proof that a proof is fresh, whatever the client's clock says."""

import base64
import hmac
from dataclasses import dataclass, field
from datetime import datetime
from typing import Final

PERIOD: Final = 300
"""Seconds. A nonce is taken during the period that it was made in, and during the next."""

_TAG: Final = 16


@dataclass(frozen=True, slots=True)
class Nonces:
    """Makes and checks nonces without keeping any: a nonce is the number of its period with a keyed hash."""

    key: bytes = field(repr=False)

    def make(self, now: datetime) -> str:
        """The nonce of this period."""
        return self._of(int(now.timestamp()) // PERIOD)

    def takes(self, nonce: str, now: datetime) -> bool:
        """Whether it was made here in this period or the one before."""
        period = int(now.timestamp()) // PERIOD
        shown = nonce.encode()
        return any(hmac.compare_digest(shown, self._of(one).encode()) for one in (period, period - 1))

    def _of(self, period: int) -> str:
        written = period.to_bytes(8, "big")
        tag = hmac.digest(self.key, b"dpop-nonce" + written, "sha256")[:_TAG]
        return base64.urlsafe_b64encode(written + tag).decode().rstrip("=")
