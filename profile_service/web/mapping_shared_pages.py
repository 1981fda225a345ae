"""The pages that everybody has who sits before a mapping session, by where they are under the address at which it begins."""

from typing import Final

from profile_service.web.mapping_ending_pages import (
    arrange_part,
    check_answers,
    confirm_leaving,
    hand_it_over,
    leave_it,
)
from profile_service.web.mapping_list_pages import begin, show_begin
from profile_service.web.mapping_pages import save_part, show_part, show_tasks
from profile_service.web.mapping_seats import Page

PAGES: Final[tuple[tuple[str, str, Page], ...]] = (
    ("GET", "/new/{instrument_id}", show_begin),
    ("POST", "/new/{instrument_id}", begin),
    ("GET", "/{mapping_id}", show_tasks),
    ("GET", "/{mapping_id}/parts/{part}", show_part),
    ("POST", "/{mapping_id}/parts/{part}", save_part),
    ("POST", "/{mapping_id}/parts/{part}/arrange", arrange_part),
    ("GET", "/{mapping_id}/check", check_answers),
    ("POST", "/{mapping_id}/hand-over", hand_it_over),
    ("GET", "/{mapping_id}/leave", confirm_leaving),
    ("POST", "/{mapping_id}/leave", leave_it),
)
