"""Protected identity: calls and commands, what they send, and a word that they show."""

from small_service import Reply

_AT = "/v1/me/protection"
_ON, _OFF = Reply(content={"protected": True}), Reply(content={"protected": False})

CALLS = [
    ("protection", lambda me: me.protection(), "GET", _AT, _ON),
    ("protect", lambda me: me.protect(), "PUT", _AT, _ON),
    ("end_protection", lambda me: me.end_protection(), "DELETE", _AT, _OFF),
]
ASTRID = [
    (["protection"], "GET", _AT, _ON, "protected identity is on"),
    (["protection", "--on"], "PUT", _AT, _ON, "protected identity is on"),
    (["protection", "--off"], "DELETE", _AT, _OFF, "protected identity is off"),
]
