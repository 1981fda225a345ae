"""What the pages for errors say. None says whose page it was, or whether there was one."""

from collections.abc import Mapping
from typing import Final

from profile_service.language.marking import N_

_Told = tuple[str, str]

PROBLEMS: Final[Mapping[int, _Told]] = {
    400: (N_("That did not work"), N_("We could not understand what was sent. Go back and try again.")),
    403: (
        N_("This page is for somebody else"),
        N_("You are signed in, but not as somebody who can open it. You have done nothing wrong."),
    ),
    404: (
        N_("There is nothing here for you"),
        N_("The page does not exist, or it is not open to you."),
    ),
    405: (N_("That did not work"), N_("We could not understand what was sent. Go back and try again.")),
    413: (
        N_("This is too big"),
        N_("What you sent is too big. A paper or a picture can be ten megabytes, anything else one."),
    ),
    422: (
        N_("Something is missing"),
        N_("Part of what you sent is missing or wrong. Go back and try again."),
    ),
    429: (
        N_("Too many attempts"),
        N_("There have been too many attempts. Wait for an hour, and then try again."),
    ),
    500: (
        N_("Something broke on our side"),
        N_("It is not your fault. What you had saved before is still there. Try again in a while."),
    ),
    503: (
        N_("Closed for a short while"),
        N_("The service cannot answer right now. Try again in a few minutes."),
    ),
}

STALE_FORM: Final[_Told] = (
    N_("The page was too old"),
    N_("Nothing was sent. Go back, load the page again, and try once more."),
)
"""For a form that was not taken from a page of this session."""
