"""I-01: no permit, no profile. The vault has no other reading method, and nobody else opens what it keeps."""

import ast
import inspect
import typing
from pathlib import Path
from types import SimpleNamespace

import pytest

import consent
import profile_service
from consent.errors import PermitError
from consent.permit import Basis, Permit
from consent.scope import Scope
from profile_service.actions.ports import Vault
from profile_service.storage.unit_of_work import UnitOfWork
from profile_service.storage.vault import SealedVault
from tests.stage import Stage

_ROOM = Path(profile_service.__file__).parent
_ASTRID = "ind_demo_astrid"


def _public(kind: type) -> dict[str, typing.Any]:
    return {name: member for name, member in vars(kind).items() if not name.startswith("_")}


def _reading(kind: type) -> dict[str, typing.Any]:
    hints = {name: typing.get_type_hints(member) for name, member in _public(kind).items()}
    return {name: hint for name, hint in hints.items() if hint["return"] is not type(None)}


@pytest.mark.parametrize("vault", [Vault, SealedVault])
def test_every_method_of_the_vault_that_gives_something_takes_a_permit_first(vault: type) -> None:
    reading = _reading(vault)
    assert set(reading) == {"read", "history", "whole_past"}
    for name, hints in reading.items():
        first = list(inspect.signature(getattr(vault, name)).parameters)[1]
        assert hints[first] is Permit


def test_the_real_vault_offers_nothing_beside_what_the_port_names() -> None:
    assert set(_public(SealedVault)) == set(_public(Vault))


def test_a_unit_of_work_shows_its_repositories_and_no_connection() -> None:
    shown = set(_public(UnitOfWork))
    assert not shown & {"connection", "engine", "keys", "execute"}
    assert "vault" in shown


def _modules() -> list[Path]:
    found = [*_ROOM.rglob("*.py"), *Path(consent.__file__).parent.rglob("*.py")]
    assert len(found) > 50
    return [path for path in found if "migrations" not in path.parts]


def _names(path: Path) -> set[str]:
    tree = ast.parse(path.read_text(encoding="utf-8"))
    used = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)}
    used |= {node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)}
    used |= {one.name for node in ast.walk(tree) if isinstance(node, ast.ImportFrom) for one in node.names}
    return used | {node.name for node in ast.walk(tree) if isinstance(node, ast.ClassDef)}


@pytest.mark.parametrize(
    ("name", "where"),
    [
        ("SectionRow", {"tables.py", "vault.py"}),
        ("PastVersionRow", {"tables.py", "vault.py"}),
        ("load_section", {"mapping.py", "vault.py"}),
        ("load_past", {"mapping.py", "vault.py"}),
        ("SealedVault", {"vault.py", "unit_of_work.py"}),
    ],
)
def test_only_the_vault_reads_the_tables_of_the_profile(name: str, where: set[str]) -> None:
    # mapping.py defines its two as functions, which are no names that it uses.
    found = {path.name for path in _modules() if name in _names(path)}
    assert found <= where
    assert found & {"vault.py"}


def test_no_statement_in_text_names_the_tables_of_the_profile() -> None:
    tables = ("from section", "join section", "from past_version", "join past_version")
    for path in _modules():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Constant) and isinstance(node.value, str):
                text = " ".join(node.value.lower().split())
                assert not any("select" in text and table in text for table in tables), path


def test_what_is_no_permit_opens_nothing(stage: Stage) -> None:
    scopes = (Scope("skills"),)
    forged = [None, True, scopes, Scope("skills"), _ASTRID, object()]
    for nothing in forged:
        with pytest.raises(PermitError):
            stage.parts.database.reader.run(lambda work, nothing=nothing: work.vault.read(nothing))


def test_something_in_the_shape_of_a_permit_opens_nothing(stage: Stage) -> None:
    forged = SimpleNamespace(
        individual=_ASTRID,
        scopes=(Scope("skills"),),
        basis=Basis.OWNERSHIP,
        terms=None,
        use=lambda: (Scope("skills"),),
    )
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(lambda work: work.vault.read(forged))  # type: ignore[arg-type]
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(
            lambda work: work.vault.history(forged, "skills", "itm_1")  # type: ignore[arg-type]
        )
    with pytest.raises(PermitError):
        stage.parts.database.reader.run(lambda work: work.vault.whole_past(forged))  # type: ignore[arg-type]
