"""Codes, refresh tokens and the ids of access tokens. Only keyed hashes of the secrets are kept."""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, select, update

from consent.vocabulary import GrantId
from profile_service.domain.authorization import (
    FamilyId,
    IssuedCode,
    RefreshToken,
    ReturnTicket,
    TokenFamily,
    TokenId,
)
from profile_service.domain.people import ClientId
from profile_service.storage.authorization_tables import (
    AccessTokenRow,
    AuthorizationCodeRow,
    RefreshTokenRow,
    TokenFamilyRow,
)
from profile_service.storage.personal_keys import Sealer
from profile_service.storage.statements import Prepared
from profile_service.storage.tables import table_of

_CODES = table_of(AuthorizationCodeRow)
_FAMILIES = table_of(TokenFamilyRow)
_REFRESH = table_of(RefreshTokenRow)
_ACCESS = table_of(AccessTokenRow)
_REVOKED = Prepared(
    select(_ACCESS.c.id).where(_ACCESS.c.id == bindparam("token"), _ACCESS.c.revoked_at.is_not(None))
)
_CODES_KEPT = timedelta(days=1)
"""A used code is kept a while, so that showing it again can end what came of it."""


class TableIssuedTokens:
    """See `actions.ports.IssuedTokens`."""

    def __init__(self, connection: Connection, sealer: Sealer) -> None:
        self._connection = connection
        self._sealer = sealer

    def put_code(self, code: str, issued: IssuedCode) -> None:
        ticket = issued.ticket
        self._connection.execute(
            insert(_CODES),
            {
                "code_hash": self._hash("code", code),
                "client_id": ticket.client,
                "redirect_uri": ticket.redirect_uri,
                "challenge": ticket.challenge,
                "jkt": ticket.jkt,
                "grant_id": issued.grant_id,
                "expires_at": issued.expires_at,
            },
        )

    def code(self, code: str) -> IssuedCode | None:
        row = self._connection.execute(
            select(_CODES).where(_CODES.c.code_hash == self._hash("code", code))
        ).one_or_none()
        if row is None:
            return None
        ticket = ReturnTicket(ClientId(row.client_id), row.redirect_uri, "", row.challenge, row.jkt)
        family = None if row.family_id is None else FamilyId(row.family_id)
        return IssuedCode(ticket, GrantId(row.grant_id), row.expires_at, family)

    def use_code(self, code: str, family: FamilyId) -> bool:
        unused = _CODES.c.code_hash == self._hash("code", code), _CODES.c.family_id.is_(None)
        used = self._connection.execute(update(_CODES).where(*unused).values(family_id=family))
        return used.rowcount == 1

    def begin(self, family: TokenFamily) -> None:
        self._connection.execute(
            insert(_FAMILIES),
            {
                "id": family.id,
                "client_id": family.client,
                "grant_id": family.grant_id,
                "jkt": family.jkt,
                "begun_at": family.begun_at,
                "ended_at": family.ended_at,
            },
        )

    def family(self, family: FamilyId) -> TokenFamily | None:
        row = self._connection.execute(select(_FAMILIES).where(_FAMILIES.c.id == family)).one_or_none()
        return None if row is None else _family(row)

    def families_of(self, grant: GrantId) -> Sequence[TokenFamily]:
        rows = self._connection.execute(select(_FAMILIES).where(_FAMILIES.c.grant_id == grant))
        return [_family(row) for row in rows]

    def end(self, family: FamilyId, at: datetime) -> None:
        live = _FAMILIES.c.id == family, _FAMILIES.c.ended_at.is_(None)
        self._connection.execute(update(_FAMILIES).where(*live).values(ended_at=at))
        tokens = _ACCESS.c.family_id == family, _ACCESS.c.revoked_at.is_(None)
        self._connection.execute(update(_ACCESS).where(*tokens).values(revoked_at=at))

    def put_refresh(self, token: str, refresh: RefreshToken) -> None:
        self._connection.execute(
            insert(_REFRESH),
            {
                "token_hash": self._hash("refresh", token),
                "family_id": refresh.family,
                "expires_at": refresh.expires_at,
                "used_at": refresh.used_at,
            },
        )

    def refresh(self, token: str) -> RefreshToken | None:
        row = self._connection.execute(
            select(_REFRESH).where(_REFRESH.c.token_hash == self._hash("refresh", token))
        ).one_or_none()
        return None if row is None else RefreshToken(FamilyId(row.family_id), row.expires_at, row.used_at)

    def use_refresh(self, token: str, at: datetime) -> bool:
        unused = _REFRESH.c.token_hash == self._hash("refresh", token), _REFRESH.c.used_at.is_(None)
        return self._connection.execute(update(_REFRESH).where(*unused).values(used_at=at)).rowcount == 1

    def note(self, token: TokenId, client: ClientId, family: FamilyId, expires_at: datetime) -> None:
        row = {"id": token, "client_id": client, "family_id": family, "expires_at": expires_at}
        self._connection.execute(insert(_ACCESS), row)

    def revoke(self, token: TokenId, client: ClientId, expires_at: datetime, at: datetime) -> None:
        noted = self._connection.execute(
            update(_ACCESS).where(_ACCESS.c.id == token, _ACCESS.c.client_id == client).values(revoked_at=at)
        )
        if noted.rowcount == 0:
            row = {"id": token, "client_id": client, "expires_at": expires_at, "revoked_at": at}
            self._connection.execute(insert(_ACCESS), row)

    def is_revoked(self, token: TokenId) -> bool:
        return _REVOKED.one(self._connection, token=token) is not None

    def forget_expired(self, now: datetime) -> None:
        self._connection.execute(delete(_CODES).where(_CODES.c.expires_at <= now - _CODES_KEPT))
        self._connection.execute(delete(_REFRESH).where(_REFRESH.c.expires_at <= now))
        self._connection.execute(delete(_ACCESS).where(_ACCESS.c.expires_at <= now))
        # A family lives as long as one of its refresh tokens does, used or not.
        with_tokens = select(_REFRESH.c.family_id)
        old = _FAMILIES.c.begun_at <= now - _CODES_KEPT
        self._connection.execute(delete(_FAMILIES).where(old, _FAMILIES.c.id.not_in(with_tokens)))

    def _hash(self, kind: str, secret: str) -> bytes:
        return self._sealer.blind(f"oauth-{kind}", secret)


def _family(row: Any) -> TokenFamily:
    return TokenFamily(
        FamilyId(row.id), ClientId(row.client_id), GrantId(row.grant_id), row.jkt, row.begun_at, row.ended_at
    )
