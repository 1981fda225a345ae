"""The demo's sandbox: ready at once, marked wherever it is seen, limited, and not there in a real installation."""

from pathlib import Path
from typing import Any

import pytest

from clients import Organisation
from profile_service.demo.sandbox import MOST, new_key, open_sandbox
from profile_service.signing.jwk import new_signing_jwk, public_part
from schemas.values.organisation_number import organisation_number
from tests.organisations.at_the_office import carry
from tests.stage import BASE_URL, Stage
from tests.web.at_work import AtWork


def _open(stage: Stage, key: dict[str, str], **more: Any) -> dict[str, Any]:
    body = {"name": "Mitt  system", "key": public_part(key), **more}
    answer = stage.http.post("/demo/organisations", json=body)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json()
    return found


def _system(stage: Stage, made: dict[str, Any], key: dict[str, str], skew: float = 0) -> Organisation:
    """The Python client on the stage, with the stage's clock."""
    system = Organisation(BASE_URL, made["client_id"], key, dpop=True)
    tokens: Any = system._credentials
    tokens.now = lambda: stage.clock.now().timestamp()
    tokens.prover.now = lambda: stage.clock.now().timestamp() + skew
    system._http = stage.http
    return system


def test_a_system_that_registers_itself_reads_what_she_granted(stage: Stage) -> None:
    key = dict(new_signing_jwk())
    made = _open(stage, key)
    assert made["organisation"]["name"] == "Sandbox: Mitt system"
    system = _system(stage, made, key)
    wanted = made["scopes"][:1]
    request = system.ask(
        connection_code=stage.code(),
        purpose_declaration=made["purpose_declaration"],
        scopes=wanted,
        case_reference="MY-1",
    )
    grant = stage.answer_yes(request.id, tuple(wanted)).json()["id"]
    read = system.read(grant, case_reference="MY-1", reader="Me")
    assert read.profile["languages"]
    assert stage.log()[0]["organisation"]["name"] == "Sandbox: Mitt system"
    # Its token is of no use without its key, and a clock that is wrong is helped by the service's nonce.
    token = system._credentials._kept.access_token  # type: ignore[attr-defined]
    stolen = stage.http.get("/v1/grants", headers={"Authorization": f"Bearer {token}"})
    assert stolen.status_code == 401
    assert len(_system(stage, made, key, skew=-900).grants().grants) == 1
    sees = AtWork.sign_in(stage, "astrid").get("/my").text
    assert "Sandbox: Mitt system" in sees


def test_what_cannot_be_registered_is_told(stage: Stage) -> None:
    key = dict(new_signing_jwk())
    for body, field in (
        ({"name": "", "key": public_part(key)}, "/name"),
        ({"name": "x" * 101, "key": public_part(key)}, "/name"),
        ({"name": "x", "key": key}, "/key"),
        ({"name": "x", "key": {}}, "/key"),
        ({"name": "x", "key": public_part(key), "redirect_uris": ["ftp://a"]}, "/redirect_uris/0"),
        ({"name": "x", "key": public_part(key), "role": "operator"}, "/role"),
    ):
        answer = stage.http.post("/demo/organisations", json=body)
        assert (answer.status_code, answer.json()["errors"][0]["field"]) == (422, field), answer.text
        assert key["d"] not in answer.text


def test_the_page_hands_out_a_key_once_and_keeps_none(stage: Stage, tmp_path: Path) -> None:
    assert stage.http.get("/demo/sandbox").status_code == 200
    assert stage.http.post("/demo/sandbox", data={"name": " "}).status_code == 422
    page = stage.http.post("/demo/sandbox", data={"name": "<b>Mitt</b>"}).text
    assert "Sandbox: &lt;b&gt;Mitt&lt;/b&gt;" in page
    secret = page.split("&#34;d&#34;: &#34;")[1].split("&#34;")[0]
    assert len(secret) == 43
    kept = b"".join(one.read_bytes() for one in tmp_path.iterdir())
    assert secret.encode() not in kept


def test_a_demo_has_only_so_many(stage: Stage) -> None:
    def fill(work: Any) -> list[str]:
        made = [
            open_sandbox(work, stage.house.desk, f"S{at}", new_key()[1], (), dpop_required=True)
            for at in range(MOST)
        ]
        return [one.organisation.number for one in made]

    numbers = carry(stage, fill)
    assert len(set(numbers)) == MOST
    assert all(one.startswith("0000") and organisation_number(one) is None for one in numbers)
    answer = stage.http.post("/demo/organisations", json={"name": "x", "key": public_part(new_signing_jwk())})
    assert answer.json()["errors"][0]["problem"] == "there are too many sandbox organisations"
    assert "This demo has all" in AtWork.sign_in(stage, "olle").post("/demo/sandbox", {"name": "x"}).text
    with pytest.raises(StopIteration):
        stage.company("sandbox")
