"""Every way in which there can be nothing for Norrsken, as request id and grant id."""

from collections.abc import Callable

from consent.grant import revoke
from consent.request import RequestState
from tests.stage import LANGUAGES, SKILLS, Stage


class Reasons:
    """Each case was brought about by the same people who are asked about later, through the API where there is one."""

    def __init__(self, stage: Stage) -> None:
        self.stage = stage
        self.cases: dict[str, tuple[str, str]] = {"never was": ("req_that_never_was", "gra_that_never_was")}
        self._unanswered()
        self._ended("withdrawn", lambda grant: self._hers(f"grants/{grant}/withdraw"))
        self._ended("paused", lambda grant: self._hers(f"grants/{grant}/pause"))
        self._ended("closed", self._close)
        self._ended("revoked", self._revoke)
        self._ended("used up", lambda grant: None, ending="once")
        self._others()
        self._erased()
        self._expired()
        self.barred = self._ended("barred", self._bar)[1]
        del self.cases["barred"]  # it is live: it is only its readings that are refused
        self._refused_and_asked_again()

    def _hers(self, path: str, body: dict[str, object] | None = None) -> None:
        hers = self.stage.individual("astrid")
        answer = self.stage.http.post(f"/v1/me/{path}", json=body, headers=hers)
        assert answer.status_code in (200, 204), answer.text

    def _grant_id_of(self, request_id: str) -> str:
        found = self.stage.parts.database.reader.run(lambda work: work.requests.find(request_id))
        return str(found.grant_id)

    def _unanswered(self) -> None:
        for why, more in {
            "not answered": {},
            "never answered in time": {"until": "2026-11-22T10:00:00Z"},
            "lapsed": {},
        }.items():
            request_id = self.stage.asked(**more)
            self.cases[why] = (request_id, self._grant_id_of(request_id))
        lapsed, now = self.cases["lapsed"][0], self.stage.clock.now()
        self.stage.parts.database.writer.run(
            lambda work: work.requests.answer(work.requests.find(lapsed), RequestState.LAPSED, now)
        )

    def _ended(self, why: str, end: Callable[[str], None], **more: str) -> tuple[str, str]:
        request_id = self.stage.asked(**more)
        grant_id = self.stage.answer_yes(request_id, (LANGUAGES,)).json()["id"]
        assert self.stage.read(grant_id).status_code == 200
        end(grant_id)
        self.cases[why] = (request_id, grant_id)
        return request_id, grant_id

    def _close(self, grant_id: str) -> None:
        caller = self.stage.organisation("norrsken")
        path = f"/v1/grants/{grant_id}/close"
        assert self.stage.http.post(path, json={"reader": "Nils Berg"}, headers=caller).status_code == 204

    def _revoke(self, grant_id: str) -> None:
        now = self.stage.clock.now()
        self.stage.parts.database.writer.run(
            lambda work: work.ledger.save(revoke(work.ledger.find(grant_id), now))
        )

    def _bar(self, grant_id: str) -> None:
        self._hers(f"grants/{grant_id}/narrow", {"barred": {"readers": ["Nils Berg"]}})

    def _others(self) -> None:
        asked = self.stage.ask(
            (SKILLS,), organisation="yrkesskolan", declaration="dcl_yrkesskolan_validating"
        )
        request_id = asked.json()["id"]
        grant_id = self.stage.answer_yes(request_id, (SKILLS,)).json()["id"]
        assert self.stage.read(grant_id, "yrkesskolan").status_code == 200
        self.cases["another organisation's"] = (request_id, grant_id)

    def _erased(self) -> None:
        request_id = self.stage.asked(persona="bo")
        grant_id = self.stage.answer_yes(request_id, (LANGUAGES,), "bo").json()["id"]
        assert self.stage.read(grant_id).status_code == 200
        his = self.stage.individual("bo")
        assert self.stage.http.delete("/v1/me", headers=his).status_code == 204
        self.cases["erased"] = (request_id, grant_id)

    def _expired(self) -> None:
        self._ended("expired", lambda grant: None, until="2026-11-22T10:00:00Z")
        self.stage.move(days=2)

    def _refused_and_asked_again(self) -> None:
        request_id = self.stage.asked()
        self.cases["refused"] = (request_id, self._grant_id_of(request_id))
        self._hers(f"access-requests/{request_id}/refuse")
        again = self.stage.asked()
        assert self.stage.log()[0]["kind"] == "held_back"
        self.cases["held back"] = (again, "gra_of_what_was_held_back")
