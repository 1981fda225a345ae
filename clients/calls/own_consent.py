"""What the individual decides: who may ask, what is granted, when it ends, and who has read."""

from collections.abc import Sequence
from datetime import date, datetime

from clients.call import Call, as_bytes, as_model, as_nothing, moment, path_to, reading, writing
from schemas.access import (
    AccessRequest,
    AccessRequestList,
    ConnectionCode,
    Disclosure,
    DisclosureRecordList,
    Grant,
    GrantList,
    Receipt,
    ReceiptList,
    ShownNotice,
)
from schemas.values import PortalLanguage

_REQUESTS = ("v1", "me", "access-requests")
_GRANTS = ("v1", "me", "grants")


def connection_code() -> Call[ConnectionCode]:
    """A new one-time code, to hand to whomever she wants to hear from."""
    return writing("POST", path_to("v1", "me", "connection-codes"), as_model(ConnectionCode))


def access_requests() -> Call[AccessRequestList]:
    """Everything that was asked of her."""
    return reading(path_to(*_REQUESTS), as_model(AccessRequestList))


def access_request(request_id: str) -> Call[AccessRequest]:
    """One request that was put to her."""
    return reading(path_to(*_REQUESTS, request_id), as_model(AccessRequest))


def preview(
    request_id: str, scopes: Sequence[str] = (), until: date | datetime | str | None = None
) -> Call[Disclosure]:
    """What the first read would return under these scopes; without any, under all that were asked for."""
    end = moment(until)
    query = [("scopes", scope) for scope in scopes] + ([("until", end)] if end else [])
    return reading(path_to(*_REQUESTS, request_id, "preview"), as_model(Disclosure), query)


def give(
    request_id: str,
    scopes: Sequence[str],
    until: date | datetime | str | None = None,
    ending: str | None = None,
    notice: ShownNotice | None = None,
) -> Call[Grant]:
    """Say yes to these scopes: what was asked for, or less; `ending` is date, once or case.

    `notice` is what the program showed her; its hash goes into the receipt.
    """
    content: dict[str, object] = {"scopes": list(scopes)}
    if until is not None:
        content["until"] = moment(until)
    if ending is not None:
        content["ending"] = ending
    content |= _with(notice) or {}
    return writing("POST", path_to(*_REQUESTS, request_id, "grant"), as_model(Grant), content)


def refuse(request_id: str, notice: ShownNotice | None = None) -> Call[None]:
    """Say no. The organisation is not told."""
    return writing("POST", path_to(*_REQUESTS, request_id, "refuse"), as_nothing, _with(notice))


def grants() -> Call[GrantList]:
    """Every grant that she has given, ended ones included."""
    return reading(path_to(*_GRANTS), as_model(GrantList))


def grant(grant_id: str) -> Call[Grant]:
    """One of her grants."""
    return reading(path_to(*_GRANTS, grant_id), as_model(Grant))


def withdraw(grant_id: str, notice: ShownNotice | None = None) -> Call[Grant]:
    """Take a grant back: it works at once, and no reason is asked for."""
    return writing("POST", path_to(*_GRANTS, grant_id, "withdraw"), as_model(Grant), _with(notice))


def receipts() -> Call[ReceiptList]:
    """All receipts, newest first."""
    return reading(path_to("v1", "me", "receipts"), as_model(ReceiptList))


def receipt(receipt_id: str) -> Call[Receipt]:
    """One signed record of what was agreed, changed, refused or ended."""
    return reading(path_to("v1", "me", "receipts", receipt_id), as_model(Receipt))


def receipt_file(receipt_id: str) -> Call[bytes]:
    """The file that was signed, as a JWS in compact form."""
    path = path_to("v1", "me", "receipts", receipt_id, "jws")
    return reading(path, as_bytes, accept="application/jose")


def receipt_pdf(receipt_id: str, language: PortalLanguage | None = None) -> Call[bytes]:
    """The receipt on paper, in a language with the Swedish beside it."""
    query = [("language", language)] if language else []
    path = path_to("v1", "me", "receipts", receipt_id, "pdf")
    return reading(path, as_bytes, query, accept="application/pdf")


def receipts_of_grant(grant_id: str) -> Call[ReceiptList]:
    """Everything about one grant, oldest first."""
    return reading(path_to(*_GRANTS, grant_id, "receipts"), as_model(ReceiptList))


def log(before: str | None = None, limit: int | None = None) -> Call[DisclosureRecordList]:
    """Who has read what, the newest first; `before` is the `next` of the page before."""
    named = (("before", before), ("limit", None if limit is None else str(limit)))
    query = [(name, value) for name, value in named if value is not None]
    return reading(path_to("v1", "me", "disclosures"), as_model(DisclosureRecordList), query)


def _with(notice: ShownNotice | None) -> dict[str, object] | None:
    return None if notice is None else {"notice": notice.model_dump()}
