"""What sessions saved, in counts from which nobody can be told apart; and the pages where staff look."""

from datetime import date

from consent.vocabulary import IndividualId, OrganisationId
from profile_service.actions.coverage import Question, own_coverage
from profile_service.actions.reuse import count_reuse, reuse_of_organisation
from profile_service.domain.coverage import cover
from profile_service.domain.instrument import InstrumentId
from profile_service.domain.mapping_session import (
    Circumstances,
    MappingSession,
    MappingSessionId,
    Reused,
    Runner,
)
from profile_service.domain.reuse import Programme, reuse_of
from tests.coverage.questions import ask, asked_of, entry, instrument
from tests.invariants.rawfile import ask as ask_file
from tests.protected.petra import clear_system
from tests.protected.petra import declared as purpose_of_everything
from tests.stage import LANGUAGES, SKILLS, Stage
from tests.web.at_work import AtWork

_NORRSKEN = OrganisationId("org_demo_norrsken")


def _session(stage: Stage, whose: str = "astrid", **more: object) -> MappingSession:
    known: dict[str, object] = {
        "id": MappingSessionId("map_1"),
        "individual": IndividualId(f"ind_demo_{whose}"),
        "instrument": InstrumentId("language"),
        "instrument_version": "2026.1",
        "runner": Runner.GRANTEE,
        "circumstances": Circumstances(("sv", "ar")),
        "reused": Reused(10, 6, 1, 3),
        "started_at": stage.clock.now(),
        "changed_at": stage.clock.now(),
        "organisation": _NORRSKEN,
        "purpose": "dcl_norrsken_mapping",
        **more,
    }
    return MappingSession(**known)  # type: ignore[arg-type]


def _count(stage: Stage, times: int, whose: str = "astrid", **more: object) -> None:
    session = _session(stage, whose, **more)
    for _ in range(times):
        stage.parts.database.writer.run(lambda work: count_reuse(work, stage.house.desk, session))


def _told(stage: Stage) -> dict[str, list[dict[str, object]]]:
    found = stage.http.get("/v1/reuse", headers=stage.organisation("norrsken")).json()
    return dict(found)


def test_counts_are_of_whole_past_months_of_five_sessions_and_more(stage: Stage) -> None:
    _count(stage, 5)
    _count(stage, 4, instrument=InstrumentId("orientation"))
    assert _told(stage) == {"months": [], "sums": []}, "this month is not over"
    _count(stage, 3, "petra")
    _count(stage, 1, organisation=None, purpose="")
    assert ask_file(stage, "SELECT SUM(sessions) FROM reuse_count")[0][0] == 9, (
        "protected people, and her own, are in none"
    )
    stage.move(days=10)
    _count(stage, 1)
    found = _told(stage)
    shown = {one["instrument"]: one for one in found["months"]}
    assert {one["month"] for one in found["months"]} == {"2026-11"}
    assert shown["language"] == {
        "purpose_declaration": "dcl_norrsken_mapping", "instrument": "language", "month": "2026-11",
        "sessions": 5, "items": 50, "fresh": 30, "stale": 5, "asked": 15, "share": 0.6,
    }  # fmt: skip
    assert shown["orientation"] == {
        "purpose_declaration": "dcl_norrsken_mapping", "instrument": "orientation", "month": "2026-11", "fewer_than": 5,
    }  # fmt: skip
    assert [one["instrument"] for one in found["sums"]] == ["language"], "what is withheld is in no sum"
    assert stage.http.get("/v1/reuse", headers=stage.organisation("tjuvholmen")).json()["months"] == []
    assert stage.http.get("/v1/reuse", headers=stage.organisation("egenkarta")).status_code == 403
    officer = AtWork.sign_in(stage, "nils")
    page = officer.get("/agency/reuse")
    assert page.status_code == 200
    assert "60 per cent" in page.text
    assert "Fewer than 5 conversations." in page.text
    assert AtWork.sign_in(stage, "mona").get("/agency/reuse").status_code == 403, (
        "who only reads sees no counts"
    )
    assert AtWork.sign_in(stage, "olle").get("/agency/reuse").status_code == 403, "nor does the operator"


