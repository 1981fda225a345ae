"""A receiver believes what the service has signed, and nothing else."""

import base64
import hashlib
import hmac
from datetime import UTC, datetime, timedelta

import pytest

from clients import InvalidArgumentError, UnverifiedError
from clients.webhooks import TOLERANCE, read_message, verify
from profile_service.webhooks.signature import signed_headers

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
BODY = b'{"test": 2432232314}'
AT = datetime.fromtimestamp(1614265330, UTC)
# The example that the Standard Webhooks libraries are held to.
KNOWN = {
    "webhook-id": "msg_p5jXN8AQM9LWM0D4loKWxJek",
    "webhook-timestamp": "1614265330",
    "webhook-signature": "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
}


def test_the_known_example_fits():
    assert verify(KNOWN, BODY, SECRET, AT) == "msg_p5jXN8AQM9LWM0D4loKWxJek"


def test_the_service_signs_the_known_example_alike():
    secret = base64.b64decode(SECRET.removeprefix("whsec_"))
    assert signed_headers("msg_p5jXN8AQM9LWM0D4loKWxJek", BODY, secret, AT) == KNOWN


def test_the_names_of_headers_may_be_written_in_any_case_and_one_of_several_signatures_is_enough():
    shouted = {name.title(): value for name, value in KNOWN.items()}
    assert verify(shouted, BODY, SECRET, AT)
    several = {**KNOWN, "webhook-signature": f"v1,AAAA v1a,x {KNOWN['webhook-signature']}"}
    assert verify(several, BODY, SECRET, AT)


@pytest.mark.parametrize(
    "change",
    [
        {"webhook-id": "msg_other"},
        {"webhook-id": ""},
        {"webhook-timestamp": "1614265331"},
        {"webhook-timestamp": ""},
        {"webhook-timestamp": "now"},
        {"webhook-timestamp": "1" * 400},
        {"webhook-timestamp": "-1614265330"},
        {"webhook-timestamp": "１６１４２６５３３０"},
        {"webhook-signature": ""},
        {"webhook-signature": "g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "v2,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "v1a,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE="},
        {"webhook-signature": "v1,"},
        {"webhook-signature": "v1,é"},
        {"webhook-signature": "v1,not base64"},
    ],
)
def test_a_changed_header_is_not_believed(change: dict[str, str]):
    with pytest.raises(UnverifiedError):
        verify({**KNOWN, **change}, BODY, SECRET, AT)


@pytest.mark.parametrize("missing", sorted(KNOWN))
def test_a_missing_header_is_not_believed(missing: str):
    with pytest.raises(UnverifiedError):
        verify({name: value for name, value in KNOWN.items() if name != missing}, BODY, SECRET, AT)


def test_a_changed_body_or_another_secret_is_not_believed():
    other = "whsec_" + base64.b64encode(b"x" * 32).decode()
    for body, secret in ((BODY + b" ", SECRET), (b"", SECRET), (BODY, other)):
        with pytest.raises(UnverifiedError):
            verify(KNOWN, body, secret, AT)


def test_five_minutes_either_way_are_new_enough():
    for offset in (-TOLERANCE, TOLERANCE):
        assert verify(KNOWN, BODY, SECRET, AT + offset)
        with pytest.raises(UnverifiedError):
            verify(KNOWN, BODY, SECRET, AT + offset + (offset / abs(offset)) * timedelta(seconds=1))


@pytest.mark.parametrize("secret", ["", "whsec_", "whsec_!", "whsec_é"])
def test_what_is_no_secret_is_told(secret: str):
    with pytest.raises(InvalidArgumentError):
        verify(KNOWN, BODY, secret, AT)


def test_a_verified_message_of_another_contract_is_not_believed():
    for body in (BODY, b"", b"[]", b'{"type":"grant.read","timestamp":"2026-11-21T09:00:00Z","data":{}}'):
        with pytest.raises(UnverifiedError):
            read_message(body)
    newer = (
        b'{"type":"grant.changed","timestamp":"2026-11-21T09:00:00Z","data":{"grant_id":"gra_1"},"more":1}'
    )
    assert read_message(newer).data.grant_id == "gra_1"


def test_the_signature_is_what_an_own_reference_computes():
    digest = hmac.new(
        base64.b64decode(SECRET[6:]), b"msg_p5jXN8AQM9LWM0D4loKWxJek.1614265330." + BODY, hashlib.sha256
    )
    assert KNOWN["webhook-signature"] == "v1," + base64.b64encode(digest.digest()).decode()
