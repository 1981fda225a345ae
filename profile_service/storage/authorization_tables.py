"""Tables of the authorization server. See `storage.tables`. No secret is in them, only keyed hashes of secrets."""

from datetime import datetime

from sqlalchemy import LargeBinary
from sqlmodel import Field, SQLModel

from profile_service.storage.columns import UtcTime


class PushedRequestRow(SQLModel, table=True):
    __tablename__ = "pushed_request"
    reference_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    sealing_version: int
    wrapped: bytes = Field(sa_type=LargeBinary)


class ErrandRow(SQLModel, table=True):
    __tablename__ = "errand"
    individual_id: str = Field(primary_key=True)
    request_id: str = Field(primary_key=True)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    sealed: bytes = Field(sa_type=LargeBinary)


class AuthorizationCodeRow(SQLModel, table=True):
    __tablename__ = "authorization_code"
    code_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    client_id: str
    redirect_uri: str
    challenge: str
    jkt: str
    grant_id: str
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    family_id: str | None = None


class TokenFamilyRow(SQLModel, table=True):
    __tablename__ = "token_family"
    id: str = Field(primary_key=True)
    client_id: str
    grant_id: str = Field(index=True)
    jkt: str
    begun_at: datetime = Field(sa_type=UtcTime)
    ended_at: datetime | None = Field(default=None, sa_type=UtcTime)


class RefreshTokenRow(SQLModel, table=True):
    __tablename__ = "refresh_token"
    token_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    family_id: str = Field(index=True)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    used_at: datetime | None = Field(default=None, sa_type=UtcTime)


class AccessTokenRow(SQLModel, table=True):
    """Only of a family, or revoked: the other ones are known by their signature alone."""

    __tablename__ = "access_token"
    id: str = Field(primary_key=True)
    client_id: str
    family_id: str | None = Field(default=None, index=True)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
    revoked_at: datetime | None = Field(default=None, sa_type=UtcTime)


class DpopProofRow(SQLModel, table=True):
    __tablename__ = "dpop_proof"
    jkt: str = Field(primary_key=True)
    jti_hash: bytes = Field(primary_key=True, sa_type=LargeBinary)
    expires_at: datetime = Field(sa_type=UtcTime, index=True)
