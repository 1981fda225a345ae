"""How organisations are told that something changed, and what they answer."""

from typing import Annotated, Literal, TypeAlias

from pydantic import Field

from schemas.access.declarations import Organisation
from schemas.limits import WEBHOOK_ADDRESS
from schemas.model import Model
from schemas.values import Identifier, Timestamp

WebhookUrl: TypeAlias = Annotated[str, Field(min_length=1, max_length=WEBHOOK_ADDRESS)]
MessageType: TypeAlias = Literal["grant.changed", "inquiry.opened"]
ChangeName: TypeAlias = Literal["given", "changed", "paused", "resumed", "ended", "inquiry"]


class WebhookBody(Model):
    """An https address at which the organisation wants to be told."""

    url: WebhookUrl


class Webhook(Model):
    """A registered address."""

    id: Identifier
    url: WebhookUrl
    registered_at: Timestamp


class WebhookCreated(Webhook):
    """A registered address with the secret that signs what is sent there. It is told this once."""

    secret: Annotated[str, Field(pattern="^whsec_[A-Za-z0-9+/]{43}=$")]


class WebhookList(Model):
    """The organisation's open addresses."""

    webhooks: tuple[Webhook, ...]


class MessageAbout(Model):
    """The id of what changed: one of the two."""

    grant_id: Identifier | None = None
    inquiry_id: Identifier | None = None


class WebhookMessage(Model):
    """What is sent to a registered address: that something changed, never what or about whom.

    It comes by POST with the headers `webhook-id`, `webhook-timestamp` and `webhook-signature` (Standard Webhooks), the same
    id at each attempt; any 2xx counts as told.
    """

    type: MessageType
    timestamp: Timestamp
    data: MessageAbout


class DeadLetter(Model):
    """A message that was tried for three days and did not arrive. `result` is the last status, or what went wrong."""

    id: Identifier
    webhook: Identifier
    url: WebhookUrl
    notice: Identifier
    type: MessageType
    data: MessageAbout
    tried_since: Timestamp
    attempts: Annotated[int, Field(ge=0)]
    result: str


class DeadLetterList(Model):
    """The organisation's dead letters, newest first."""

    dead_letters: tuple[DeadLetter, ...]


class Notice(Model):
    """One change that the organisation has to know of. Its id is the header `webhook-id` of the message."""

    id: Identifier
    type: MessageType
    data: MessageAbout
    at: Timestamp
    acknowledged_at: Timestamp | None = None
    erased_at: Timestamp | None = None


class NoticeList(Model):
    """What has changed, newest first."""

    notices: tuple[Notice, ...]


class AcknowledgementBody(Model):
    """That the organisation knows of it; with `erased`, its statement that it has erased what it had read."""

    erased: bool = False


class OwnNotice(Model):
    """What an organisation was told about a grant or a question of hers, and what it answered."""

    id: Identifier
    organisation: Organisation
    change: ChangeName
    data: MessageAbout
    at: Timestamp
    told_at: Timestamp | None = None
    acknowledged_at: Timestamp | None = None
    erased_at: Timestamp | None = None
    answer_due: Timestamp | None = None
    overdue: bool


class OwnNoticeList(Model):
    """What organisations were told, newest first."""

    notices: tuple[OwnNotice, ...]
