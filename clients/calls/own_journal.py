"""What proves that a line of her log stands in the journal's tree."""

from clients.call import Call, as_model, path_to, reading
from schemas.access.journal import LineProof


def line_proof(event_id: str) -> Call[LineProof]:
    """The proof of one line, to be kept and checked without asking anybody."""
    return reading(path_to("v1", "me", "journal", event_id, "proof"), as_model(LineProof))
