"""Tokens go only where nobody listens on the way."""

import pytest

from clients import Individual, InvalidArgumentError


@pytest.mark.parametrize(
    "url",
    [
        "https://egenkarta.example",
        "https://egenkarta.example/",
        "http://127.0.0.1:8000",
        "http://localhost:1",
        "http://[::1]:8000",
    ],
)
def test_secure_addresses_are_taken(url):
    Individual(url, "token").close()


@pytest.mark.parametrize(
    "url",
    [
        "http://egenkarta.example", "http://10.0.0.1", "http://localhost.example", "http://127.0.0.1.example",
        "https://name:word@egenkarta.example", "https://egenkarta.example/path", "https://egenkarta.example/?q=1",
        "ftp://egenkarta.example", "egenkarta.example", "https://", "", "http://[::1", "javascript:alert(1)",
    ],
)  # fmt: skip
def test_others_are_refused(url):
    with pytest.raises(InvalidArgumentError, match=r"https|user name"):
        Individual(url, "token")
