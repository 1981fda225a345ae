"""What a witness owns: its key, what it last signed of each log, and what it found wrong.

A folder of its own. The memory is written anew beside the old one, synced and put in its place, with a lock held, so that
it is never half a memory and never goes back. One that is gone is no new beginning: the witness refuses to go on.
"""

import fcntl
import hashlib
import json
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any, Final, Self

from clients import ed25519
from clients.errors import InvalidArgumentError
from clients.witness.files import put_json, put_text
from clients.witness.history import ForgottenError, History
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import COSIGNATURE, Note, NoteError, Signature, Verifier, cosignature, cosigned

_FORMAT: Final = "egenkarta-witness 1"
_EMPTY: Final[Mapping[str, Any]] = {"format": _FORMAT, "logs": {}}
_HISTORY_APART: Final = 60
"""Seconds between two notes in the history: enough to say between which two looks something was changed."""


@dataclass(frozen=True, slots=True)
class WatchedLog:
    """A log that is watched: the keys that it may sign with, and its last checkpoint that was cosigned."""

    keys: tuple[Verifier, ...]
    note: Note | None = None
    kept_at: int = 0
    """When the history last got a note."""
    begun: int = 0
    """What the history has up to this second does not count: the witness was told to begin anew."""

    @property
    def checkpoint(self) -> Checkpoint | None:
        """What was cosigned last."""
        return None if self.note is None else Checkpoint.parse(self.note.text)

    @property
    def size(self) -> int:
        """How many leaves it had then; 0 where nothing was cosigned yet."""
        return 0 if self.checkpoint is None else self.checkpoint.size


@dataclass(frozen=True, slots=True)
class Pen:
    """The witness's name and private key."""

    name: str
    seed: bytes = field(repr=False)

    @property
    def verifier(self) -> Verifier:
        """By what others know its cosignatures."""
        return Verifier(self.name, COSIGNATURE, ed25519.public_of(self.seed))

    def cosign(self, text: str, second: int) -> Signature:
        """A cosignature of a checkpoint's text, at this second."""
        return cosignature(self.verifier, second, ed25519.sign(self.seed, cosigned(text, second)))


