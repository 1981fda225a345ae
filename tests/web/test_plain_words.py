"""What she reads: her language first, nothing that is no longer true, no names of rules alone."""

import re
from collections.abc import Callable

import pytest

from profile_service.language import LANGUAGES, words
from profile_service.language.legal_bases import plain_bases
from profile_service.web.options import options_for
from profile_service.web.speech import speech_of
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
EVERY = {"sv": "Vi frågar.", "en": "We ask.", "ar": "نسأل."}
SWEDISH_BESIDE = ' <span class="beside" lang="sv" dir="ltr">Vi frågar.</span>'


def _told(page: str, account: str, text: dict[str, str]) -> str:
    return str(speech_of(words(page), account)["told"](text))  # type: ignore[operator]


@pytest.mark.parametrize("page", ["sv", "en"])
def test_an_organisation_speaks_a_language_of_hers_that_the_portal_does_not(page: str) -> None:
    text = {**EVERY, "tr": "Soruyoruz."}
    assert _told(page, "tr", text) == '<span lang="tr" dir="ltr">Soruyoruz.</span>' + SWEDISH_BESIDE


def test_an_organisation_speaks_the_language_that_she_chose_for_the_page() -> None:
    assert _told("ar", "ar", EVERY) == '<span lang="ar" dir="rtl">نسأل.</span>' + SWEDISH_BESIDE
    assert _told("en", "sv", EVERY) == '<span lang="en" dir="ltr">We ask.</span>' + SWEDISH_BESIDE


def test_without_her_language_comes_that_of_the_page_then_swedish_then_english() -> None:
    assert _told("en", "so", EVERY) == '<span lang="en" dir="ltr">We ask.</span>' + SWEDISH_BESIDE
    assert _told("en", "so", {"sv": "Vi frågar.", "ar": "x"}) == '<span lang="sv" dir="ltr">Vi frågar.</span>'
    assert _told("sv", "so", {"en": "We ask.", "ar": "x"}) == '<span lang="en" dir="ltr">We ask.</span>'


def test_a_part_that_lost_a_tick_is_no_longer_called_everything(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)[0]
    page = her.get(address).text
    fields, items = (re.findall(rf'name="{kind}-0" value="([^"]+)"', page) for kind in ("field", "item"))
    whole = "allt som står där"
    assert whole in _part(page)
    assert whole in _part(her.send(address, **{"scope": "0", "field-0": fields, "item-0": items}).text)
    for ticked in (
        {"field-0": fields[1:], "item-0": items},
        {"field-0": fields, "item-0": items[1:]},
    ):
        back = _part(her.send(address, scope="0", **ticked).text)
        assert whole not in back
        assert "det som är ikryssat nedanför" in back


def _part(page: str) -> str:
    return page.split('class="part"')[1]


def test_her_own_words_are_told_as_hers_to_her_and_with_their_source_to_readers(visitor: Visitors) -> None:
    own = visitor("astrid").get("/my/profile/skills").text
    assert "Du skrev det här" in own
    assert "Källa:" not in own
    astrid = visitor("astrid")
    grant = re.findall(r'href="/my/grants/([^"/]+)"', astrid.get("/my").text)[0]
    read = visitor("nils").send(f"/agency/grants/{grant}", case_reference="K-1").text
    assert "Källa: <bdi>personens egna ord</bdi>" in read
    assert "Du skrev det här" not in read


def test_a_section_has_one_name_on_all_her_pages(visitor: Visitors) -> None:
    hers = visitor("astrid")
    grant = re.findall(r'href="(/my/grants/[^"/]+)"', hers.get("/my").text)[0]
    page = hers.get(grant).text
    assert "Det jag kan" in page
    assert "Färdigheter" not in page
    read = visitor("nils").send(grant.replace("/my/", "/agency/"), case_reference="K-1").text
    assert "Färdigheter" in read
    assert "Det jag kan" not in read


@pytest.mark.parametrize(
    ("named", "sentences"),
    [
        ("GDPR art. 6.1 a", 1),
        ("GDPR art. 6.1 e", 1),
        ("GDPR art. 6.1 e, art. 9.2 h", 2),
        ("Article 6(1)(f)", 1),
        ("art. 6.1 c", 1),
    ],
)
def test_usual_legal_bases_have_a_sentence(named: str, sentences: int) -> None:
    assert len(plain_bases(named)) == sentences


@pytest.mark.parametrize("named", ["", "GDPR art. 16.1 e", "SFS 2010:111", "6.1 essential"])
def test_other_legal_bases_stay_as_they_are(named: str) -> None:
    assert plain_bases(named) == []


@pytest.mark.parametrize("tag", sorted(LANGUAGES))
def test_countries_begin_with_sweden_and_leave_out_where_nobody_is_born(tag: str) -> None:
    options = options_for(words(tag))
    assert [code for code, _ in options.common_countries[:2]] == ["SE", "SY"]
    codes = [code for code, _ in options.common_countries + options.other_countries]
    assert len(codes) == len(set(codes))
    assert {"AQ", "BV", "HM", "ZZ"} & set(codes) == set()
    assert {"SO", "NO", "XK", "PS"} <= set(codes)


def test_another_day_is_given_in_parts(visitor: Visitors) -> None:
    her = visitor("astrid")
    address = re.findall(r'href="(/my/requests/[^"]+)"', her.get("/my/requests").text)[0]
    page = her.get(address).text
    ticked: dict[str, str | list[str]] = {
        f"{kind}-0": re.findall(rf'name="{kind}-0" value="([^"]+)"', page) for kind in ("field", "item")
    }
    ticked |= {"scope": "0", "until": "other", "until-other.year": "2026", "until-other.month": "02"}
    wrong = her.send(f"{address}/answer", answer="yes", **ticked)
    assert wrong.status_code == 422
    assert 'name="until-other.year" value="2026"' in wrong.text
    first = re.findall(r'name="until"[^>]*value="(\d{4})-(\d\d)-(\d\d)"', page)[0]
    day = dict(zip(("until-other.year", "until-other.month", "until-other.day"), first, strict=True))
    assert her.send(f"{address}/answer", answer="yes", **{**ticked, **day}).headers["location"] == address
