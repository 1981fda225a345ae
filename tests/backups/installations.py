"""Somewhere an installation is, and what is done there without serving it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import Result
from typer.testing import CliRunner

from profile_service.actions.enrolling import erase
from profile_service.command_line.app import app
from profile_service.parts import Parts, house_from, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.backups.checking import Checked, check
from profile_service.storage.backups.filling import Again, PutBack
from profile_service.storage.backups.making import back_up
from profile_service.storage.backups.restoring import put_back
from profile_service.storage.outer_ledger import OuterLedger
from tests.stage import START, MovableClock


@dataclass
class Installation:
    """Somewhere, with the demo's cast in it, and nobody who serves it."""

    url: str
    folder: Path
    ring: KeyRing

    def parts(self, url: str = "") -> Parts:
        settings = Settings(
            public_url="http://127.0.0.1:8000",
            database_url=url or self.url,
            taxonomy_url=f"sqlite:///{self.folder / 'taxonomy.sqlite3'}",
            key_ring=self.folder / "keys.json",
        )
        return open_parts(settings, self.ring, MovableClock(START))

    @property
    def kind(self) -> str:
        return self.url.partition(":")[0]

    def run(self, url: str, *words: str) -> Result:
        """A command on another database, with this one's keys and ledger."""
        environment = {
            "EGENKARTA_DATABASE_URL": url,
            "EGENKARTA_KEY_RING": str(self.folder / "keys.json"),
            "EGENKARTA_TAXONOMY_URL": f"sqlite:///{self.folder / 'taxonomy.sqlite3'}",
            "EGENKARTA_ERASURES": str(self.folder / "erasures"),
        }
        return CliRunner().invoke(app, list(words), env=environment, catch_exceptions=False)

    def backup(self, name: str) -> tuple[Path, Path]:
        places = self.folder / name, self.folder / "elsewhere" / name
        back_up(self.url, *places, START, self.ring)
        return places

    @property
    def ledger(self) -> OuterLedger:
        return OuterLedger(self.folder / "erasures", self.ring)

    def checked(
        self, content: Path, keys: Path, *, ring: KeyRing | None = None, without_ledger: bool = False
    ) -> Checked:
        return check(content, keys, ring or self.ring, self.ledger, without_ledger=without_ledger)

    def put_back(self, found: Checked, url: str) -> PutBack:
        parts = self.parts()
        desk = house_from(parts).desk
        try:
            return put_back(found, url, Again(self.ring, lambda work, one: erase(work, desk, one)))
        finally:
            parts.database.close()

    def erase(self, individual: Any) -> None:
        parts = self.parts()
        desk = house_from(parts).desk
        parts.database.writer.run(lambda work: erase(work, desk, individual))
        parts.database.close()
