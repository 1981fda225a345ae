"""Links that the individual makes to what she can do: making one, who has looked, who she is, ending it."""

from collections.abc import Sequence
from datetime import date, datetime

from clients.call import Call, as_model, moment, path_to, reading, writing
from schemas.access import MadeShare, Share, SharedProfile, ShareList, ShareWord

_SHARES = ("v1", "me", "shares")


def shares() -> Call[ShareList]:
    """Every link that she has made, newest first."""
    return reading(path_to(*_SHARES), as_model(ShareList))


def share(share_id: str) -> Call[Share]:
    """One of them, and how often it was opened."""
    return reading(path_to(*_SHARES, share_id), as_model(Share))


def make_share(
    vacancy: str,
    employer: str,
    scopes: Sequence[str],
    until: date | datetime | str | None = None,
    *,
    with_word: bool = False,
) -> Call[MadeShare]:
    """Make a link for one vacancy. The link and its word are in this answer and nowhere else."""
    content = _offer(vacancy, employer, scopes, until, with_word)
    return writing("POST", path_to(*_SHARES), as_model(MadeShare), content)


def preview_share(
    vacancy: str, employer: str, scopes: Sequence[str], until: date | datetime | str | None = None
) -> Call[SharedProfile]:
    """Exactly what a viewer would see. Nothing is made."""
    content = _offer(vacancy, employer, scopes, until, False)
    return writing("POST", path_to(*_SHARES, "preview"), as_model(SharedProfile), content)


def shown_by_share(share_id: str) -> Call[SharedProfile]:
    """What a viewer of this link sees now."""
    return reading(path_to(*_SHARES, share_id, "shown"), as_model(SharedProfile))


def withdraw_share(share_id: str) -> Call[Share]:
    """End a link: it works at once, also where it is open."""
    return writing("POST", path_to(*_SHARES, share_id, "withdraw"), as_model(Share))


def renew_share_word(share_id: str) -> Call[ShareWord]:
    """A new word; a link that was locked opens again with it."""
    return writing("POST", path_to(*_SHARES, share_id, "word"), as_model(ShareWord))


def give_share_contact(share_id: str, fields: Sequence[str]) -> Call[Share]:
    """Tell the viewers who she is: `fields` are some of name, email and phone."""
    content = {"fields": list(fields)}
    return writing("POST", path_to(*_SHARES, share_id, "contact"), as_model(Share), content)


def refuse_share_contact(share_id: str) -> Call[Share]:
    """Say no to who she is. Nobody is told."""
    return writing("POST", path_to(*_SHARES, share_id, "refuse-contact"), as_model(Share))


def _offer(
    vacancy: str,
    employer: str,
    scopes: Sequence[str],
    until: date | datetime | str | None,
    with_word: bool,
) -> dict[str, object]:
    content: dict[str, object] = {"vacancy": vacancy, "employer": employer, "scopes": list(scopes)}
    if until is not None:
        content["until"] = moment(until)
    if with_word:
        content["with_word"] = True
    return content
