"""`work`, `volunteer` and `projects` of a JSON Resume, which become experience."""

from typing import Final

from profile_service.portability.json_resume.entry import Entry
from profile_service.portability.making import Item, Piece
from schemas import limits

_NO_ADDRESSES: Final = "the profile holds no web addresses"
_FULL: Final = f"the tasks of one experience hold at most {limits.LONG_TEXT} characters"


def read_work(resume: Entry) -> None:
    """Jobs."""
    for entry in resume.entries("work"):
        item = _experience(entry, employer="name", title="position")
        item.put("setting", "job")
        _put_tasks(
            item, entry, [entry.text("description"), entry.text("summary"), *entry.texts("highlights")]
        )
        entry.leave("the profile holds the country as a code, and no address of a workplace", "location")
        entry.reading.finish(item)


def read_volunteer(resume: Entry) -> None:
    """Work for an association."""
    for entry in resume.entries("volunteer"):
        item = _experience(entry, employer="organization", title="position")
        item.put("setting", "association")
        _put_tasks(item, entry, [entry.text("summary"), *entry.texts("highlights")])
        entry.reading.finish(item)


def read_projects(resume: Entry) -> None:
    """Projects: experience without a setting, since the file does not say whether it was a job, a hobby or a study."""
    for entry in resume.entries("projects"):
        item = _experience(entry, employer="entity", title="name")
        texts = [entry.text("description"), *entry.texts("roles"), *entry.texts("highlights")]
        _put_tasks(item, entry, texts)
        entry.leave("keywords of a project are not said to be skills", "keywords")
        entry.leave("kinds of projects have no place in the profile", "type")
        entry.reading.finish(item)


def put_dates(item: Item, entry: Entry) -> bool:
    """Set start and end as precise as they are given; true where something has begun and no end is named."""
    start, end = entry.text("startDate"), entry.text("endDate")
    item.put_piece("start", start)
    item.put_piece("end", end)
    return start is not None and end is None


def _experience(entry: Entry, employer: str, title: str) -> Item:
    item = Item("experience", entry.path)
    item.put_piece("title", entry.text(title))
    item.put_piece("employer", entry.text(employer))
    if put_dates(item, entry):
        item.put("ongoing", True)
    entry.leave(_NO_ADDRESSES, "url")
    return item


def _put_tasks(item: Item, entry: Entry, pieces: list[Piece | None]) -> None:
    """One line for each text. What no longer fits is listed whole: nobody's words are cut."""
    lines: list[Piece] = []
    room = limits.LONG_TEXT
    for piece in filter(None, pieces):
        if len(piece.text) > room:
            entry.reading.leave_paths((piece.path,), _FULL)
        else:
            lines.append(piece)
            room -= len(piece.text) + 1
    if lines:
        item.put("tasks", "\n".join(line.text for line in lines), *(line.path for line in lines))
