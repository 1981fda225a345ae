"""Somewhere an installation is, and what is done there without serving it."""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from profile_service.actions.enrolling import erase
from profile_service.parts import Parts, house_from, open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.backups.making import back_up
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

    def backup(self, name: str) -> tuple[Path, Path]:
        places = self.folder / name, self.folder / "elsewhere" / name
        back_up(self.url, *places, START, self.ring)
        return places

    def erase(self, individual: Any) -> None:
        parts = self.parts()
        desk = house_from(parts).desk
        parts.database.writer.run(lambda work: erase(work, desk, individual))
        parts.database.close()
