"""Help, drafts and mandates: the calls, the commands, what they send, and a word that they show."""

import wire_samples as wire
from small_service import Reply

_ORGANISATION = {"id": "org_1", "name": "Norrsken AB", "role": "agency"}
HELP = {
    "id": "hlp_1", "organisation": _ORGANISATION, "unit": "Etablering", "helper": "Ann", "scopes": wire.SCOPES,
    "opened_at": wire.WHEN, "until": wire.WHEN, "state": "ended", "ended_at": wire.WHEN, "ended_by": "individual",
}  # fmt: skip
DRAFT = {
    "id": "drf_1", "organisation": _ORGANISATION, "unit": "Etablering", "helper": "Ann", "section": "skills",
    "step": "change", "item_id": "itm_1", "fields": {"level": 3, "months": None}, "made_at": wire.WHEN, "stale": True,
}  # fmt: skip
MANDATE = {
    "id": "mnd_1", "side": "given", "name": "Bo", "powers": ["see", "write"], "proof": "guardian",
    "organisation": "Norrsken AB", "given_at": wire.WHEN, "until": wire.WHEN, "state": "active",
}  # fmt: skip
_DRAFTS = Reply(content={"drafts": [DRAFT]})

ME = [
    ("help_sessions", lambda me: me.help_sessions(), "GET", "/v1/me/help", Reply(content={"help": [HELP]})),
    ("end_help", lambda me: me.end_help("hlp_1"), "POST", "/v1/me/help/hlp_1/end", Reply(content=HELP)),
    ("drafts", lambda me: me.drafts(), "GET", "/v1/me/drafts", _DRAFTS),
    ("approve_draft", lambda me: me.approve_draft("drf_1"), "POST", "/v1/me/drafts/drf_1/approve", Reply(204)),
    ("refuse_draft", lambda me: me.refuse_draft("drf_1"), "POST", "/v1/me/drafts/drf_1/refuse", Reply(204)),
    ("mandates", lambda me: me.mandates(), "GET", "/v1/me/mandates", Reply(content={"mandates": [MANDATE]})),
    ("end_mandate", lambda me: me.end_mandate("mnd_1"), "POST", "/v1/me/mandates/mnd_1/end", Reply(content=MANDATE)),
]  # fmt: skip
ASTRID = [
    (["help-sessions"], "GET", "/v1/me/help", Reply(content={"help": [HELP]}), "hlp_1 by Norrsken AB (ended)"),
    (["help-end", "hlp_1"], "POST", "/v1/me/help/hlp_1/end", Reply(content=HELP), "ended by: individual"),
    (["drafts"], "GET", "/v1/me/drafts", _DRAFTS, "it can only be left out"),
    (["mandates"], "GET", "/v1/me/mandates", Reply(content={"mandates": [MANDATE]}), "Bo may act for you (active)"),
    (["mandate-end", "mnd_1"], "POST", "/v1/me/mandates/mnd_1/end", Reply(content=MANDATE), "proof: guardian"),
]  # fmt: skip
WITHOUT_AN_ANSWER = {"draft"}
