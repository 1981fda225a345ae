"""Endpoints that answer with an error, with something else, or send us elsewhere."""

import httpx
import pytest

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar


def _error() -> httpx.Response:
    return httpx.Response(400, json={"error": "invalid_grant", "error_description": "KANARIE"})


def _broken() -> httpx.Response:
    return httpx.Response(502, text="KANARIE")


def _elsewhere() -> httpx.Response:
    return httpx.Response(302, headers={"Location": "http://alfa.example/jwks"})


def _no_json() -> httpx.Response:
    return httpx.Response(200, text="<p>KANARIE</p>", headers={"Content-Type": "text/html"})


def _silent() -> httpx.Response:
    raise httpx.ReadTimeout("KANARIE")


_LIES = {
    "error": (_error, EidRefusal.PROVIDER_REFUSED),
    "broken": (_broken, EidRefusal.PROVIDER_DOWN),
    "elsewhere": (_elsewhere, EidRefusal.UNFIT_ANSWER),
    "no json": (_no_json, EidRefusal.UNFIT_ANSWER),
    "silent": (_silent, EidRefusal.PROVIDER_DOWN),
}


@pytest.mark.parametrize("lie", _LIES)
def test_a_token_endpoint_that_answers_wrongly_lets_nobody_in(liar: Liar, lie: str) -> None:
    answer, reason = _LIES[lie]
    liar.refused(reason, instead={"/token": answer})


@pytest.mark.parametrize("path", ["/.well-known/openid-configuration", "/par"])
def test_a_provider_that_is_down_is_found_out_before_anybody_is_sent_there(liar: Liar, path: str) -> None:
    liar.refused_at_the_door(EidRefusal.PROVIDER_DOWN, instead={path: _broken})


def test_keys_from_elsewhere_are_not_fetched(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, instead={"/jwks": _elsewhere})
