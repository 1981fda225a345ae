"""How each section is asked for: one declared layout instead of a form written by hand for each."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType
from typing import Final


class Widget(StrEnum):
    """The kinds of question that a form can put. Each is a macro in ``templates/fields.html``."""

    TEXT = "text"
    LONG_TEXT = "long_text"
    RADIOS = "radios"
    SELECT = "select"
    TICK = "tick"
    YES_NO = "yes_no"
    NUMBER = "number"
    PARTIAL_DATE = "partial_date"
    DAY = "day"
    COUNTRY = "country"
    TAG = "tag"
    TAGS = "tags"
    CODED = "coded"
    CODED_LIST = "coded_list"
    TEXTS = "texts"
    NUMBERS = "numbers"
    ORIGINS = "origins"
    ITEMS = "items"
    FILE = "file"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Field:
    """One question.

    `choices` are the values of the contract, in the order in which they are shown. `suggest` names a list of
    suggestions. `with_day` is False where a month is near enough. `fixed` is the answer of a FIXED field.
    """

    name: str
    widget: Widget
    required: bool = False
    choices: tuple[str, ...] = ()
    suggest: str = ""
    autocomplete: str = ""
    with_day: bool = True
    fixed: str = ""

    @property
    def anchor(self) -> str:
        """The id of the first input, where an error summary points."""
        return f"{self.name}.year" if self.widget in (Widget.PARTIAL_DATE, Widget.DAY) else self.name


_CEFR: Final = ("none", "A1", "A2", "B1", "B2", "C1", "C2")
_SKILL: Final = (
    Field("skill", Widget.CODED, required=True),
    Field("level", Widget.RADIOS, choices=("1", "2", "3", "4")),
    Field("comes_from", Widget.ORIGINS, choices=("job", "education", "activity")),
    Field("months", Widget.NUMBER),
    Field("last_used", Widget.PARTIAL_DATE, with_day=False),
    Field("wants_to_use", Widget.YES_NO),
)

LAYOUTS: Final[Mapping[str, tuple[Field, ...]]] = MappingProxyType(
    {
        "person": (
            Field("name", Widget.TEXT, autocomplete="name"),
            Field("birth_date", Widget.PARTIAL_DATE),
            Field("email", Widget.TEXT, autocomplete="email"),
            Field("phone", Widget.TEXT, autocomplete="tel"),
            Field("place", Widget.CODED),
            Field("interface_language", Widget.TAG),
            Field("mapping_languages", Widget.TAGS),
            Field("interpreter_language", Widget.TAG),
            Field("identity_numbers", Widget.NUMBERS, choices=("personnummer", "samordningsnummer", "other")),
            Field("protected_identity", Widget.TICK),
        ),
        "expectations": (
            Field(
                "goal",
                Widget.RADIOS,
                required=True,
                choices=("occupation", "education", "self_employment", "language"),
            ),
            Field("target", Widget.CODED),
            Field("horizon", Widget.RADIOS, choices=("now", "within_6_months", "within_a_year", "later")),
            Field("regions", Widget.CODED_LIST),
            Field("hours_per_week", Widget.NUMBER),
            Field("start", Widget.PARTIAL_DATE),
            Field("obstacles", Widget.LONG_TEXT),
        ),
        "experience": (
            Field("title", Widget.TEXT, required=True),
            Field("setting", Widget.RADIOS, choices=("job", "unpaid", "home", "association", "own_business")),
            Field("occupation", Widget.CODED),
            Field("start", Widget.PARTIAL_DATE, with_day=False),
            Field("end", Widget.PARTIAL_DATE, with_day=False),
            Field("ongoing", Widget.TICK),
            Field("tasks", Widget.LONG_TEXT),
            Field("skills_used", Widget.CODED_LIST),
            Field("employer", Widget.TEXT),
            Field("hide_employer", Widget.TICK),
            Field("country", Widget.COUNTRY),
        ),
        "education": (
            Field("name", Widget.TEXT, required=True),
            Field("school", Widget.TEXT),
            Field("country", Widget.COUNTRY),
            Field("outcome", Widget.RADIOS, choices=("completed", "interrupted", "ongoing")),
            Field("start", Widget.PARTIAL_DATE, with_day=False),
            Field("end", Widget.PARTIAL_DATE, with_day=False),
            Field("years_done", Widget.NUMBER),
            Field("level", Widget.CODED),
            Field("field", Widget.CODED),
            Field("document", Widget.RADIOS, choices=("held", "lost", "never_issued")),
            Field("recognition", Widget.SELECT, choices=("none", "applied", "recognised", "not_recognised")),
        ),
        "languages": (
            Field("language", Widget.CODED, required=True, suggest="languages"),
            Field("native", Widget.TICK),
            Field("listening", Widget.SELECT, choices=_CEFR),
            Field("reading", Widget.SELECT, choices=_CEFR),
            Field("spoken_interaction", Widget.SELECT, choices=_CEFR),
            Field("spoken_production", Widget.SELECT, choices=_CEFR),
            Field("writing", Widget.SELECT, choices=_CEFR),
            Field("script_literacy", Widget.RADIOS, choices=("none", "some", "fluent")),
            Field("sfi_course", Widget.TEXT),
            Field("certificate", Widget.TEXT),
        ),
        "skills": _SKILL,
        "transversal": _SKILL,
        "licences": (
            Field("licence", Widget.CODED, required=True),
            Field(
                "kind", Widget.RADIOS, choices=("driving", "own_car", "certificate", "regulated_profession")
            ),
            Field("issued", Widget.PARTIAL_DATE),
            Field("valid_until", Widget.PARTIAL_DATE),
            Field("country", Widget.COUNTRY),
        ),
        "evidence": (
            Field("title", Widget.TEXT, required=True),
            Field("file", Widget.FILE),
            Field("type", Widget.CODED),
            Field("issuer", Widget.TEXT),
            Field("date", Widget.PARTIAL_DATE),
            Field("supports", Widget.ITEMS),
            Field("file_sha256", Widget.TEXT),
        ),
        "adaptations": (
            Field("needs_at_work", Widget.LONG_TEXT),
            Field("equipment", Widget.LONG_TEXT),
            Field("health", Widget.LONG_TEXT),
        ),
        "plan": (
            Field("goal", Widget.TEXT, required=True),
            Field("step", Widget.LONG_TEXT),
            Field("owner", Widget.TEXT),
            Field("agreed_with", Widget.TEXTS),
            Field("status", Widget.RADIOS, choices=("agreed", "started", "done", "dropped")),
            Field("follow_up", Widget.DAY),
            Field("after_job_start", Widget.YES_NO),
            Field("remark", Widget.LONG_TEXT),
        ),
        "progress": (
            Field("indicator", Widget.CODED, required=True),
            Field("value", Widget.SELECT, required=True, choices=tuple(map(str, range(11)))),
            Field("date", Widget.DAY, required=True),
            Field("remark", Widget.LONG_TEXT),
            # On these pages she speaks for herself; a caseworker's answer comes in by another way.
            Field("respondent", Widget.FIXED, fixed="person"),
        ),
    }
)
