"""A file brought along where its place is taken: every value is listed by itself, with what to do about it."""

from tests.stage import Stage

RESUME = {
    "basics": {
        "name": "Astrid Holm",
        "email": "astrid@example.org",
        "location": {"city": "Umeå", "countryCode": "SE"},
    }
}


def _import(stage: Stage) -> dict[str, object]:
    answer = stage.http.post("/v1/me/import", json=RESUME, headers=stage.individual("astrid"))
    assert answer.status_code == 200, answer.text
    report: dict[str, object] = answer.json()
    return report


def test_each_value_that_she_has_already_is_listed_by_itself(stage: Stage) -> None:
    report = _import(stage)
    assert report["added"] == []
    reason = "you have this already; change it in your profile"
    assert report["unmapped"] == [
        {"path": path, "reason": reason}
        for path in ("/basics/name", "/basics/email", "/basics/location/city", "/basics/location/countryCode")
    ]
