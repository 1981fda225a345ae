"""Dates, names and sentences in each language."""

from datetime import UTC, date, datetime

import pytest

from profile_service.domain.event import Kind
from profile_service.domain.profile import Change, Source, SourceKind, Strength
from profile_service.domain.sections import SECTIONS
from profile_service.language import (
    LANGUAGES,
    change_label,
    choice_label,
    field_label,
    item_title,
    kind_label,
    scope_sentence,
    section_hint,
    section_label,
    source_label,
    strength_label,
    title_field,
    value_lines,
    words,
)
from profile_service.language.field_names import FIELD_NAMES
from profile_service.language.names import CHOICES, SECTION_NAMES
from profile_service.language.readers import READERS_NAMES

SWEDISH, ENGLISH = words("sv"), words("en")


def test_words_are_read_once() -> None:
    assert words("sv") is SWEDISH


def test_an_unknown_language_is_an_error() -> None:
    with pytest.raises(KeyError):
        words("xx")


def test_a_moment_is_told_in_stockholm_time() -> None:
    night = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)
    assert SWEDISH.moment(night) == "2 mars 2026 kl. 00:30"
    assert ENGLISH.moment(night) == "2 March 2026 at 00:30"


def test_a_day_is_written_out() -> None:
    assert SWEDISH.day(date(2026, 5, 3)) == "3 maj 2026"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("2019", "2019"),
        ("2019-04", "april 2019"),
        ("2019-04-02", "2 april 2019"),
        ("2019-13", "2019-13"),
        ("last summer", "last summer"),
        ("", ""),
    ],
)
def test_a_partial_date_is_written_out_as_far_as_it_is_known(text: str, written: str) -> None:
    assert SWEDISH.partial(text) == written


def test_arabic_dates_and_numbers_are_written_with_the_digits_of_swedish_papers() -> None:
    arabic = words("ar")
    told = [
        arabic.moment(datetime(2026, 3, 1, 12, 30, tzinfo=UTC)),
        arabic.plural("{n} month", "{n} months", 7),
    ]
    told += value_lines(arabic, "education", "years_done", 2.5)
    assert told == ["1 مارس 2026، الساعة 13:30", "7 أشهر", "2.5 سنة"]


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_a_time_is_told_as_the_clocks_in_sweden_show_it(tag: str) -> None:
    """Unicode has hours until twelve for Arabic, Somali and Tigrinya; her letters, her doctor and her bus have twenty-four."""
    afternoon = datetime(2026, 3, 1, 14, 5, 9, tzinfo=UTC)
    assert (words(tag).time(afternoon), words(tag).clock(afternoon)) == ("15:05", "15:05:09")


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_a_date_is_in_the_year_and_the_digits_of_swedish_papers_and_ends_without_a_point(tag: str) -> None:
    told = words(tag).day(date(2026, 11, 15)), words(tag).partial("2026-11")
    for one in told:
        assert "2026" in one and not one.endswith("."), one
    assert "15" in told[0]


def test_the_months_are_those_that_people_say() -> None:
    told = {tag: words(tag).partial("2026-11") for tag in ("so", "ti", "prs", "uk")}
    assert told == {
        "so": "Noofeembar 2026",
        "ti": "ሕዳር 2026",
        "prs": "نومبر 2026",
        "uk": "листопад 2026 року",
    }
    assert words("uk").day(date(2026, 11, 15)) == "15 листопада 2026 року"


@pytest.mark.parametrize(
    ("tag", "told"),
    [("sv", "12\xa0345"), ("en", "12,345"), ("ar", "12,345"), ("uk", "12\xa0345"), ("prs", "12,345")],
)
def test_a_number_is_in_groups_as_the_language_writes_it(tag: str, told: str) -> None:
    assert words(tag).number(12345) == told
    assert told in words(tag).plural("{n} month", "{n} months", 12345)
    assert words(tag)("{number} or more", number=12345).count(told) == 1


