"""The journal's tree as anybody can see it: who signs it, its newest root, and that it only grew."""

from dataclasses import replace

from clients.call import Call, as_bytes, as_model, path_to, reading
from schemas.access.journal import ConsistencyProof, JournalKeys


def journal_keys() -> Call[JournalKeys]:
    """The journal's name, its keys, and those of its witnesses."""
    return replace(reading(path_to("journal", "keys"), as_model(JournalKeys)), is_public=True)


def journal_checkpoint() -> Call[bytes]:
    """The newest size and root, signed: a note that can be kept."""
    return replace(reading(path_to("journal", "checkpoint"), as_bytes), is_public=True)


def journal_consistency(old: int, new: int) -> Call[ConsistencyProof]:
    """The proof that the tree of one size begins with that of another."""
    query = [("from", str(old)), ("to", str(new))]
    return replace(
        reading(path_to("journal", "consistency"), as_model(ConsistencyProof), query), is_public=True
    )
