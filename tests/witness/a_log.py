"""A log on loopback that can be made to lie: its leaves, its key, and what it serves below /journal."""

import threading
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

from clients import ed25519
from schemas.proofs.checkpoint import Checkpoint
from schemas.proofs.notes import ED25519, Note, Signature, Verifier, encode_hash
from schemas.proofs.tiles import Tile
from schemas.proofs.tree import ProofError, leaf_hash, root_of

ORIGIN = "log.example/journal"


def entries(count: int, change: str = "") -> list[bytes]:
    """That many leaves; with a change, of another history."""
    return [leaf_hash(f"{change}{number}".encode()) for number in range(count)]


def request(old: int, proof: Sequence[bytes], note: Note) -> bytes:
    """The body of `add-checkpoint` (C2SP tlog-witness), as a log that asks a witness would send it."""
    lines = [f"old {old}", *map(encode_hash, proof), "", ""]
    return "\n".join(lines).encode() + note.encode()


@dataclass
class Log:
    """What it says of itself is signed with its real key, whatever it says."""

    leaves: list[bytes]
    seed: bytes = field(default_factory=ed25519.new_seed)
    served: bytes | None = None
    """A checkpoint that is shown in place of the true one."""
    handed_in: list[bytes] = field(default_factory=list)
    address: str = ""

    @property
    def verifier(self) -> Verifier:
        return Verifier(ORIGIN, ED25519, ed25519.public_of(self.seed))

    def note(self, leaves: list[bytes] | None = None, origin: str = ORIGIN) -> Note:
        """The checkpoint of these leaves, signed."""
        those = self.leaves if leaves is None else leaves
        text = Checkpoint(origin, len(those), root_of(those)).text
        signature = Signature(
            self.verifier.name, self.verifier.key_id, ed25519.sign(self.seed, text.encode())
        )
        return Note(text, (signature,))

    def tile(self, tile: Tile) -> bytes:
        """The bytes of a tile of its tree."""
        span = 256**tile.level
        places = range(tile.index * 256, tile.index * 256 + tile.width)
        if len(self.leaves) < (places.stop) * span:
            raise ProofError("there is no such tile")
        return b"".join(root_of(self.leaves[at * span : (at + 1) * span]) for at in places)

    def answer(self, path: str) -> bytes:
        """What is served at an address below /journal."""
        if path == "checkpoint":
            return self.served or self.note().encode()
        return self.tile(Tile.parse(path))

    @contextmanager
    def listening(self) -> Iterator[str]:
        """Serve until the block ends; gives the prefix."""
        server = ThreadingHTTPServer(("127.0.0.1", 0), _answering(self))
        server.daemon_threads = True
        thread = threading.Thread(target=server.serve_forever, daemon=True)
        thread.start()
        self.address = f"http://127.0.0.1:{server.server_address[1]}/journal"
        try:
            yield self.address
        finally:
            server.shutdown()
            server.server_close()
            thread.join()


def _answering(log: Log) -> type[BaseHTTPRequestHandler]:
    class Answering(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            try:
                status, body = 200, log.answer(self.path.removeprefix("/journal/"))
            except ProofError:
                status, body = 404, b""
            self._send(status, body)

        def do_POST(self) -> None:
            log.handed_in.append(self.rfile.read(int(self.headers["Content-Length"])))
            self._send(204, b"")

        def _send(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: object) -> None:
            pass

    return Answering
