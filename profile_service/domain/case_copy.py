"""A copy for a case file: what one reading showed, for whom, for which case, and when."""

from dataclasses import dataclass
from datetime import datetime

from consent.terms import Terms
from profile_service.domain.disclosure import Disclosure


@dataclass(frozen=True, slots=True)
class CaseCopy:
    """The reading, and who it was made for. It says by itself that it is a copy, and until when it could be read."""

    disclosure: Disclosure
    case_reference: str
    organisation: str
    unit: str
    reader: str
    at: datetime

    @property
    def ground(self) -> str:
        """The id of the grant or the duty that it rests on."""
        return self.disclosure.terms.id

    @property
    def until(self) -> datetime:
        """The first moment at which what it rests on is over."""
        return self.disclosure.terms.until

    @property
    def rule(self) -> str:
        """The rule of a statute that it rests on; empty where it is a grant."""
        terms = self.disclosure.terms
        return "" if isinstance(terms, Terms) else terms.rule.citation
