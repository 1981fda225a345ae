"""Where she goes on after a sign-in: to a path of this site that a header can hold, or to her first page."""

import pytest

from profile_service.doors.forms import own_path
from tests.sessions.conftest import Come
from tests.stage import Stage


@pytest.mark.parametrize(
    "address",
    ["//elsewhere.example", "/\\elsewhere.example", "https://elsewhere.example", "/a\r\nb", "/Ω", ""],
)
def test_what_is_no_address_of_ours_is_not_gone_on_to(address: str) -> None:
    assert own_path(address) == ""


def test_a_link_that_no_header_can_hold_breaks_no_sign_in(stage: Stage, come: Come) -> None:
    astrid = come()
    assert astrid.http.get("/sign-in?to=/%CE%A9").headers["location"] == "/my"
    assert stage.http.post("/demo/sign-in", data={"persona": "bo", "to": "/Ω"}).headers["location"] == "/my"
