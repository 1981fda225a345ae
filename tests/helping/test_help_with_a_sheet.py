"""A person without a phone: two codes of her sheet and her PIN open help at the helper's computer, and answer drafts."""

import re
from collections.abc import Callable

from httpx import Response

from consent.vocabulary import IndividualId
from profile_service.actions.own_profile import read_own_profile, remove_item
from profile_service.storage.unit_of_work import UnitOfWork
from tests.helping.beside import drafts, helped
from tests.stage import Stage
from tests.ways_in.test_sheets import ASKED, Paper
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]


def _paper(her: Visitor) -> Paper:
    return Paper.on(her.send("/my/ways/sheet").text)


def _shown(nils: Visitor, paper: Paper, pin: str | None = None, **more: str | list[str]) -> Response:
    asked = nils.send("/agency/help/sheet", sheet=paper.handle)
    numbers = ASKED.findall(asked.text)
    assert len(numbers) == 2, asked.text
    codes = {f"code_{number}": paper.codes[int(number)] for number in numbers}
    sent: dict[str, str | list[str]] = {
        "sheet": paper.handle,
        "number": numbers,
        "pin": pin or paper.pin,
        **codes,
        **more,
    }
    return nils.send("/agency/help/sheet/codes", **sent)


def test_it_opens_help_and_answers_drafts_and_signs_nobody_in(stage: Stage, visitor: Visitors) -> None:
    her, nils = visitor("astrid"), visitor("nils")
    paper = _paper(her)
    wrong = _shown(
        nils, paper, pin="123457" if paper.pin != "123457" else "765432", section=["skills"], minutes="15"
    )
    assert wrong.status_code == 422
    assert nils.get("/agency/help/now").status_code == 404
    nothing = _shown(nils, paper, minutes="15")
    assert nothing.status_code == 422, "nothing was ticked, and no code was used for it"
    opened = _shown(nils, paper, section=["skills"], minutes="15")
    assert (opened.status_code, opened.headers["location"]) == (303, "/agency/help/now"), opened.text
    assert nils.get("/my").status_code == 403
    nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Svetsning"})
    stage.move(seconds=1)
    nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Lödning"})
    first, second = drafts(her)
    assert _shown(nils, paper, draft=[first], answer="approve").status_code == 303
    assert drafts(her) == [second]
    assert _shown(nils, paper, draft=[second], answer="refuse").status_code == 303
    skills = stage.http.get("/v1/me/profile/skills", headers=stage.individual("astrid")).text
    assert "Lödning" in skills
    assert "Svetsning" not in skills
    assert stage.log()[0]["kind"] == "draft_answer"


def test_another_ones_sheet_answers_nothing(stage: Stage, visitor: Visitors) -> None:
    her, bo, nils = visitor("astrid"), visitor("bo"), visitor("nils")
    his = _paper(bo)
    helped(her, nils, "skills")
    nils.http.post("/agency/help/now/skills/add", data={"form_token": nils.form_token, "skill": "Svetsning"})
    (draft,) = drafts(her)
    assert _shown(nils, his, draft=[draft], answer="approve").status_code == 422
    assert drafts(her) == [draft]
    assert (
        re.search(r"Svetsning", stage.http.get("/v1/me/profile/skills", headers=stage.individual("bo")).text)
        is None
    )


def test_a_draft_that_does_not_fit_leaves_the_others_and_no_code_unused(
    stage: Stage, visitor: Visitors
) -> None:
    her, nils = visitor("rim"), visitor("nils")
    desk, rim = stage.house.desk, IndividualId("ind_demo_rim")

    def empty(work: UnitOfWork) -> None:
        for one in read_own_profile(work, desk, rim).sections["person"]:
            remove_item(work, desk, rim, "person", one.id, None)

    stage.parts.database.writer.run(empty)
    paper = _paper(her)
    assert _shown(nils, paper, section=["person", "skills"], minutes="15").status_code == 303
    for entry in ({"name": "Rim"}, {"name": "Rima"}):
        added = nils.http.post("/agency/help/now/person/add", data={"form_token": nils.form_token, **entry})
        assert added.status_code == 303, added.text
        stage.move(seconds=1)
    both = drafts(her)
    assert len(both) == 2
    asked = ASKED.findall(nils.send("/agency/help/sheet", sheet=paper.handle).text)
    assert _shown(nils, paper, draft=both, answer="approve").status_code == 303
    assert len(drafts(her)) == 1, "there is one of it: the second waits on"
    assert ASKED.findall(nils.send("/agency/help/sheet", sheet=paper.handle).text) != asked
