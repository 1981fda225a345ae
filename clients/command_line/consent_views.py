"""Requests, grants and the log in words, and what an organisation sees of them."""

from rich.text import Text

from clients.command_line.log_sentences import sentence
from clients.command_line.words import block, content, listed, localised, when
from schemas.access import (
    AccessRequest,
    AccessRequestCreated,
    AccessRequestList,
    AccessRequestStatus,
    ConnectionCode,
    Disclosure,
    DisclosureRecord,
    DisclosureRecordList,
    Grant,
    GranteeGrant,
    GranteeGrantList,
    GrantList,
    PurposeDeclaration,
    PurposeDeclarationList,
    Receipt,
)


def code(value: ConnectionCode) -> Text:
    """A connection code."""
    return block(value.code, [("good until", when(value.expires_at)), ("address", value.uri)])


def request(value: AccessRequest) -> Text:
    """What was asked, by whom, and why."""
    declaration = value.purpose_declaration
    reasons = {one.scope: localised(one.reason) for one in declaration.scopes}
    return block(
        f"{value.id} from {value.organisation.name} ({value.state})",
        [
            ("unit", value.unit),
            ("why", localised(declaration.purpose.sentence)),
            ("message", value.message),
            ("case", value.case_reference),
            *[
                ("asks for", f"{scope} ({reasons[scope]})" if scope in reasons else scope)
                for scope in value.scopes
            ],
            ("until", when(value.until) if value.until else None),
            ("ends with", value.ending),
            ("kept", localised(declaration.retention)),
            ("passed on to", ", ".join(declaration.onward_recipients)),
            ("if you say no", localised(declaration.on_no)),
            ("another way", localised(declaration.other_way)),
            ("asked", when(value.created)),
            ("grant", value.grant_id),
        ],
    )


def requests(value: AccessRequestList) -> Text:
    """Everything that was asked."""
    return listed(map(request, value.access_requests), "Nobody has asked for anything.")


def grant(value: Grant) -> Text:
    """Who may read what until when, and whether it was used."""
    return block(
        f"{value.id} to {value.organisation.name} ({value.state})",
        [
            ("unit", value.unit),
            ("why", localised(value.purpose.sentence)),
            ("case", value.case_reference),
            *[("may read", scope) for scope in value.scopes],
            ("given", when(value.given_at)),
            ("until", when(value.until)),
            ("ends with", value.ending),
            ("paused", _paused(value)),
            ("shut out", ", ".join((*value.barred.units, *value.barred.readers))),
            ("can be undone until", when(value.can_undo_until) if value.can_undo_until else None),
            ("ended", when(value.ended_at) if value.ended_at else None),
            ("reads", f"{value.reads}, the last {when(value.last_read_at)}" if value.reads else "none yet"),
            ("receipt", value.receipt),
        ],
    )


def _paused(value: Grant) -> str | None:
    if value.paused is None:
        return None
    return f"{when(value.paused.since)}{', as all sharing' if value.paused.all_sharing else ''}"


def grants(value: GrantList) -> Text:
    """Every grant."""
    return listed(map(grant, value.grants), "There are no grants.")


def granted(value: GranteeGrantList) -> Text:
    """Every live grant of an organisation."""
    return listed(map(_grantee_grant, value.grants), "There are no live grants.")


def _grantee_grant(value: GranteeGrant) -> Text:
    return block(
        f"{value.id} (request {value.access_request})",
        [
            ("unit", value.unit),
            ("why", localised(value.purpose.sentence)),
            ("case", value.case_reference),
            *[("may read", scope) for scope in value.scopes],
            ("given", when(value.given_at)),
            ("until", when(value.until)),
            ("ends with", value.ending),
            ("receipt", value.receipt),
        ],
    )


def receipt(value: Receipt) -> Text:
    """One moment of one consent."""
    return block(
        f"{value.id}: {value.kind} {when(value.at)}",
        [("request", value.access_request), ("grant", value.grant_id)],
    )


def record(value: DisclosureRecord) -> Text:
    """One line of the log."""
    return block(
        f"{when(value.at)} {sentence(value)}",
        [
            ("unit", value.unit),
            ("reader", value.reader),
            ("case", value.case_reference),
            ("why", localised(value.purpose.sentence) if value.purpose else None),
            ("rule", value.rule),
            ("instrument", value.instrument),
            ("what", ", ".join(value.sections)),
            ("grant", value.grant_id),
        ],
    )


def log(value: DisclosureRecordList) -> Text:
    """One page of the log, the newest first."""
    pages = [record(one) for one in value.disclosures]
    if value.next:
        pages.append(Text(f"There is more: --before {value.next}\n"))
    return listed(pages, "Nothing has happened yet.")


def disclosure(value: Disclosure) -> Text:
    """What was read, and under which grant or by which law."""
    head = _ground(value)
    items = [
        block(
            f"{section} {one.id} (said by {one.source.name}, {one.strength}, confirmed {when(one.last_confirmed)})",
            [(name, content(inner)) for name, inner in one.content.items()],
        )
        for section, every in value.profile.items()
        for one in every
    ]
    return listed([head, *items], "")


def _ground(value: Disclosure) -> Text:
    if value.duty is not None:
        head = f"by law, {value.duty.citation}, until {when(value.duty.until)}"
        return block(head, [("the rule", localised(value.duty.text))])
    if value.grant is None:
        return block("", [("receipt", value.receipt)])
    return block(
        f"under grant {value.grant.id}, until {when(value.grant.until)}",
        [("why", localised(value.grant.purpose.sentence)), ("receipt", value.receipt)],
    )


def declaration(value: PurposeDeclaration) -> Text:
    """What may be asked for, and why."""
    return block(
        f"{value.id} version {value.version} ({value.status})",
        [
            ("purpose", localised(value.purpose.sentence)),
            ("legal basis", value.legal_basis),
            *[
                ("needs" if one.needed else "would like", f"{one.scope} ({localised(one.reason)})")
                for one in value.scopes
            ],
            ("kept", localised(value.retention)),
            ("passed on to", ", ".join(value.onward_recipients)),
            ("contact", value.contact),
        ],
    )


def declarations(value: PurposeDeclarationList) -> Text:
    """All that the organisation has declared."""
    return listed(map(declaration, value.purpose_declarations), "No purpose is declared.")


def asked(value: AccessRequestCreated) -> Text:
    """A request that was sent."""
    return block(f"request {value.id} ({value.status})", [])


def status(value: AccessRequestStatus) -> Text:
    """A request that led to a grant."""
    return block(f"request {value.id} ({value.status})", [("grant", value.grant_id)])
