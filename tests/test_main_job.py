"""The main job in one breath: ask, grant less, read exactly that, see it, withdraw, read nothing."""

from tests.stage import LANGUAGES, SKILLS, Stage


def test_she_grants_less_than_was_asked_and_exactly_that_is_read(stage: Stage) -> None:
    request_id = stage.asked((LANGUAGES, SKILLS))
    preview = stage.http.get(
        f"/v1/me/access-requests/{request_id}/preview",
        params={"scopes": LANGUAGES},
        headers=stage.individual("astrid"),
    )
    grant = stage.answer_yes(request_id, (LANGUAGES,)).json()
    read = stage.read(grant["id"])
    assert read.status_code == 200
    assert set(read.json()["profile"]) == {"languages"}
    assert read.content == preview.content
    line = stage.log()[0]
    assert (line["kind"], line["outcome"], line["reader"]) == ("read", "disclosed", "Nils Berg")
    assert read.headers["Egenkarta-Disclosure"] == line["id"]
    assert stage.withdraw(grant["id"]).json()["state"] == "withdrawn"
    gone = stage.read(grant["id"])
    assert gone.status_code == 404
    assert stage.log()[0]["outcome"] == "refused"
    never = stage.read("gra_that_never_was")
    assert (gone.content, dict(gone.headers)) == (never.content, dict(never.headers))