def test_a_month_that_is_over_is_told_the_same_ever_after(stage: Stage) -> None:
    _count(stage, 6)
    stage.move(days=12)
    before = _told(stage)
    _count(stage, 7)
    assert _told(stage) == before, "no second look differs from the first by one session"
    programme = Programme(_NORRSKEN, "dcl_norrsken_mapping", InstrumentId("language"))

    def look(work: object) -> object:
        house = stage.house
        norrsken = work.accounts.organisation(_NORRSKEN)  # type: ignore[attr-defined]
        return reuse_of_organisation(work, house.desk, norrsken)  # type: ignore[arg-type]

    view = stage.parts.database.writer.run(look)
    assert view.sums[programme][0] == 6  # type: ignore[attr-defined]
    assert view.months[0].month == date(2026, 11, 1)  # type: ignore[attr-defined]


def test_what_is_left_out_or_special_is_not_counted() -> None:
    small = instrument(
        asked_of("skills", "skill"),
        asked_of("languages", "language"),
        asked_of("expectations", "obstacles"),
        special=[asked_of("adaptations", "health")],
    )
    covered = cover(
        small, {"skills": (entry("skills", "s1", {"skill": {"label": "a"}}),)}, date(2026, 11, 21)
    )
    assert reuse_of(small, covered) == Reused(2, 1, 0, 1)
    assert reuse_of(small, covered, hidden={"all"}) == Reused(0, 0, 0, 0)
    assert reuse_of(small, covered, not_asked={"languages_language"}) == Reused(1, 1, 0, 0)
    assert Reused(0, 0, 0, 0).share == 0


def test_staff_choose_an_instrument_and_see_what_to_ask(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES, SKILLS))
    nils = AtWork.sign_in(stage, "nils")
    address = f"/agency/grants/{grant}/coverage"
    assert address in nils.get(f"/agency/grants/{grant}").text
    form = nils.get(address)
    assert 'value="language@2026.1"' in form.text
    assert (
        form.text.replace(grant, "X") != "" and nils.get("/agency/grants/gra_x/coverage").status_code == 200
    )
    assert nils.post(address, {}).status_code == 422
    told = nils.post(address, {"instrument": "language@2026.1", "case_reference": "case-7"})
    assert told.status_code == 200
    assert "Case <bdi>case-7</bdi>" in told.text
    assert "What is your mother tongue?" in told.text
    assert "Arabiska" not in told.text
    line = stage.log()[0]
    assert (line["kind"], line["reader"], line["case_reference"]) == ("coverage", "Nils Berg", "case-7")
    her = AtWork.sign_in(stage, "astrid")
    history = her.get("/my/log").text
    assert "asked what is known already" in history
    assert "Your languages" in history
    assert "What they need not ask you" in her.get(f"/my/grants/{grant}").text
    stage.withdraw(grant)
    assert nils.post(address, {"instrument": "language@2026.1", "case_reference": "c"}).status_code == 404


def test_of_somebody_protected_nothing_is_known_to_whoever_is_not_cleared(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,), "petra", declaration=purpose_of_everything(stage))
    clear_system(stage, cleared=False)
    refused = ask(stage, grant)
    assert refused.status_code == 404
    assert refused.content == ask(stage, "gra_nobodys").content
    clear_system(stage)
    told = ask(stage, grant)
    assert told.status_code == 200
    assert stage.log("petra")[0]["kind"] == "coverage"
    hers = stage.parts.database.writer.run(
        lambda work: own_coverage(
            work, stage.house.desk, IndividualId("ind_demo_petra"), Question("language"), None
        )
    )
    assert len(hers.items) == len(told.json()["items"])
