"""A link shows competences and not whose: not by a field, not by an id, not by a time, not between the lines."""

import gzip
import json
import re
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

from consent.share import COMPETENCES
from profile_service.actions.enrolling import enrol
from profile_service.actions.importing import import_profile
from profile_service.actions.own_profile import add_item, read_own_profile
from profile_service.actions.shared_reading import look, open_share, show
from profile_service.actions.sharing import Offer, make_share
from profile_service.domain.masking import COVER, covers, mask_text
from profile_service.domain.profile import Profile
from profile_service.language import words
from profile_service.portability.own_format import to_bytes
from profile_service.portability.synthetic import read_line
from profile_service.wire.shares import render_shown
from tests.sharing.links import EVERYTHING, following, make
from tests.stage import Stage

_PEOPLE = Path(__file__).parents[3] / "shared" / "data" / "synthetic-load" / "profiles.jsonl.gz"
_EVERY = 160
_ID_OR_TIME = re.compile(r"(itm|ind|shr|evt|gra)_[a-z0-9]{8}|\d{4}-\d\d-\d\dT")


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for name, one in value.items():
            if name not in ("scheme", "scheme_version", "concept_id", "kind"):
                yield from _texts(one)
    elif isinstance(value, list | tuple):
        for one in value:
            yield from _texts(one)


def _never(profile: Profile) -> set[str]:
    """Every value that may be in no share: those about herself, where she was, and where she comes from."""
    swedish, english = words("sv"), words("en")
    found: set[str] = set()
    for item in profile.sections.get("person", ()):
        found |= {text for name in ("name", "birth_date", "identity_numbers", "email", "phone", "place")
                  for text in _texts(item.content.get(name))}  # fmt: skip
    for section in ("experience", "education", "licences"):
        for item in profile.sections.get(section, ()):
            found |= set(_texts([item.content.get("employer"), item.content.get("school")]))
            country = item.content.get("country")
            # Nobody is told by Sweden where she comes from, and a label of the page speaks of it.
            if isinstance(country, str) and country != "SE":
                found |= {swedish.country(country), english.country(country)}
    for item in profile.sections.get("languages", ()):
        found |= set(_texts(item.content.get("sfi_course")))
    return {text for text in found if len(text) > 2}


@pytest.mark.skipif(not _PEOPLE.is_file(), reason="the load data is not beside the repository")
def test_nothing_that_says_who_she_is_leaves_by_a_link(stage: Stage) -> None:
    checked = 0
    with following(stage) as viewer, gzip.open(_PEOPLE) as lines:
        for language, foreign in map(read_line, islice(lines, 0, None, _EVERY)):
            link, profile, told = _share(stage, language, foreign)
            page = viewer.http.post(link) and viewer.http.get(link).text
            main = page.split("<main")[1].split("</main>")[0].replace(link, "")
            assert COVER in told
            for text in _never(profile):
                assert text not in told, text
                assert not re.search(rf"(?<!\w){re.escape(text)}(?!\w)", main), text
            assert not _ID_OR_TIME.search(main)
            assert not _ID_OR_TIME.search(told.split('"until"')[0] + told.split('Z"', 1)[1])
            checked += 1
    assert checked == 63


def _share(stage: Stage, language: str, foreign: Any) -> tuple[str, Profile, str]:
    """Somebody of the 10,000, who writes about herself by name, and shares all that can be shared."""
    desk = stage.house.desk

    def act(work: Any) -> tuple[str, Profile, str]:
        her = enrol(work, desk, language).id
        import_profile(work, desk, her, foreign)
        person = read_own_profile(work, desk, her).sections["person"][0].content
        name, number = person["name"], person["identity_numbers"][0]["value"]  # type: ignore[index,call-overload]
        tasks = f"{name} ({number}) lagade mat på Krogen vid ån. Ring 070-123 45 67 eller jag@example.org."
        job = {"title": f"Kock, {name}", "employer": "Krogen vid ån", "country": "ER", "tasks": tasks}
        add_item(work, desk, her, "experience", job)
        add_item(work, desk, her, "education", {"name": "Kockskola", "school": "Åsö skola", "country": "SO"})
        add_item(
            work,
            desk,
            her,
            "languages",
            {"language": {"label": "tigrinja"}, "native": True, "sfi_course": "3Cz"},
        )
        made = make_share(work, desk, her, Offer(f"Kock för {name}", "Krogen", EVERYTHING))
        opened = open_share(work, desk, made.secret, "", None)
        share, viewing = look(work, desk, made.secret, opened.shown)  # type: ignore[union-attr]
        shown = show(work, desk, share, viewing)  # type: ignore[arg-type]
        told = to_bytes(render_shown(shown)).decode()  # type: ignore[arg-type]
        return f"/shared/{made.secret}", read_own_profile(work, desk, her), told

    return stage.parts.database.writer.run(act)


def test_only_fields_of_competences_are_in_it(stage: Stage) -> None:
    link = make(stage, scopes=EVERYTHING)
    hers = stage.individual("astrid")
    shown = stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers).json()
    assert set(shown) == {"vacancy", "employer", "until", "sections"}
    for section, contents in shown["sections"].items():
        for content in contents:
            assert set(content) <= COMPETENCES[section]
    assert len(shown["sections"]["experience"]) == 3
    assert not _ID_OR_TIME.search(json.dumps(shown["sections"]))


