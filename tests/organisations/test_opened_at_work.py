"""The opened profile says what differs since the unit looked last, out of marks that end with the grant."""

import re

from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.at_work import AtWork


def _open(nils: AtWork, grant: str) -> str:
    answer = nils.post(f"/agency/grants/{grant}", {"case_reference": "c"})
    assert answer.status_code == 200, answer.text
    return answer.text


def _changes(page: str) -> str:
    return page.split('id="changed"')[1].split("</section>", 1)[0]


def _looks(stage: Stage) -> int:
    with stage.parts.database.engine.connect() as connection:
        found: int = connection.exec_driver_sql("SELECT count(*) FROM grant_look").scalar_one()
    return found


def _skills(stage: Stage) -> list[dict[str, object]]:
    answer = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid"))
    items: list[dict[str, object]] = answer.json()["items"]
    return items


def _write(stage: Stage, method: str, item: dict[str, object], **sent: object) -> None:
    headers = {**stage.individual("astrid"), "If-Match": f'"{item["version"]}"'}
    path = f"/v1/me/profile/skills/{item['id']}"
    if method == "DELETE":
        answer = stage.http.delete(path, headers=headers)
    else:
        headers["Content-Type"] = "application/merge-patch+json"
        answer = stage.http.request(method, path, json=sent, headers=headers)
    assert answer.status_code in (200, 204), answer.text


def test_what_is_new_changed_and_gone_since_the_day_before_is_told_in_one_reading(stage: Stage) -> None:
    grant = stage.granted((SKILLS,))
    nils = AtWork.sign_in(stage, "nils")
    assert 'id="changed"' not in _open(nils, grant), "nothing to hold it against"
    changed, gone = _skills(stage)[:2]
    _write(stage, "PATCH", changed, level=1)
    _write(stage, "DELETE", gone)
    added = stage.http.post(
        "/v1/me/profile/skills", json={"skill": {"label": "Svetsning"}}, headers=stage.individual("astrid")
    )
    assert added.status_code == 201, added.text
    stage.move(days=1)
    nils, lines = AtWork.sign_in(stage, "nils"), len(stage.log())
    told = _changes(_open(nils, grant))
    assert "Svetsning</bdi></a>: new" in told
    assert f'href="#{changed["id"]}"' in told
    assert "1 entry is not in what you see any more" in told
    assert "Nils Berg" in told
    assert len(stage.log()) == lines + 1, "one reading, one line"
    assert _changes(_open(nils, grant)) == told, "within a day all looks are held against the same"
    stage.move(days=1)
    assert "Nothing has changed." in _changes(_open(AtWork.sign_in(stage, "nils"), grant))


def test_a_change_beside_what_is_shared_is_none(stage: Stage) -> None:
    grant = stage.granted(("profile:skills:read?fields=skill",))
    _open(AtWork.sign_in(stage, "nils"), grant)
    _write(stage, "PATCH", _skills(stage)[0], level=1)
    stage.move(days=1)
    told = _changes(_open(AtWork.sign_in(stage, "nils"), grant))
    assert ": changed" not in told
    assert ": new" not in told


def test_an_entry_that_is_taken_away_and_a_part_that_is_not_shared_any_more_are_told_in_the_same_words(
    stage: Stage,
) -> None:
    grant = stage.granted((SKILLS, LANGUAGES))
    _open(AtWork.sign_in(stage, "nils"), grant)
    narrowed = stage.http.post(
        f"/v1/me/grants/{grant}/narrow", json={"scopes": [SKILLS]}, headers=stage.individual("astrid")
    )
    assert narrowed.status_code == 200, narrowed.text
    for item in _skills(stage):
        _write(stage, "DELETE", item)
    stage.move(days=1)
    told = _changes(_open(AtWork.sign_in(stage, "nils"), grant))
    lines = re.findall(r"<li>(\w+): (\d+) (entry is|entries are) not in what you see any more</li>", told)
    assert {name for name, _, _ in lines} == {"Languages", "Skills"}


def test_the_marks_are_of_one_unit_sealed_and_gone_with_the_grant(stage: Stage) -> None:
    first, second = stage.granted((SKILLS,)), stage.granted((SKILLS,), persona="bo")
    nils, mona = AtWork.sign_in(stage, "nils"), AtWork.sign_in(stage, "mona")
    for grant in (first, second):
        _open(nils, grant)
    _open(mona, first)
    assert _looks(stage) == 3
    with stage.parts.database.engine.connect() as connection:
        kept = connection.exec_driver_sql("SELECT sealed FROM grant_look").scalars().all()
    assert not any(b"skills" in one or b"Nils" in one for one in kept)
    stage.withdraw(first)
    assert _looks(stage) == 1
    assert nils.post(f"/agency/grants/{first}", {"case_reference": "c"}).status_code == 404
    assert stage.http.delete("/v1/me", headers=stage.individual("bo")).status_code == 204
    assert _looks(stage) == 0


def test_nothing_is_kept_of_a_grant_for_one_reading(stage: Stage) -> None:
    once = stage.granted((SKILLS,), ending="once")
    assert "one reading that you had" in _open(AtWork.sign_in(stage, "nils"), once)
    assert _looks(stage) == 0


def test_what_need_not_be_asked_stands_beside_and_leads_on_to_mapping(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,))
    nils, lines = AtWork.sign_in(stage, "nils"), len(stage.log())
    page = _open(nils, grant)
    assert len(stage.log()) == lines + 1
    beside = page.split('id="answered"')[1].split('id="copy"')[0]
    assert re.search(r">\d+ known</span>", beside)
    assert re.search(r">\d+ to be asked</span>", beside)
    started = nils.post(f"/agency/grants/{grant}/mapping", {"case_reference": "c", "instrument": "language"})
    assert started.headers["location"] == f"/agency/grants/{grant}/mapping/new/language"
    elsewhere = nils.post(f"/agency/grants/{grant}/mapping", {"case_reference": "c", "instrument": "//x"})
    assert elsewhere.headers["location"] == f"/agency/grants/{grant}/mapping"


def test_the_end_is_told_in_days_with_what_comes_after_it(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,), until="2026-11-30")
    nils = AtWork.sign_in(stage, "nils")
    page = _open(nils, grant)
    assert "9 days left" in page
    assert "It closes by itself" in page
    assert "9 days left" in nils.get(f"/agency/grants/{grant}").text


def test_her_page_and_theirs_count_the_same_questions(stage: Stage) -> None:
    scopes = ("profile:languages:read", "profile:experience:read", "profile:expectations:read")
    grant = stage.granted(scopes)
    hers = AtWork.sign_in(stage, "astrid").get(f"/my/grants/{grant}").text
    told = {
        title: (int(known), int(of))
        for title, known, of in re.findall(
            r"<summary>(?:<span[^>]*>)?([^<]+)(?:</span>)?: (\d+) questions? of (\d+)<", hers
        )
    }
    assert told
    theirs = _open(AtWork.sign_in(stage, "nils"), grant)
    for card in theirs.split('id="answered"')[1].split("<article")[1:]:
        title = re.search(r"<h3>(?:<span[^>]*>)?([^<]+)", card)
        known = re.search(r">(\d+) known<", card)
        asked, old = re.search(r">(\d+) to be asked<", card), re.search(r">(\d+) known, but old<", card)
        assert title and known and asked
        total = int(known[1]) + int(asked[1]) + (int(old[1]) if old else 0)
        if title[1] in told:
            assert told[title[1]] == (int(known[1]), total)
