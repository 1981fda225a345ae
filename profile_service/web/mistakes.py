"""What is wrong with an answer, told to the person who gave it, in her own language."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from consent.request import Objection
from profile_service.language import Words
from profile_service.language.marking import N_

_EMPTY: Final = N_("This must be filled in.")
_CHOOSE: Final = N_("Choose one of the answers.")
_DIGITS: Final = N_("Write a number with digits.")
_FALLBACK: Final = N_("Something is not right here. Look at what you wrote.")

# What the rules say to a program (the start of their words), and what is said to a person. {number} is the limit
# that the rules name.
_SAID: Final[tuple[tuple[str, str], ...]] = (
    ("the field is missing", _EMPTY),
    ("the text is too short", _EMPTY),
    ("the value is not one of those allowed", _CHOOSE),
    ("the text holds a character", N_("There is a sign here that cannot be kept. Write the text again.")),
    ("the text has no sign", N_("Nothing here can be seen. Write the text again.")),
    ("the text is too long", N_("This is too long. Write at most {number} signs.")),
    (
        "the text does not have the right form",
        N_("This is not written in the right way. Check it once more."),
    ),
    ("there are too many entries", N_("There are too many. Write at most {number}.")),
    ("the number is too small", N_("The number is too small. It must be at least {number}.")),
    ("the number is too large", N_("The number is too large. It can be at most {number}.")),
    ("the number is not in the right steps", N_("Write a whole or a half number. For example: 2 or 2.5.")),
    ("this is not a number", _DIGITS),
    ("this is not a whole number", N_("Write a whole number with digits.")),
    ("this is not a date", N_("There is no such date. Check year, month and day.")),
    ("this is neither a date", N_("There is no such date. Check year, month and day.")),
    ("the date is before", N_("This is earlier than the first date. Check both.")),
    ("what goes on has no end", N_("If it is still going on, leave the end date empty.")),
    ("this is not an e-mail address", N_("Write an e-mail address, such as name@example.org.")),
    ("this is not a phone number", N_("Write a phone number, such as 070-123 45 67.")),
    ("no message is sent to this country", N_("We send no SMS to this country. Write a Swedish number.")),
    ("this is not a personnummer", N_("This number is not right. Check all twelve digits.")),
    ("this is not a samordningsnummer", N_("This number is not right. Check all twelve digits.")),
    ("the item is empty", N_("Write something in at least one of the boxes.")),
    (
        "nothing in it",
        N_("You ticked a part, but nothing in it. Tick what they may read, or untick the part."),
    ),
    ("this stays with you", N_("You have protected identity. This never leaves.")),
    ("this does not switch it off", N_("Protected identity is switched off on a page of its own.")),
    ("nothing was chosen", N_("Choose at least one thing.")),
    (
        "who it is needs a second yes",
        N_("Name and contact need a second yes. Declare a purpose of its own for them."),
    ),
    (
        "an employer does not ask for this",
        N_("An employer asks for competences, or for name and contact. Nothing else."),
    ),
    ("this is everything", N_("This is everything. Choose a part.")),
    ("facts about health need", N_("Facts about health need a basis in article 9.2 as well.")),
    ("a version of it waits already", N_("A version of this purpose waits already. One at a time.")),
    ("this declaration was withdrawn", N_("This purpose was taken back. Declare a new one.")),
    ("nobody has this number", N_("Nobody has this number. Check every sign of it.")),
    ("this is before now", N_("That day has been. Choose a later day.")),
    ("a duty is for named fields", N_("Choose the parts that the rule names, and no others.")),
    ("the end has passed already", N_("That day has been. Choose a later day.")),
    ("longer than was asked", N_("That is longer than they asked for. Choose an earlier day.")),
    ("longer than six months", N_("Six months is the longest after a desk sign-in. Choose an earlier day.")),
    (
        "the enrolment is locked",
        N_("Go to the desk once more and show who you are. Until then nothing new opens."),
    ),
    (
        "the way in was replaced",
        N_("Your way to sign in was replaced today. Wait a day before you share anything new."),
    ),
    ("the service is not for people under eighteen", N_("Egenkarta is for those who have turned eighteen.")),
    ("this was not opened", N_("The person has not opened this for you.")),
    ("longer than 90 days", N_("Ninety days is the longest. Choose an earlier day.")),
    ("there are too many open links", N_("You have {number} open links already. Stop one first.")),
    ("longer than twelve months", N_("Twelve months is the longest. Choose an earlier day.")),
    ("nothing is changed", N_("Nothing has changed. Take something away, or go back.")),
    ("nothing would be left", N_("You took everything away. To end all of it, stop sharing instead.")),
    ("later than was agreed", N_("That is later than you agreed to. Choose an earlier day.")),
    ("your organisation has no such unit", N_("Choose one of your units.")),
    ("your organisation has no such", N_("Choose one of your organisation's purposes.")),
    ("this is not an organisationsnummer", N_("This number is not right. Check all ten digits.")),
    (
        "an organisation with this number",
        N_("An organisation with this number is registered already."),
    ),
    (
        "an organisation with this name is in already",
        N_("An organisation with this name is registered already."),
    ),
    ("this unit is there already", N_("There is a unit of this name already.")),
    ("somebody has a place in this unit", N_("Somebody works in this unit. Give her or him another first.")),
    ("nobody gives herself more roles", N_("Another administrator has to give you these roles.")),
    ("nobody makes a code for herself", N_("Another administrator has to make the code for you.")),
    ("this is the last administrator", N_("Somebody has to administrate. Let another one in first.")),
    ("this role stands beside another", N_("Tick one more role beside this one.")),
    ("this cannot be the id of a system", N_("Use letters, digits and hyphens only.")),
    ("this id is taken", N_("This id is taken. Choose another one.")),
    ("this is a private key", N_("This is the private half. Never send it. Make a new key.")),
    ("this is not a public JWK", N_("This is no public key in the form of a JWK.")),
    ("the key is of another kind", N_("The key must be one for ES256 or EdDSA.")),
    ("the key has no name", N_("Each key of the system needs a kid.")),
    ("the system has a key of this name", N_("The system has a key with this kid already.")),
    ("the system has", N_("The system has all the keys it can have. Take one away first.")),
    ("this is the last key", N_("This is the last key. Add the new one first.")),
    ("this is no address to come back to", N_("An address begins with https:// and has no fragment.")),
    (
        "there are too many sandbox organisations",
        N_("This demo has all the sandboxes that it can have."),
    ),
    ("this is not for you to claim", N_("Your organisation or your role cannot state this.")),
    ("this day is still to come", N_("That day is still to come. Choose today or earlier.")),
    ("no such entry is open to you", N_("This entry is not open to you.")),
    ("the file is empty", N_("There is nothing in this file. Choose another one.")),
    ("the file is too large", N_("The file is too large. It can be at most {number} MB.")),
    ("this is no kind of file", N_("Choose a PDF, or a picture in JPEG, PNG or WebP.")),
    (
        "this is a picture in HEIC",
        N_(
            "This picture is in HEIC. Take a screenshot of it, or send it to yourself as JPEG. Then choose that one."
        ),
    ),
    (
        "the file is locked",
        N_("The file is locked. Print it to a new PDF without the lock, and choose that one."),
    ),
    ("the file is broken", N_("The file cannot be opened. Save it again, or take a picture of the paper.")),
    ("the picture moves", N_("Choose a picture that stands still.")),
    ("the picture has too many pixels", N_("The picture is too large. Make it smaller, or take a new one.")),
    ("the file has too many pages", N_("The file has too many pages. It can have at most {number}.")),
    (
        "the file has layers",
        N_("Some of the file is hidden. Print it to a new PDF, and choose that one."),
    ),
    ("the file takes too much", N_("The file is too heavy to open. Take a picture of the paper instead.")),
    ("there are too many files", N_("You keep as many files as there is room for. Take one away first.")),
    ("the files are too large together", N_("Your files take all the room there is. Take one away first.")),
    ("there is no such file", N_("This file is not here any more. Choose it again.")),
    ("the operator cannot be closed", N_("Whoever runs the service cannot be closed here.")),
)
_NUMBER: Final = re.compile(r"\d+")


@dataclass(frozen=True, slots=True)
class Mistake:
    """One line of an error summary: the field, the id of its first input, and what to do."""

    field: str
    anchor: str
    label: str
    text: str


def explain(words: Words, objection: Objection) -> str:
    """The objection in words that say what to do."""
    for start, said in _SAID:
        if objection.problem.startswith(start):
            limit = _NUMBER.search(objection.expected)
            return words(said, number=int(limit.group()) if limit else "")
    return words(_FALLBACK)


def by_field(mistakes: Sequence[Mistake]) -> Mapping[str, str]:
    """For each field that is wrong, what to do; of several mistakes in one field, the first."""
    texts: dict[str, str] = {}
    for mistake in mistakes:
        texts.setdefault(mistake.field, mistake.text)
    return texts


def field_of(objection: Objection) -> str:
    """The name of the top-level field that a JSON Pointer (RFC 6901) leads into."""
    return objection.field.lstrip("/").split("/", maxsplit=1)[0]
