"""The plan on paper: goals and their steps, whose each is, how it stands and when it is looked at again."""

from collections.abc import Iterator
from datetime import datetime
from functools import partial
from typing import Final

from profile_service.documents.checking import beside_of, both, write_check
from profile_service.documents.flow import TEXT_WIDTH, Cell, Flow, Style
from profile_service.documents.pages import About, write_pdf
from profile_service.documents.structure import Role
from profile_service.domain.paper import Marked
from profile_service.domain.plan import Goal, plan_of
from profile_service.domain.profile import Assertion, Profile
from profile_service.language import Words, field_label, spoken, value_lines
from profile_service.language.marking import N_

_TITLE: Final = Style(20, 26, bold=True, role=Role.TITLE)
_LEAD: Final = Style(9, 12.5, grey=0.25)
_GOAL: Final = Style(13, 18, bold=True, role=Role.HEADING)
_STEP: Final = Style(11, 15, bold=True, role=Role.ENTRY)
_FACT: Final = Style(10, 14)
_FOOT: Final = Style(7.5, 9.5, grey=0.25)
_INDENT: Final = 14.0
_WIDTH: Final = TEXT_WIDTH - _INDENT
_FACTS: Final = ("status", "owner", "agreed_with", "follow_up", "after_job_start")


def plan_pdf(profile: Profile, speech: Words, made_at: datetime, marked: Marked | None = None) -> bytes:
    """The plan as PDF, A4: what is left first, then what is over. The same plan gives the same bytes but for the mark."""
    flow = Flow(speech.direction == "rtl")
    plan = plan_of(profile.sections.get("plan", ()))
    flow.write(Cell(both(speech, N_("My plan and steps")), _TITLE))
    flow.gap(4)
    flow.write(
        Cell(speech(N_("What you have agreed on, and with whom. Nobody can change it but you.")), _LEAD)
    )
    if not plan.goals:
        flow.gap(10)
        flow.write(Cell(speech(N_("There are no steps yet.")), _FACT))
    for goal in plan.goals:
        _write_goal(flow, speech, goal)
    flow.gap(18)
    flow.keep(110)
    flow.rule(0.4, 0.4)
    flow.gap(8)
    write_check(flow, speech, marked)
    title = speech(N_("My plan and steps"))
    about = About(title, title, spoken(speech.tag), made_at)
    return write_pdf(flow.pages(partial(_footer, speech, made_at)), about)


def _write_goal(flow: Flow, speech: Words, goal: Goal) -> None:
    flow.gap(16)
    flow.keep(_GOAL.leading + 60)
    flow.write(Cell(goal.name, _GOAL))
    flow.gap(5)
    flow.rule()
    for step in goal.left:
        flow.together(partial(_write_step, flow, speech, step))
    for step in goal.over:
        flow.together(partial(_write_step, flow, speech, step))


def _write_step(flow: Flow, speech: Words, step: Assertion) -> None:
    flow.gap(9)
    name = str(step.content.get("step") or step.content.get("goal") or "")
    flow.write(Cell(name, _STEP, _INDENT, _WIDTH))
    for label, value in _facts(speech, step):
        flow.write(Cell(f"{label}: {value}", _FACT, _INDENT, _WIDTH))


def _facts(speech: Words, step: Assertion) -> Iterator[tuple[str, str]]:
    swedish = beside_of(speech)
    for field in _FACTS:
        lines = value_lines(speech, "plan", field, step.content.get(field))
        if lines:
            own = field_label(speech, "plan", field)
            theirs = "" if swedish is None else field_label(swedish, "plan", field)
            yield (own if theirs in ("", own) else f"{own} · {theirs}"), speech.join(lines)


def _footer(speech: Words, made_at: datetime, page: int, pages: int) -> list[Cell]:
    number = speech(N_("Page {page} of {pages}"), page=page, pages=pages)
    made = speech(N_("Made on {moment}"), moment=speech.moment(made_at))
    return [Cell(f"{number}  ·  {made}", _FOOT)]