def test_two_links_of_one_person_have_no_id_in_common(stage: Stage) -> None:
    first, second = make(stage, scopes=EVERYTHING), make(stage, scopes=EVERYTHING)
    with following(stage) as viewer:
        pages = [viewer.open(link).text for link in (first, second)]
    for page, link in zip(pages, (first, second), strict=True):
        assert not _ID_OR_TIME.search(page.replace(link.path, ""))
    assert pages[0].replace(first.path, second.path) == pages[1]


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Astrid hjälpte gäster.", "••• hjälpte gäster."),
        ("Jag heter ASTRID LINDQVIST", "Jag heter •••"),
        ("Astrids ansvar, Lindqvists kök", "••• ansvar, ••• kök"),
        ("astrid.lindqvist@example.org eller annan@example.com", "••• eller •••"),
        ("Ring 070-000 00 01 eller +46 70 000 00 01", "Ring ••• eller •••"),
        ("Ring 08-123 456 78.", "Ring •••."),
        ("840512-1234 eller 198405121234", "••• eller •••"),
        ("Född 1984.", "Född •••."),
        ("Bor i Nässjö", "Bor i •••"),
        ("På Solgläntans äldreboende", "På •••"),
        ("Jag var där 2015-2018, 40 timmar", "Jag var där 2015-2018, 40 timmar"),
        ("Kvalitet och lindring", "Kvalitet och lindring"),
        ("linkedin.com/in/astridlindqvist, https://example.net/~al", "••• •••"),
        ("Se www.astridlindqvist.se eller @astridl", "Se ••• eller •••"),
        ("AstridLindqvist, astrid_lindqvist, lindqvist.astrid", "•••, •••, •••"),
        ("A. Lindqvist, alindqvist, Astrid L", "•••, •••, •••"),
        ("astrid_84 och Lindqvist1", "•••_84 och •••1"),
        ("Ast\u00adrid och Lind\u200bqvist", "••• och •••"),
        ("På Krogen i hamnen", "På ••• i hamnen"),
        ("ASP.NET, Node.js och C#. Klar.De började 1.5", "ASP.NET, Node.js och C#. Klar.De började 1.5"),
    ],
)
def test_what_would_name_her_is_covered_in_her_own_words(text: str, left: str) -> None:
    person = {
        "name": "Astrid Lindqvist",
        "email": "astrid.lindqvist@example.org",
        "phone": "+46700000001",
        "birth_date": "1984-05-12",
        "identity_numbers": [{"kind": "personnummer", "value": "198405121234"}],
        "place": {"label": "Nässjö"},
    }
    assert mask_text(text, covers(person, ["Solgläntans äldreboende", "Krogen AB (publ)"])) == left


@pytest.mark.parametrize(
    ("name", "text", "left"),
    [
        ("Bo Ek", "Bo vill bo i en ek", "••• vill bo i en ek"),
        ("Anna de Vries", "De tog emot de varor som Vries bad om", "De tog emot de varor som ••• bad om"),
        ("ريم الحسن", "عملت ريم مع وريم ولريم الحسن", "عملت ••• مع ••• •••"),
        ("ريم الخطيب", "رِيم وريـم وبالخطيب وخطيب الخَطيب", "••• ••• ••• ••• •••"),
        ("Ali", "Kvalitet. Ali är noga.", "Kvalitet. ••• är noga."),
        ("Jose\u0301 Maria", "José lagade", "••• lagade"),
        ("", "Allt står kvar", "Allt står kvar"),
        (".*", "Allt står kvar", "Allt står kvar"),
    ],
)
def test_names_of_many_kinds_are_covered(name: str, text: str, left: str) -> None:
    assert COVER in left or text == left
    assert mask_text(text, covers({"name": name}, [])) == left


@pytest.mark.parametrize(
    "text", ["a" * 4000, "a-" * 2000, "@a" * 2000, "+0 " * 1300, "arbetsplats nummer " * 200]
)
def test_no_text_makes_the_covering_slow(text: str) -> None:
    covered = covers({"name": "Astrid Lindqvist"}, [f"Arbetsplats nummer {at} i staden" for at in range(500)])
    started = time.perf_counter()
    mask_text(text, covered)
    # Some milliseconds; what grows with the square of the length took many times this.
    assert time.perf_counter() - started < 0.5


def test_a_code_goes_with_the_words_that_were_covered(stage: Stage) -> None:
    hers = stage.individual("astrid")
    skill = {
        "label": "Astrids bröd",
        "scheme": "esco",
        "concept_id": "http://example.org/1",
        "scheme_version": "1",
    }
    added = stage.http.post("/v1/me/profile/skills", json={"skill": skill}, headers=hers)
    assert added.status_code == 201
    link = make(stage)
    shown = stage.http.get(f"/v1/me/shares/{link.id}/shown", headers=hers).json()
    assert {"skill": {"label": "••• bröd"}} in shown["sections"]["skills"]
