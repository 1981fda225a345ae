"""What an installation is told from outside: `EGENKARTA_*` in the environment."""

from pathlib import Path
from zoneinfo import ZoneInfo

from pydantic_settings import BaseSettings, SettingsConfigDict


class Settings(BaseSettings):
    """Where things are and how the service is reached.

    `public_url` is the address that people and systems use, without a slash at its end; it is the issuer of tokens too.
    `time_zone` is the zone in which a date without a time is meant.
    """

    model_config = SettingsConfigDict(env_prefix="EGENKARTA_", frozen=True)

    public_url: str = ""
    database_url: str = "sqlite:///var/egenkarta.sqlite3"
    key_ring: Path = Path("var/keys.json")
    host: str = "127.0.0.1"
    port: int = 8000
    time_zone: str = "Europe/Stockholm"

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself; raises ZoneInfoNotFoundError for a name that does not exist."""
        return ZoneInfo(self.time_zone)

    @property
    def secure(self) -> bool:
        """Whether people reach the service over HTTPS."""
        return self.public_url.startswith("https://")