@pytest.mark.parametrize(
    ("tag", "ordered"),
    [
        ("sv", ["Armenien", "Zambia", "Åland", "Ägypten", "Österrike"]),
        ("en", ["Afghanistan", "Åland", "Angola", "Côte d’Ivoire", "Croatia"]),
        ("ar", ["إثيوبيا", "الأردن", "أفغانستان", "بلجيكا", "تركيا", "السويد", "سويسرا"]),
        ("prs", ["آلمان", "اریتریا", "پاکستان", "چین", "ژاپن", "سوریه", "گرجستان", "یمن"]),
        ("uk", ["Ґана", "Еритрея", "Єгипет", "Індія", "Їжа", "Йорданія", "Яна"]),
        ("so", ["Iiraan", "Soomaaliya", "Suuriya"]),
        ("ti", ["ሶማል", "ሶርያ", "ኢራን", "ኤርትራ"]),
    ],
)
def test_lists_are_in_the_order_of_the_language(tag: str, ordered: list[str]) -> None:
    assert sorted(set(ordered), key=words(tag).in_order) == ordered


@pytest.mark.parametrize(
    ("n", "told"),
    [(1, "شهر واحد"), (2, "شهران"), (3, "3 أشهر"), (11, "11 شهرًا"), (100, "100 شهر"), (103, "103 أشهر")],
)
def test_arabic_has_six_forms_for_numbers(n: int, told: str) -> None:
    assert words("ar").plural("{n} month", "{n} months", n) == told


def test_names_of_languages_and_countries() -> None:
    assert SWEDISH.language("ar") == "arabiska"
    assert SWEDISH.language("prs") == "dari"
    assert words("so").language("prs") == "Dari", "Unicode calls it Persian there"
    assert words("prs").language("prs") == "دری"
    assert SWEDISH.language("tlh-XX-nobody") == "klingonska"
    assert SWEDISH.country("se") == "Sverige"
    assert SWEDISH.country("??") == "??"


def test_lists_and_plurals() -> None:
    assert SWEDISH.join([]) == ""
    assert SWEDISH.join(["a", "b", "c"]) == "a, b och c"
    assert SWEDISH.plural("{n} month", "{n} months", 1) == "1 månad"
    assert SWEDISH.plural("{n} month", "{n} months", 7) == "7 månader"


def test_a_message_with_braces_from_a_person_is_left_alone() -> None:
    assert ENGLISH("Case {case}", case="{0.__class__}") == "Case {0.__class__}"


def test_the_empty_message_is_not_the_header_of_the_catalogue() -> None:
    assert SWEDISH("") == ""


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_everything_in_a_profile_has_a_name(tag: str) -> None:
    speech = words(tag)
    for name, section in SECTIONS.items():
        assert section_label(speech, name) != name
        assert section_hint(speech, name) != name
        assert [field for field in section.fields if field_label(speech, name, field) == field] == []


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_everything_in_the_log_has_a_name(tag: str) -> None:
    speech = words(tag)
    assert [kind for kind in Kind if kind_label(speech, kind) == kind.value] == []
    assert [change for change in Change if change_label(speech, change) == change.value] == []
    # "assessed" is the same word in English, so only the other languages are compared.
    if tag != "en":
        assert [one for one in Strength if strength_label(speech, one) == one.value] == []


def test_every_source_can_be_named() -> None:
    assert source_label(ENGLISH, Source(SourceKind.INDIVIDUAL)) == "the person's own words"
    assert source_label(ENGLISH, Source(SourceKind.ORGANISATION, "Norrsken AB")) == "Norrsken AB"
    assert source_label(ENGLISH, Source(SourceKind.IMPORT, "JSON Resume")) == "a file: JSON Resume"
    assert source_label(ENGLISH, Source(SourceKind.SEED, "x")) == "made-up example"


