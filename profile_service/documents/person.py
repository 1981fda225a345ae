"""The head of the profile on paper: who it is about, and how to reach her."""

from datetime import date
from typing import Final

from profile_service.documents.checking import both
from profile_service.documents.flow import Cell, Flow, Style
from profile_service.documents.items import VALUE, Beside, meta_line, write_fields
from profile_service.documents.structure import Role
from profile_service.domain.profile import Assertion
from profile_service.language import Words, value_lines
from profile_service.language.marking import N_

_KIND: Final = Style(9, 12, grey=0.25)
_NAME: Final = Style(20, 26, bold=True, role=Role.TITLE)
_META: Final = Style(8, 11, grey=0.25)
_ON_ONE_LINE: Final = ("place", "phone", "email")
_REST: Final = (
    "birth_date", "identity_numbers", "interface_language", "mapping_languages", "interpreter_language",
)  # fmt: skip
_SHOWN_UNDER_PROTECTION: Final = ("interface_language", "mapping_languages", "interpreter_language")


def heading_name(words: Words, person: Assertion | None, is_protected: bool) -> str:
    """The name, or what stands in its place."""
    name = person.content.get("name") if person else None
    return name if isinstance(name, str) and not is_protected else words(N_("Competence profile"))


def write_person(flow: Flow, words: Words, person: Assertion | None, is_protected: bool, today: date) -> None:
    """Name and contact on top."""
    name = heading_name(words, person, is_protected)
    if name != words(N_("Competence profile")):
        flow.write(Cell(both(words, N_("Competence profile")), _KIND))
    flow.write(Cell(name, _NAME))
    if person is None:
        return
    flow.gap(3)
    if is_protected:
        flow.write(
            Cell(
                words(
                    N_(
                        "Protected identity: name, contact, numbers, places, employers and schools are left out of"
                        " this copy."
                    )
                ),
                VALUE,
            )
        )
    else:
        contact = [line for field in _ON_ONE_LINE for line in _lines(words, person, field)]
        if contact:
            flow.write(Cell("  ·  ".join(contact), VALUE))
    fields = _SHOWN_UNDER_PROTECTION if is_protected else _REST
    write_fields(flow, words, person, fields)
    flow.write(Cell(meta_line(words, person, Beside(today, {})), _META))


def _lines(words: Words, person: Assertion, field: str) -> tuple[str, ...]:
    return value_lines(words, "person", field, person.content.get(field))
