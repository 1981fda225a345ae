"""The shield: what of one person's profile never leaves, whatever she or a law has given. For protected identity."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from consent.scope import Scope


@dataclass(frozen=True, slots=True)
class Shield:
    """What is known of an individual when somebody else wants to read: which fields stay with her.

    A person who is not protected has a shield without fields. There is no third kind: where nobody knows which of the two
    she has, nothing is decided in the reader's favour (`consent.decision.decide`).
    """

    fields: Mapping[str, frozenset[str]] = field(default_factory=dict)
    """By section."""

    @property
    def stands(self) -> bool:
        """Whether she is protected."""
        return bool(self.fields)

    def cut(self, scopes: Iterable[Scope]) -> tuple[Scope, ...]:
        """The slices without what stays with her.

        A slice that does not spell its fields out cannot be cut, and is left out whole where anything in it stays.
        """
        if not self.fields:
            return tuple(scopes)
        cut = (self._cut(scope) for scope in scopes)
        return tuple(scope for scope in cut if scope is not None)

    def _cut(self, scope: Scope) -> Scope | None:
        kept = self.fields.get(scope.section)
        if not kept:
            return scope
        left = None if scope.fields is None else scope.fields - kept
        return Scope(scope.section, left, scope.items) if left else None


UNSHIELDED: Final = Shield()
"""Nothing stays with her but what she has not given."""
