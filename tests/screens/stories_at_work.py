"""States of the pages of agencies, employers and the operator, and of whoever helps or acts for another."""

import json
from collections.abc import Iterator

from profile_service.demo.cast import NORRSKEN
from tests.screens.guest import Guest, Screen
from tests.screens.stories_of_hers import CODE
from tests.screens.town import Town

Told = Iterator[tuple[str, Screen]]
_AT_WORK = (
    "/agency",
    "/agency/notices",
    "/agency/inquiries",
    "/agency/readings",
    "/agency/declarations",
    "/agency/reuse",
    "/agency/assessments",
    "/agency/ask",
)


def others_have_nothing(town: Town) -> Told:
    """An employer, an assessor and a colleague of another unit, to whom nothing is open."""
    for who in ("terje", "ylva", "mona"):
        there = town.guest(who)
        for path in _AT_WORK if who != "mona" else _AT_WORK[:1]:
            yield f"{who} has nothing: {path}", there.open(path)


def he_opens_a_profile(town: Town) -> Told:
    """Without a case, and with one; what is missing for an instrument; a case that is closed."""
    scopes = ("profile:languages:read", "profile:skills:read", "profile:experience:read")
    grant = f"/agency/grants/{town.stage.granted(scopes)}"
    nils = town.guest("nils")
    nils.open(grant)
    yield "no case", nils.press("", {"case_reference": ""}, form=".")
    yield "opened", nils.press("", {"case_reference": "case-1"}, form=".")
    nils.open(f"{grant}/coverage")
    yield "coverage of nothing", nils.press("", {"case_reference": ""}, form=".")
    nils.open(f"{grant}/coverage")
    yield (
        "what is known and what is missing",
        nils.press("", {"case_reference": "case-1", "instrument": "work-skills"}, form="."),
    )
    nils.open(f"{grant}/close")
    yield "a case is closed", nils.press()
    yield "nothing here any more", nils.open(grant)


def an_employer_opens_one(town: Town) -> Told:
    """The employer's view of one vacancy."""
    asked = town.stage.ask(
        ("profile:skills:read",), organisation="tjuvholmen", declaration="dcl_tjuvholmen_vacancy"
    )
    assert asked.status_code == 201, asked.text
    given = town.stage.answer_yes(asked.json()["id"], ("profile:skills:read",))
    terje = town.guest("terje")
    yield "an employer's list", terje.open("/agency")
    terje.open(f"/agency/grants/{given.json()['id']}")
    yield "an employer's view", terje.press("", {"case_reference": "case-1"})


def they_map_at_work(town: Town) -> Told:
    """A mapping session under a grant, handed over."""
    grant = town.stage.granted(("profile:experience:read", "profile:languages:read"))
    nils, at = town.guest("nils"), f"/agency/grants/{grant}/mapping"
    nils.open(at)
    yield "mapping at work: begun", nils.open(f"{at}/new/orientation")
    yield "mapping at work: what to do", nils.press("then=begin", {"hers": "ar", "second": "sv"})
    session = nils.screen.path
    nils.open(f"{session}/check")
    yield "mapping at work: handed over", nils.press(form="/hand-over")


def he_helps_her(town: Town) -> Told:
    """She makes a code; inside of her session he drafts, and maps beside her."""
    her, nils = town.guest("astrid"), town.guest("nils")
    her.open("/my/help")
    sections = ["skills", "experience", "languages", "education", "expectations", "licences"]
    yield "a code for a helper", her.press("", {"section": sections, "minutes": "30"}, form="/my/help")
    code = her.find(CODE)
    nils.open("/agency/help")
    yield "a helper's wrong code", nils.press("", {"code": "00000-00000"}, form="/agency/help")
    yield "a helper is in", nils.press("", {"code": code}, form="/agency/help")
    yield "a helper in a section", nils.open("/agency/help/now/skills")
    nils.open("/agency/help/now/skills/add")
    yield "a helper's mistake", nils.press("", form=".")
    yield (
        "a helper finds a code",
        nils.open("/agency/help/now/skills/add") and nils.press("find=skill", {"skill": "baka"}),
    )
    nils.open("/agency/help/now/skills/add")
    yield "a helper's draft", nils.press("", {"skill": "Svetsning"}, form=".")
    yield "a helper changes", nils.follow("/agency/help/now/skills/itm_")
    yield from _maps_beside_her(nils)
    yield "drafts wait for her", her.open("/my/drafts")
    yield "somebody helps her", her.open("/my/help")
    nils.open("/agency/help/now")
    yield "the help is over", nils.press(form="/agency/help/end")


def _maps_beside_her(nils: Guest) -> Told:
    yield "beside her: sessions", nils.open("/agency/help/mapping")
    yield "beside her: circumstances", nils.open("/agency/help/mapping/new/orientation")
    yield "beside her: what to do", nils.press("then=begin", {"hers": "ar", "second": "sv"})
    session = nils.screen.path
    for rest in ("parts/done?page=2", "notes", "circumstances", "leave", "check"):
        yield f"beside her: {rest}", nils.open(f"{session}/{rest}")
    yield "beside her: handed over", nils.press(form="/hand-over")