class Memory:
    """The folder of one witness."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self.pen = self._read_pen()

    @classmethod
    def create(cls, folder: Path, name: str) -> Self:
        """A new witness with a fresh key. Never writes over one.

        The key comes last: before it is there nothing was signed, so that one which was begun and not finished is made anew.

        Raises:
            InvalidArgumentError: there is one already, or the name cannot stand in a note.
        """
        pen = Pen(name, ed25519.new_seed())
        try:
            Verifier.parse(str(pen.verifier))
        except NoteError:
            raise InvalidArgumentError(
                "a witness's name has no spaces and no plus; expected one such as witness.example/egenkarta"
            ) from None
        folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        with _locked(folder):
            if not _is_free(folder):
                raise InvalidArgumentError(
                    f"{folder} holds a witness already, or what is left of one; expected a folder of its own"
                )
            (folder / "evidence").mkdir(exist_ok=True, mode=0o700)
            put_json(folder / "memory.json", _EMPTY)
            put_json(folder / "key.json", {"format": _FORMAT, "name": name, "seed": pen.seed.hex()})
        return cls(folder)

    @contextmanager
    def held(self) -> Iterator["Held"]:
        """The memory, with nobody else at it until the block ends."""
        with _locked(self._folder):
            yield Held(self._folder, self.pen, self._read_logs())

    def logs(self) -> Mapping[str, WatchedLog]:
        """What is remembered of each log, by its origin."""
        with self.held() as held:
            return dict(held.logs)

    def evidence(self) -> list[Path]:
        """What was found wrong and is not settled, the oldest first."""
        return sorted((self._folder / "evidence").glob("*.txt"), key=lambda path: path.stat().st_mtime_ns)

    def _read_pen(self) -> Pen:
        try:
            written = _get(self._folder / "key.json")
            pen = Pen(written["name"], bytes.fromhex(written["seed"]))
            Verifier.parse(str(pen.verifier))
            return pen
        except FileNotFoundError:
            raise InvalidArgumentError(
                f"there is no witness in {self._folder}; make one with 'egenkarta-witness init'"
            ) from None
        except (KeyError, TypeError, ValueError, AttributeError):
            raise ForgottenError(f"{self._folder / 'key.json'} is not a witness's key") from None

    def _read_logs(self) -> dict[str, WatchedLog]:
        path = self._folder / "memory.json"
        try:
            logs = {origin: _log(one) for origin, one in _get(path)["logs"].items()}
            for origin, log in logs.items():
                self._check(origin, log)
        except FileNotFoundError:
            raise ForgottenError(
                f"{path} is gone: what was witnessed is not known any more, so nothing is signed"
            ) from None
        except (KeyError, TypeError, ValueError, AttributeError) as error:
            raise ForgottenError(f"{path} is not as the witness left it: {error}") from None
        return logs

    def _check(self, origin: str, log: WatchedLog) -> None:
        """Its own cosignature must be on what it remembers: nobody else wrote this."""
        if log.note is None or log.checkpoint is None:
            return
        if log.checkpoint.origin != origin:
            raise NoteError("a note stands under another log's name")
        own = self.pen.verifier
        mine = [one for one in log.note.signatures if (one.name, one.key_id) == (own.name, own.key_id)]
        if not mine:
            raise NoteError("a note lacks the witness's own signature")
        own.check(log.note.text, mine[0], ed25519.check)


class Held:
    """The memory while it is held. What is changed lasts before the call returns."""

    def __init__(self, folder: Path, pen: Pen, logs: dict[str, WatchedLog]) -> None:
        self._folder = folder
        self._pen = pen
        self._history = History(folder / "history.notes", pen.verifier)
        self.logs = logs

    def watch(self, origin: str, keys: tuple[Verifier, ...]) -> None:
        """Take up a log, or change the keys that it may sign with; what was witnessed of it stays."""
        before = self.logs.get(origin)
        self._save(origin, WatchedLog(keys) if before is None else replace(before, keys=keys))

    def remember(self, origin: str, note: Note, second: int) -> Signature:
        """Write down that this checkpoint was witnessed at this second; gives the cosignature.

        Raises:
            ForgottenError: the history knows of more than the memory.
        """
        log = self.logs[origin]
        is_due = second - log.kept_at >= _HISTORY_APART
        if is_due or log.note is None:
            self._history.check_memory(origin, log.checkpoint, log.begun)
        mine = self._pen.cosign(note.text, second)
        signed = note.adding([mine])
        self._save(origin, replace(log, note=signed, kept_at=second if is_due else log.kept_at))
        if is_due:
            self._history.append(signed)
        return mine

    def begin_anew(self, origin: str) -> None:
        """Forget what was witnessed of a log; it stays in the history, and what was found wrong is marked as settled."""
        note = self.logs[origin].note
        if note is not None:
            self._history.append(note)
        self._save(origin, WatchedLog(self.logs[origin].keys, begun=self._history.newest(origin)))
        for path in (self._folder / "evidence").glob(f"{_short(origin)}-*.txt"):
            path.rename(path.with_suffix(".settled"))

    def accuse(self, what: str, origin: str, signed: Note, proof: str = "") -> Path:
        """Keep what a log signed beside what was witnessed before. The same two are kept once."""
        before = self.logs[origin].note
        notes = [*([] if before is None else [before]), signed]
        name = f"{_short(origin)}-{_short(''.join(one.text for one in notes))}.txt"
        path = self._folder / "evidence" / name
        if not path.exists():
            parts = [f"{what}\n"]
            parts += [] if before is None else ["What was witnessed before:\n" + before.encode().decode()]
            parts += ["What the log signed now:\n" + signed.encode().decode()]
            parts += ["What it gave for a proof:\n" + proof] if proof else []
            put_text(path, "\n".join(parts))
        return path

    def _save(self, origin: str, log: WatchedLog) -> None:
        logs = {**self.logs, origin: log}
        written = {name: _log_as_json(one) for name, one in logs.items()}
        put_json(self._folder / "memory.json", {"format": _FORMAT, "logs": written})
        self.logs[origin] = log


def _log(written: Mapping[str, Any]) -> WatchedLog:
    note = written["note"]
    return WatchedLog(
        tuple(Verifier.parse(one) for one in written["keys"]),
        None if note is None else Note.parse(note.encode()),
        int(written["kept_at"]),
        int(written.get("begun", 0)),
    )


def _log_as_json(log: WatchedLog) -> dict[str, Any]:
    return {
        "keys": [str(key) for key in log.keys],
        "note": None if log.note is None else log.note.encode().decode(),
        "kept_at": log.kept_at,
        "begun": log.begun,
    }


def _is_free(folder: Path) -> bool:
    """Whether no witness is there; one that was begun has a memory of nothing, no key and no history."""
    if (folder / "key.json").exists() or (folder / "history.notes").exists():
        return False
    try:
        return bool(_get(folder / "memory.json") == _EMPTY)
    except FileNotFoundError:
        return True
    except (ValueError, KeyError, TypeError):
        return False


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    with (folder / "lock").open("ab") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def _short(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _get(path: Path) -> Any:
    written = json.loads(path.read_text(encoding="utf-8"))
    if written["format"] != _FORMAT:
        raise ValueError("it is of another version")
    return written
