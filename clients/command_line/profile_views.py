"""The profile in words."""

from collections.abc import Iterable

from rich.text import Text

from clients.command_line.words import block, content, listed, when
from schemas.model import JsonObject
from schemas.profile import ImportReport, Item, ItemHistory, Profile, SectionItems


def profile(value: Profile) -> Text:
    """All sections that hold something."""
    sections = value.sections.model_dump(mode="json")
    blocks = [
        block(f"{section} {one['id']} (version {one['version']})", _fields(one["content"]))
        for section, items in sections.items()
        for one in items
    ]
    return listed([Text(f"revision {value.revision}\n"), *blocks], "")


def item(value: Item) -> Text:
    """One item with where it comes from."""
    said = [
        ("said by", value.source.name),
        ("strength", value.strength),
        ("confirmed", when(value.last_confirmed)),
    ]
    return block(f"{value.section} {value.id} (version {value.version})", [*_fields(value.content), *said])


def items(value: SectionItems) -> Text:
    """Every item of one section."""
    return listed(map(item, value.items), "There is nothing here yet.")


def history(value: ItemHistory) -> Text:
    """Every version, the oldest first."""
    return listed(
        (
            block(
                f"version {one.version}: {one.change} {when(one.at)} by {one.source.name}",
                _fields(one.content or {}),
            )
            for one in value.versions
        ),
        "There are no versions.",
    )


def imported(value: ImportReport) -> Text:
    """What became of each part of a file."""
    added = [(one.section, one.id) for one in value.added]
    lost = [(one.path or "/", one.reason) for one in value.unmapped]
    parts = [block(f"{len(added)} items added", added)]
    if lost:
        parts.append(block(f"{len(lost)} fields have no place", lost))
    return listed(parts, "")


def _fields(value: JsonObject) -> Iterable[tuple[str, str | None]]:
    return [(name, None if inner is None else content(inner)) for name, inner in value.items()]
