"""What a line of the journal is hashed to, before it becomes a leaf of the tree.

A commitment is HMAC-SHA-256 (RFC 2104) over the line as canonical JSON (RFC 8785), under a key of that line alone. The key comes
from her data key (`PersonalKeys.row_key`): once that is destroyed, nobody can tell what a leaf of hers was made from, and the
tree stands as it stood.

Behind it stands an imprint: a MAC of the row as it lies there, under a key of the key ring's. It is of nothing but what the row's own
columns say, so it outlives her key: a line that is moved to somebody who was erased, or changed after she was, is found all the same.
"""

import hmac
from collections.abc import Mapping
from datetime import UTC
from hashlib import sha256
from typing import Any, Final, NewType

import orjson

from profile_service.domain.commitment_kinds import COMMITMENT_BYTES

RowText = NewType("RowText", bytes)
"""A line as it is hashed."""

MEMBERS: Final = (
    "at",
    "grant",
    "id",
    "individual",
    "kind",
    "organisation",
    "outcome",
    "reason",
    "sealed",
)
"""In the order of RFC 8785, 3.2.3. `sealed` is the SHA-256 of what is sealed in a line of hers, in hexadecimal digits; of a line
about nobody, which nobody can open, of the bytes themselves."""


def row_text(row: Mapping[str, Any], sealed: bytes | None) -> RowText:
    """The canonical form of a line: strings and nulls under ASCII names in their order, which orjson writes as RFC 8785 says.

    Args:
        row: by the names of the table's columns.
        sealed: what was sealed, or what stands in its place; None where nothing does.
    """
    return RowText(
        orjson.dumps(
            {
                "at": row["at"].astimezone(UTC).isoformat(timespec="microseconds"),
                "grant": row["grant_id"],
                "id": row["id"],
                "individual": row["individual_id"],
                "kind": row["kind"],
                "organisation": row["organisation_id"],
                "outcome": row["outcome"],
                "reason": row["reason"],
                "sealed": None if sealed is None else sha256(sealed).hexdigest(),
            }
        )
    )


def commit(row_key: bytes, text: RowText) -> bytes:
    """The commitment to a line: 32 bytes."""
    return hmac.digest(row_key, text, "sha256")


def imprint_of(commitment: bytes) -> bytes:
    """The imprint behind a commitment; nothing where it was made before there were any."""
    return commitment[COMMITMENT_BYTES:]
