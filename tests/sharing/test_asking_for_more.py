"""How an employer asks for more: by a link in fixed sentences, by a grant with a new question inside of its declaration."""

from datetime import date

import pytest

from profile_service.domain.working_years import months_of, months_together
from tests.sharing.links import following, make, seen
from tests.stage import Stage

_VACANCY = "dcl_tjuvholmen_vacancy"
_TODAY = date(2026, 11, 21)


def test_a_viewer_asks_for_more_in_a_fixed_sentence_once_each_and_hears_nothing(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        before = viewer.http.post(f"{link.path}/more", data={"more": "paper"})
        assert before.status_code == 303  # nothing is opened yet: nothing is asked
        viewer.open(link)
        for wish in ("paper", "paper", "languages", "Ring mig på 070-123 45 67", ""):
            assert viewer.http.post(f"{link.path}/more", data={"more": wish}).status_code == 303
        page = viewer.look(link).text
        assert 'value="licences"' in page
        assert 'value="paper"' not in page
        nobodys = viewer.http.post("/shared/" + "a" * 26 + "/more", data={"more": "paper"})
        assert nobodys.status_code == 404
    asked = [line for line in stage.log() if line["kind"] == "more_asked"]
    assert len(asked) == 2
    assert seen(stage, link)["more_asked"] == ["paper", "languages"]
    with following(stage) as hers:
        told = hers.sign_in("astrid").http.get(f"/my/shares/{link.id}").text
        assert "Kan du visa ett papper på det?" in told
        assert "Kan du visa dina språk?" in told
        assert "070-123" not in told
        hers.http.post(f"/my/shares/{link.id}/stop", data=hers.form)
        assert "Kan du visa ett papper på det?" not in hers.http.get(f"/my/shares/{link.id}").text
    with following(stage) as viewer:
        assert viewer.http.post(f"{link.path}/more", data={"more": "licences"}).status_code == 404


def _granted(stage: Stage) -> str:
    astrid, scopes = stage.individual("astrid"), ["profile:skills:read"]
    code = stage.http.post("/v1/me/connection-codes", headers=astrid).json()["code"]
    body = {
        "connection_code": code,
        "purpose_declaration": _VACANCY,
        "scopes": scopes,
        "case_reference": "Kock, natt",
    }
    asked = stage.http.post(
        "/v1/access-requests", json=body, headers=stage.organisation("tjuvholmen")
    ).json()["id"]
    answer = {"scopes": scopes}
    return str(
        stage.http.post(f"/v1/me/access-requests/{asked}/grant", json=answer, headers=astrid).json()["id"]
    )


def test_from_a_grant_what_is_missing_is_ticked_for_the_same_vacancy_and_nothing_else(stage: Stage) -> None:
    grant = _granted(stage)
    with following(stage) as terje:
        terje.sign_in("terje")
        opened = terje.http.post(
            f"/agency/grants/{grant}", data={**terje.form, "case_reference": "Kock, natt"}
        ).text
        assert 'action="/agency/ask/more"' in opened
        assert "/copy" not in opened
        assert 'class="on-paper"' in opened
        asking = terje.http.post("/agency/ask/more", data={**terje.form, "grant": grant}).text
        assert 'value="Kock, natt"' in asking
        languages, skills = (_ticked(asking, name) for name in ("languages", "skills"))
        assert (languages, skills) == (True, False)
        nobodys = terje.http.post("/agency/ask/more", data={**terje.form, "grant": "gra_nobodys"}).text
        assert "Kock, natt" not in nobodys
        vacancies = terje.http.get("/agency").text
        assert "Kock, natt" in vacancies
        assert "Lindqvist" not in vacancies


def _ticked(html: str, section: str) -> bool:
    box = html.split(f'name="scope.{_VACANCY}" value="profile:{section}:read')[1].partition(">")[0]
    return " checked" in box


@pytest.mark.parametrize(
    ("content", "months"),
    [
        ({"start": "2015-03", "end": "2021-08"}, 78),
        ({"start": "2010", "end": "2014"}, 48),
        ({"start": "2026-09", "ongoing": True}, 2),
        ({"start": "2020-05"}, 0),
        ({"end": "2020"}, 0),
        ({"start": "2021-01", "end": "2020-01"}, 0),
    ],
)
def test_how_long_something_lasted(content: dict[str, object], months: int) -> None:
    assert months_of(content, _TODAY) == months  # type: ignore[arg-type]


def test_what_ran_at_the_same_time_counts_once() -> None:
    jobs = [{"start": "2010", "end": "2012"}, {"start": "2011", "end": "2013"}]
    assert months_together(jobs, _TODAY) == 36
