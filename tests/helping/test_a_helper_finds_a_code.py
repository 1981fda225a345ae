"""A helper looks in the lists as she would, within the fields that she opened; the code comes to her with the draft."""

import re
from collections.abc import Callable

from tests.helping.beside import drafts, helped
from tests.stage import Stage
from tests.web.conftest import Visitor


def test_a_code_that_a_helper_chose_waits_for_her_yes(
    stage: Stage, visitor: Callable[[str], Visitor]
) -> None:
    her, nils = visitor("astrid"), visitor("nils")
    nils.http.cookies.set("language", "en")
    helped(her, nils, "experience")
    at = "/agency/help/now/experience/add"
    assert 'data-find="occupation"' in nils.get(at).text
    choices = nils.send(at, title="At the ward", occupation="nurs", find="occupation").text
    assert "You are helping a person" in choices and "Choose" in choices
    value = re.findall(r'name="choice" value="(esco [^"]+)"', choices)[0]
    back = nils.send(at, title="At the ward", choose="occupation", words="nurs", choice=value).text
    carried = dict(re.findall(r'name="(occupation\.[a-z_]+)" value="([^"]+)"', back))
    sent = nils.send(at, title="At the ward", occupation=carried["occupation.label"], **carried)
    assert sent.status_code == 303
    her.send(f"/my/drafts/{drafts(her)[0]}", answer="approve")
    own = stage.http.get("/v1/me/profile/experience", headers=stage.individual("astrid")).json()["items"]
    added = next(item for item in own if item["content"]["title"] == "At the ward")
    assert added["content"]["occupation"]["concept_id"] == value.partition(" ")[2]
