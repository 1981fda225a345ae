"""Between a stored declaration and the value."""

from functools import lru_cache
from typing import Any

import orjson

from consent.declaration import DeclarationStatus, Purpose, PurposeDeclaration, Want
from consent.vocabulary import DeclarationId, OrganisationId
from profile_service.storage.mapping import load_scopes


def dump_declaration(declaration: PurposeDeclaration) -> str:
    """What a declaration says, as JSON."""
    return orjson.dumps(
        {
            "purpose": {"code": declaration.purpose.code, "sentence": dict(declaration.purpose.sentence)},
            "legal_basis": declaration.legal_basis,
            "wants": [
                {"scope": str(want.scope), "reason": dict(want.reason), "needed": want.needed}
                for want in declaration.wants
            ],
            "retention": dict(declaration.retention),
            "onward_recipients": declaration.onward_recipients,
            "on_no": dict(declaration.on_no),
            "other_way": dict(declaration.other_way),
            "contact": declaration.contact,
        }
    ).decode()


@lru_cache(256)
def load_declaration(row: Any) -> PurposeDeclaration:
    """The reverse of `dump_declaration`. Remembers how a row reads; the row itself is fetched every time."""
    body = orjson.loads(row.body)
    return PurposeDeclaration(
        id=DeclarationId(row.id),
        version=row.version,
        organisation=OrganisationId(row.organisation_id),
        purpose=Purpose(body["purpose"]["code"], body["purpose"]["sentence"]),
        legal_basis=body["legal_basis"],
        wants=tuple(
            Want(load_scopes(one["scope"])[0], one["reason"], one["needed"]) for one in body["wants"]
        ),
        retention=body["retention"],
        onward_recipients=tuple(body["onward_recipients"]),
        on_no=body["on_no"],
        other_way=body["other_way"],
        contact=body["contact"],
        status=DeclarationStatus(row.status),
        submitted_at=row.submitted_at,
        decided_at=row.decided_at,
        remark=row.remark,
    )
