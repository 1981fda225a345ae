"""The hashes above the leaves, worked out anew: of these, proofs are made for others."""

from profile_service.domain.journal_report import Fault, Report, Wrong
from profile_service.domain.journal_tree import TreeLeaf
from schemas.proofs.tiles import WIDTH, Tile, TileReader
from schemas.proofs.tree import ProofError, root_of


class TileCheck:
    """Takes the leaves in their order, and holds each tile above them against the one that is kept."""

    def __init__(self, read: TileReader, report: Report) -> None:
        self._read = read
        self._report = report
        self._open: list[list[bytes]] = []
        self._whole: list[int] = []

    def see(self, leaf: TreeLeaf) -> None:
        """Take the next leaf."""
        self._put(0, leaf.hash)

    def finish(self) -> None:
        """Hold what is not whole yet as well."""
        for level, hashes in enumerate(self._open):
            if hashes:
                self._hold(level, hashes)

    def _put(self, level: int, found: bytes) -> None:
        if level == len(self._open):
            self._open.append([])
            self._whole.append(0)
        hashes = self._open[level]
        hashes.append(found)
        if len(hashes) == WIDTH:
            self._hold(level, hashes)
            self._whole[level] += 1
            self._open[level] = []
            self._put(level + 1, root_of(hashes))

    def _hold(self, level: int, hashes: list[bytes]) -> None:
        if level == 0:
            return  # the leaves themselves, which were read from there
        tile = Tile(level, self._whole[level], len(hashes))
        try:
            kept = self._read(tile)
        except ProofError:
            kept = b""
        if kept != b"".join(hashes):
            self._report.tell(Fault(Wrong.REWRITTEN, f"{tile.path} is not the tile of its leaves"))
