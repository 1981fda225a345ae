"""Ways to sign in without an e-ID: passkeys, printed sheets with a PIN, and the desk that hands them out."""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import pairwise
from typing import Final, NewType

from consent.vocabulary import IndividualId
from profile_service.domain.people import StaffId
from profile_service.domain.sign_in import Assurance, Intent

PasskeyId = NewType("PasskeyId", str)
SheetId = NewType("SheetId", str)
StartId = NewType("StartId", str)

CEREMONY_LIFETIME: Final = timedelta(minutes=5)
START_LIFETIME: Final = timedelta(minutes=15)
"""How long a code from a desk opens the making of a passkey."""
LONGEST_NAME: Final = 60
"""Of a passkey, as she calls it."""
MOST_PASSKEYS: Final = 10

DIGITS: Final = "0123456789"
HANDLE_DIGITS: Final = 9
"""The number of a sheet: it says which sheet, and proves nothing."""
CODES: Final = 48
CODE_DIGITS: Final = 6
"""48 codes of six digits are 956 bits over a sheet; each sign-in takes two of them and the PIN."""
CODES_ASKED: Final = 2
FEW_CODES: Final = 8
"""From so few on she is told to get another sheet."""
PIN_DIGITS: Final = 6
SCRYPT_COST: Final = 2**14
"""16 MiB and some fifty milliseconds for each guess at a PIN."""

TRIES_BEFORE_WAITING: Final = 5
TRIES_BEFORE_LOCK: Final = 10
WAIT: Final = timedelta(minutes=15)
CLIENT_TRIES: Final = 20
CLIENT_WINDOW: Final = timedelta(hours=1)
"""How many wrong tries one client may make within an hour, whatever it tries."""
TRIES_KEPT: Final = timedelta(days=30)
"""How long wrong tries in a row are counted together. A sheet that was locked by them stays locked."""


@dataclass(frozen=True, slots=True)
class Holder:
    """Whose a way in is: exactly one of an individual and a member of staff."""

    individual: IndividualId | None = None
    staff: StaffId | None = None

    @property
    def key(self) -> str:
        """The one id that is set; the prefixes of ids keep the two kinds apart."""
        return self.individual or self.staff or ""


class Refusal(StrEnum):
    """Why somebody did not come in, for the journal: words of the code, never anything that was sent."""

    NO_CEREMONY = "passkey-no-ceremony"
    MALFORMED = "passkey-malformed"
    WRONG_TYPE = "passkey-wrong-type"
    WRONG_CHALLENGE = "passkey-wrong-challenge"
    WRONG_ORIGIN = "passkey-wrong-origin"
    CROSS_ORIGIN = "passkey-cross-origin"
    NOT_VERIFIED = "passkey-not-verified"
    UNKNOWN = "passkey-unknown"
    LOCKED = "passkey-locked"
    COUNTER = "passkey-counter-went-back"
    ANOTHERS = "passkey-of-another-account"
    KNOWN_ALREADY = "passkey-known-already"
    TOO_MANY = "passkey-too-many"
    SHEET = "sheet-wrong"
    SHEET_WAITS = "sheet-waits"
    START = "start-code-wrong"


@dataclass(frozen=True, slots=True)
class Ceremony:
    """One challenge that a browser was given, kept here until it is used or five minutes are over.

    `grounds` names what lets somebody make a passkey who is not signed in: a code from a desk, an invitation.
    """

    challenge: bytes
    intent: Intent
    holder: Holder
    expires_at: datetime
    to: str = ""
    shared: bool = False
    grounds: str = ""


@dataclass(frozen=True, slots=True)
class NewPasskey:
    """What a browser made, once it is verified. `credential` is the credential id in base64url."""

    credential: str
    public_key: bytes
    counter: int


@dataclass(frozen=True, slots=True)
class Passkey:
    """A passkey as it is kept. The credential id itself is kept as a keyed hash only."""

    id: PasskeyId
    holder: Holder
    name: str
    public_key: bytes
    counter: int
    assurance: Assurance
    made_at: datetime
    last_used_at: datetime | None = None
    locked_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """A printed sheet as it is kept; its number, codes and PIN are keyed hashes only."""

    id: SheetId
    individual: IndividualId
    made_at: datetime
    used: frozenset[int] = frozenset()
    last_used_at: datetime | None = None
    locked_at: datetime | None = None

    @property
    def left(self) -> int:
        """How many codes are not used yet."""
        return CODES - len(self.used)


