"""What organisations are told, where, and what they answer."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import (
    DeadLetterList,
    Notice,
    NoticeList,
    OwnNoticeList,
    WebhookCreated,
    WebhookList,
)


def webhooks() -> Call[WebhookList]:
    """The addresses at which the organisation is told."""
    return reading(path_to("v1", "webhooks"), as_model(WebhookList))


def register_webhook(url: str) -> Call[WebhookCreated]:
    """Register an https address. The answer holds the secret that signs what is sent there, this once."""
    return writing("POST", path_to("v1", "webhooks"), as_model(WebhookCreated), {"url": url})


def close_webhook(webhook_id: str) -> Call[None]:
    """Have nothing sent to an address any more."""
    return writing("DELETE", path_to("v1", "webhooks", webhook_id), as_nothing)


def dead_letters() -> Call[DeadLetterList]:
    """What was tried for three days and did not arrive."""
    return reading(path_to("v1", "webhooks", "dead-letters"), as_model(DeadLetterList))


def redeliver(dead_letter_id: str) -> Call[None]:
    """Have a dead letter tried again."""
    return writing("POST", path_to("v1", "webhooks", "dead-letters", dead_letter_id, "redeliver"), as_nothing)


def notices(*, unacknowledged: bool = False, limit: int | None = None) -> Call[NoticeList]:
    """What has changed, newest first: the same that webhooks tell."""
    query = [("unacknowledged", "true")] if unacknowledged else []
    if limit is not None:
        query.append(("limit", str(limit)))
    return reading(path_to("v1", "notices"), as_model(NoticeList), query)


def acknowledge(notice_id: str, *, erased: bool = False) -> Call[Notice]:
    """Say that a change is known and, with `erased`, state that what was read has been erased. She sees both."""
    return writing(
        "POST", path_to("v1", "notices", notice_id, "acknowledge"), as_model(Notice), {"erased": erased}
    )


def own_notices() -> Call[OwnNoticeList]:
    """What organisations were told about her grants, and what they answered."""
    return reading(path_to("v1", "me", "notices"), as_model(OwnNoticeList))
