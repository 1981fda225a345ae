"""From a form to an item's fields and back. Whether an answer is right, the section's own rules decide."""

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType
from typing import Final
from unicodedata import category

from starlette.datastructures import FormData

from profile_service.domain.profile import Content, Json
from profile_service.web.layouts import LAYOUTS, Field, Widget

Answers = Mapping[str, Sequence[str]]
"""What stands in the inputs of a form: input name to the texts in it."""

CODE_PARTS: Final = ("scheme", "concept_id", "scheme_version", "label")
"""What a form carries beside a field, out of sight, of each code that was chosen for it."""
_NUMERIC: Final = frozenset({"level", "value"})


def posted(form: FormData) -> dict[str, list[str]]:
    """The texts of a posted form; files are left out."""
    answers: dict[str, list[str]] = {}
    for name, value in form.multi_items():
        if isinstance(value, str):
            answers.setdefault(name, []).append(value)
    return answers


def first(answers: Answers, name: str) -> str:
    """The text of an input, without the space around it; empty where there is none."""
    return next(iter(answers.get(name, ())), "").strip()


def without_controls(text: str) -> str:
    """The text without what no keyboard writes: controls and lone surrogates. Joiners of other scripts stay."""
    lines = text.replace("\r\n", "\n")
    return "".join(sign for sign in lines if sign in "\n\t" or category(sign) not in ("Cc", "Cs"))


def read_answers(section: str, answers: Answers, stored: Content) -> dict[str, Json]:
    """Every field of the section as the form has it; None for one that was left empty.

    Args:
        section: whose layout the form was made from.
        answers: what was posted.
        stored: the item as it was. A code in it is kept as long as the words that it was shown as are unchanged.
    """
    return {field.name: read_field(field, answers, stored.get(field.name)) for field in LAYOUTS[section]}


def fill_answers(section: str, content: Content) -> dict[str, list[str]]:
    """What stands in the inputs of a form that shows an item."""
    answers: dict[str, list[str]] = {}
    for field in LAYOUTS[section]:
        value = content.get(field.name)
        if value is not None:
            answers.update(_fill(field, value))
    return answers


def read_field(field: Field, answers: Answers, stored: Json) -> Json:
    """What one field of a form says; None where it was left empty."""
    special = _READERS.get(field.widget)
    if special is not None:
        return special(field, answers, stored)
    text = first(answers, field.name)
    return _number(text) if field.name in _NUMERIC or field.widget is Widget.NUMBER else text or None


def _number(text: str) -> Json:
    if not text:
        return None
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text  # the section's rules say what is wrong with it
    return int(number) if number.is_integer() else number


def _lines(answers: Answers, name: str) -> list[str]:
    return [line.strip() for line in first(answers, name).splitlines() if line.strip()]


def _tick(field: Field, answers: Answers, _: Json) -> Json:
    return True if first(answers, field.name) else None


def _yes_no(field: Field, answers: Answers, _: Json) -> Json:
    return {"yes": True, "no": False}.get(first(answers, field.name))


def date_in_parts(answers: Answers, name: str) -> str:
    """A date out of its three inputs, as far as they are filled in; empty where none is."""
    year, month, day = (first(answers, f"{name}.{part}") for part in ("year", "month", "day"))
    if not (year or month or day):
        return ""
    parts = [year, month.zfill(2) if month else "", day.zfill(2) if day else ""]
    while parts and not parts[-1]:
        parts.pop()
    # A day without its month leaves an empty part in the middle, which is no date and is told so.
    return "-".join(parts)


def date_to_parts(name: str, date: str) -> dict[str, list[str]]:
    """What stands in the three inputs of a date."""
    parts = zip(("year", "month", "day"), date.split("-"), strict=False)
    return {f"{name}.{part}": [text] for part, text in parts}


def _date(field: Field, answers: Answers, _: Json) -> Json:
    return date_in_parts(answers, field.name) or None


def _coded(field: Field, answers: Answers, stored: Json) -> Json:
    label = first(answers, field.name)
    return _code(label, [*_chosen(field, answers), stored]) if label else None


