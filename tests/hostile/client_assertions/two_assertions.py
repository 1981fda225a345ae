"""Two assertions in one form: one is checked, and the other believed (RFC 6749, section 3.2)."""

from urllib.parse import urlencode

from tests.hostile.client_assertions.ground import Ground

REASON = None
STATUS = 400


def forge(ground: Ground) -> list[bytes]:
    form = ground.asking(ground.system.assertion())
    other = {"client_assertion": ground.other.form()["client_assertion"]}
    return [f"{urlencode(form)}&{urlencode(other)}".encode()]
