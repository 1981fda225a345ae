"""Help with writing, what helpers proposed, and who may act for whom."""

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import DraftList, HelpSession, HelpSessionList, Mandate, MandateList

_ME = ("v1", "me")


def help_sessions() -> Call[HelpSessionList]:
    """Who helps her to write, and who did."""
    return reading(path_to(*_ME, "help"), as_model(HelpSessionList))


def end_help(help_id: str) -> Call[HelpSession]:
    """End the help, at once."""
    return writing("POST", path_to(*_ME, "help", help_id, "end"), as_model(HelpSession))


def drafts() -> Call[DraftList]:
    """What helpers proposed, and what waits for her answer."""
    return reading(path_to(*_ME, "drafts"), as_model(DraftList))


def approve_draft(draft_id: str) -> Call[None]:
    """Take a draft into the profile."""
    return writing("POST", path_to(*_ME, "drafts", draft_id, "approve"), as_nothing)


def refuse_draft(draft_id: str) -> Call[None]:
    """Leave a draft out. What was proposed is deleted."""
    return writing("POST", path_to(*_ME, "drafts", draft_id, "refuse"), as_nothing)


def mandates() -> Call[MandateList]:
    """Who may act for her, and for whom she may act."""
    return reading(path_to(*_ME, "mandates"), as_model(MandateList))


def end_mandate(mandate_id: str) -> Call[Mandate]:
    """End a mandate that she gave or holds, at once."""
    return writing("POST", path_to(*_ME, "mandates", mandate_id, "end"), as_model(Mandate))
