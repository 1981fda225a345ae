"""What every attack on bound tokens stands on: a token that is bound to a key, and an honest request under it."""

from dataclasses import dataclass
from typing import Any

from httpx import Response

from tests.stage import Stage
from tests.system import System

METHOD, PATH = "GET", "/v1/grants"
Headers = list[tuple[str, str]]


@dataclass
class Ground:
    """A system with a bound token; `other` is one of another organisation, with a key of its own."""

    stage: Stage
    system: System
    other: System
    token: str

    def proof(self, header: dict[str, Any] | None = None, **claims: Any) -> str:
        """A proof for the honest request, in which anything may be changed."""
        return self.system.proof(METHOD, PATH, self.token, header, **claims)

    def header(self, **changed: Any) -> dict[str, Any]:
        """The header of such a proof."""
        return self.system.proof_header(**changed)

    def claims(self, **changed: Any) -> dict[str, Any]:
        """The claims of such a proof."""
        return self.system.proof_claims(METHOD, PATH, self.token, **changed)

    def asking(self, *proofs: str, scheme: str = "DPoP", token: str = "") -> Headers:
        """The headers of the request, with these proofs."""
        bearing = ("Authorization", f"{scheme} {token or self.token}")
        return [bearing, *(("DPoP", proof) for proof in proofs)]

    def send(self, headers: Headers) -> Response:
        """Send the request."""
        return self.stage.http.request(METHOD, PATH, headers=headers)
