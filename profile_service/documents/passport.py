"""The profile on paper: what a case worker can read, file and trust as far as it goes."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime

from profile_service.documents.checking import HEIGHT, write_check
from profile_service.documents.flow import Cell, Flow, Style
from profile_service.documents.items import Beside, write_section
from profile_service.documents.pages import About, write_pdf
from profile_service.documents.person import write_person
from profile_service.domain.paper import Marked
from profile_service.domain.profile import Assertion, Profile, Source
from profile_service.domain.sections import SECTIONS
from profile_service.language import Words, spoken
from profile_service.language.marking import N_
from profile_service.language.words import ZONE

_FOOT = Style(7.5, 9.5, grey=0.25)
_INTRODUCTION = Style(8.5, 11.5, grey=0.25)


def profile_pdf(
    profile: Profile, words: Words, generated_at: datetime, marked: Marked | None = None
) -> bytes:
    """The profile as PDF, A4: name and contact first, then every section that says something.

    Under protected identity nothing is printed that names the person or where she can be found. An employer or an
    assessment that she hides from readers is not printed either.
    """
    words = words.for_readers()
    flow = Flow(words.direction == "rtl")
    people = profile.sections.get("person", ())
    person = people[0] if people else None
    is_protected = person is not None and person.content.get("protected_identity") is True
    today = generated_at.astimezone(ZONE).date()
    beside = Beside(today, _nameless(profile) if is_protected else profile.sections)
    write_person(flow, words, person, is_protected, today)
    flow.gap(6)
    flow.write(
        Cell(
            words(
                N_(
                    "What stands here is the person's own account where nothing else is said."
                    " Under each statement: where it comes from, how well it is supported,"
                    " and when it was last confirmed."
                )
            ),
            _INTRODUCTION,
        )
    )
    for section in SECTIONS:
        shown = [one for one in profile.sections.get(section, ()) if one.content.get("hidden") is not True]
        if section != "person" and shown:
            write_section(flow, words, section, shown, is_protected, beside)
    flow.gap(18)
    flow.keep(HEIGHT + 20)
    flow.rule(0.4, 0.4)
    flow.gap(8)
    write_check(flow, words, marked)
    title = words(N_("Competence profile"))
    # Whose it is stands on the paper and not in what a list of files shows.
    about = About(title, title, spoken(words.tag), generated_at)
    return write_pdf(flow.pages(lambda page, pages: _footer(words, generated_at, page, pages)), about)


def _nameless(profile: Profile) -> Mapping[str, Sequence[Assertion]]:
    """What may speak for an item, without who has assessed it."""
    assessed = [
        replace(
            one,
            content={name: said for name, said in one.content.items() if name != "assessor"},
            source=Source(one.source.kind),
        )
        for one in profile.sections.get("assessments", ())
    ]
    return {**profile.sections, "assessments": assessed}


def _footer(words: Words, generated_at: datetime, page: int, pages: int) -> list[Cell]:
    belongs = words(
        N_(
            "This profile belongs to the person it is about. She or he decides who may see it,"
            " and can change it after this copy was made."
        )
    )
    made = words(N_("Made on {moment}"), moment=words.moment(generated_at))
    number = words(N_("Page {page} of {pages}"), page=page, pages=pages)
    return [Cell(f"{number}  ·  {made}", _FOOT), Cell(belongs, _FOOT)]
