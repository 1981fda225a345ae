"""The journal's tree as others see it, and what proves a line of hers to stand in it."""

from typing import Annotated

from pydantic import Field

from schemas.model import Model
from schemas.values import Identifier

Base64 = Annotated[str, Field(max_length=200, pattern=r"^[A-Za-z0-9+/]+={0,2}$")]


class LineProof(Model):
    """That a line of the journal stands in its tree, and how its leaf is worked out.

    The commitment is HMAC-SHA-256 of ``row`` under ``row_key``; the leaf's hash is SHA-256 of a zero byte, the commitment and
    ``imprint`` (RFC 9162, 2.1.1), and ``proof`` leads from there to a signed checkpoint. The key opens this line and no other.
    """

    event_id: Identifier
    row: Annotated[str, Field(max_length=4_000)] = Field(
        description="The line as canonical JSON (RFC 8785). Its member `sealed` is the SHA-256 of `sealed` here."
    )
    row_key: Base64 = Field(description="32 bytes, in base 64.")
    imprint: Annotated[str, Field(max_length=24, pattern=r"^(?:[A-Za-z0-9+/]{22}==)?$")] = Field(
        "", description="16 bytes, in base 64, that the service checks the line by; empty in an old line."
    )
    sealed: Annotated[str, Field(max_length=400_000)] | None = Field(
        None, description="What is kept sealed in the line: who read, for which case, what, as JSON."
    )
    leaf_index: Annotated[int, Field(ge=0)]
    tree_size: Annotated[int, Field(ge=1)]
    proof: Annotated[str, Field(max_length=20_000)] = Field(
        description="The inclusion proof with its checkpoint, as a text that can be kept (C2SP tlog-proof)."
    )


class ConsistencyProof(Model):
    """That the tree of one size begins with that of another (RFC 9162, 2.1.4)."""

    old_size: Annotated[int, Field(ge=0)]
    new_size: Annotated[int, Field(ge=0)]
    hashes: tuple[Base64, ...]


class JournalKeys(Model):
    """The journal's name, and who signs for it: verifier keys of signed notes (C2SP signed-note)."""

    origin: Annotated[str, Field(max_length=500)]
    keys: tuple[Annotated[str, Field(max_length=1_000)], ...] = Field(
        description="That checkpoints are or were signed with, the one in use first."
    )
    witnesses: tuple[Annotated[str, Field(max_length=1_000)], ...] = Field(
        description="Of those who cosign checkpoints."
    )
