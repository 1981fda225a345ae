"""Adding, changing and removing an entry; nothing that was typed is lost."""

import re
from collections.abc import Callable

from profile_service.web.layouts import LAYOUTS
from tests.web.conftest import Visitor

Visitors = Callable[[str], Visitor]
HOSTILE = "<script>alert(1)</script>\"'{{7*7}}"


def _changing(her: Visitor, section: str) -> list[str]:
    return re.findall(rf'href="(/my/profile/{section}/[^"]+/change)"', her.get(f"/my/profile/{section}").text)


def _version(page: str) -> str:
    return re.findall(r'name="version" value="(\d+)"', page)[0]


def test_every_section_has_a_form_in_which_each_input_is_named(visitor: Visitors) -> None:
    her = visitor("rim")
    for section in LAYOUTS:
        answer = her.get(f"/my/profile/{section}/add")
        if answer.status_code == 303:
            answer = her.get(answer.headers["location"])
        assert answer.status_code == 200, section
        for field in LAYOUTS[section]:
            assert not field.required or f'name="{field.name}' in answer.text
        ids = re.findall(r'\sid="([^"]+)"', answer.text)
        assert sorted(ids) == sorted(set(ids)), section
        assert set(re.findall(r'\sfor="([^"]+)"', answer.text)) <= set(ids), section


def test_what_is_written_is_shown_as_text(visitor: Visitors) -> None:
    her = visitor("bo")
    assert her.send("/my/profile/skills/add", skill=HOSTILE, level="3").status_code == 303
    page = her.get("/my/profile/skills").text
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{7*7}}" in page


def test_a_mistake_is_told_beside_its_field_and_the_rest_is_kept(visitor: Visitors) -> None:
    her = visitor("bo")
    answer = her.send("/my/profile/skills/add", skill="Laga mat", months="många", level="2")
    assert answer.status_code == 422
    assert 'href="#months"' in answer.text
    assert 'aria-describedby="months-wrong"' in answer.text
    assert 'value="många"' in answer.text
    assert 'value="Laga mat"' in answer.text
    assert re.search(r'value="2"[^>]* checked', answer.text)
    assert "Laga mat" not in her.get("/my/profile/skills").text


def test_a_day_without_its_month_is_told_at_the_date(visitor: Visitors) -> None:
    answer = visitor("bo").send("/my/profile/licences/add", licence="B", issued__year="2010", issued__day="7")
    assert answer.status_code == 422
    assert 'href="#issued.year"' in answer.text


def test_a_change_replaces_and_the_past_stays_readable(visitor: Visitors) -> None:
    her = visitor("bo")
    her.send("/my/profile/skills/add", skill="Köra truck")
    address = _changing(her, "skills")[-1]
    version = _version(her.get(address).text)
    assert her.send(address, skill="Köra motviktstruck", version=version).status_code == 303
    assert "Köra motviktstruck" in her.get("/my/profile/skills").text
    history = her.get(address.replace("/change", "/history")).text
    assert "Köra truck" in history
    assert "Köra motviktstruck" in history


def test_a_change_made_meanwhile_is_shown_and_nothing_is_overwritten(visitor: Visitors) -> None:
    her = visitor("bo")
    her.send("/my/profile/skills/add", skill="Svetsa")
    address = _changing(her, "skills")[-1]
    version = _version(her.get(address).text)
    her.send(address, skill="Svetsa MIG", version=version)
    late = her.send(address, skill="Svetsa TIG", version=version)
    assert late.status_code == 409
    assert "Svetsa MIG" in late.text, "what was saved meanwhile"
    assert 'value="Svetsa TIG"' in late.text, "what she typed"
    assert "Svetsa TIG" not in her.get("/my/profile/skills").text
    her.send(address, skill="Svetsa TIG", version=_version(late.text))
    assert "Svetsa TIG" in her.get("/my/profile/skills").text


def test_a_form_without_a_real_version_overwrites_nothing(visitor: Visitors) -> None:
    her = visitor("bo")
    her.send("/my/profile/skills/add", skill="Svetsa")
    address = _changing(her, "skills")[-1]
    for version in ("", "x", "-1", "9" * 40, "²"):
        assert her.send(address, skill="Annat", version=version).status_code == 409, version


def test_removing_asks_first_and_then_removes(visitor: Visitors) -> None:
    her = visitor("bo")
    her.send("/my/profile/skills/add", skill="Svetsa")
    address = _changing(her, "skills")[-1].replace("/change", "/remove")
    page = her.get(address).text
    assert "Svetsa" in page
    assert her.send(address, version=_version(page)).status_code == 303
    assert "Svetsa" not in her.get("/my/profile/skills").text


def test_another_person_s_entry_is_not_there(visitor: Visitors) -> None:
    address = _changing(visitor("astrid"), "skills")[0]
    his = visitor("bo")
    assert his.get(address).status_code == 404
    assert his.send(address, skill="x", version="1").status_code == 404
    assert his.send(address.replace("/change", "/remove"), version="1").status_code == 404
    assert his.get(address.replace("/change", "/history")).status_code == 404


def test_a_file_that_is_no_resume_is_told_so(visitor: Visitors) -> None:
    her = visitor("bo")
    for raw in (b"", b"not json", b"[]", b"\xff\xfe"):
        answer = her.http.post(
            "/my/import",
            data={"form_token": her.form_token},
            files={"file": ("cv.json", raw, "application/json")},
        )
        assert answer.status_code == 422, raw


def test_a_resume_comes_in_and_what_does_not_is_listed(visitor: Visitors) -> None:
    her = visitor("bo")
    raw = b'{"basics": {"image": "x.png"}, "skills": [{"name": "Welding"}], "work": [{"name": "Yard", "position": "Welder"}]}'
    answer = her.http.post(
        "/my/import",
        data={"form_token": her.form_token},
        files={"file": ("cv.json", raw, "application/json")},
    )
    assert answer.status_code == 200
    assert "/basics/image" in answer.text
    assert "Welding" in her.get("/my/profile/skills").text
