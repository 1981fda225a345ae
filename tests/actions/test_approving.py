"""What the operator approves says all that it must on that day, not only on the day on which it was submitted."""

import pytest

from profile_service.actions.declaring import approve
from profile_service.actions.errors import ContentError
from tests.declared import submitted
from tests.stage import Stage


def test_a_declaration_from_before_a_language_was_added_is_not_put_in_force(stage: Stage) -> None:
    found = submitted(stage)
    languages = {"sv", "en", "ar", "so"}
    with pytest.raises(ContentError) as refused:
        stage.parts.database.writer.run(
            lambda work: approve(work, stage.house.desk, found["id"], found["version"], languages)
        )
    assert "/retention/so" in {one.field for one in refused.value.objections}
    own = stage.http.get(f"/v1/purpose-declarations/{found['id']}", headers=stage.organisation("norrsken"))
    assert "submitted" in own.text
