"""Commands for a person who reads her news, and says where else she wants to be told."""

from enum import StrEnum
from typing import Annotated

import typer
from rich.text import Text

from clients.calls import own_reach
from clients.command_line.callers import as_individual
from clients.command_line.screen import Screen
from clients.command_line.words import block, listed, when
from clients.individual import Individual
from schemas.access import NewsItem, NewsItemList, Reach, ReachBody, ReachPlace, ReachWhen


class _Channel(StrEnum):
    EMAIL = "email"
    SMS = "sms"


class _Timing(StrEnum):
    AT_ONCE = "at_once"
    DAILY = "daily"
    NEVER = "never"


_Where = Annotated[_Channel, typer.Argument(metavar="CHANNEL", help="email or sms.")]


def add_to(app: typer.Typer) -> None:
    """Register the commands."""
    as_individual(app, "news")(_news)
    as_individual(app, "reach")(_reach)
    as_individual(app, "choose-reach")(_choose)
    as_individual(app, "reach-at")(_name)
    as_individual(app, "reach-code")(_confirm)
    as_individual(app, "reach-not")(_forget)


def _news(
    me: Individual,
    screen: Screen,
    page: Annotated[int, typer.Option("--page", min=1, help="Which page.")] = 1,
    seen: Annotated[
        str | None, typer.Option("--seen", metavar="NEWS", help="You have seen this one, and those before.")
    ] = None,
) -> None:
    """Show what others did, and what time brought."""
    if seen is not None:
        me.news_seen(seen)
    with screen.working("reading the news"):
        answer = me.answer(own_reach.news(page))
    screen.show(answer, _listed)


def _reach(me: Individual, screen: Screen) -> None:
    """Show where you are told outside of the portal, and how soon."""
    with screen.working("asking"):
        answer = me.answer(own_reach.reach())
    screen.show(answer, _told)


def _choose(
    me: Individual,
    screen: Screen,
    *,
    email: Annotated[bool, typer.Option("--email", help="Tell me by e-mail.")] = False,
    sms: Annotated[bool, typer.Option("--sms", help="Tell me by SMS.")] = False,
    waiting: Annotated[_Timing, typer.Option(help="When something waits for you.")] = _Timing.AT_ONCE,
    readings: Annotated[_Timing, typer.Option(help="When somebody reads again.")] = _Timing.NEVER,
    changes: Annotated[_Timing, typer.Option(help="When something ends or grows old.")] = _Timing.DAILY,
    quiet: Annotated[
        tuple[int, int], typer.Option(metavar="FROM TO", help="Hours in which nothing is sent.")
    ] = (21, 8),
) -> None:
    """Choose all of it anew. Without --email and --sms nothing leaves the portal."""
    chosen = ReachBody(
        email=email,
        sms=sms,
        when=ReachWhen(waiting=waiting.value, readings=readings.value, changes=changes.value),
        quiet_from=quiet[0],
        quiet_to=quiet[1],
    )
    with screen.working("choosing"):
        answer = me.answer(own_reach.choose_reach(chosen))
    screen.show(answer, _told)


def _name(
    me: Individual,
    screen: Screen,
    channel: _Where,
    address: Annotated[str, typer.Argument(metavar="ADDRESS", help="An e-mail address or a phone number.")],
) -> None:
    """Name an address of yours. A code is sent there."""
    with screen.working("sending a code"):
        answer = me.answer(own_reach.name_reach(channel.value, address))
    screen.show(answer, _told)


def _confirm(
    me: Individual,
    screen: Screen,
    channel: _Where,
    code: Annotated[str, typer.Argument(metavar="CODE", help="The code that came there.")],
) -> None:
    """Hand in the code that came to your address."""
    with screen.working("checking the code"):
        answer = me.answer(own_reach.confirm_reach(channel.value, code))
    screen.show(answer, _told)


def _forget(me: Individual, screen: Screen, channel: _Where) -> None:
    """Be told there no more. The address is not kept."""
    with screen.working("forgetting"):
        answer = me.answer(own_reach.forget_reach(channel.value))
    screen.show(answer, _told)


def _listed(value: NewsItemList) -> Text:
    return listed(map(_one, value.news), "There is no news.")


def _one(value: NewsItem) -> Text:
    return block(
        f"{value.kind.replace('_', ' ')}{'' if value.seen_at else ' (new)'}",
        [
            ("id", value.id),
            ("at", when(value.at)),
            ("organisation", value.organisation.name if value.organisation else None),
            ("about", value.about),
            ("line of the log", value.event),
        ],
    )


def _told(value: Reach) -> Text:
    return block(
        "outside of the portal",
        [
            ("e-mail", _place(value.email)),
            ("sms", _place(value.sms)),
            ("when something waits", value.when.waiting),
            ("when somebody reads again", value.when.readings),
            ("when something ends or grows old", value.when.changes),
            ("quiet", f"from {value.quiet_from} to {value.quiet_to}"),
            ("text", "without the service's name" if value.nameless else None),
        ],
    )


def _place(value: ReachPlace) -> str:
    if not value.possible:
        return "not here"
    told = [value.address or "no address", "on" if value.on else "off"]
    told += ["nothing gets there"] if value.failed_at else []
    told += (
        [f"waits for the code that was sent to {value.waiting_for_code}"] if value.waiting_for_code else []
    )
    return ", ".join(told)
