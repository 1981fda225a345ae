"""A viewer asks each fixed sentence once, however often the link was opened in between."""

from profile_service.domain.event import Kind
from profile_service.domain.sharing import More
from tests.sharing.links import following, make
from tests.stage import Stage


def test_a_question_is_put_once_however_many_lines_came_after_it(stage: Stage) -> None:
    link = make(stage)
    with following(stage) as viewer:
        viewer.open(link)
        for _ in range(3):
            asked = viewer.http.post(f"{link.path}/more", data={**viewer.form, "more": "paper"})
            assert asked.status_code == 303, asked.text
            for _ in range(len(More) + 1):
                viewer.open(link)
        assert (
            viewer.http.post(f"{link.path}/more", data={**viewer.form, "more": "x' or 1"}).status_code == 303
        )
    lines = [line for line in stage.log() if line["kind"] == Kind.MORE_ASKED.value]
    assert len(lines) == 1
