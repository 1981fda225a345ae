"""What a thing is called for those who read about her. On her own pages she is spoken to, and speaks, herself."""

from collections.abc import Mapping
from typing import Final

from profile_service.language.marking import N_

READERS_NAMES: Final[Mapping[str, str]] = {
    # sections
    "About me": N_("About the person"),
    "What I want": N_("Goals and wishes"),
    "What I have done": N_("Experience"),
    "What I can do": N_("Skills"),
    "What I need to be able to work": N_("Adaptations"),
    "My plan": N_("Plan"),
    # fields
    "Language of these pages": N_("Language in this service"),
    "Languages I want to talk in about my skills": N_("Languages to talk in about skills"),
    "What you did, in a few words": N_("What was done"),
    "How many months you have done it": N_("Months of practice"),
    "Last time you did it": N_("Last used"),
    "What I need at work": N_("Needs at work"),
    "Got it": N_("Issued"),
    "In your own words": N_("In the person's own words"),
    # choices
    "1: have tried": N_("1: has tried"),
    "3: on my own": N_("3: can do it alone"),
    "I have it": N_("The person has it"),
    "I never got one": N_("Never issued"),
    "My own business": N_("Own business"),
    "Myself": N_("The person herself or himself"),
}
"""Her words to a reader's words; what is not here is the same for both."""
