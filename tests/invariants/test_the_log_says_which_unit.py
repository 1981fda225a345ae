"""What a line of the log says of a read: the unit that she agreed to, and what was tried where nothing left."""

from tests.stage import LANGUAGES, SKILLS, Stage


def test_a_read_that_names_no_unit_is_logged_with_the_unit_of_the_grant(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,), unit="Mottagningen")
    assert stage.read(grant).status_code == 200
    assert stage.log()[0]["unit"] == "Mottagningen"
    assert stage.read(grant, unit="Receptionen").status_code == 200
    assert stage.log()[0]["unit"] == "Receptionen"


def test_a_refused_read_of_a_grant_says_what_was_tried(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,), unit="Mottagningen")
    assert stage.read(grant, scopes=[SKILLS + "?items=anything"]).status_code == 404
    tried = stage.log()[0]
    assert (tried["outcome"], tried["sections"], tried["unit"]) == ("refused", ["skills"], "Mottagningen")
    assert "anything" not in str(tried)
    stage.withdraw(grant)
    assert stage.read(grant).status_code == 404
    assert (stage.log()[0]["outcome"], stage.log()[0]["sections"]) == ("refused", ["languages"])


def test_who_tries_the_grant_of_another_learns_and_leaves_nothing_of_its_terms(stage: Stage) -> None:
    grant = stage.granted((LANGUAGES,), unit="Mottagningen")
    assert stage.read(grant, "tjuvholmen").status_code == 404
    tried = stage.log()[0]
    assert (tried["scopes"], tried.get("unit")) == ([], None)
