"""Calls and commands of grant management: what is run, what is sent, what comes back, and what is shown of it."""

from typing import Any

import wire_samples as wire
from small_service import Reply

DETAILS = {
    "type": "urn:egenkarta:competence-profile", "purpose_declaration": "dec_1", "scopes": wire.SCOPES, "until": wire.WHEN,
    "ending": "date", "case_reference": "A-1",
}  # fmt: skip
MANAGED = {
    "scopes": [{"scope": "disclosures", "resource": ["https://egenkarta.example/v1"]}],
    "authorization_details": [DETAILS],
}

AGENCY: list[tuple[Any, ...]] = [
    (
        "managed_grant",
        lambda us: us.managed_grant("gra_1"),
        "GET",
        "/oauth/grants/gra_1",
        Reply(content=MANAGED),
    ),
    ("give_up_grant", lambda us: us.give_up_grant("gra_1"), "DELETE", "/oauth/grants/gra_1", Reply(204)),
]
THEIR_COMMANDS: list[tuple[Any, ...]] = [
    (["managed-grant", "gra_1"], "GET", "/oauth/grants/gra_1", Reply(content=MANAGED), "purpose: dec_1"),
]
WITHOUT_AN_ANSWER = {"give-up", "token-status", "token-revoke", "redirect"}
"""These ask the OAuth endpoints, or say nothing: tests/authorization_server goes through them over the wire."""