@dataclass(frozen=True, slots=True)
class PrintedSheet:
    """A new sheet as it stands on paper: known in this moment, and never again."""

    handle: str
    codes: tuple[str, ...]
    pin: str

    @property
    def shown_handle(self) -> str:
        """The number in threes, as people read numbers aloud."""
        return " ".join(self.handle[at : at + 3] for at in range(0, HANDLE_DIGITS, 3))


@dataclass(frozen=True, slots=True)
class Tries:
    """Wrong tries in a row, by one sheet number or one client."""

    count: int = 0
    last_at: datetime | None = None

    def within_the_hour(self, now: datetime) -> "Tries":
        """The same, or none where the last one was longer ago: a client begins anew then."""
        recent = self.last_at is not None and now - self.last_at < CLIENT_WINDOW
        return self if recent else Tries()

    def waits(self, now: datetime) -> bool:
        """Whether a sheet takes no try now: after five wrong ones for a quarter of an hour, after ten for good."""
        if self.count >= TRIES_BEFORE_LOCK:
            return True
        recent = self.last_at is not None and now - self.last_at < WAIT
        return self.count >= TRIES_BEFORE_WAITING and recent

    def too_many(self, now: datetime) -> bool:
        """Whether a client has tried too much within the hour."""
        return self.within_the_hour(now).count >= CLIENT_TRIES


@dataclass(frozen=True, slots=True)
class StartCode:
    """A code that lets somebody make her passkey on her own phone, once."""

    id: StartId
    holder: Holder
    assurance: Assurance
    expires_at: datetime


def new_sheet(digits: Callable[[str, int], str]) -> PrintedSheet:
    """A sheet with everything at random."""
    codes = tuple(digits(DIGITS, CODE_DIGITS) for _ in range(CODES))
    return PrintedSheet(digits(DIGITS, HANDLE_DIGITS), codes, new_pin(digits))


def new_pin(digits: Callable[[str, int], str]) -> str:
    """Six digits at random, and none of those that everybody tries first."""
    while is_easy_pin(pin := digits(DIGITS, PIN_DIGITS)):
        continue
    return pin


def is_easy_pin(pin: str) -> bool:
    """Whether a PIN is one digit over and over, or counts up or down."""
    steps = {int(after) - int(before) for before, after in pairwise(pin)}
    return len(steps) == 1 and steps <= {-1, 0, 1}


def only_digits(typed: str) -> str:
    """What was typed, in European digits and without what stands between them; empty where it is no number."""
    bare = "".join(sign for sign in typed if not sign.isspace() and sign not in "-.")
    if len(bare) > HANDLE_DIGITS or not all(sign.isdecimal() for sign in bare):
        return ""
    # A keyboard in another script writes its own digits.
    return "".join(str(int(sign)) for sign in bare)


def slow_hash(pin: str, handle: str) -> str:
    """A PIN made slow to try (scrypt, RFC 7914). The salt is the sheet's number, so an unknown one costs the same.

    What is stored is keyed besides: whoever takes the database alone cannot try at all.
    """
    salt = f"egenkarta-sheet|{handle}".encode()
    return hashlib.scrypt(pin.encode(), salt=salt, n=SCRYPT_COST, r=8, p=1, dklen=32).hex()


def codes_to_ask(used: frozenset[int], pick: bytes) -> tuple[int, ...]:
    """Which numbered codes are asked for next: spread over the sheet, the same until one of them is used.

    Args:
        used: the numbers that are used up; empty for a sheet that does not exist.
        pick: a keyed hash of the sheet's number and of how many are used.
    """
    left: list[int] = [number for number in range(1, CODES + 1) if number not in used]
    asked: list[int] = []
    for at in range(min(CODES_ASKED, len(left))):
        word = int.from_bytes(pick[4 * at : 4 * at + 4], "big")
        asked.append(left.pop(word % len(left)))
    return tuple(sorted(asked))


def in_rows(codes: Sequence[str], columns: int) -> list[list[tuple[int, str]]]:
    """The numbered codes as they stand on paper, down the columns."""
    height = -(-len(codes) // columns)
    numbered = list(enumerate(codes, start=1))
    return [numbered[at::height] for at in range(height)]
