"""Commands for what an organisation's system holds: a grant, and a token."""

import sys
from typing import Annotated, Final

import typer
from rich.text import Text

from clients.call import Answer
from clients.calls import managing
from clients.command_line.callers import as_organisation
from clients.command_line.screen import Screen
from clients.command_line.words import block, when
from clients.managing import TokenStatus
from clients.organisation import Organisation
from schemas.access import ManagedGrant

_GrantId = Annotated[str, typer.Argument(metavar="GRANT", help="Id of the grant.")]
_STANDARD_INPUT: Final = "-"
_Token = Annotated[
    str,
    typer.Argument(
        metavar="TOKEN",
        help="An access token or a refresh token of yours; - reads it from standard input, where no list of processes shows it.",
    ),
]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_organisation(app, "managed-grant")(_managed_grant)
    as_organisation(app, "give-up")(_give_up)
    as_organisation(app, "token-status")(_token_status)
    as_organisation(app, "token-revoke")(_token_revoke)


def _managed_grant(agency: Organisation, screen: Screen, grant: _GrantId) -> None:
    """Show what of a grant is live now."""
    with screen.working("reading the grant"):
        answer = agency.answer(managing.managed_grant(grant))
    screen.show(answer, _told_grant)


def _give_up(agency: Organisation, screen: Screen, grant: _GrantId) -> None:
    """Give a grant up: it ends, with all its tokens, and the person sees who ended it."""
    with screen.working("giving it up"):
        agency.give_up_grant(grant)
    if not screen.as_json:
        screen.say(f"{grant} has ended")


def _token_status(agency: Organisation, screen: Screen, token: _Token) -> None:
    """Say whether a token of yours is still good."""
    with screen.working("asking"):
        status = agency.introspect(_read(token))
    body = b'{"active":true}' if status.active else b'{"active":false}'
    screen.show(Answer(status, body, {}), _told_token)


def _token_revoke(agency: Organisation, screen: Screen, token: _Token) -> None:
    """End a token of yours at once; a refresh token with all that came of the same yes."""
    with screen.working("ending it"):
        agency.revoke_token(_read(token))
    if not screen.as_json:
        screen.say("the token is dead")


def _read(token: str) -> str:
    return sys.stdin.readline().strip() if token == _STANDARD_INPUT else token


def _told_grant(grant: ManagedGrant) -> Text:
    details = grant.authorization_details[0]
    return block(
        "live",
        [
            ("purpose", details.purpose_declaration),
            *[("may read", scope) for scope in details.scopes],
            ("until", when(details.until)),
            ("ends with", details.ending),
            ("case", details.case_reference),
        ],
    )


def _told_token(status: TokenStatus) -> Text:
    until = when(status.expires_at) if status.expires_at else None
    return block("good" if status.active else "not good", [("kind", status.token_type), ("until", until)])
