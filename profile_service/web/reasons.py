"""Why parts of an imported file were left out, told to the person who brought the file."""

from collections.abc import Iterable
from typing import Final

from profile_service.domain.importing import Unmapped
from profile_service.language import Words
from profile_service.language.marking import N_

_LEVEL: Final = N_("A level in other words was not guessed. Set the level yourself.")
_NO_SUMMARY: Final = N_(
    "There is no place for a text like this. You can write it in your own words elsewhere."
)
_FALLBACK: Final = N_("There is no place for this in the profile.")

# How the reader of the file begins its reason, and what is said to a person.
_SAID: Final[tuple[tuple[str, str], ...]] = (
    ("nothing is said here", N_("It is empty.")),
    (
        "a headline says what somebody is",
        N_("A headline is not a goal. Write what you want under What I want."),
    ),
    ("the profile has no place for a text about oneself", _NO_SUMMARY),
    ("evidence says what, by whom and when", _NO_SUMMARY),
    ("the profile holds no pictures", N_("There are no pictures in the profile.")),
    ("the profile holds no web addresses", N_("There are no web addresses in the profile.")),
    ("the profile holds no accounts", N_("There are no accounts at other services in the profile.")),
    ("the profile holds the place", N_("Only your municipality is kept, not your address.")),
    ("the profile holds the country", N_("The address of a workplace is not kept.")),
    ("grades are for the document", N_("Grades are not kept. The document itself shows them.")),
    ("the profile has no place for the courses", N_("The courses of an education are not kept.")),
    ("keywords of a project", N_("These words are not said to be skills.")),
    ("kinds of projects", N_("The kind of a project is not kept.")),
    ("a level in words", _LEVEL),
    ("neither native speaker", _LEVEL),
    ("the same skill is in the file", N_("It is in the file more than once.")),
    ("this is about the file", N_("It is about the file, not about you.")),
    ("JSON Resume 1.3.1 has no such field", N_("It is not known what this means.")),
    ("this is not a text", N_("It does not have the right form.")),
    ("the text holds control characters", N_("It does not have the right form.")),
    ("does not fit", N_("It does not have the right form.")),
    ("what stands here is stated by others", N_("Only the one who assessed can send this to you.")),
    ("you have this already", N_("You have this already. Change it in your profile.")),
    ("this section is full already", N_("That part of your profile is full already.")),
)


def by_reason(words: Words, unmapped: Iterable[Unmapped]) -> dict[str, list[str]]:
    """Each reason in words, with the places in the file that it holds for."""
    reasons: dict[str, list[str]] = {}
    for one in unmapped:
        said = next((text for start, text in _SAID if one.reason.startswith(start)), _FALLBACK)
        reasons.setdefault(words(said), []).append(one.path)
    return reasons
