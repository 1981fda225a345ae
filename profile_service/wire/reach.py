"""News, and where she is told of it, as the wire has them."""

from profile_service.actions.news import NewsView
from profile_service.actions.reaching import ReachView
from profile_service.domain.news import CHOSEN
from profile_service.domain.reach import Channel, Message
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_news(view: NewsView) -> Wire:
    """`schemas.access.NewsItem`."""
    news = view.news
    return {
        "id": news.id,
        "kind": news.kind.value,
        "at": in_utc(news.at),
        "seen_at": None if news.seen_at is None else in_utc(news.seen_at),
        "organisation": None if view.organisation is None else render_organisation(view.organisation),
        "about": news.about or None,
        "event": news.event or None,
    }


def render_reach(view: ReachView) -> Wire:
    """`schemas.access.Reach`."""
    wishes = view.wishes
    return {
        **{channel.value: _place(view, channel) for channel in Channel},
        "when": {topic.value: wishes.timings[topic].value for topic in CHOSEN},
        "quiet_from": wishes.quiet_from,
        "quiet_to": wishes.quiet_to,
        "language": wishes.language or None,
        "nameless": wishes.nameless,
    }


def render_message(message: Message) -> Wire:
    """`schemas.access.SentMessage`."""
    return {
        "channel": message.channel.value,
        "kind": message.kind.value,
        "at": in_utc(message.made_at),
        "sent_at": None if message.sent_at is None else in_utc(message.sent_at),
        "result": message.result,
    }


def _place(view: ReachView, channel: Channel) -> Wire:
    place = view.places[channel]
    return {
        "possible": channel in view.possible,
        "on": channel in view.wishes.channels,
        "sends": view.sends(channel),
        "address": place.address or None,
        "confirmed_at": None if place.confirmed_at is None else in_utc(place.confirmed_at),
        "waiting_for_code": None if place.pending is None else place.pending.address,
        "failed_at": None if place.failed_at is None else in_utc(place.failed_at),
    }
