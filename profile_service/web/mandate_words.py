"""What powers, proofs and states of a mandate are called."""

from typing import Final

from consent.mandate import Power
from profile_service.language.marking import N_

POWERS: Final = {
    Power.SEE: N_("See my profile"),
    Power.WRITE: N_("Write in my profile"),
    Power.ANSWER: N_("Answer questions for me, yes or no"),
    Power.SEE_LOG: N_("See my history"),
}
POWERS_AT_DESK: Final = {
    Power.SEE: N_("See the profile"),
    Power.WRITE: N_("Write in the profile"),
    Power.ANSWER: N_("Answer questions for the person, yes or no"),
    Power.SEE_LOG: N_("See the history"),
}
PROOFS: Final = {
    "herself": N_("Given with a code"),
    "court_decision": N_("A decision by a court"),
    "guardian": N_("Guardian or trustee (god man, förvaltare)"),
    "power_of_attorney": N_("A written power of attorney"),
}
STATES: Final = {
    "waiting": N_("Waits for a second check at the agency"),
    "active": N_("Open until {day}"),
    "ended": N_("Ended"),
    "expired": N_("The time was over."),
}
