"""Addresses as people write them, in the one spelling in which they are used."""

import re
from collections.abc import Sequence
from typing import Final

from email_validator import EmailNotValidError, validate_email

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.domain.reach import Channel

LONGEST: Final = 254
_LONGEST_LOCAL: Final = 64
_BETWEEN: Final = str.maketrans("", "", " \u00a0\u202f-()./\u200e\u200f\u202a\u202c")
"""What people write between digits, and the marks that a phone sets around a number in a text from right to left."""
_NUMBER: Final = re.compile(r"\+[1-9][0-9]{6,14}")


def read_email(written: str) -> str:
    """An e-mail address with its domain in ASCII (RFC 5890), which every server takes.

    Raises:
        ContentError: it is none, or it needs a server that knows SMTPUTF8 (RFC 6531).
    """
    if len(written) <= LONGEST:
        try:
            checked = validate_email(written.strip(), check_deliverability=False, allow_smtputf8=False)
            # RFC 5321, 4.5.3.1: how long the whole and its first half may be.
            whole, local = checked.ascii_email or "", checked.ascii_local_part or ""
            if whole and len(whole) <= LONGEST and len(local) <= _LONGEST_LOCAL:
                return whole
        except EmailNotValidError:
            pass
    raise _refused(Channel.EMAIL, "this is not an e-mail address", "an address such as name@example.org")


def read_number(written: str, prefixes: Sequence[str]) -> str:
    """A telephone number in its international spelling (ITU-T E.164). One that begins with a single 0 is Swedish.

    Raises:
        ContentError: it is none, or in a country to which nothing is sent.
    """
    digits = "".join(
        str(int(one)) if one.isdecimal() else one for one in written[:LONGEST].translate(_BETWEEN)
    )
    if digits.startswith("00"):
        digits = f"+{digits[2:]}"
    elif digits.startswith("0"):
        digits = f"+46{digits[1:]}"
    # As many write it: +46 (0)70-123 45 67. No number within Sweden begins with 0.
    digits = digits.replace("+460", "+46", 1)
    if _NUMBER.fullmatch(digits) is None:
        raise _refused(Channel.SMS, "this is not a phone number", "a number such as 070-123 45 67")
    if not digits.startswith(tuple(prefixes)):
        right = "a number that begins with " + " or ".join(prefixes)
        raise _refused(Channel.SMS, "no message is sent to this country", right)
    return digits


def _refused(channel: Channel, problem: str, expected: str) -> ContentError:
    return ContentError([Objection(f"/{channel.value}", problem, expected)])
