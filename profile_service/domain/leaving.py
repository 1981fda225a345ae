"""What leaves, without being taken apart: of each item the bytes that others get, written down with it.

A section that leaves whole leaves as it was written, and so does an item; one that loses something on the way is parsed and cut like any other. Whoever
looks into a section has its items parsed then. Both give the same bytes: a property test holds them to that.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from typing import Any, Final, Literal, NamedTuple

from consent.scope import Scope
from profile_service.domain.disclosure import as_recipient_sees, narrow
from profile_service.domain.profile import Assertion, Source, SourceKind

Head = Sequence[Any]
"""Of one item: id, review day, names of its fields, length of its bytes, whether others get it as it stands, and what they do not."""
Entry = tuple[Head, bytes] | Assertion
"""An item that leaves whole, as it was written down, or one that was cut."""
Parse = Callable[[Head, bytes], Assertion]
FRESH: Final = b',"stale":false}'
"""How the bytes of an item end whose day to be looked at again has not passed; in a head they are counted without it."""
_BEGINS, _BETWEEN, _ENDS = b"[", b",", b"]"


def stated(item: Assertion) -> dict[str, Any]:
    """An item as it is told of, to herself and to others."""
    return {
        "id": item.id,
        "section": item.section,
        "version": item.version,
        "source": source_as_told(item.source),
        "strength": item.strength,
        "created": in_utc(item.created),
        "last_confirmed": in_utc(item.last_confirmed),
        "review_date": item.review_date,
        "content": item.content,
    }


def source_as_told(source: Source) -> dict[str, Any]:
    """Who stated it, by name or else by kind."""
    return {"kind": source.kind, "name": source.name or source.kind}


def in_utc(moment: datetime) -> datetime:
    """The moment with UTC as its zone; the commonest case costs nothing."""
    return moment if moment.tzinfo is UTC else moment.astimezone(UTC)


def is_plain(item: Assertion) -> bool:
    """Whether others get the item as it stands, whatever of its fields they may see."""
    hides = item.content.get("hidden") is True or item.content.get("hide_employer") is True
    return not hides and item.own_words is None and item.source.kind is not SourceKind.HELPED


class Common(NamedTuple):
    """What holds of all items of a section, where others may get each of them as it stands."""

    fields: Sequence[str]
    """Every name of a field in it."""
    first_review: str | None
    """The first day on which one of them is to be looked at again; None where none has such a day."""


def common_to(heads: Sequence[Head]) -> Common | None:
    """What the heads have in common; None where one of them has to be looked at for itself."""
    if not heads or not all(head[4] and head[2] for head in heads):
        return None
    days = [str(head[1]) for head in heads if head[1] is not None]
    return Common(sorted(frozenset().union(*(head[2] for head in heads))), min(days, default=None))


def body_of(pieces: Iterable[bytes]) -> bytes:
    """Items one after the other, as a list of them leaves while nothing in it has passed its day."""
    return _BEGINS + _BETWEEN.join([piece + FRESH for piece in pieces]) + _ENDS


def beside(items: int) -> int:
    """Bytes in the body of so many items that say nothing of what was stated."""
    return items * len(FRESH + _BETWEEN)


class PackedSection:
    """A section as it was written down.

    Args:
        common: what `common_to` said of its heads.
        heads: gives one for each item. Called only where the items have to be told apart.
        body: what `body_of` made of them.
        parse: makes an item of its head and its bytes.
    """

    __slots__ = ("_common", "_heads", "_name", "_parse", "body")

    def __init__(
        self, name: str, common: Common | None, heads: Callable[[], Sequence[Head]], body: bytes, parse: Parse
    ) -> None:
        self._name, self._common, self._heads, self.body, self._parse = name, common, heads, body, parse

    def items(self) -> tuple[Assertion, ...]:
        """All of it."""
        return tuple(self._parse(head, piece) for head, piece in self.pieces())

    def cut(self, scopes: Sequence[Scope]) -> "LeavingSection":
        """What of it leaves to somebody else than her: `as_recipient_sees`, then `narrow`."""
        mine = [scope for scope in scopes if scope.section == self._name]
        # The usual case: what is permitted is the same for each item.
        same = None if any(scope.items is not None for scope in mine) else _permitted(mine, "")
        if same is not None and self._common is not None and _covers(same, self._common.fields):
            return LeavingSection(self._parse, whole=self, until=self._common.first_review)
        entries: list[Entry] = []
        for head, piece in self.pieces():
            if head[4] and _covers(_permitted(mine, head[0]) if same is None else same, head[2]):
                entries.append((head, piece))
            else:
                entries += narrow(as_recipient_sees((self._parse(head, piece),)), mine)
        return LeavingSection(self._parse, entries)

    def pieces(self) -> Iterator[tuple[Head, bytes]]:
        """Each head with its bytes."""
        start = len(_BEGINS)
        for head in self._heads():
            end = start + head[3]
            yield head, self.body[start:end]
            start = end + len(FRESH) + len(_BETWEEN)


_Fields = frozenset[str] | Literal["all"]


def _permitted(scopes: Sequence[Scope], item: str) -> _Fields:
    """The fields of an item that the scopes name."""
    fields: frozenset[str] = frozenset()
    for scope in scopes:
        if scope.items is None or item in scope.items:
            if scope.fields is None:
                return "all"
            fields = fields | scope.fields if fields else scope.fields
    return fields


def _covers(permitted: _Fields, fields: Sequence[str]) -> bool:
    """Whether an item with these fields leaves whole; one without any leaves only where everything is permitted."""
    return permitted == "all" or (bool(fields) and permitted.issuperset(fields))


class LeavingSection:
    """The permitted part of a section.

    Args:
        entries: its items.
        whole: instead of these the section, where all of it is permitted.
        until: the last day on which that leaves as it was written down; None for ever.
    """

    __slots__ = ("_entries", "_items", "_parse", "_until", "_whole")

    def __init__(
        self,
        parse: Parse,
        entries: Sequence[Entry] = (),
        whole: PackedSection | None = None,
        until: str | None = None,
    ) -> None:
        self._parse, self._entries, self._whole, self._until = parse, entries, whole, until
        self._items: tuple[Assertion, ...] | None = None

    def __bool__(self) -> bool:
        return self._whole is not None or bool(self._entries)

    @property
    def entries(self) -> Sequence[Entry]:
        """Its items, those that leave whole as they were written down."""
        return self._entries if self._whole is None else tuple(self._whole.pieces())

    def as_written(self, day: str) -> bytes | None:
        """All of it as one list, where nothing in it has to be touched on this day."""
        fresh = self._until is None or day <= self._until
        return self._whole.body if fresh and self._whole is not None else None

    def items(self) -> tuple[Assertion, ...]:
        """Its items, parsed when somebody looks at them."""
        if self._items is None:
            self._items = tuple(
                one if isinstance(one, Assertion) else self._parse(*one) for one in self.entries
            )
        return self._items


class LeavingSections(Mapping[str, tuple[Assertion, ...]]):
    """The permitted part of a profile: a mapping of sections to items like any other, and `leaving` for who sends it on."""

    def __init__(self, leaving: Mapping[str, LeavingSection]) -> None:
        self.leaving = leaving

    def __getitem__(self, section: str) -> tuple[Assertion, ...]:
        return self.leaving[section].items()

    def __iter__(self) -> Iterator[str]:
        return iter(self.leaving)

    def __len__(self) -> int:
        return len(self.leaving)
