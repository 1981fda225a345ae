"""Requests and their answers as a trace shows them: when each arrived, when the answer left, and what it acknowledged."""

import json
import re
from base64 import urlsafe_b64decode
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from tests.drills.notebook import ERASED, GIVEN, ITEM, READ, WITHDRAWN
from tests.drills.tracing import Call

RECEIVING: Final = frozenset({"read", "readv", "recvfrom", "recvmsg"})
SENDING: Final = frozenset({"write", "writev", "sendto", "sendmsg"})
SYNCING: Final = frozenset({"fsync", "fdatasync"})
_HEAD: Final = re.compile(rb"(GET|POST|PUT|PATCH|DELETE) (\S+) HTTP/1.1\r\n")
_STATUS: Final = re.compile(rb"HTTP/1.1 (\d{3}) ")
_BEARER: Final = re.compile(rb"[Aa]uthorization: Bearer [^.\s]+\.([^.\s]+)\.")
_EVENT: Final = re.compile(rb"egenkarta-disclosure: (\S+)\r\n", re.IGNORECASE)
_ETAG: Final = re.compile(rb'etag: "(\d+)"\r\n', re.IGNORECASE)
_GIVING: Final = re.compile(r"/v1/me/access-requests/([^/]+)/grant")
_WITHDRAWING: Final = re.compile(r"/v1/me/grants/([^/]+)/withdraw")


@dataclass(frozen=True, slots=True)
class Answer:
    """One acknowledgement of something that must outlast the power.

    `id` is the request of a grant that was given, the grant of a withdrawal, the line of a disclosure, the person of an erasure,
    the section's version of an item.
    """

    kind: str
    id: str
    person: str
    arrived: int
    left: int
    """The lines of the trace at which the request was read from its socket, and at which writing the answer began."""


def acknowledged(trace: Iterable[Call]) -> list[Answer]:
    """Every acknowledgement that was sent to a client, in order."""
    waiting: dict[str, tuple[Call, bytes]] = {}
    found: list[Answer] = []
    for call in trace:
        if not call.target.startswith(("TCP:", "TCPv6:")) or call.result <= 0:
            continue
        if call.name in RECEIVING and _HEAD.match(call.content):
            waiting[call.target] = call, call.content
        elif call.name in SENDING and call.target in waiting and _STATUS.match(call.content):
            asked, head = waiting.pop(call.target)
            found.extend(_answer(asked, head, call))
    return found


def erasures_begun(trace: Iterable[Call]) -> list[tuple[int, str]]:
    """When an erasure of somebody arrived, and whose: from then on she may be gone."""
    heads = (one for one in trace if one.name in RECEIVING and one.content.startswith(b"DELETE /v1/me HTTP"))
    return [(one.begun, _subject(one.content)) for one in heads]


def not_synced(answers: Sequence[Answer], trace: Sequence[Call], log: str) -> list[Answer]:
    """The acknowledgements before which nothing was written to the database's log and synced there since their request came.

    Args:
        log: how the path of a write-ahead log ends, or what is in it.
    """
    writes = [one for one in trace if one.name.startswith(("pwrite", "write")) and log in one.target]
    syncs = [one for one in trace if one.name in SYNCING and log in one.target and one.result == 0]
    return [one for one in answers if not _is_synced(one, writes, syncs)]


def _is_synced(answer: Answer, writes: Sequence[Call], syncs: Sequence[Call]) -> bool:
    written = next((one for one in writes if one.begun > answer.arrived), None)
    return written is not None and any(one.begun > written.ended and one.ended < answer.left for one in syncs)


def _answer(asked: Call, head: bytes, answer: Call) -> Iterator[Answer]:
    line, status = _HEAD.match(head), _STATUS.match(answer.content)
    if line is None or status is None or not status[1].startswith(b"2"):
        return
    path, person = line[2].decode(), _subject(head)
    named = _named(line[1].decode(), path, person, answer.content)
    if named is not None:
        yield Answer(*named, person, asked.ended, answer.begun)


def _named(method: str, path: str, person: str, answer: bytes) -> tuple[str, str] | None:
    if method == "DELETE" and path == "/v1/me":
        return ERASED, person
    if giving := _GIVING.fullmatch(path):
        return GIVEN, giving[1]
    if withdrawing := _WITHDRAWING.fullmatch(path):
        return WITHDRAWN, withdrawing[1]
    if path == "/v1/disclosures" and (event := _EVENT.search(answer)):
        return READ, event[1].decode()
    if path == "/v1/me/profile/skills" and method == "POST" and (version := _ETAG.search(answer)):
        return ITEM, version[1].decode()
    return None


def _subject(head: bytes) -> str:
    bearer = _BEARER.search(head)
    if bearer is None:
        return ""
    claims = json.loads(urlsafe_b64decode(bearer[1] + b"=" * (-len(bearer[1]) % 4)))
    return str(claims["sub"])