def _coded_list(field: Field, answers: Answers, stored: Json) -> Json:
    known = [*_chosen(field, answers), *_entries(stored)]
    return [_code(line, known) for line in _lines(answers, field.name)] or None


def _chosen(field: Field, answers: Answers) -> list[dict[str, Json]]:
    """The codes that were chosen from a list in this form, the last one first."""
    parts = (answers.get(f"{field.name}.{part}", ()) for part in CODE_PARTS)
    return [dict(zip(CODE_PARTS, one, strict=True)) for one in zip(*parts, strict=False)][::-1]


def _code(label: str, known: Sequence[Json]) -> Json:
    kept = (one for one in known if isinstance(one, Mapping) and one.get("label") == label)
    return next(kept, {"label": label})


def _texts(field: Field, answers: Answers, _: Json) -> Json:
    return list(_lines(answers, field.name)) or None


def _several(field: Field, answers: Answers, _: Json) -> Json:
    return [text for text in answers.get(field.name, ()) if text] or None


def _numbers(field: Field, answers: Answers, stored: Json) -> Json:
    return _rows(field, answers, stored, "value")


def _origins(field: Field, answers: Answers, stored: Json) -> Json:
    return _rows(field, answers, stored, "note")


def _rows(field: Field, answers: Answers, stored: Json, text_part: str) -> Json:
    kinds = answers.get(f"{field.name}.kind", ())
    texts = answers.get(f"{field.name}.{text_part}", ())
    known = _entries(stored)
    rows: list[Json] = []
    for kind, text in zip(kinds, map(str.strip, texts), strict=False):
        if kind and (text or text_part == "note"):
            row: dict[str, Json] = {"kind": kind, text_part: text} if text else {"kind": kind}
            rows.append(_same_row(row, known, text_part))
    return rows or None


def _same_row(row: Mapping[str, Json], known: Sequence[Json], text_part: str) -> Json:
    for one in known:
        if isinstance(one, Mapping) and all(one.get(key) == row.get(key) for key in ("kind", text_part)):
            return one
    return row


def _fixed(field: Field, _: Answers, stored: Json) -> Json:
    return stored if stored is not None else field.fixed


def _entries(value: Json) -> Sequence[Json]:
    return value if isinstance(value, Sequence) and not isinstance(value, str) else ()


_READERS: Final[Mapping[Widget, Callable[[Field, Answers, Json], Json]]] = MappingProxyType(
    {
        Widget.TICK: _tick,
        Widget.YES_NO: _yes_no,
        Widget.PARTIAL_DATE: _date,
        Widget.DAY: _date,
        Widget.CODED: _coded,
        Widget.CODED_LIST: _coded_list,
        Widget.TEXTS: _texts,
        Widget.TAGS: _several,
        Widget.ITEMS: _several,
        Widget.NUMBERS: _numbers,
        Widget.ORIGINS: _origins,
        Widget.FIXED: _fixed,
    }
)


def _fill(field: Field, value: Json) -> dict[str, list[str]]:
    name = field.name
    match field.widget:
        case Widget.TICK:
            return {name: ["yes"]} if value is True else {}
        case Widget.YES_NO:
            return {name: ["yes" if value is True else "no"]}
        case Widget.PARTIAL_DATE | Widget.DAY:
            return date_to_parts(name, str(value))
        case Widget.CODED_LIST | Widget.TEXTS:
            return {name: ["\n".join(map(_shown, _entries(value)))]}
        case Widget.TAGS | Widget.ITEMS:
            return {name: [str(one) for one in _entries(value)]}
        case Widget.NUMBERS | Widget.ORIGINS:
            rows = [one for one in _entries(value) if isinstance(one, Mapping)]
            text_part = "value" if field.widget is Widget.NUMBERS else "note"
            parts_of = ("kind", text_part)
            return {f"{name}.{part}": [str(row.get(part) or "") for row in rows] for part in parts_of}
        case _:
            return {name: [_shown(value)]}


def _shown(value: Json) -> str:
    if isinstance(value, Mapping):
        return str(value.get("label", ""))
    return str(value)
