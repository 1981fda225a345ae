"""One unit of work: all the repositories, sharing one transaction."""

from typing import Protocol

from profile_service.actions.ports.consent import (
    Codes,
    Declarations,
    Ledger,
    Receipts,
    Requests,
)
from profile_service.actions.ports.people import Accounts, Replays, Sessions
from profile_service.actions.ports.profile import Journal, Vault
from profile_service.actions.ports.telling import Notices


class Work(Protocol):
    """One unit of work: everything an action does through it is committed together, or not at all."""

    @property
    def vault(self) -> Vault: ...
    @property
    def journal(self) -> Journal: ...
    @property
    def declarations(self) -> Declarations: ...
    @property
    def ledger(self) -> Ledger: ...
    @property
    def requests(self) -> Requests: ...
    @property
    def codes(self) -> Codes: ...
    @property
    def receipts(self) -> Receipts: ...
    @property
    def accounts(self) -> Accounts: ...
    @property
    def sessions(self) -> Sessions: ...
    @property
    def replays(self) -> Replays: ...
    @property
    def notices(self) -> Notices: ...
