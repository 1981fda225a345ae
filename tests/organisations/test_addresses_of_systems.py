"""The administrators' page of where systems are told: registered, tried, looked at, removed; and what nobody else may."""

import re
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from http.server import BaseHTTPRequestHandler, HTTPServer

from profile_service.domain.turnstile import TRIALS
from tests.organisations.at_the_office import journal
from tests.stage import Stage
from tests.web.at_work import AtWork

_PAGE = "/agency/webhooks"


@contextmanager
def _receiver() -> Iterator[tuple[str, list[bytes]]]:
    """A system of theirs on this machine, which takes what it is told."""
    taken: list[bytes] = []

    class Taking(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            taken.append(self.rfile.read(int(self.headers["Content-Length"])))
            self.send_response(204)
            self.end_headers()

        def log_message(self, *_: object) -> None:
            """Nothing on the screen."""

    server = HTTPServer(("127.0.0.1", 0), Taking)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01}, daemon=True)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}/", taken
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


def test_an_address_is_registered_tried_and_removed_and_its_secret_is_shown_once(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    with _receiver() as (url, taken):
        made = nils.post(_PAGE, {"url": url})
        secret = re.search(r"whsec_[A-Za-z0-9+/=]+", made.text)
        assert secret is not None
        page = nils.get(_PAGE).text
        assert url in page
        assert "whsec_" not in page
        tried = re.search(rf'action="({_PAGE}/\w+/try)"', page)
        assert tried is not None
        told = nils.post(tried[1], {})
        assert "The message arrived." in told.text
        assert "HTTP 204" in told.text
        assert b'"type":"trial"' in taken[0]
        assert b'"data":{}' in taken[0]
    assert "The message did not arrive:" in nils.post(tried[1], {}).text
    assert nils.post(tried[1].replace("/try", "/remove"), {}).status_code == 303
    assert url not in nils.get(_PAGE).text
    assert [line[3] for line in journal(stage)][-2:] == ["address_added", "address_removed"]
    assert nils.post(tried[1], {}).status_code == 404


def test_what_came_of_the_last_messages_stands_beside_the_address(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    with _receiver() as (url, _):
        nils.post(_PAGE, {"url": url})
        stage.granted()
        stage.move(minutes=1)
        stage.rounds()
        page = AtWork.sign_in(stage, "nils").get(_PAGE).text
    assert "Arrived" in page
    assert "tried 1 time" in page


def test_only_administrators_with_a_fresh_proof_change_where_messages_go(stage: Stage) -> None:
    for persona in ("mona", "astrid"):
        somebody = AtWork.sign_in(stage, persona)
        assert somebody.get(_PAGE).status_code == 403
        assert somebody.post(_PAGE, {"url": "https://example.org/"}).status_code == 403
    nils = AtWork.sign_in(stage, "nils")
    bad = nils.post(_PAGE, {"url": "http://10.0.0.1/"})
    assert bad.status_code == 422
    assert 'href="#url"' in bad.text
    made = nils.post(_PAGE, {"url": "https://hooks.example.org/in"})
    assert made.status_code == 200
    address = re.search(rf'action="({_PAGE}/\w+)/try"', nils.get(_PAGE).text)
    assert address is not None
    terje = AtWork.sign_in(stage, "terje")
    for way in ("try", "remove"):
        assert terje.post(f"{address[1]}/{way}", {}).status_code == 404
    stage.clock.move(timedelta(minutes=11))
    for path, form in ((_PAGE, {"url": "https://other.example.org/"}), (f"{address[1]}/remove", {})):
        again = nils.post(path, form)
        assert again.status_code == 303
        assert again.headers["location"].startswith("/sign-in"), again.headers["location"]
    assert "hooks.example.org" in nils.get(_PAGE).text


def test_nobody_is_flooded_with_trial_messages(stage: Stage) -> None:
    nils = AtWork.sign_in(stage, "nils")
    with _receiver() as (url, taken):
        nils.post(_PAGE, {"url": url})
        tried = re.search(rf'action="({_PAGE}/\w+/try)"', nils.get(_PAGE).text)
        assert tried is not None
        answers = [nils.post(tried[1], {}).status_code for _ in range(TRIALS + 2)]
        assert answers == [200] * TRIALS + [429] * 2
        assert len(taken) == TRIALS
        stage.move(minutes=1)
        assert AtWork.sign_in(stage, "nils").post(tried[1], {}).status_code == 200
