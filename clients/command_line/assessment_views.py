"""Assessments in words."""

from rich.text import Text

from clients.command_line.words import block, listed, when
from schemas.access import OwnAssessment, OwnAssessmentList, ProposedAssessment, ProposedAssessmentList


def assessment(value: OwnAssessment) -> Text:
    """One that is about her: what it says, how it stands, and her answer."""
    said = value.content
    state = "waits for you" if value.waits else value.state
    return block(
        f"{value.id}: {said.competence.label} ({state})",
        [
            ("stated by", said.assessor),
            ("who", value.proposed_by),
            ("kind", said.kind),
            ("how", said.method),
            ("level", str(said.level) if said.level else None),
            ("measured against", said.standard.label if said.standard else None),
            ("level there", said.standard_level),
            ("statement", said.statement),
            ("looked at", ", ".join(said.evidence or ())),
            ("on", when(said.assessed_on)),
            ("valid until", when(said.valid_until) if said.valid_until else None),
            ("standing", None if value.standing == "stands" else value.standing),
            ("because", value.reason),
            ("replaced by", value.followed_by),
            ("hidden", "yes" if said.hidden else None),
            ("your answer", said.answer),
            ("version", str(value.version) if value.version else None),
        ],
    )


def assessments(value: OwnAssessmentList) -> Text:
    """Every one of them."""
    return listed(map(assessment, value.assessments), "Nobody has assessed anything.")


def proposed(value: ProposedAssessment) -> Text:
    """What the organisation keeps of one of its own."""
    return block(
        f"{value.id} ({value.standing})",
        [
            ("case", value.case_reference),
            ("unit", value.unit),
            ("reader", value.reader),
            ("proposed", when(value.proposed_at)),
            ("changed", when(value.changed_at) if value.changed_at else None),
            ("followed by", value.followed_by),
        ],
    )


def all_proposed(value: ProposedAssessmentList) -> Text:
    """A page of its own."""
    more = [] if value.next is None else [Text(f"more: --after {value.next}\n")]
    return listed([*map(proposed, value.assessments), *more], "Nothing has been proposed.")
