#!/usr/bin/python3
"""The lease keeper: one on each node, beside Patroni. It gives permissions to answer reads, and tells HAProxy who has one.

On the primary it renews the one row of `cluster.lease` four times a second, and only while etcd itself says (a linearizable
read, https://etcd.io/docs/v3.4/learning/api_guarantees/) that this node holds the lock. The time in the row was taken before
that question, and the names in it are of standbys that commits wait for now and by the file will go on waiting for.
On every node `GET /standby` and `GET /read` answer 200 where `cluster.may_read()` says yes at that moment, else 503.

    lease_keeper.py FILE        the JSON file names: node, listen, database (a libpq address), etcd (addresses), api
                                (etcd or etcd3, as in Patroni's file), and ca, certificate and key where etcd asks for them
"""

import base64
import contextlib
import json
import select
import socket
import ssl
import sys
import threading
import time
import urllib.error
import urllib.request
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import psycopg2
import psycopg2.extensions
from patroni.postgresql.sync import parse_sync_standby_names

_NOBODY = 404
_PERIOD = 0.25
_SETTLED = 2.0
"""So long a standby has been in the set before it gets permission: each sender has read the new setting by then."""
_ANSWER = 1.5
"""Seconds for one answer of the database, or for a connection: HAProxy waits two, and a permission lasts no longer."""
_REQUEST = 3.0
"""Seconds for a whole check, from its first byte."""
_CHECKS = 16
"""So many checks at a time; one more is told 503 at once."""
_KEY = "/service/egenkarta/leader"
_NAMES = """
SELECT pg_is_in_recovery(), current_setting('synchronous_commit'), current_setting('synchronous_standby_names'),
       (SELECT setting FROM pg_file_settings WHERE name = 'synchronous_standby_names' ORDER BY seqno DESC LIMIT 1)
"""
# The row needs no standby's word, and must not wait where there is none.
_RENEW = """
BEGIN; SET LOCAL synchronous_commit = local;
UPDATE cluster.lease SET leader = %s, holders = %s, at = to_timestamp(%s); COMMIT
"""


def required(setting):
    """The names that each commit waits for, all of them; none where one of several is enough."""
    try:
        said = parse_sync_standby_names(setting or "")
    except ValueError:
        return frozenset()
    members = frozenset(said["members"])
    whole = said["type"] == "priority" and said["num"] == len(members) and not said.get("has_star")
    return members if whole else frozenset()


def in_time(connection):
    """psycopg2's way of waiting, with an end: a server that is stopped or cut off says nothing, and no setting of its own ends that."""
    until = time.monotonic() + _ANSWER
    while (state := connection.poll()) != psycopg2.extensions.POLL_OK:
        reads = [connection] if state == psycopg2.extensions.POLL_READ else []
        writes = [connection] if state == psycopg2.extensions.POLL_WRITE else []
        left = until - time.monotonic()
        if left <= 0 or not any(select.select(reads, writes, [], left)[:2]):
            raise psycopg2.OperationalError("no answer in time")


def connect(told):
    """A connection that gives up on either side: the server ends a statement that takes too long, and the client the wait for it."""
    milliseconds = int(_ANSWER * 1000)
    connection = psycopg2.connect(
        told["database"],
        connect_timeout=2,
        tcp_user_timeout=milliseconds,
        options=f"-c statement_timeout={milliseconds}",
    )
    connection.autocommit = True
    return connection


