"""One section item out as one entry of a JSON Resume; None where the format has no place for it at all."""

from typing import Final

from profile_service.portability.json_resume.leaving import Leaving, entry
from profile_service.portability.json_resume.skills import FIVE_SKILLS, NATIVE
from profile_service.portability.json_resume.studies import AWARD, PUBLICATION
from profile_service.portability.json_text import JsonValue

_Part = tuple[str, dict[str, JsonValue]] | None

_LEVELS: Final = ("has tried", "with support", "independent", "can lead or teach")
_NOT_ONGOING: Final = "JSON Resume reads a missing end as still going on"


def write_basics(person: Leaving) -> dict[str, JsonValue]:
    """Name, contact and place. Identity numbers and the birth date do not belong in a CV."""
    place = person.text("place")
    return entry(
        name=person.text("name"),
        email=person.text("email"),
        phone=person.text("phone"),
        location=None if place is None else {"city": place},
    )


def write_experience(item: Leaving) -> _Part:
    """A job in `work`, work for an association in `volunteer`, and what has no setting in `projects`."""
    setting = item.peek("setting")
    part, title, employer = {
        "association": ("volunteer", "position", "organization"),
        None: ("projects", "name", "entity"),
    }.get(setting if isinstance(setting, str) else None, ("work", "position", "name"))
    if setting in ("job", "association"):
        item.take("setting")
    item.leave("setting", "JSON Resume tells work and volunteering apart, and nothing else")
    if item.peek("hide_employer") is True:
        item.leave("employer", "the employer is marked as hidden")
    named: dict[str, JsonValue] = {title: item.text("title"), employer: item.text("employer")}
    tasks = "description" if part == "projects" else "summary"
    return part, entry(**named, **_dates(item), **{tasks: item.text("tasks")})


def write_education(item: Leaving) -> _Part:
    """An education. `area` is written where the name says it, so that reading gives the same name again."""
    name = item.text("name") or ""
    field = item.peek("field")
    area = field.get("label") if isinstance(field, dict) else None
    study: JsonValue = name
    if isinstance(area, str) and name.endswith(f", {area}"):
        study = name.removesuffix(f", {area}")
        item.text("field")
    else:
        area = None
    dates = _dates(item, ongoing=item.peek("outcome") == "ongoing")
    if item.peek("outcome") == "ongoing":
        item.take("outcome")
    return "education", entry(studyType=study, area=area, institution=item.text("school"), **dates)


def write_language(item: Leaving) -> _Part:
    """A language. Its fluency is one word, so five levels are written only where they are the same."""
    levels = {item.peek(skill) for skill in FIVE_SKILLS}
    level = levels.pop() if len(levels) == 1 else None
    fluency: JsonValue = None
    if item.peek("native") is True:
        fluency = NATIVE
        item.take("native")
    elif isinstance(level, str) and level != "none":
        fluency = level
        for skill in FIVE_SKILLS:
            item.take(skill)
    return "languages", entry(language=item.text("language"), fluency=fluency)


def write_skill(item: Leaving) -> _Part:
    """A skill, its level in words."""
    level = item.take("level")
    words = _LEVELS[level - 1] if isinstance(level, int) else None
    return "skills", entry(name=item.text("skill"), level=words)


def write_licence(item: Leaving) -> _Part:
    """A licence as a certificate; an own car is none."""
    if item.peek("kind") == "own_car":
        return None
    if item.peek("kind") == "certificate":
        item.take("kind")
    return "certificates", entry(name=item.text("licence"), date=item.text("issued"))


def write_evidence(item: Leaving) -> _Part:
    """Awards and publications; JSON Resume has no place for other documents."""
    kind = item.peek("type")
    label = kind.get("label") if isinstance(kind, dict) else None
    if label == AWARD:
        item.text("type")
        names = ("awards", "title", "awarder", "date")
    elif label == PUBLICATION:
        item.text("type")
        names = ("publications", "name", "publisher", "releaseDate")
    else:
        return None
    part, title, issuer, date = names
    fields: dict[str, JsonValue] = {
        title: item.text("title"),
        issuer: item.text("issuer"),
        date: item.text("date"),
    }
    return part, entry(**fields)


def _dates(item: Leaving, ongoing: bool = False) -> dict[str, JsonValue]:
    start, end = item.text("start"), item.text("end")
    if start and not end and not ongoing and item.peek("ongoing") is not True:
        item.note("end", _NOT_ONGOING)
    item.take("ongoing")
    return entry(startDate=start, endDate=end)
