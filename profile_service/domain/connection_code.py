"""Connection codes: the only way to reach an individual. She makes one and gives it to whom she chooses.

Nine random signs over a 32-letter alphabet that holds no I, L, O or U (Crockford's base32), that is 45 bits, and one
sign that catches every single wrong sign and nearly every swap, so that a typing error is told apart from a dead code.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final

from consent.vocabulary import IndividualId

ALPHABET: Final = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
RANDOM_SIGNS: Final = 9
LIFETIME: Final = timedelta(minutes=15)
FAILED_TRIES: Final = 20
"""How many dead or mistyped codes one organisation may try within an hour."""
TRY_WINDOW: Final = timedelta(hours=1)
_LOOKS_LIKE: Final = str.maketrans({"I": "1", "L": "1", "O": "0", "U": "V"})


@dataclass(frozen=True, slots=True)
class ConnectionCode:
    """A code as the service keeps it: whose it is and when it dies. The word itself is kept only as a keyed hash."""

    individual: IndividualId
    expires_at: datetime


def complete(random_part: str) -> str:
    """The code as it is shown: five signs, a hyphen, four signs and the check sign."""
    word = random_part + _check_sign(random_part)
    return f"{word[:5]}-{word[5:]}"


def normalise(typed: str) -> str | None:
    """What was typed, as the ten signs of a code; None where it cannot be one.

    Case, spaces and hyphens do not matter, and letters that the alphabet leaves out count as the sign that they
    are mistaken for.
    """
    word = "".join(typed.upper().split()).replace("-", "").translate(_LOOKS_LIKE)
    if len(word) != RANDOM_SIGNS + 1 or any(sign not in ALPHABET for sign in word):
        return None
    return word if _check_sign(word[:-1]) == word[-1] else None


def _check_sign(word: str) -> str:
    # Weights 1, 3, 5 ...: odd, so each is invertible modulo 32 and a single wrong sign always shows.
    total = sum(ALPHABET.index(sign) * (2 * at + 1) for at, sign in enumerate(word))
    return ALPHABET[total % len(ALPHABET)]
