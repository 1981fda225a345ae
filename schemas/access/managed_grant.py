"""A grant as grant management tells it (Grant Management for OAuth 2.0, section 6.4)."""

from schemas.access.authorization import GrantedDetails
from schemas.model import Model
from schemas.values import Address, ShortText


class ManagedScope(Model):
    """An OAuth scope, and where it can be used."""

    scope: ShortText
    resource: tuple[Address, ...]


class ManagedGrant(Model):
    """What of a grant is live now. A grant that is not live is not told from one that never was."""

    scopes: tuple[ManagedScope, ...]
    authorization_details: tuple[GrantedDetails, ...]
