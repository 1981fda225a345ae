"""`egenkarta messages`: whether e-mail and SMS to people go out."""

import asyncio
from typing import Annotated

import typer

from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError
from profile_service.clock import RandomIds, SystemClock
from profile_service.command_line.keyboard import RefusedError, said, shown
from profile_service.domain.reach import Channel, Letter, MessageId
from profile_service.language import LANGUAGES
from profile_service.parts import post_office_of
from profile_service.settings import Settings

app = typer.Typer(no_args_is_help=True, help=__doc__)


@app.callback()
def _messages() -> None:
    """Whether e-mail and SMS to people go out."""


@app.command("test")
def send_one(
    to: Annotated[str, typer.Option("--to", help="An e-mail address or a phone number of your own.")],
    language: Annotated[str, typer.Option("--language", help="In which language.")] = "sv",
) -> None:
    """Send the very message that people get, once, and say what the far side answered."""
    post = post_office_of(Settings())
    channel = Channel.EMAIL if "@" in to else Channel.SMS
    if channel not in post.channels:
        raise RefusedError(
            f"nothing is set for {channel.value}: right would be the settings of deploy/MESSAGES.md"
        )
    if language not in LANGUAGES:
        raise RefusedError(f"there is no such language: right would be one of {', '.join(LANGUAGES)}")
    try:
        address = post.read(channel, to)
    except ContentError as error:
        (wrong,) = error.objections
        raise RefusedError(f"{wrong.problem}: right would be {wrong.expected}") from None
    letter = Letter(
        message=MessageId(RandomIds().new("msg")),
        attempt=1,
        individual=IndividualId(""),
        channel=channel,
        to=address,
        language=language,
        nameless=False,
    )
    sent = asyncio.run(post.send(letter, SystemClock().now()))
    if not sent.sent:
        raise RefusedError(f"it did not go: {sent.result}")
    shown.print(sent.result)
    said.print("It is on its way.")
