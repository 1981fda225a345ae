"""The public key of a system, looked at before it is registered, for whoever may not know how keys are read."""

import json
from collections.abc import Mapping
from typing import Any

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.identity.client_keys import ClientKeyError, read_public_key


def public_key(written: str | Mapping[str, Any]) -> str:
    """The key as it is kept.

    Raises:
        ContentError: it is no public key that a system could prove itself with.
    """
    text = written if isinstance(written, str) else json.dumps(dict(written))
    try:
        return read_public_key(text)
    except ClientKeyError as error:
        right = "a public JWK (RFC 7517) for ES256 or EdDSA"
        raise ContentError([Objection("/key", str(error), right)]) from None
