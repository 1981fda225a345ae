"""Webhooks, notices and dead letters as the wire has them."""

from profile_service.actions.acknowledging import NoticeView
from profile_service.actions.webhooks import DeadLetter
from profile_service.domain.notice import Endpoint, Notice
from profile_service.domain.webhook import about_of, secret_text, type_of
from profile_service.portability.own_format import Wire, in_utc
from profile_service.wire.access import render_organisation


def render_webhook(endpoint: Endpoint) -> Wire:
    """`schemas.access.Webhook`."""
    return {"id": endpoint.id, "url": endpoint.url, "registered_at": in_utc(endpoint.registered_at)}


def render_created(endpoint: Endpoint, secret: bytes) -> Wire:
    """`schemas.access.WebhookCreated`."""
    return {**render_webhook(endpoint), "secret": secret_text(secret)}


def render_dead_letter(letter: DeadLetter) -> Wire:
    """`schemas.access.DeadLetter`."""
    return {
        "id": letter.delivery.id,
        "webhook": letter.endpoint.id,
        "url": letter.endpoint.url,
        "notice": letter.notice.id,
        "type": type_of(letter.notice),
        "data": about_of(letter.notice),
        "tried_since": in_utc(letter.delivery.made_at),
        "attempts": letter.delivery.attempts,
        "result": letter.delivery.result,
    }


def render_notice(notice: Notice) -> Wire:
    """`schemas.access.Notice`: as content-free as the message itself.

    Whether an answer is due is not in it: that would tell an ending from a pause.
    """
    return {
        "id": notice.id,
        "type": type_of(notice),
        "data": about_of(notice),
        "at": in_utc(notice.at),
        "acknowledged_at": None if notice.acknowledged_at is None else in_utc(notice.acknowledged_at),
        "erased_at": None if notice.erased_at is None else in_utc(notice.erased_at),
    }


def render_own_notice(view: NoticeView) -> Wire:
    """`schemas.access.OwnNotice`."""
    notice = view.notice
    moments = {
        "told_at": notice.told_at,
        "acknowledged_at": notice.acknowledged_at,
        "erased_at": notice.erased_at,
        "answer_due": notice.deadline,
    }
    return {
        "id": notice.id,
        "organisation": render_organisation(view.organisation),
        "change": notice.change.value,
        "data": about_of(notice),
        "at": in_utc(notice.at),
        **{name: None if at is None else in_utc(at) for name, at in moments.items()},
        "overdue": view.overdue,
    }
