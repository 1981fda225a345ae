"""Open a demo in a folder: its keys, its database, its cast, and `demo.json` to script against."""

import json
import os
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from fastapi import FastAPI

from profile_service.actions.ports import Clock
from profile_service.demo import sandbox_pages, sign_in
from profile_service.demo.cast import INDIVIDUALS, ORGANISATIONS
from profile_service.demo.seeding import is_seeded, seed
from profile_service.main import Parts, create_app, house_from, open_parts, recall_erasures, stock
from profile_service.settings import Settings
from profile_service.signing.jwk import new_signing_jwk
from profile_service.signing.key_ring import KeyRing
from profile_service.storage.database import DatabaseError, check_key_ring, mark, upgrade
from profile_service.storage.outer_checkpoint import OuterCheckpoint
from profile_service.storage.replaying import holds_nobody

DEMO_FILE: Final = "demo.json"
SINK: Final = "messages.jsonl"
"""Where messages to people are written, since a demo reaches nobody."""
PLACE: Final = "database.url"
"""Where the database is, of a demo that has none of its own in the folder."""


def open_demo(
    folder: Path, base_url: str, clock: Clock | None = None, *, database: str = ""
) -> tuple[Parts, FastAPI]:
    """The demo's app, with its cast in the database. A folder that was used before is opened again as it is.

    Args:
        database: an address of PostgreSQL, in place of a file in the folder. The folder remembers it.

    Raises:
        DatabaseError: the folder holds a real installation, or has no whole demo.json with the organisations' keys.
        KeyRingError: the folder's keys cannot be read.
        SealError: the folder's keys are another database's.
        OSError: the folder cannot be made or written.
    """
    folder = folder.resolve()
    folder.mkdir(parents=True, exist_ok=True)
    keys = _keys(folder / "keys.json")
    url = _place(folder, database)
    upgrade(url)
    settings = Settings(
        public_url=base_url, database_url=url, read_database_url="", key_ring=folder / "keys.json"
    )
    if not settings.taxonomy_url:
        settings = settings.model_copy(update={"taxonomy_url": f"sqlite:///{folder / 'taxonomy.sqlite3'}"})
    parts = open_parts(settings, keys, clock, tells_loopback=True, test_numbers=True, sink=folder / SINK)
    try:
        seeded = _look_at(parts, folder / DEMO_FILE)
        client_keys = _client_keys(folder / DEMO_FILE)
        stock(parts)
    except BaseException:
        parts.database.close()
        raise
    _write_private(folder / DEMO_FILE, _describe(base_url, client_keys))
    house = house_from(parts)
    if not seeded:
        parts.database.writer.run(lambda work: seed(work, house.desk, client_keys))
    app = create_app(parts)
    app.include_router(sign_in.router)
    app.include_router(sandbox_pages.router)
    app.state.demo_personas = sign_in.personas()
    return parts, app


def _place(folder: Path, database: str) -> str:
    # The keys in the folder are that database's, so it is written down beside them.
    kept = folder / PLACE
    known = kept.read_text(encoding="utf-8").strip() if kept.exists() else ""
    if database and known and database != known:
        raise DatabaseError(f"{kept} names another database: right would be that one, or another folder")
    if database and not known:
        if (folder / "egenkarta.sqlite3").exists():
            raise DatabaseError(f"{folder} holds a demo with its own database: right would be another folder")
        with os.fdopen(os.open(kept, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as file:
            file.write(database)
    return database or known or f"sqlite:///{folder / 'egenkarta.sqlite3'}"


def _look_at(parts: Parts, demo_file: Path) -> bool:
    """Whether the cast is in the database already; an error where this is not a whole demo."""
    mark(parts.database.engine, "demo", parts.clock.now())
    check_key_ring(parts.database.engine, parts.keys)
    outer = parts.database.outer
    if outer is not None and holds_nobody(parts.database.engine):
        # Invented people have the same ids in each demo: an erasure in one that is gone says nothing of this one, nor does a journal.
        OuterCheckpoint(parts.settings.ledger_of_erasures).set_aside()
        if outer.path.exists():
            outer.begin_anew()
    recall_erasures(parts)
    seeded = parts.database.writer.run(is_seeded)
    if seeded and not demo_file.exists():
        raise DatabaseError(
            f"{demo_file} is gone, and with it the keys that the organisations sign in with: "
            "start a new demo in another folder"
        )
    return seeded


def _keys(path: Path) -> KeyRing:
    if not path.exists():
        KeyRing.generate("demo").save(path)
    KeyRing.upgrade(path)
    return KeyRing.load(path)


def _client_keys(demo_file: Path) -> dict[str, Mapping[str, str]]:
    if not demo_file.exists():
        return {company.client_id: new_signing_jwk() for company in ORGANISATIONS}
    try:
        organisations = json.loads(demo_file.read_text(encoding="utf-8"))["organisations"]
        known = {one["client_id"]: one["private_key_jwk"] for one in organisations}
        return {company.client_id: known[company.client_id] for company in ORGANISATIONS}
    except (ValueError, KeyError, TypeError):
        raise DatabaseError(
            f"{demo_file} is not what a demo wrote, or was cut off: start a new demo in another folder"
        ) from None


def _describe(base_url: str, client_keys: Mapping[str, Mapping[str, str]]) -> dict[str, Any]:
    return {
        "base_url": base_url,
        "individuals": [{"name": person.name, "persona": person.persona} for person in INDIVIDUALS],
        "organisations": [
            {
                "name": company.name,
                "role": company.role.value,
                "client_id": company.client_id,
                "private_key_jwk": dict(client_keys[company.client_id]),
                "staff": [{"name": one.name, "persona": one.persona} for one in company.colleagues],
            }
            for company in ORGANISATIONS
        ],
    }


def _write_private(path: Path, content: Mapping[str, Any]) -> None:
    # Whole or not at all: it holds the only copy of the keys.
    fresh = path.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w", encoding="utf-8") as file:
        json.dump(content, file, ensure_ascii=False, indent=1)
        file.write("\n")
    fresh.replace(path)
