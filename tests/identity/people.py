"""Who signs in at the simulated providers, by official test numbers, which belong to nobody."""

from profile_service.identity.oidc.person import PERSONAL

ADULT_NUMBER = "189001019802"
OTHER_NUMBER = "189001029819"
CHILD_NUMBER = "201201012380"
COORDINATION_NUMBER = "191401682396"
OTHER_COORDINATION_NUMBER = "191403702390"

ADULT = {PERSONAL: ADULT_NUMBER}
