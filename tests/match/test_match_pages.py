"""Her own match at the portal and over the API, and what a link shows of it."""

import re

from tests.invariants.rawfile import ask as ask_file
from tests.match import kitchen
from tests.match.kitchen import COOK, SWEDISH_SOUP, coded, skill
from tests.stage import Stage
from tests.web.at_work import AtWork

_JOB = f"scheme=esco&id={COOK.id}"


def _add(stage: Stage, section: str, content: dict[str, object]) -> str:
    made = stage.http.post(f"/v1/me/profile/{section}", json=content, headers=stage.individual("astrid"))
    assert made.status_code == 201, made.text
    return str(made.json()["id"])


def _match(stage: Stage, whose: str = "astrid", job: str = _JOB) -> dict[str, dict[str, object]]:
    found = stage.http.get(f"/v1/me/match?{job}&language=sv", headers=stage.individual(whose))
    assert found.status_code == 200, found.text
    return {one["skill"]["label"]: one for one in found.json()["skills"]}


def test_she_finds_a_job_sees_what_is_missing_and_adds_it(stage: Stage) -> None:
    kitchen.fill(stage.house.library.store)
    soup = _add(stage, "skills", {"skill": coded(SWEDISH_SOUP, "Soppor"), "level": 3})
    _add(stage, "expectations", {"goal": "occupation", "target": coded(COOK, "kock")})
    her = AtWork.sign_in(stage, "astrid")
    assert "/my/match" in her.get("/my/profile").text
    assert "Your goals" in her.get("/my/match").text
    found = her.post("/my/match", {"text": "kock"})
    assert "esco%2Fcook" in found.text
    page = her.get(f"/my/match?{_JOB}")
    assert page.status_code == 200
    assert page.headers["content-security-policy"].startswith("default-src 'none'")
    assert re.search(r'<svg class="map"[^>]*role="img"', page.text)
    for label in kitchen.NAMES:
        assert label in page.text.split('<svg class="map"')[1].split("</svg>")[1], (
            "the list says all that the picture does"
        )
    assert page.text.count(">missing<") == len(kitchen.NAMES) - 1
    assert "%" not in re.sub(r'href="[^"]*"', "", page.text.split("<main")[1].split("</main")[0]), (
        "no percentages"
    )
    add = next(one for one in re.findall(r'href="(/my/match/add[^"]*)"', page.text) if "knives" in one)
    assert her.get(add.replace("&amp;", "&")).status_code == 200
    sent = {"scheme": "esco", "id": skill("knives").id, "level": "2", "job_scheme": "esco", "job": COOK.id}
    assert her.post("/my/match/add", sent).headers["location"].startswith("/my/match?scheme=esco")
    told = _match(stage)
    assert told["laga soppa"]["has"] == {
        "level": 3, "strength": "self", "entries": [{"section": "skills", "id": soup}], "supported_by": [],
    }  # fmt: skip
    assert told["hantera knivar"]["has"]["level"] == 2  # type: ignore[index]
    assert "has" not in told["baka bröd"]
    assert all("has" not in one for one in _match(stage, "bo").values()), "each sees her own"
    hers = stage.individual("astrid")
    for wrong in ("scheme=esco&id=nothing", "scheme=sun2020&id=1", f"scheme=esco&id={skill('soup').id}"):
        assert stage.http.get(f"/v1/me/match?{wrong}", headers=hers).status_code == 404
        assert her.get(f"/my/match?{wrong}").status_code == 404
    evil = {"scheme": "esco", "id": COOK.id, "job_scheme": "https://evil.example", "job": "x"}
    assert her.post("/my/match/add", evil).status_code == 404, "an occupation is no skill"
    elsewhere = her.post("/my/match/add", {**sent, "id": skill("bread").id, "job_scheme": "//evil.example"})
    assert elsewhere.headers["location"] == "/my/match"
    assert stage.http.get(f"/v1/me/match?{_JOB}", headers=stage.organisation("norrsken")).status_code == 403
    assert AtWork.sign_in(stage, "nils").get(f"/my/match?{_JOB}").status_code in (303, 403)


