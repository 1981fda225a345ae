"""The individual's own profile: read, state, change, take away, carry in and out."""

from collections.abc import Iterable, Mapping
from dataclasses import replace

from pydantic import JsonValue

from clients.call import Call, Repeat, as_bytes, as_model, as_nothing, path_to, reading, writing
from schemas.access.papers import PaperForm
from schemas.export import Export
from schemas.model import JsonObject
from schemas.profile import ImportReport, Item, ItemHistory, Profile, SectionItems
from schemas.sections import SectionModel, SectionName
from schemas.values import PortalLanguage

_PROFILE = ("v1", "me", "profile")


def profile() -> Call[Profile]:
    """The whole profile."""
    return reading(path_to(*_PROFILE), as_model(Profile))


def section(section: SectionName) -> Call[SectionItems]:
    """Every item of one section."""
    return reading(path_to(*_PROFILE, section), as_model(SectionItems))


def change_person(patch: Mapping[str, JsonValue], *, revision: int) -> Call[Profile]:
    """Change fields of the person (JSON Merge Patch: null takes a field away) as she was at a `revision`."""
    return writing("PATCH", path_to(*_PROFILE), as_model(Profile), {"person": dict(patch)}, version=revision)


def item(section: SectionName, item_id: str) -> Call[Item]:
    """One item, whose `version` a change of it needs."""
    return reading(path_to(*_PROFILE, section, item_id), as_model(Item))


def add(section: SectionName, content: SectionModel | Mapping[str, JsonValue]) -> Call[Item]:
    """State something new; `content` is the model of the section or the same as plain JSON values."""
    return writing("POST", path_to(*_PROFILE, section), as_model(Item), _plain(content))


def change(section: SectionName, item_id: str, patch: Mapping[str, JsonValue], *, version: int) -> Call[Item]:
    """Change fields of an item (JSON Merge Patch: null takes a field away) as it was at a `version`."""
    return writing(
        "PATCH", path_to(*_PROFILE, section, item_id), as_model(Item), dict(patch), version=version
    )


def remove(section: SectionName, item_id: str, *, version: int) -> Call[None]:
    """Take an item out of the profile, as it was at a `version`."""
    return writing("DELETE", path_to(*_PROFILE, section, item_id), as_nothing, version=version)


def history(section: SectionName, item_id: str) -> Call[ItemHistory]:
    """All versions of an item, the oldest first; also of one that was removed."""
    return reading(path_to(*_PROFILE, section, item_id, "history"), as_model(ItemHistory))


def import_file(content: bytes, *, format: str = "json-resume") -> Call[ImportReport]:
    """Take in a file in a known format; the report lists what could not be mapped."""
    call = writing("POST", path_to("v1", "me", "import"), as_model(ImportReport))
    headers = {**call.headers, "Content-Type": "application/json"}
    return replace(call, query=[("format", format)], body=content, headers=headers)


def export() -> Call[Export]:
    """The whole profile, to take along; her log says that it was taken."""
    return reading(path_to("v1", "me", "export"), as_model(Export))


def pdf(
    language: PortalLanguage | None = None,
    form: PaperForm | None = None,
    sections: Iterable[str] = (),
) -> Call[bytes]:
    """The profile as a sealed PDF document, with headings in a language; her log says that it was made.

    Args:
        form: "page" for as much as one sheet holds.
        sections: what is on it, each named; without any, all but what is there on request only.
    """
    query: list[tuple[str, str]] = [("language", language)] if language else []
    query += [("form", form)] if form else []
    query += [("sections", one) for one in sections]
    return reading(path_to("v1", "me", "profile.pdf"), as_bytes, query, accept="application/pdf")


def erase() -> Call[None]:
    """Erase her and all that is hers. It cannot be undone."""
    call = writing("DELETE", path_to("v1", "me"), as_nothing)
    # After it was done there is nobody who could ask again.
    return replace(call, headers={"Accept": "application/json"}, repeat=Repeat.UNSENT)


def _plain(content: SectionModel | Mapping[str, JsonValue]) -> JsonObject:
    if isinstance(content, SectionModel):
        return content.model_dump(mode="json", exclude_none=True)
    return dict(content)
