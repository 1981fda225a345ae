"""Generate the JSON Schemas that are checked in: ``python -m schemas.generate`` writes them."""

import json
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final

from schemas import access, export, instruments, problems, profile
from schemas.model import Model
from schemas.sections import SECTION_MODELS

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_DOCUMENTS: Final[Mapping[str, type[Model]]] = {
    **{f"section-{section}": model for section, model in SECTION_MODELS.items()},
    "item": profile.Item,
    "profile": profile.Profile,
    "export": export.Export,
    "profile-patch": profile.ProfilePatch,
    "section-items": profile.SectionItems,
    "item-history": profile.ItemHistory,
    "import-report": profile.ImportReport,
    "purpose-declaration": access.PurposeDeclaration,
    "purpose-declaration-list": access.PurposeDeclarationList,
    "purpose-declaration-body": access.PurposeDeclarationBody,
    "declaration-version": access.DeclarationVersion,
    "declaration-version-list": access.DeclarationVersionList,
    "declaration-to-decide-list": access.DeclarationToDecideList,
    "duty-list": access.DutyList,
    "duty-body": access.DutyBody,
    "own-duty-list": access.OwnDutyList,
    "assessment-body": access.AssessmentBody,
    "supersede-body": access.SupersedeBody,
    "assessment-withdraw-body": access.AssessmentWithdrawBody,
    "proposed-assessment": access.ProposedAssessment,
    "proposed-assessment-list": access.ProposedAssessmentList,
    "own-assessment": access.OwnAssessment,
    "own-assessment-list": access.OwnAssessmentList,
    "answer-words-body": access.AnswerWordsBody,
    "connection-code": access.ConnectionCode,
    "access-request-body": access.AccessRequestBody,
    "access-request-created": access.AccessRequestCreated,
    "access-request-status": access.AccessRequestStatus,
    "access-request": access.AccessRequest,
    "access-request-list": access.AccessRequestList,
    "competence-profile-details": access.CompetenceProfileDetails,
    "granted-details": access.GrantedDetails,
    "grant-body": access.GrantBody,
    "grant": access.Grant,
    "grant-list": access.GrantList,
    "grantee-grant-list": access.GranteeGrantList,
    "disclosure-body": access.DisclosureBody,
    "disclosure": access.Disclosure,
    "coverage-body": access.CoverageBody,
    "coverage": access.Coverage,
    "own-coverage": access.OwnCoverage,
    "reuse-counts": access.ReuseCounts,
    "match": access.Match,
    "disclosure-record": access.DisclosureRecord,
    "disclosure-record-list": access.DisclosureRecordList,
    "receipt": access.Receipt,
    "share-body": access.ShareBody,
    "share": access.Share,
    "share-list": access.ShareList,
    "help-session": access.HelpSession,
    "help-session-list": access.HelpSessionList,
    "draft-list": access.DraftList,
    "mandate": access.Mandate,
    "mandate-list": access.MandateList,
    "mapping-session": access.MappingSession,
    "mapping-session-list": access.MappingSessionList,
    "mapping-sheet": access.MappingSheet,
    "mapping-written": access.MappingWritten,
    "mapping-body": access.MappingBody,
    "own-mapping-body": access.OwnMappingBody,
    "made-share": access.MadeShare,
    "share-word": access.ShareWord,
    "contact-body": access.ContactBody,
    "shared-profile": access.SharedProfile,
    "receipt-list": access.ReceiptList,
    "consent-record": access.ConsentRecord,
    "record-keys": access.RecordKeys,
    "answer-body": access.AnswerBody,
    "webhook-body": access.WebhookBody,
    "webhook-created": access.WebhookCreated,
    "webhook-list": access.WebhookList,
    "webhook-message": access.WebhookMessage,
    "dead-letter-list": access.DeadLetterList,
    "notice": access.Notice,
    "notice-list": access.NoticeList,
    "acknowledgement-body": access.AcknowledgementBody,
    "own-notice-list": access.OwnNoticeList,
    "own-session-list": access.OwnSessionList,
    "own-way-in-list": access.OwnWayInList,
    "instrument": instruments.Instrument,
    "instrument-list": access.InstrumentList,
    "published-instrument": access.PublishedInstrument,
    "protection": access.Protection,
    "problem": problems.Problem,
}


def json_schemas() -> dict[str, dict[str, Any]]:
    """Return each JSON Schema (draft 2020-12) by the name of its file, in the order of the names."""
    return {f"{name}.json": _document(name, _DOCUMENTS[name]) for name in sorted(_DOCUMENTS)}


def written(schema: Mapping[str, Any]) -> str:
    """Return a schema as the text of its file: sorted keys, two spaces, a newline at the end."""
    return json.dumps(schema, ensure_ascii=True, indent=2, sort_keys=True) + "\n"


def write(target_dir: Path) -> None:
    """Write all schemas to ``target_dir`` and remove JSON files there that no model stands behind."""
    target_dir.mkdir(parents=True, exist_ok=True)
    documents = json_schemas()
    for stale in {path.name for path in target_dir.glob("*.json")} - documents.keys():
        (target_dir / stale).unlink()
    for name, schema in documents.items():
        (target_dir / name).write_text(written(schema), encoding="utf-8")


def _document(name: str, model: type[Model]) -> dict[str, Any]:
    return {"$schema": _DIALECT, "$id": f"urn:egenkarta:schema:{name}:1", **model.model_json_schema()}


if __name__ == "__main__":
    write(Path(__file__).parent / "json")