def test_what_she_wrote_in_her_own_words_is_named_and_leads_to_the_list(stage: Stage) -> None:
    kitchen.fill(stage.house.library.store)
    own = _add(stage, "skills", {"skill": {"label": "Koka <soppa>"}, "level": 3})
    with_code = _add(stage, "skills", {"skill": coded(SWEDISH_SOUP, "Soppor")})
    her = AtWork.sign_in(stage, "astrid")
    page = her.get(f"/my/match?{_JOB}").text
    told = page.split('id="own-words"')[1].split("</div>")[0]
    assert "Only words from the list count here." in told
    assert "In your own words: <bdi>Koka &lt;soppa&gt;</bdi>" in told
    assert f'href="/my/profile/skills/{own}/change"' in told
    assert with_code not in told
    assert "Find in the list" in her.get(f"/my/profile/skills/{own}/change").text
    stage.http.cookies.clear()
    assert own not in AtWork.sign_in(stage, "bo").get(f"/my/match?{_JOB}").text


def test_a_link_shows_how_it_fits_only_where_she_ticks_it_and_only_from_what_it_shows(stage: Stage) -> None:
    kitchen.fill(stage.house.library.store)
    shown = _add(stage, "skills", {"skill": coded(SWEDISH_SOUP, "Soppor"), "level": 3})
    kept = _add(stage, "skills", {"skill": coded(skill("knives"), "Knivar"), "level": 4})
    her = AtWork.sign_in(stage, "astrid")
    form = her.get(f"/my/shares/new?{_JOB}")
    assert f'value="esco {COOK.id}"' in form.text
    assert f'value="esco {COOK.id}" checked' in form.text, "she pressed that she shows it"
    assert 'name="fit" value="" checked' not in form.text
    assert "You chose to show this" in form.text
    for other in ("/my/shares/new", "/my/shares/new?scheme=esco&id=nothing"):
        plain_form = her.get(other).text
        assert f'value="esco {COOK.id}" checked' not in plain_form, "nothing is ticked for her"
        assert "You chose to show this" not in plain_form
    stage.http.headers["Sec-Fetch-Site"] = "cross-site"
    lured = her.get(f"/my/shares/new?{_JOB}").text
    stage.http.headers["Sec-Fetch-Site"] = "same-origin"
    assert f'value="esco {COOK.id}" checked' not in lured, "another site's link chooses nothing for her"
    back = her.post("/my/shares/new", {"vacancy": "Kock", "fit": ""}).text
    assert f'value="esco {COOK.id}" checked' not in back, "a no of hers stays a no"
    share_id = re.findall(r'name="share_id" value="([^"]+)"', form.text)[0]
    filled: dict[str, str | list[str]] = {
        "share_id": share_id, "vacancy": "Kock", "employer": "Norrsken", "scope": "skills",
        "item-skills": shown, "field-skills": ["skill", "level"], "fit": f"esco {COOK.id}",
    }  # fmt: skip
    preview = her.post("/my/shares/preview", filled)
    assert preview.status_code == 200, preview.text
    made = her.post("/my/shares", filled)
    assert made.status_code == 200, made.text
    secret = re.findall(r"/shared/([A-Za-z0-9_-]{20,})", made.text)[0]
    stage.http.cookies.clear()
    assert stage.http.post(f"/shared/{secret}").status_code == 303
    seen = stage.http.get(f"/shared/{secret}", headers={"Accept-Language": "en"})
    for told in (preview, seen):
        fit = told.text.split('<svg class="map"')[1]
        assert fit.split("</svg>")[0].count('class="has"') == 1, "what the link does not show is not in it"
        assert len(re.findall(r'<li class="gone">', fit)) == len(kitchen.NAMES) - 1
        assert kept not in told.text
    assert "not shown here" in seen.text
    assert "missing" not in seen.text.split("<main")[1]
    stage.http.cookies.clear()
    assert her.get(f"/my/shares/{share_id}").text.count('<svg class="map"') == 1
    sealed = ask_file(stage, "SELECT * FROM share WHERE id = ?", share_id)
    assert COOK.id not in str(sealed), "which job she looks at is sealed"
    plain = {**filled, "share_id": "shr_" + "a" * 26, "fit": "esco http://data.example/nothing"}
    assert '<svg class="map"' not in her.post("/my/shares/preview", plain).text
    her.post(f"/my/shares/{share_id}/stop", {})
    assert stage.http.get(f"/shared/{secret}").status_code == 404
