"""The receipt: what was agreed, as both sides may keep it (fields after ISO/IEC TS 27560:2023, clause 6)."""

from dataclasses import dataclass
from datetime import datetime

from consent.declaration import PurposeDeclaration
from consent.grant import Expired, Grant, UsedUp, Withdrawn


@dataclass(frozen=True, slots=True)
class Receipt:
    """One grant and the exact version of the declaration that it answered. One individual in one record.

    The state is the one at the moment of asking; the terms never change.
    """

    grant: Grant
    declaration: PurposeDeclaration

    @property
    def events(self) -> tuple[tuple[str, datetime], ...]:
        """What has happened to the grant, in DPV's terms, each with its time."""
        terms = self.grant.terms
        given = ("dpv:ConsentGiven", terms.given_at)
        match self.grant:
            case Withdrawn(_, at):
                return (given, ("dpv:ConsentWithdrawn", at))
            case UsedUp(_, at):
                return (given, ("dpv:ConsentExpired", at))
            case Expired():
                return (given, ("dpv:ConsentExpired", terms.until))
            case _:
                return (given,)
