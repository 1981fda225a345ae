"""The options that many commands share, each with its help in one place."""

from pathlib import Path
from typing import Annotated, TypeAlias

import typer

from schemas.sections import SectionName

BaseUrl: TypeAlias = Annotated[
    str | None,
    typer.Option("--base-url", envvar="EGENKARTA_URL", help="Where the service is.", metavar="URL"),
]
AccessToken: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--token",
        envvar="EGENKARTA_TOKEN",
        show_envvar=True,
        help="Access token; better given by the environment, since others can see a command line.",
        metavar="TOKEN",
    ),
]
Demo: TypeAlias = Annotated[
    Path | None,
    typer.Option("--demo", envvar="EGENKARTA_DEMO", help="demo.json of a demonstration.", metavar="FILE"),
]
PersonaName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--persona", envvar="EGENKARTA_PERSONA", help="Whom to sign in as, with --demo.", metavar="NAME"
    ),
]
OrganisationName: TypeAlias = Annotated[
    str | None,
    typer.Option(
        "--organisation",
        envvar="EGENKARTA_ORGANISATION",
        help="Which organisation, with --demo.",
        metavar="NAME",
    ),
]
ClientId: TypeAlias = Annotated[
    str | None,
    typer.Option("--client-id", envvar="EGENKARTA_CLIENT_ID", help="The organisation's client id."),
]
KeyFile: TypeAlias = Annotated[
    Path | None,
    typer.Option(
        "--key", envvar="EGENKARTA_KEY", help="File with the organisation's private JWK.", metavar="FILE"
    ),
]
AsJson: TypeAlias = Annotated[bool, typer.Option("--json", help="Write the answer as it came, in JSON.")]

Section: TypeAlias = Annotated[SectionName, typer.Argument(metavar="SECTION", help="Section of the profile.")]
OneSection: TypeAlias = Annotated[
    SectionName | None, typer.Argument(metavar="[SECTION]", help="One section only.")
]
ItemId: TypeAlias = Annotated[
    str, typer.Argument(metavar="ITEM", help="Id of the item, as `profile` shows it.")
]
Content: TypeAlias = Annotated[
    str,
    typer.Argument(
        metavar="JSON", help="A JSON object, @FILE to read it from there, or - for standard input."
    ),
]
Version: TypeAlias = Annotated[
    int | None,
    typer.Option("--version", min=1, help="The version that you saw; else the one that is there now."),
]
RequestId: TypeAlias = Annotated[str, typer.Argument(metavar="REQUEST", help="Id of the access request.")]
GrantId: TypeAlias = Annotated[str, typer.Argument(metavar="GRANT", help="Id of the grant.")]
Scopes: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--scope", metavar="SCOPE", help="Such as profile:skills:read; may be repeated."),
]
Ending: TypeAlias = Annotated[
    str | None,
    typer.Option("--ending", help="How it ends: date, once or case.", metavar="ENDING"),
]
Until: TypeAlias = Annotated[
    str | None, typer.Option("--until", help="Last day (YYYY-MM-DD), or a time with offset.", metavar="DATE")
]
