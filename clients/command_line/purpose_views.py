"""Declarations and duties by law in words."""

from rich.text import Text

from clients.command_line.consent_views import declaration
from clients.command_line.words import block, listed, localised, when
from schemas.access import DeclarationVersion, DeclarationVersionList, Duty, DutyList, OwnDuty, OwnDutyList


def version(value: DeclarationVersion) -> Text:
    """One version, and what the operator says about it."""
    said = block("the operator says", [("remark", value.remark)]) if value.remark else Text()
    return Text.assemble(declaration(value), said)


def versions(value: DeclarationVersionList) -> Text:
    """Versions, one after the other."""
    return listed(map(version, value.purpose_declarations), "No purpose is declared.")


def taken_back(_nothing: None) -> Text:
    """A purpose that was taken back."""
    return block("taken back; what rested on it has ended", [])


def duty(value: Duty) -> Text:
    """One access by law."""
    return block(f"{value.id}: {value.citation}", _facts(value))


def duties(value: DutyList) -> Text:
    """All that the organisation has."""
    return listed(map(duty, value.duties), "No law lets your organisation read anything now.")


def own_duties(value: OwnDutyList) -> Text:
    """All that is about her, and her number."""
    head = block(f"your number here is {value.individual}", [])
    if not value.duties:
        return Text.assemble(head, block("no law lets anybody read your profile", []))
    return listed([head, *map(_own_duty, value.duties)], "")


def _own_duty(value: OwnDuty) -> Text:
    state = "stands" if value.stands else "over, or still to come"
    reads = f"{value.reads}, the last {when(value.last_read_at)}" if value.last_read_at else "none yet"
    return block(
        f"{value.organisation.name} by {value.citation} ({state})", [*_facts(value), ("reads", reads)]
    )


def _facts(value: Duty) -> list[tuple[str, str | None]]:
    return [
        ("the rule", localised(value.text)),
        ("case", value.reference),
        *[("may read", scope) for scope in value.scopes],
        ("since", when(value.since)),
        ("until", when(value.until)),
    ]