class Keeper:
    """Renews permissions while this node is the primary."""

    def __init__(self, told):
        self._told = told
        self._connection = None
        self._since = {}
        self._told_last = ""
        self._tls = None
        if told.get("ca"):
            self._tls = ssl.create_default_context(cafile=told["ca"])
            if told.get("certificate"):
                self._tls.load_cert_chain(told["certificate"], told["key"])

    def run(self):
        """For ever. Whatever goes wrong, nothing is renewed, and reads stop by themselves."""
        while True:
            began = time.monotonic()
            try:
                self.renew()
            except Exception as error:  # the next turn begins anew
                self._tell(f"not renewed: {type(error).__name__}")
                self._forget()
                time.sleep(_PERIOD)
            time.sleep(max(0.0, _PERIOD - (time.monotonic() - began)))

    def _tell(self, what):
        if what != self._told_last:
            self._told_last = what
            print(time.strftime("%F %T"), what, file=sys.stderr, flush=True)

    def renew(self):
        """One turn."""
        at = time.time()
        if self._connection is None:
            self._connection = connect(self._told)
        with self._connection.cursor() as cursor:
            cursor.execute(_NAMES)
            follows, commit, in_force, written = cursor.fetchone()
            if follows or not self._leads():
                self._since.clear()
                self._tell("follows" if follows else "does not lead")
                return
            holders = self._settled(
                required(in_force) & required(written) if commit == "remote_apply" else ()
            )
            cursor.execute(_RENEW, (self._told["node"], sorted(holders), at))
            self._tell(f"leads; may read: {' '.join(sorted(holders)) or 'nobody else'}")

    def _settled(self, names):
        now = time.monotonic()
        self._since = {name: self._since.get(name, now) for name in names}
        return [name for name, since in self._since.items() if now - since >= _SETTLED]

    def _leads(self):
        for address in self._told["etcd"]:
            try:
                return self._holder(address) == self._told["node"]
            except OSError:
                continue
        return False

    def _holder(self, address):
        """Who has the lock, by the API that Patroni uses; both questions go through the majority."""
        if self._told["api"] == "etcd":
            try:
                return self._ask(f"{address}/v2/keys{_KEY}?quorum=true")["node"]["value"]
            except urllib.error.HTTPError as error:
                if error.code == _NOBODY:
                    return None
                raise
        body = json.dumps({"key": base64.b64encode(_KEY.encode()).decode()}).encode()
        found = self._ask(urllib.request.Request(f"{address}/v3/kv/range", body)).get("kvs", [])
        return base64.b64decode(found[0]["value"]).decode() if found else None

    def _ask(self, request):
        with urllib.request.urlopen(request, timeout=1, context=self._tls) as answer:
            return json.load(answer)

    def _forget(self):
        self._since.clear()
        if self._connection is not None:
            self._connection.close()
            self._connection = None


class Checks:
    """Whether this node may answer reads, asked of the database at each check. One connection, one question at a time."""

    def __init__(self, told):
        self._told = told
        self._door = threading.Lock()
        self._connection = None

    def answer(self, path):
        """The status of a check; 503 where it is not known in time."""
        if not self._door.acquire(timeout=_ANSWER):
            return 503
        try:
            may_read, follows = self._ask()
        except psycopg2.Error:
            self._forget()
            return 503
        finally:
            self._door.release()
        return 200 if may_read and (path == "/read" or (path == "/standby" and follows)) else 503

    def _ask(self):
        if self._connection is None:
            self._connection = connect(self._told)
        with self._connection.cursor() as cursor:
            cursor.execute("SELECT cluster.may_read(), pg_is_in_recovery()")
            return cursor.fetchone()

    def _forget(self):
        if self._connection is not None:
            self._connection.close()
        self._connection = None


class Answer(BaseHTTPRequestHandler):
    """One check, asked and answered in time or cut off."""

    timeout = _REQUEST

    def handle(self):
        # The time-out above is for each byte, and whoever sends them one by one would stay.
        end = threading.Timer(_REQUEST, self._cut_off)
        end.daemon = True
        end.start()
        try:
            with contextlib.suppress(OSError):
                super().handle()
        finally:
            end.cancel()

    def _cut_off(self):
        with contextlib.suppress(OSError):
            self.connection.shutdown(socket.SHUT_RDWR)

    def do_GET(self):
        self.send_response(self.server.checks.answer(self.path))
        self.send_header("Content-Length", "0")
        self.end_headers()

    def log_message(self, *_):
        pass


class Desk(ThreadingHTTPServer):
    """Answers HAProxy's checks, so many at a time and no more."""

    request_queue_size = 128

    def __init__(self, address, checks):
        super().__init__(address, Answer)
        self.checks = checks
        self._places = threading.BoundedSemaphore(_CHECKS)

    def process_request(self, request, client_address):
        """In a thread of its own where there is a place; else 503 at once, and not one byte is read."""
        if not self._places.acquire(blocking=False):
            with contextlib.suppress(OSError):
                request.setblocking(False)
                request.send(b"HTTP/1.0 503 Service Unavailable\r\nContent-Length: 0\r\n\r\n")
            self.shutdown_request(request)
            return
        try:
            super().process_request(request, client_address)
        except BaseException:  # no thread was begun
            self._places.release()
            raise

    def process_request_thread(self, request, client_address):
        """One check, which gives its place back."""
        try:
            super().process_request_thread(request, client_address)
        finally:
            self._places.release()


def serve(told):
    """Answer HAProxy's checks, for ever."""
    address, _, port = told["listen"].rpartition(":")
    Desk((address, int(port)), Checks(told)).serve_forever()


def main(path):
    """Both, until it is ended."""
    told = json.loads(Path(path).read_text(encoding="utf-8"))
    psycopg2.extensions.set_wait_callback(in_time)
    threading.Thread(target=serve, args=(told,), daemon=True).start()
    Keeper(told).run()


if __name__ == "__main__":
    main(sys.argv[1])
