"""Scopes: which slice of a profile, as a URI that fits an OAuth scope token (RFC 6749, appendix A.4).

``profile:<section>:read`` is a whole section. It is narrowed by a query part:
``profile:languages:read?fields=language,reading&items=itm_1``. Fields and items are sorted, so that one slice
has exactly one spelling.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final, Self

from consent.errors import ScopeError

_SHAPE = re.compile(r"profile:(?P<section>[a-z_]{1,40}):read(?:\?(?P<query>[A-Za-z0-9_=,&-]{1,4000}))?")
_NAME = re.compile(r"[A-Za-z0-9_-]{1,80}")
_EXPECTED = "a scope such as profile:languages:read, or profile:languages:read?fields=language,reading"

MOST_SCOPES: Final = 40
"""How many slices a question, a grant or a reading may name."""

Catalogue = Mapping[str, frozenset[str]]
"""Section name to the names of its fields, as the profile has them today."""


@dataclass(frozen=True, slots=True)
class Scope:
    """A slice of one section. ``None`` means all of them: all fields, all items."""

    section: str
    fields: frozenset[str] | None = None
    items: frozenset[str] | None = None
    _text: str = field(default="", init=False, repr=False, compare=False)
    """How it is spelled, once somebody has asked. It goes when the slice goes: one that names items could be any."""

    @classmethod
    def parse(cls, text: str) -> Self:
        """Read a scope.

        Raises:
            ScopeError: the text has another shape, repeats a part, or names nothing.
        """
        match = _SHAPE.fullmatch(text)
        if match is None:
            raise ScopeError(text, _EXPECTED)
        parts = _query(text, match["query"])
        return cls(match["section"], parts.get("fields"), parts.get("items"))

    def __str__(self) -> str:
        if not self._text:
            object.__setattr__(self, "_text", _spell(self))
        return self._text

    def frozen(self, known: Catalogue, ordinary: Catalogue) -> Self:
        """The same slice with its fields spelled out as they are today.

        Requests and grants hold only frozen scopes, so that a field which is added to a section later is not covered
        by a yes that was given before it existed. A bare section means its ordinary fields: one of a special
        category (GDPR art. 9) is covered only where it was named.

        Raises:
            ScopeError: the section or a field is not known, or nothing in the section may be named in a lump.
        """
        fields = known.get(self.section)
        if fields is None:
            raise ScopeError(
                str(self), "one of the sections " + ", ".join(sorted(known)), "there is no such section"
            )
        spelled = ordinary[self.section] if self.fields is None else self.fields
        if spelled - fields:
            right = f"fields of {self.section}: " + ", ".join(sorted(fields))
            raise ScopeError(str(self), right, "there is no such field in this section")
        if not spelled:
            right = f"profile:{self.section}:read?fields= and one or more of: " + ", ".join(sorted(fields))
            raise ScopeError(str(self), right, "nothing in this section is shared in a lump")
        return type(self)(self.section, spelled, self.items)

    def covers(self, other: "Scope") -> bool:
        """Whether everything in `other` is inside this slice."""
        return (
            self.section == other.section
            and _covers(self.fields, other.fields)
            and _covers(self.items, other.items)
        )

    def meet(self, other: "Scope") -> "Scope | None":
        """What both slices have in common; None where that is nothing."""
        if self.section != other.section:
            return None
        fields, items = _meet(self.fields, other.fields), _meet(self.items, other.items)
        if fields == frozenset() or items == frozenset():
            return None
        return Scope(self.section, fields, items)


def _spell(scope: Scope) -> str:
    narrowed = [
        f"{key}={','.join(sorted(names))}"
        for key, names in (("fields", scope.fields), ("items", scope.items))
        if names is not None
    ]
    return f"profile:{scope.section}:read" + ("?" + "&".join(narrowed) if narrowed else "")


def parse_all(texts: Iterable[str]) -> tuple[Scope, ...]:
    """Read several scopes; raises ScopeError at the first that cannot be read."""
    return tuple(Scope.parse(text) for text in texts)


def is_general(scopes: Iterable[Scope], ordinary: Catalogue) -> bool:
    """Whether the slices together are everything: each section with all of its ordinary fields, and every item.

    A waiver names its data: there is no "everything"; such a question is refused before she sees it.
    """
    scopes = tuple(scopes)
    return all(_whole(section, fields, scopes) for section, fields in ordinary.items() if fields)


def _whole(section: str, fields: frozenset[str], scopes: tuple[Scope, ...]) -> bool:
    covered: set[str] = set()
    for scope in scopes:
        if scope.section == section and scope.items is None:
            covered |= fields if scope.fields is None else scope.fields
    return fields <= covered


def within(asked: Scope, allowed: Iterable[Scope]) -> bool:
    """Whether one of the allowed slices covers the asked one."""
    return any(scope.covers(asked) for scope in allowed)


def meet_all(asked: Iterable[Scope], allowed: Iterable[Scope]) -> tuple[Scope, ...]:
    """The slices that are in both sets: never more than either of them."""
    allowed = tuple(allowed)
    found = (one.meet(other) for one in asked for other in allowed)
    return tuple(dict.fromkeys(scope for scope in found if scope is not None))


def _query(text: str, query: str | None) -> dict[str, frozenset[str]]:
    parts: dict[str, frozenset[str]] = {}
    for part in query.split("&") if query else ():
        key, _, names = part.partition("=")
        listed = names.split(",")
        if key not in ("fields", "items") or key in parts or not all(map(_NAME.fullmatch, listed)):
            raise ScopeError(text, _EXPECTED)
        parts[key] = frozenset(listed)
    return parts


def _covers(wide: frozenset[str] | None, narrow: frozenset[str] | None) -> bool:
    return wide is None or (narrow is not None and narrow <= wide)


def _meet(one: frozenset[str] | None, other: frozenset[str] | None) -> frozenset[str] | None:
    if one is None or other is None:
        return other if one is None else one
    return one & other
