"""What an installation is told from outside: `EGENKARTA_*` in the environment."""

import re
from pathlib import Path
from typing import Annotated, Any, Final
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, Field, SecretStr
from pydantic_settings import BaseSettings, SettingsConfigDict

# A `?` would begin options for the driver, and a database in memory would be gone with its first connection.
_DATABASE: Final = re.compile(r"sqlite:///(?!:memory:)[^?\0]+")

_POSTGRESQL: Final = re.compile(r"postgresql://[^\0\s]+")


def sqlite_url(written: str) -> str:
    """The address of a database as it was written, once it is one that can be used.

    Raises:
        ValueError: it is none; says what would be right.
    """
    if _DATABASE.fullmatch(written) is None:
        raise ValueError("must be sqlite:///FILE; PostgreSQL and other databases are not there yet")
    return written


def concepts_url(written: str) -> str:
    """The address of a store of concepts as it was written, once it is one that can be used; empty for the usual place.

    Raises:
        ValueError: it is none; says what would be right.
    """
    if written and _DATABASE.fullmatch(written) is None and _POSTGRESQL.fullmatch(written) is None:
        raise ValueError("must be sqlite:///FILE or postgresql://USER@HOST/DATABASE")
    return written


def _zone_name(written: str) -> str:
    try:
        ZoneInfo(written)
    except (LookupError, OSError, ValueError):
        raise ValueError("must be the name of a time zone, such as Europe/Stockholm") from None
    return written


def _at_least_one(default: int) -> Any:
    return Field(default=default, ge=1, description="must be a whole number, 1 or more")


class Settings(BaseSettings):
    """Where things are and how the service is reached.

    `public_url` is the address that people and systems use, without a slash at its end; it is the issuer of tokens too.
    `time_zone` is the zone in which a date without a time is meant. A description says what a value must be.

    Raises:
        ValidationError: a value cannot be used.
    """

    model_config = SettingsConfigDict(env_prefix="EGENKARTA_", frozen=True)

    public_url: str = ""
    database_url: Annotated[str, AfterValidator(sqlite_url)] = "sqlite:///var/egenkarta.sqlite3"
    taxonomy_url: Annotated[str, AfterValidator(concepts_url)] = ""
    """Where concepts are kept, apart from what is about people; without it a file beside the database."""
    key_ring: Path = Path("var/keys.json")
    providers: Path | None = None
    """The file of OpenID providers; see `identity.oidc`."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535, description="must be a number from 1 to 65535")
    time_zone: Annotated[str, AfterValidator(_zone_name)] = "Europe/Stockholm"

    operator_name: str = ""
    operator_contact: str = ""
    """Who runs this installation and how people reach them, as the open pages tell it; they say so where nobody has said."""

    smtp_url: str = Field(default="", repr=False)
    smtp_secret: SecretStr = SecretStr("")
    mail_from: str = ""
    sms_url: str = Field(default="", repr=False)
    sms_secret: SecretStr = SecretStr("")
    sms_from: str = ""
    sms_prefixes: str = "+46"
    """How people are told outside of the portal; see `messengers.configuration`. Without any of it nothing leaves."""

    people_per_reader: int = _at_least_one(40)
    people_per_reader_with_reason: int = _at_least_one(120)
    people_per_organisation: int = _at_least_one(5_000)
    readings_per_person: int = _at_least_one(200)
    """Limits of one day; see `domain.reading_limits`."""

    @property
    def store_of_concepts(self) -> str:
        """The address of the store of concepts."""
        folder, slash, _ = self.database_url.removeprefix("sqlite:///").rpartition("/")
        return self.taxonomy_url or f"sqlite:///{folder}{slash}taxonomy.sqlite3"

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.time_zone)

    @property
    def secure(self) -> bool:
        """Whether people reach the service over HTTPS."""
        return self.public_url.startswith("https://")
