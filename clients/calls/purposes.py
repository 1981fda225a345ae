"""What an organisation declares before it asks, what the law lets it read, and what the operator makes of both."""

from collections.abc import Mapping
from typing import Any, Literal

from clients.call import Call, as_model, as_nothing, path_to, reading, writing
from schemas.access import (
    DeclarationToDecide,
    DeclarationToDecideList,
    DeclarationVersion,
    DeclarationVersionList,
    DutyCreated,
    DutyList,
    OperatorsDutyList,
    OwnDutyList,
    RegisteredOrganisationList,
)

_DECLARATIONS = ("v1", "purpose-declarations")
_OPERATOR = ("v1", "operator")


def declared() -> Call[DeclarationVersionList]:
    """Every version of everything that the organisation has declared, with what the operator says."""
    return reading(path_to(*_DECLARATIONS), as_model(DeclarationVersionList), (("status", "any"),))


def declaration_versions(declaration_id: str) -> Call[DeclarationVersionList]:
    """Every version of one of its declarations, the newest first."""
    return reading(path_to(*_DECLARATIONS, declaration_id), as_model(DeclarationVersionList))


def declare(content: Mapping[str, Any]) -> Call[DeclarationVersion]:
    """Submit a declaration (`schemas.access.PurposeDeclarationBody`), or with an `id` its next version."""
    return writing("POST", path_to(*_DECLARATIONS), as_model(DeclarationVersion), dict(content))


def withdraw_declaration(declaration_id: str) -> Call[None]:
    """Take one back: every grant that rests on it is closed, and every question under it lapses."""
    return writing("POST", path_to(*_DECLARATIONS, declaration_id, "withdraw"), as_nothing)


def duties() -> Call[DutyList]:
    """What the organisation may read by law now; the id of one is read under like that of a grant."""
    return reading(path_to("v1", "duties"), as_model(DutyList))


def own_duties() -> Call[OwnDutyList]:
    """What the law lets others read about her, and her number here."""
    return reading(path_to("v1", "me", "duties"), as_model(OwnDutyList))


def declarations_to_decide(
    status: Literal["submitted", "approved"] = "submitted",
) -> Call[DeclarationToDecideList]:
    """What waits for the operator, or what is in force."""
    path = path_to(*_OPERATOR, "purpose-declarations")
    return reading(path, as_model(DeclarationToDecideList), (("status", status),))


def declaration_to_decide(declaration_id: str, version: int) -> Call[DeclarationToDecide]:
    """One version beside the one in force."""
    return reading(path_to(*_version(declaration_id, version)), as_model(DeclarationToDecide))


def approve(declaration_id: str, version: int, remark: str | None = None) -> Call[None]:
    """Put a version in force."""
    path = path_to(*_version(declaration_id, version), "approve")
    return writing("POST", path, as_nothing, _said(remark))


def reject(declaration_id: str, version: int, remark: str) -> Call[None]:
    """Say no to a version, and why."""
    path = path_to(*_version(declaration_id, version), "reject")
    return writing("POST", path, as_nothing, _said(remark))


def revoke_declaration(declaration_id: str, remark: str) -> Call[None]:
    """Take a purpose back, and say why: every grant that rests on it is revoked."""
    path = path_to(*_OPERATOR, "purpose-declarations", declaration_id, "withdraw")
    return writing("POST", path, as_nothing, _said(remark))


def organisations() -> Call[RegisteredOrganisationList]:
    """Who is registered."""
    return reading(path_to(*_OPERATOR, "organisations"), as_model(RegisteredOrganisationList))


def registered_duties() -> Call[OperatorsDutyList]:
    """Every duty by law that was registered."""
    return reading(path_to(*_OPERATOR, "duties"), as_model(OperatorsDutyList))


def register_duty(content: Mapping[str, Any]) -> Call[DutyCreated]:
    """Register a duty by law (`schemas.access.DutyBody`)."""
    return writing("POST", path_to(*_OPERATOR, "duties"), as_model(DutyCreated), dict(content))


def end_duty(duty_id: str) -> Call[None]:
    """End a duty by law before its time."""
    return writing("POST", path_to(*_OPERATOR, "duties", duty_id, "end"), as_nothing)


def _version(declaration_id: str, version: int) -> tuple[str, ...]:
    return (*_OPERATOR, "purpose-declarations", declaration_id, "versions", str(version))


def _said(remark: str | None) -> dict[str, str]:
    return {} if remark is None else {"remark": remark}