def rim_acts_for_her(town: Town) -> Told:
    """A representative at the pages of whom she acts for."""
    her, rim = town.guest("astrid"), town.guest("rim")
    her.open("/my/representatives")
    filled = {"power": ["see"], "months": "3", "name": "Astrid L"}
    her.press("", filled, form="/my/representatives")
    code = her.find(CODE)
    rim.open("/my/for")
    rim.press("", {"code": code, "name": "Rim K"}, form="/my/for")
    yield "acting for another", rim.press(rim.find(r'formaction="(/my/for/mnd_[^"/]+)"'))
    for path in ("/my", "/my/profile", "/my/requests", "/my/for", "/my/profile/skills", "/my/log"):
        yield f"acting for another: {path}", rim.open(path)


def they_look_after_things(town: Town) -> Told:
    """An assessment is sent, a colleague invited, a purpose looked at, an address made, a question asked."""
    nils = town.guest("nils")
    grant = town.stage.granted()
    nils.open(f"/agency/assessments/propose?grant={grant}")
    when = {"assessed_on.year": "2026", "assessed_on.month": "11", "assessed_on.day": "10"}
    claim = {
        "competence": "Lagerarbete",
        "kind": "third_party",
        "method": "Praktik",
        "case_reference": "c",
        **when,
    }
    yield "find a code for an assessment", nils.press("find=competence", {**claim, "grant_id": grant})
    nils.open(f"/agency/assessments/propose?grant={grant}")
    yield "an assessment is sent", nils.press("", {**claim, "grant_id": grant})
    nils.open("/agency/staff/invite")
    yield (
        "a code for a colleague",
        nils.press("", {"name": "Ny Kollega", "unit": "Etablering Nord", "roles": ["case_worker"]}),
    )
    yield "where a colleague begins", town.guest().open("/invitation")  # fmt: skip
    nils.open("/agency/webhooks")
    yield "a secret", nils.press("", {"url": "https://receiver.example.org/two"}, form="/agency/webhooks")
    nils.open("/agency/declarations/new")
    yield "a purpose with everything missing", nils.press("", form="/agency/declarations/new")
    nils.open("/agency/declarations/dcl_norrsken_mapping/change")
    yield "a purpose, looked at in every language", nils.press("look=yes")
    nils.open("/agency/ask")
    code = town.stage.code()
    asked = {
        "connection_code": code,
        "case_reference": "case-9",
        "purpose_declaration": "dcl_norrsken_mapping",
        "scope.dcl_norrsken_mapping": ["profile:skills:read"],
    }
    yield "asked", nils.press("", asked)  # fmt: skip


def somebody_new_at_the_desk(town: Town) -> Told:
    """A sheet is made at the desk, and the one who got it comes in for the first time."""
    nils, new = town.guest("nils"), town.guest()
    nils.open("/agency/desk/new")
    seen = {
        "proof": "passport",
        "tail": "123",
        "born.year": "1990",
        "born.month": "1",
        "born.day": "1",
        "language": town.language,
        "seen": "yes",
    }
    yield "a child at the desk", nils.press("", {**seen, "way": "sheet", "born.year": "2020"})  # fmt: skip
    yield "a sheet from the desk", nils.press("", {**seen, "way": "sheet"})
    nils.open("/agency/desk/new")
    yield "a code for a telephone", nils.press("", {**seen, "way": "phone"})
    new.open("/sign-in")
    yield "codes of a sheet", new.press("", {"sheet": "123456789"}, form="/sign-in/sheet")
    yield "wrong codes of a sheet", new.press("", {"pin": "123456"}, form="/sign-in/sheet/codes")
    yield (
        "a wrong code to begin with",
        new.open("/start") and new.press("", {"code": "00000-00000"}, form="/start"),
    )


def the_operator_looks_after_things(town: Town) -> Told:
    """An organisation is added, its first administrator and its system; an alarm is seen."""
    olle = town.guest("olle")
    olle.open("/operator/organisations/new")
    yield (
        "a new organisation",
        olle.press("", {"name": "Ny kommun", "number": "5560000035", "role": "agency"}),
    )
    olle.open(f"/operator/organisations/{NORRSKEN.id}")
    there = olle.screen.path
    yield "a wrong unit", olle.press("", {"unit": ""}, form="/units")
    olle.open(there)
    yield (
        "a key that is none",
        olle.press("", {"client_id": "x", "key": json.dumps({"kty": "x"})}, form="/systems"),
    )
    olle.open("/operator/alarms")
    yield "an alarm is seen", olle.press()


STORIES = (
    others_have_nothing,
    he_opens_a_profile,
    an_employer_opens_one,
    they_map_at_work,
    he_helps_her,
    rim_acts_for_her,
    they_look_after_things,
    somebody_new_at_the_desk,
    the_operator_looks_after_things,
)
