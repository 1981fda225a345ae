"""What anybody may ask: the keys that receipts are signed with."""

from dataclasses import replace

from clients.call import Call, as_model, path_to, reading
from schemas.access import RecordKeys


def record_keys() -> Call[RecordKeys]:
    """Every key that receipts are or were signed with."""
    call = reading(path_to(".well-known", "egenkarta-record-keys.json"), as_model(RecordKeys))
    return replace(call, is_public=True)
