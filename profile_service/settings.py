"""What an installation is told from outside: `EGENKARTA_*` in the environment."""

import re
from ipaddress import ip_address
from pathlib import Path
from typing import Annotated, Any, Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, Field, SecretStr, ValidationInfo, field_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from schemas.proofs.notes import NoteError, Verifier

# A `?` would begin options for the driver, and a database in memory would be gone with its first connection.
_DATABASE: Final = re.compile(r"sqlite:///(?!:memory:)[^?\0]+")


def _a_path(written: Any) -> Any:
    """An empty one would be the folder that one is in."""
    if written == "":
        raise ValueError("must be a path, or be left out")
    return written


_AnyPath = Annotated[Path | None, BeforeValidator(_a_path)]


def usable_url(written: str) -> str:
    """The address of a database as it was written, once it is one that can be used.

    Raises:
        ValueError: it is none; says what would be right.
    """
    if _DATABASE.fullmatch(written) is None and not _is_postgresql(written):
        raise ValueError("must be sqlite:///FILE or postgresql://USER@HOST/DATABASE")
    return written


def another_url(written: str) -> str:
    """As `usable_url`; empty for the usual place."""
    return usable_url(written) if written else ""


def standby_url(written: str) -> str:
    """The address of standbys that are read from; empty where there are none.

    Raises:
        ValueError: it is none; says what would be right.
    """
    if written and not _is_postgresql(written):
        raise ValueError("must be postgresql://USER@HOST/DATABASE")
    return written


def _is_postgresql(written: str) -> bool:
    try:
        place = urlsplit(written)
        return (
            place.scheme == "postgresql" and place.port != 0 and len(place.path) > 1 and written.isprintable()
        )
    except ValueError:  # a port that is none; several hosts are written as ?host=A:5432&host=B:5432
        return False


def _verifier_keys(written: str) -> str:
    try:
        for one in written.split():
            Verifier.parse(one)
    except NoteError:
        raise ValueError("must be verifier keys, each name+hash+key, with spaces between") from None
    return written


def _zone_name(written: str) -> str:
    try:
        ZoneInfo(written)
    except (LookupError, OSError, ValueError):
        raise ValueError("must be the name of a time zone, such as Europe/Stockholm") from None
    return written


def _near_address(written: str) -> str:
    try:
        place = ip_address(written)
    except ValueError:
        place = None
    if place is None or not (place.is_loopback or place.is_private) or place.is_unspecified:
        raise ValueError(
            "must be a loopback or private address, such as 127.0.0.1: what is told there is for nobody else"
        )
    return written


def _http_url(written: str) -> str:
    place = urlsplit(written)
    if written and (place.scheme not in ("http", "https") or not place.hostname):
        raise ValueError(
            "must be the http:// or https:// address of a collector, such as http://127.0.0.1:4318/v1/traces"
        )
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
    database_url: Annotated[str, AfterValidator(usable_url)] = Field(
        default="sqlite:///var/egenkarta.sqlite3", repr=False
    )
    read_database_url: Annotated[str, AfterValidator(standby_url)] = Field(default="", repr=False)
    """Of PostgreSQL alone: synchronous standbys that apply before a write is acknowledged (`remote_apply`)."""
    taxonomy_url: Annotated[str, AfterValidator(another_url)] = Field(default="", repr=False)
    """Where concepts are kept, apart from what is about people; without it a file beside the database or the key ring."""
    key_ring: Annotated[Path, BeforeValidator(_a_path)] = Path("var/keys.json")
    key_ring_json: SecretStr = SecretStr("")
    """The ring itself, where an orchestrator injects it; the file is not looked at then. See `signing.providers`."""
    pkcs11_module: _AnyPath = None
    pkcs11_token: str = "egenkarta"  # noqa: S105  the label of a token, no secret
    pkcs11_key: str = "egenkarta"
    pkcs11_pin: SecretStr = SecretStr("")
    pkcs11_pin_file: _AnyPath = None
    """A security module: its library, the labels of the token and of the key on it, and its PIN. The ring's file is sealed under it."""
    erasures: _AnyPath = None
    """The folder of what must outlive the database, the ledger of erasures and the journal's newest checkpoint; without it a folder beside
    the key ring."""
    providers: _AnyPath = None
    """The file of OpenID providers; see `identity.oidc`."""
    host: str = "127.0.0.1"
    port: int = Field(default=8000, ge=1, le=65_535, description="must be a number from 1 to 65535")
    time_zone: Annotated[str, AfterValidator(_zone_name)] = "Europe/Stockholm"

    most_inside: int = _at_least_one(512)
    """Requests at a time in one process; who comes when it is full is told to come again, at once. See `doors.crowd`."""
    leaving_seconds: float | None = Field(
        default=None, ge=0, le=60, description="must be a number of seconds from 0 to 60"
    )
    """How long the service, told to end, says that it is not ready and still answers; see `command_line.leaving`. Three, for a
    demo none."""

    metrics_host: Annotated[str, AfterValidator(_near_address)] = "127.0.0.1"
    metrics_port: int | None = Field(
        default=None, ge=1, le=65_535, description="must be a number from 1 to 65535"
    )
    """Where Prometheus asks, apart from the address that people use; nowhere unless a port is said."""
    traces_url: Annotated[str, AfterValidator(_http_url)] = Field(default="", repr=False)
    """The collector that traces go to (OTLP over HTTP); nowhere where it is empty."""
    traces_share: float = Field(default=0.01, ge=0, le=1, description="must be a number from 0 to 1")

    journal_witnesses: Annotated[str, AfterValidator(_verifier_keys)] = ""
    """The verifier keys of those who cosign the journal's checkpoints (C2SP signed-note), with spaces between."""

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

    @field_validator("read_database_url")
    @classmethod
    def _standbys_are_of_postgresql(cls, written: str, others: ValidationInfo) -> str:
        if written and not _is_postgresql(others.data.get("database_url", "")):
            raise ValueError(
                "names standbys of PostgreSQL: right would be that EGENKARTA_DATABASE_URL names PostgreSQL too, or none"
            )
        return written

    @property
    def store_of_concepts(self) -> str:
        """The address of the store of concepts: a file beside the database's, and beside the key ring's where that is PostgreSQL."""
        if self.taxonomy_url:
            return self.taxonomy_url
        embedded = self.database_url.startswith("sqlite:///")
        beside = self.database_url.removeprefix("sqlite:///") if embedded else str(self.key_ring)
        folder, slash, _ = beside.rpartition("/")
        return f"sqlite:///{folder}{slash}taxonomy.sqlite3"

    @property
    def ledger_of_erasures(self) -> Path:
        """The folder where each erasure, and how far the journal had come, is written down outside of the database."""
        return self.erasures or self.key_ring.parent / "erasures"

    @property
    def journal_origin(self) -> str:
        """The journal's name in its checkpoints: where it is, without the scheme (C2SP tlog-tiles)."""
        return f"{self.public_url.partition('://')[2]}/journal"

    @property
    def zone(self) -> ZoneInfo:
        """The zone itself."""
        return ZoneInfo(self.time_zone)

    @property
    def secure(self) -> bool:
        """Whether people reach the service over HTTPS."""
        return self.public_url.startswith("https://")
