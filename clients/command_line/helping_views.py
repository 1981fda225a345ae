"""Help, drafts and mandates in words."""

from rich.text import Text

from clients.command_line.words import block, content, listed, when
from schemas.access import Draft, DraftList, HelpSession, HelpSessionList, Mandate, MandateList


def session(value: HelpSession) -> Text:
    """One assisted session."""
    return block(
        f"{value.id} by {value.organisation.name} ({value.state})",
        [
            ("helper", value.helper),
            ("unit", value.unit),
            *[("sees", scope) for scope in value.scopes],
            ("opened", when(value.opened_at)),
            ("until", when(value.until)),
            ("ended", when(value.ended_at) if value.ended_at else None),
            ("ended by", value.ended_by),
        ],
    )


def sessions(value: HelpSessionList) -> Text:
    """All of them."""
    return listed(map(session, value.help), "Nobody has helped you here.")


def draft(value: Draft) -> Text:
    """What one draft would do."""
    about = f" {value.item_id}" if value.item_id else ""
    return block(
        f"{value.id}: {value.step} {value.section}{about}",
        [
            *[(name, content(one)) for name, one in value.fields.items()],
            ("by", _by(value)),
            ("made", when(value.made_at)),
            ("changed since", "yes; it can only be left out" if value.stale else None),
        ],
    )


def _by(value: Draft) -> str:
    if value.organisation is None:
        return "you"
    return ", ".join(part for part in (value.helper, value.organisation.name, value.unit) if part)


def drafts(value: DraftList) -> Text:
    """What waits."""
    return listed(map(draft, value.drafts), "No draft waits for you.")


def mandate(value: Mandate) -> Text:
    """Who may act for whom."""
    side = "may act for you" if value.side == "given" else "is whom you may act for"
    return block(
        f"{value.id}: {value.name} {side} ({value.state})",
        [
            *[("may", power) for power in value.powers],
            ("proof", value.proof),
            ("seen at", value.organisation),
            ("until", when(value.until)),
            ("ended", when(value.ended_at) if value.ended_at else None),
        ],
    )


def mandates(value: MandateList) -> Text:
    """All of them."""
    return listed(map(mandate, value.mandates), "There are no mandates.")
