"""Which language a page is in: the one chosen on the page, else the account's, else the browser's, else Swedish."""

from typing import Final

from fastapi import Request

from consent.vocabulary import IndividualId
from profile_service.doors.house import House
from profile_service.language import LANGUAGES

_FIRST_LANGUAGE: Final = "sv"
_KNOWN_AS: Final = {"fa": "prs"}
"""Phones have no tag of its own for Dari: who reads it has chosen Persian, as a rule of Afghanistan (fa-AF)."""


def language_of(request: Request) -> str:
    """The language that a browser asks for: the one chosen on the page, else its own preference."""
    chosen = request.cookies.get("language", "")
    if chosen in LANGUAGES:
        return chosen
    return _preferred(request.headers.get("accept-language", ""))


async def language_for(request: Request, house: House, individual: IndividualId | None) -> str:
    """The language for a visit, with the individual's account where she is signed in."""
    if individual is not None and request.cookies.get("language") not in LANGUAGES:
        account = await house.read(lambda work: work.accounts.individual(individual))
        if account is not None and account.language in LANGUAGES:
            return account.language
    return language_of(request)


def _preferred(header: str) -> str:
    """The first language of Accept-Language that the portal speaks (RFC 9110, section 12.5.4, weights aside)."""
    for part in header.split(","):
        # Tags are told apart without their case (RFC 5646, section 2.1.1).
        tag = part.partition(";")[0].strip().lower()
        first = tag.partition("-")[0]
        for known in (tag, _KNOWN_AS.get(first, first)):
            if known in LANGUAGES:
                return known
    return _FIRST_LANGUAGE