def test_a_scope_is_told_as_a_sentence() -> None:
    assert scope_sentence(ENGLISH, "profile:languages:read") == "Languages: everything there."
    some = "profile:languages:read?fields=language,sfi_course"
    assert scope_sentence(ENGLISH, some) == "Languages: which language and SFI course."
    reach = "profile:person:read?fields=email,name,phone"
    assert scope_sentence(SWEDISH, reach) == "Om mig: namn, e-post och telefon."
    few = "profile:languages:read?items=itm_1"
    assert scope_sentence(SWEDISH, few) == "Språk: bara 1 sak."
    both = "profile:languages:read?fields=language,sfi_course&items=itm_1,itm_2"
    assert scope_sentence(SWEDISH, both) == "Språk: vilket språk och sfi-kurs. Bara 2 saker."


def test_values_are_told_in_words() -> None:
    def told(section: str, field: str, value: object) -> tuple[str, ...]:
        return value_lines(SWEDISH, section, field, value)  # type: ignore[arg-type]

    assert told("languages", "native", True) == ("Ja",)
    assert told("languages", "reading", "none") == ("Inte alls",)
    assert told("skills", "level", 3) == ("3: på egen hand",)
    assert told("education", "years_done", 2.5) == ("2,5 år",)
    assert told("experience", "start", "2016-08") == ("augusti 2016",)
    assert told("experience", "country", "SY") == ("Syrien",)
    assert told("expectations", "regions", [{"label": "Nässjö"}, {"label": "Eksjö"}]) == ("Nässjö", "Eksjö")
    assert told("person", "mapping_languages", ["ar", "sv"]) == ("arabiska", "svenska")
    assert told("skills", "comes_from", [{"kind": "job", "note": "Köket"}]) == ("Ett jobb: Köket",)
    assert told("progress", "value", 7) == ("7 av 10",)
    assert told("person", "name", None) == ()


def test_those_who_read_about_her_are_not_spoken_to_as_if_they_were_her() -> None:
    readers = ENGLISH.for_readers()
    assert (section_label(ENGLISH, "skills"), section_label(readers, "skills")) == ("What I can do", "Skills")
    assert value_lines(ENGLISH, "skills", "level", 3) == ("3: on my own",)
    assert value_lines(readers, "skills", "level", 3) == ("3: can do it alone",)
    assert scope_sentence(readers, "profile:skills:read") == "Skills: everything there."


def test_no_name_for_readers_speaks_as_i_or_to_you() -> None:
    readers = ENGLISH.for_readers()
    names = [section_label(readers, name) for name in SECTIONS]
    names += [field_label(readers, name, field) for name, rule in SECTIONS.items() for field in rule.fields]
    names += [choice_label(readers, field, value) for field, values in CHOICES.items() for value in values]
    assert [name for name in names if {"i", "me", "my", "you", "your"} & set(name.lower().split())] == []


def test_every_name_for_readers_replaces_one_that_exists() -> None:
    own = {*SECTION_NAMES.values(), *FIELD_NAMES.values()}
    own |= {label for values in CHOICES.values() for label in values.values()}
    assert READERS_NAMES.keys() - own == set()


def test_a_field_is_not_called_as_its_section_is() -> None:
    spoken = [words(tag) for tag in LANGUAGES]
    for speech in spoken + [one.for_readers() for one in spoken]:
        for name, rule in SECTIONS.items():
            labels = [field_label(speech, name, field) for field in rule.fields]
            assert section_label(speech, name) not in labels, name


def test_an_item_is_known_by_its_first_line() -> None:
    long = {"needs_at_work": "Sitta ner " * 20}
    assert item_title(SWEDISH, "experience", {"title": "Kock"}) == "Kock"
    assert title_field("experience", {"title": "Kock"}) == "title"
    assert item_title(SWEDISH, "person", {}) is None
    assert (item_title(SWEDISH, "adaptations", long) or "").endswith("…")
    assert title_field("adaptations", long) is None, "a shortened text is shown whole below"


def test_every_choice_of_a_field_is_named_in_both_languages() -> None:
    for choices in CHOICES.values():
        for label in choices.values():
            assert SWEDISH(label)
            assert ENGLISH(label) == label
