"""Mapping sessions: all that can be done with one, in one place to take it from."""

from profile_service.actions.mapping_answers import Arrangement, answer, arrange, note
from profile_service.actions.mapping_checks import GivenAnswer
from profile_service.actions.mapping_ends import delete, hand_over, leave
from profile_service.actions.mapping_seats import GranteeSeat, HelperSeat, OwnSeat, Seat
from profile_service.actions.mapping_starting import look, look_at_own, sessions_of, start
from profile_service.domain.mapping_sheet import Sheet, SheetRow

__all__ = [
    "Arrangement", "GivenAnswer", "GranteeSeat", "HelperSeat", "OwnSeat", "Seat", "Sheet", "SheetRow", "answer",
    "arrange", "delete", "hand_over", "leave", "look", "look_at_own", "note", "sessions_of", "start",
]  # fmt: skip
