"""The keyed hash is HMAC-SHA-256, whatever the lengths of key and message."""

import hmac

from hypothesis import given
from hypothesis import strategies as st

from profile_service.signing.keyed_hash import keyed_hash


@given(key=st.binary(max_size=100), message=st.binary(max_size=200))
def test_it_is_the_one_of_the_standard_library(key: bytes, message: bytes) -> None:
    assert keyed_hash(key, message) == hmac.digest(key, message, "sha256")
