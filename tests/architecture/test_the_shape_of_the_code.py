"""What the house looks like: small files, names from the vocabulary, one section catalogue."""

import ast
from pathlib import Path

import clients
import consent
import profile_service
import schemas
from profile_service.domain.sections import CATALOGUE, ORDINARY, SECTIONS
from schemas.profile import ITEM_MODELS
from schemas.sections import SECTION_MODELS
from schemas.sections.sensitivity import SENSITIVE_FIELDS, SPECIAL_CATEGORY_FIELDS

_LONGEST = 300
_BANNED_ENDINGS = ("Manager", "Helper", "Util", "Utils", "Service", "Handler")
_BANNED_ROOMS = {
    "utils",
    "util",
    "common",
    "helpers",
    "helper",
    "core",
    "misc",
    "lib",
    "services",
    "managers",
}


def _files() -> list[Path]:
    found = [
        path
        for package in (consent, profile_service, schemas, clients)
        for path in Path(str(package.__file__)).parent.rglob("*.py")
    ]
    assert len(found) > 150
    return found


def test_no_file_is_longer_than_three_hundred_lines() -> None:
    long = {
        path.name: length
        for path in [*_files(), *Path(__file__).parents[1].rglob("*.py")]
        if "migrations" not in path.parts
        and (length := len(path.read_text(encoding="utf-8").splitlines())) > _LONGEST
    }
    assert long == {}


def test_classes_are_named_for_what_they_are() -> None:
    named = {
        node.name
        for path in _files()
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8")))
        if isinstance(node, ast.ClassDef)
    }
    assert len(named) > 100
    assert not {name for name in named if name.endswith(_BANNED_ENDINGS)}


def test_no_room_is_for_everything() -> None:
    names = {part for path in _files() for part in (*path.parent.parts[-2:], path.stem)}
    assert not names & _BANNED_ROOMS


def test_exceptions_end_in_error() -> None:
    for path in _files():
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ClassDef) and any(
                getattr(base, "id", "").endswith(("Exception", "Error")) for base in node.bases
            ):
                assert node.name.endswith("Error"), f"{path.name}: {node.name}"


def test_every_public_module_and_class_of_the_core_says_what_it_is() -> None:
    rooms = [Path(str(consent.__file__)).parent, Path(str(profile_service.__file__)).parent / "actions"]
    for path in [path for room in rooms for path in room.rglob("*.py")]:
        assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8"))), path


def test_the_catalogue_of_sections_and_the_wire_models_name_the_same_fields_in_the_same_order() -> None:
    assert list(SECTIONS) == list(SECTION_MODELS) == list(ITEM_MODELS)
    for name, section in SECTIONS.items():
        assert section.fields == tuple(SECTION_MODELS[name].model_fields), name
        assert CATALOGUE[name] == frozenset(section.fields)
        assert ORDINARY[name] == CATALOGUE[name] - section.special


def test_what_must_be_named_in_a_scope_is_what_the_models_mark_as_sensitive() -> None:
    for name, section in SECTIONS.items():
        marked = SENSITIVE_FIELDS.get(name, frozenset()) | SPECIAL_CATEGORY_FIELDS.get(name, frozenset())
        assert section.special == marked, name
    assert SPECIAL_CATEGORY_FIELDS
