"""`egenkarta contract`: the published JSON Schemas and openapi.json, made from the code."""

import json
import tempfile
from pathlib import Path
from typing import Final

import typer
from rich.console import Console

from profile_service.parts import open_parts
from profile_service.settings import Settings
from profile_service.signing.key_ring import KeyRing
from schemas import generate

app = typer.Typer(no_args_is_help=True, help=__doc__)
SCHEMAS: Final = Path(generate.__file__).parent


@app.callback()
def _group() -> None:
    """The published contract."""


@app.command("write")
def write() -> None:
    """Write schemas/json/*.json and schemas/openapi.json anew."""
    generate.write(SCHEMAS / "json")
    (SCHEMAS / "openapi.json").write_text(openapi_text(), encoding="utf-8")
    Console(stderr=True).print("The contract is written.")


def openapi_text() -> str:
    """openapi.json as it is checked in."""
    from profile_service.main import create_app

    with tempfile.TemporaryDirectory() as folder:
        settings = Settings(
            public_url="https://egenkarta.invalid", database_url=f"sqlite:///{folder}/contract.sqlite3"
        )
        parts = open_parts(settings, KeyRing.generate("contract"))
        contract = create_app(parts).openapi()
        parts.database.close()
    return json.dumps(contract, ensure_ascii=True, indent=1, sort_keys=True) + "\n"
