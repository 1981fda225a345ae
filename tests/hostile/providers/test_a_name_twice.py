"""A token that says one thing twice, so that two readers could read it in two ways (RFC 7519, section 4)."""

import json

from jwt.algorithms import get_default_algorithms

from profile_service.domain.eid_refusal import EidRefusal
from tests.hostile.providers.lying import Liar
from tests.identity.provider import Claims, key_for, part


def _twice(header: Claims, claims: Claims) -> str:
    said = json.dumps(claims)[:-1] + ', "sub": "somebody-else"}'
    body = f"{part(header)}.{part(said.encode())}"
    return f"{body}.{part(get_default_algorithms()['ES256'].sign(body.encode(), key_for('ES256')))}"


def test_a_name_that_is_there_twice_is_refused(liar: Liar) -> None:
    liar.refused(EidRefusal.UNFIT_ANSWER, sign=_twice)
