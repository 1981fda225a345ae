"""Each problem of the contract has its own exception; whatever else comes is told apart from it."""

import pytest
import wire_samples as wire
from small_service import Reply, problem

from clients import (
    BusyError,
    InternalError,
    InvalidRequestError,
    NotAvailableError,
    OAuthError,
    ProblemError,
    TransportError,
    UnexpectedAnswerError,
)
from clients.errors import EgenkartaError
from schemas.problems import PROBLEMS, FieldError, make_problem


def test_registry_and_exceptions_are_equal():
    assert ProblemError.by_slug.keys() == PROBLEMS.keys()


def test_every_exception_is_public():
    import clients

    for kind in ProblemError.by_slug.values():
        assert getattr(clients, kind.__name__) is kind
        assert kind.__name__ in clients.__all__


@pytest.mark.parametrize("slug", PROBLEMS)
def test_problem_becomes_its_exception(cast, slug):
    cast.service.answers("POST", "/v1/me/access-requests/req_1/refuse", problem(slug))
    with cast.astrid() as me, pytest.raises(ProblemError) as caught:
        me.refuse("req_1")
    assert type(caught.value) is ProblemError.by_slug[slug]
    assert caught.value.problem.status == PROBLEMS[slug].status
    assert PROBLEMS[slug].title in str(caught.value)


def test_unknown_type_falls_back_to_the_base(cast):
    newer = {
        "type": "urn:egenkarta:problem:newer",
        "title": "Newer",
        "status": 409,
        "detail": "New.",
        "more": [1],
    }
    cast.service.answers(
        "GET", "/v1/me/grants", Reply(409, newer, media_type="application/problem+json; charset=utf-8")
    )
    with cast.astrid() as me, pytest.raises(ProblemError) as caught:
        me.grants()
    assert type(caught.value) is ProblemError
    assert caught.value.slug is None
    assert caught.value.problem.title == "Newer"


def test_fields_are_named_in_the_words_of_the_error(cast):
    made = make_problem(
        "invalid-request", errors=[FieldError(field="/level", problem="too large", expected="at most 4")]
    )
    reply = Reply(422, made.model_dump(mode="json"), media_type="application/problem+json")
    cast.service.answers("POST", "/v1/me/profile/skills", reply)
    with (
        cast.astrid() as me,
        pytest.raises(InvalidRequestError, match="/level: too large, expected at most 4"),
    ):
        me.add("skills", {"level": 9})


@pytest.mark.parametrize(
    "reply",
    [
        Reply(500, b"<h1>boom</h1>", media_type="text/html"),
        Reply(404, {"detail": "Not Found"}),
        Reply(302, b"", {"Location": "https://elsewhere.example/"}),
        Reply(400, {"type": "about:blank"}, media_type="application/problem+json"),
        Reply(400, b"not json", media_type="application/problem+json"),
        Reply(200, b"<html>", media_type="text/html"),
        Reply(200, {"grants": [{"id": 5}]}),
    ],
)
def test_answer_outside_the_contract_is_unexpected(cast, reply):
    cast.service.answers("GET", "/v1/me/grants", reply)
    with cast.astrid() as me, pytest.raises(UnexpectedAnswerError, match="GET /v1/me/grants") as caught:
        me.grants()
    assert isinstance(caught.value, TransportError)
    assert "a-persons-token" not in str(caught.value)


def test_fields_of_a_newer_service_are_let_by(cast):
    cast.service.answers(
        "GET", "/v1/me/grants", Reply(content={"grants": [{**wire.GRANT, "newer": 1}], "newer": 2})
    )
    with cast.astrid() as me:
        assert me.grants().grants[0].id == "gra_1"


def test_no_connection_is_a_transport_error(cast):
    with cast.astrid() as me:
        me._base = me._base.copy_with(port=9)
        with pytest.raises(TransportError, match=r"no connection from http://127\.0\.0\.1:9/"):
            me.grants()
    assert len(cast.pauses) == 3


def test_token_endpoint_errors_are_oauth_errors(cast, key_pairs):
    cast.service.public_keys["norrsken-EC"] = key_pairs["OKP"][1]
    with cast.norrsken() as agency, pytest.raises(OAuthError) as caught:
        agency.grants()
    assert caught.value.error == "invalid_client"
    assert caught.value.status == 401


def test_problem_of_the_token_endpoint_is_a_problem(cast):
    cast.service.answers("POST", "/oauth/token", problem("internal"))
    with cast.norrsken() as agency, pytest.raises(InternalError):
        agency.grants()


def test_retry_after_is_told(cast):
    cast.service.answers("GET", "/v1/me/grants", problem("busy", Retry_After="120"))
    with cast.astrid() as me, pytest.raises(BusyError) as caught:
        me.grants()
    assert caught.value.retry_after == 120
    assert cast.pauses == []


def test_all_are_one_family():
    for kind in (NotAvailableError, OAuthError, TransportError):
        assert issubclass(kind, EgenkartaError)
