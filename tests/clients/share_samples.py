"""Links to what she can do: the calls, the commands, what they send, and a word that they show."""

import wire_samples as wire
from small_service import Reply

SHARE = {
    "id": "shr_1", "vacancy": "Cook", "employer": "Tjuvholmen AB", "scopes": wire.SCOPES, "made_at": wire.WHEN,
    "until": wire.WHEN, "state": "open", "has_word": True, "views": 2, "last_view_at": wire.WHEN, "contact": "asked",
    "contact_fields": [],
}  # fmt: skip
MADE = {"share": SHARE, "link": "https://example.org/shared/secret", "word": "lomi482"}
SHOWN = {
    "vacancy": "Cook",
    "employer": "Tjuvholmen AB",
    "until": wire.WHEN,
    "sections": {"skills": [{"level": 3}]},
}
_OFFER = {"vacancy": "Cook", "employer": "Tjuvholmen AB", "scopes": wire.SCOPES}
_SHARES, _ONE = "/v1/me/shares", "/v1/me/shares/shr_1"
_ARGUMENTS = ("Cook", "Tjuvholmen AB", wire.SCOPES)

ME = [
    ("shares", lambda me: me.shares(), "GET", _SHARES, Reply(content={"shares": [SHARE]})),
    ("share", lambda me: me.share("shr_1"), "GET", _ONE, Reply(content=SHARE)),
    ("make_share", lambda me: me.make_share(*_ARGUMENTS, with_word=True), "POST", _SHARES, Reply(201, MADE),
     {**_OFFER, "with_word": True}),
    ("preview_share", lambda me: me.preview_share(*_ARGUMENTS), "POST", f"{_SHARES}/preview", Reply(content=SHOWN), _OFFER),
    ("shown_by_share", lambda me: me.shown_by_share("shr_1"), "GET", f"{_ONE}/shown", Reply(content=SHOWN)),
    ("withdraw_share", lambda me: me.withdraw_share("shr_1"), "POST", f"{_ONE}/withdraw", Reply(content=SHARE)),
    ("renew_share_word", lambda me: me.renew_share_word("shr_1"), "POST", f"{_ONE}/word", Reply(content={"word": "lomi482"})),
    ("give_share_contact", lambda me: me.give_share_contact("shr_1", ["name"]), "POST", f"{_ONE}/contact",
     Reply(content=SHARE), {"fields": ["name"]}),
    ("refuse_share_contact", lambda me: me.refuse_share_contact("shr_1"), "POST", f"{_ONE}/refuse-contact",
     Reply(content=SHARE)),
]  # fmt: skip
_MAKING = ["share", "--vacancy", "Cook", "--employer", "Tjuvholmen AB", "--scope", wire.SCOPES[0]]
ASTRID = [
    (["shares"], "GET", _SHARES, Reply(content={"shares": [SHARE]}), "shr_1 for Cook at Tjuvholmen AB"),
    (["shares", "shr_1"], "GET", _ONE, Reply(content=SHARE), "word: asked for"),
    (_MAKING, "POST", _SHARES, Reply(201, MADE), "https://example.org/shared/secret"),
    ([*_MAKING, "--preview"], "POST", f"{_SHARES}/preview", Reply(content=SHOWN), "level: 3"),
    (["share-shown", "shr_1"], "GET", f"{_ONE}/shown", Reply(content=SHOWN), "Cook at Tjuvholmen AB"),
    (["share-word", "shr_1"], "POST", f"{_ONE}/word", Reply(content={"word": "lomi482"}), "lomi482"),
    (["share-contact", "shr_1", "--field", "name"], "POST", f"{_ONE}/contact", Reply(content=SHARE), "who you are: asked"),
    (["share-contact", "shr_1", "--refuse"], "POST", f"{_ONE}/refuse-contact", Reply(content=SHARE), "shr_1"),
    (["share-withdraw", "shr_1"], "POST", f"{_ONE}/withdraw", Reply(content=SHARE), "shr_1"),
]  # fmt: skip
