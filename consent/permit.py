"""A permit: the sealed, one-time yes that the vault asks for before it opens anything."""

from dataclasses import InitVar, dataclass, field
from enum import StrEnum
from typing import Final, NoReturn

from consent.assistance import Assistance
from consent.duty import Duty
from consent.errors import PermitError
from consent.scope import Scope
from consent.share import Share
from consent.shield import Shield
from consent.terms import Terms
from consent.vocabulary import IndividualId

_SEAL: Final = object()


class Basis(StrEnum):
    """What a permit rests on."""

    OWNERSHIP = "ownership"
    PREVIEW = "preview"
    GRANT = "grant"
    DUTY = "duty"
    SHARE = "share"
    HELP = "help"


Agreed = Terms | Duty | Share | Assistance
"""What a permit for somebody else than her rests on."""


class _Latch:
    """Closes once. Kept outside the permit's compared fields, since a permit itself is a value."""

    __slots__ = ("_closed",)

    def __init__(self) -> None:
        self._closed = False

    def close(self) -> None:
        if self._closed:
            raise PermitError("this permit was used already: one permit, one reading")
        self._closed = True


@dataclass(frozen=True, slots=True)
class Permit:
    """May read these slices of this individual's profile, once.

    The seal is an `InitVar`: it is not kept, so neither the constructor nor `dataclasses.replace` makes a wider
    permit out of a narrow one.
    """

    individual: IndividualId
    scopes: tuple[Scope, ...]
    basis: Basis
    terms: Agreed | None
    seal: InitVar[object]
    stated: tuple[Scope, ...] = ()
    """What the ground gives of what was wished: what the reader is told. A field that stays with a protected person is
    named here as one that is empty would be, and is not among `scopes`."""
    shielded: bool = False
    """Whether she is protected: then her own words are masked as well."""
    _latch: _Latch = field(default_factory=_Latch, init=False, repr=False, compare=False)

    def __post_init__(self, seal: object) -> None:
        if seal is not _SEAL:
            raise PermitError("only consent.decide makes permits")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """A permit is neither copied nor pickled: its double would be good for a second reading."""
        raise PermitError("a permit cannot be copied")

    def use(self) -> tuple[Scope, ...]:
        """Spend the permit and learn what may be read.

        Raises:
            PermitError: it was spent before.
        """
        self._latch.close()
        return self.scopes


def _make_permit(
    individual: IndividualId, scopes: tuple[Scope, ...], basis: Basis, terms: Agreed | None, shield: Shield
) -> Permit:
    cut = shield.cut(scopes)
    return Permit(individual, cut, basis, terms, seal=_SEAL, stated=scopes, shielded=shield.stands)
