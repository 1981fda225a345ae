"""Building the profile on the pages: things to do, by pictures, in her own words, and what it all looks like then."""

import re
from collections.abc import Callable
from html import unescape

from schemas.export import Export
from tests.stage import Stage
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
COOK = "http://data.europa.eu/esco/skill/f3934441-4bff-4076-9945-e6c51a01c467"
TOLD = "Jag lagade mat i en skola.\nHemma <b>sydde</b> jag kläder. Jag har varit kock."


def _items(stage: Stage, section: str) -> list[dict[str, object]]:
    answer = stage.http.get(f"/v1/me/profile/{section}", headers=stage.individual("bo"))
    return [one["content"] for one in answer.json()["items"]]


def _states(her: Visitor) -> dict[str, str]:
    page = her.get("/my/profile").text
    rows = re.findall(r'href="/my/profile/(\w+)">.*?class="tag[^"]*">(.*?)</span>', page, re.DOTALL)
    return dict(rows)


def test_a_part_is_empty_by_her_own_word_and_stays_so(stage: Stage, visitor: Visitors) -> None:
    his = visitor("bo")
    assert _states(his)["education"] == "Inte påbörjat"
    assert his.send("/my/profile/education/done", answer="done").headers["location"] == "/my/profile"
    assert _states(his)["education"] == "Inget att lägga till"
    assert "inte har något att säga här" in his.get("/my/profile/education").text
    again = visitor("bo")  # each sign-in seals the marks anew
    assert _states(again)["education"] == "Inget att lägga till"
    hers = stage.individual("bo")
    assert stage.http.put("/v1/me/protection", headers=hers).status_code == 200
    taken = Export.model_validate(stage.http.get("/v1/me/export", headers=hers).json())
    assert (taken.done_with, taken.protected) == (("education",), True)
    again.send("/my/profile/education/done", answer="open")
    assert _states(again)["education"] == "Inte påbörjat"
    assert again.send("/my/profile/assessments/done", answer="done").status_code == 404
    assert "%" not in again.get("/my/profile").text.split("<main")[1].split("</main>")[0]


def test_by_pictures_step_by_step_and_nothing_before_the_last(stage: Stage, visitor: Visitors) -> None:
    his, before = visitor("bo"), _items(stage, "skills")
    address = "/my/pictures/kitchen"
    assert his.get("/my/pictures/nowhere").status_code == 404
    empty = his.send(address, step="levels")
    assert (empty.status_code, 'href="#pick"' in empty.text) == (422, True)
    levels = his.send(address, step="levels", pick=["cook", "bake", "evil"]).text
    assert "evil" not in levels
    assert not re.search(r'name="level\.[^>]* checked', levels), "nothing is chosen for him"
    check = his.send(address, step="check", pick=["cook", "bake"], level__cook="3", level__bake="9").text
    assert "Laga mat" in check
    assert _items(stage, "skills") == before
    back = his.send(address, step="pictures", pick=["cook"], level__cook="3").text
    assert re.search(r'value="cook"[^>]* checked', back)
    saved = his.send(address, step="save", pick=["cook", "bake"], level__cook="3")
    assert saved.headers["location"] == "/my/pictures?added=2"
    cook, bake = _items(stage, "skills")[len(before) :]
    assert (cook["skill"], cook["level"]) == (
        {"label": "Laga mat", "scheme": "esco", "concept_id": COOK, "scheme_version": "1.2.0"},
        3,
    )
    assert "level" not in bake
    twice = his.send(address, step="save", pick=["cook"], level__cook="3")
    assert twice.headers["location"] == "/my/pictures?added=0"
    assert 'value="cook"' not in his.get(address).text, "it is in the profile already"


def test_in_own_words_only_what_is_ticked_comes_in(stage: Stage, visitor: Visitors) -> None:
    his, before = visitor("bo"), len(_items(stage, "skills"))
    assert his.send("/my/tell", step="find", text=" ").status_code == 422
    found = his.send("/my/tell", step="find", text=TOLD).text
    assert "&lt;b&gt;sydde" in found
    assert "<b>sydde" not in found
    assert not re.search(r'name="pick"[^>]* checked', found)
    picks = [unescape(one) for one in re.findall(r'name="pick" value="([^"]+)"', found)]
    assert f"esco {COOK}" in picks
    job = next(one for one in picks if "/occupation/" in one)
    nothing = his.send("/my/tell", step="levels", text=TOLD)
    assert (nothing.status_code, "&lt;b&gt;sydde" in nothing.text) == (422, True), "nothing is lost"
    assert his.send("/my/tell", step="levels", text=TOLD, keep="yes").status_code == 422, "without a name"
    assert len(_items(stage, "skills")) == before
    ticked = [f"esco {COOK}", job, "esco made-up"]
    saved = his.send("/my/tell", step="save", text=TOLD, keep="yes", pick=ticked)
    assert saved.headers["location"] == "/my/tell?added=2"
    done = _items(stage, "experience")[-1]
    assert (done["title"], done["tasks"]) == ("kock", TOLD.replace("\r", ""))
    assert len(_items(stage, "skills")) == before + 1
    own = his.send("/my/tell", step="save", text="Wszystko inne", keep="yes", title="Eget")
    assert own.headers["location"] == "/my/tell?added=1"
    assert his.send("/my/tell", step="find", text="x" * 2001).status_code == 422


def test_a_life_a_plan_and_paper(stage: Stage, visitor: Visitors) -> None:
    her = visitor("astrid")
    life = her.get("/my/timeline").text
    years = re.findall(r"<h2>(\d{4})</h2>", life)
    assert years == sorted(years)
    assert "pågår" in life
    paper = her.get("/my/print").text
    assert "Handlarn på hörnet" not in paper, "an employer that she hides"
    assert "ont i ryggen" not in paper
    assert "ont i ryggen" in her.get("/my/print?sensitive=true").text
    plan = her.get("/my/plan").text
    address = re.findall(r'action="(/my/plan/[^"]+)"', plan)[0]
    version = re.findall(r'name="version" value="(\d+)"', plan)[0]
    assert her.send(address, status="dropped", version=version).status_code == 404
    said = her.send(address, status="remark", remark="Jag har ringt <b>dit</b>.", version=version)
    assert said.headers["location"] == "/my/plan"
    assert "Jag har ringt &lt;b&gt;dit" in her.get("/my/plan").text
    assert her.send(address, status="done", version=version).status_code == 409, "it was changed since"
    assert her.send(address, status="done", version="2").headers["location"] == "/my/plan"
    assert her.send(address, status="started", version=version).status_code == 409
    assert 'value="done"' not in her.get("/my/plan").text
    assert visitor("bo").send(address, status="started", version="2").status_code == 404


def test_paper_of_somebody_protected_names_nobody(visitor: Visitors, stage: Stage) -> None:
    her = visitor("astrid")
    assert "Lindqvist" in her.get("/my/print").text
    stage.http.put("/v1/me/protection", headers=stage.individual("astrid"))
    paper = her.get("/my/print?sensitive=true").text
    assert "Lindqvist" not in paper
    assert "Solgläntans äldreboende" not in paper


def test_who_runs_it_is_told_or_that_nobody_has_said(visitor: Visitors) -> None:
    page = visitor("").get("/about").text
    assert "har inte skrivit sitt namn" in page
    assert "En jurist måste bekräfta det" in page
