"""Webhooks, notices and dead letters in words."""

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import (
    DeadLetter,
    DeadLetterList,
    MessageAbout,
    Notice,
    NoticeList,
    OwnNotice,
    OwnNoticeList,
    Webhook,
    WebhookCreated,
    WebhookList,
)


def webhook(value: Webhook) -> Text:
    """Where an organisation is told."""
    return block(f"{value.id}: {value.url}", [("registered", when(value.registered_at))])


def created(value: WebhookCreated) -> Text:
    """A new address, with the secret that is shown this once."""
    lines = [("secret", value.secret), ("keep it now", "it is not shown again")]
    return block(f"{value.id}: {value.url}", lines)


def webhooks(value: WebhookList) -> Text:
    """Every open address."""
    return listed(map(webhook, value.webhooks), "No address is registered.")


def dead_letters(value: DeadLetterList) -> Text:
    """What did not arrive."""
    return listed(map(_dead_letter, value.dead_letters), "Everything has arrived.")


def notice(value: Notice) -> Text:
    """One change."""
    return block(
        f"{value.id}: {value.type} {_about(value.data)}",
        [
            ("at", when(value.at)),
            ("acknowledged", when(value.acknowledged_at) if value.acknowledged_at else None),
            ("stated as erased", when(value.erased_at) if value.erased_at else None),
        ],
    )


def notices(value: NoticeList) -> Text:
    """Every change."""
    return listed(map(notice, value.notices), "Nothing has changed.")


def own_notices(value: OwnNoticeList) -> Text:
    """What organisations were told, and what they answered."""
    return listed(map(_own_notice, value.notices), "Nobody had to be told of anything.")


def _own_notice(value: OwnNotice) -> Text:
    return block(
        f"{value.organisation.name}: {_about(value.data)} {value.change} {when(value.at)}",
        [
            ("told", when(value.told_at) if value.told_at else "not yet"),
            ("acknowledged", when(value.acknowledged_at) if value.acknowledged_at else None),
            ("states that it has erased", when(value.erased_at) if value.erased_at else None),
            ("overdue since", when(value.answer_due) if value.overdue and value.answer_due else None),
        ],
    )


def _dead_letter(value: DeadLetter) -> Text:
    return block(
        f"{value.id}: {value.type} {_about(value.data)}",
        [
            ("notice", value.notice),
            ("address", value.url),
            ("tried since", when(value.tried_since)),
            ("attempts", str(value.attempts)),
            ("the last", value.result),
        ],
    )


def _about(value: MessageAbout) -> str:
    return value.grant_id or value.inquiry_id or ""
