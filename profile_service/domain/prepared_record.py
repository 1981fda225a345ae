"""Preparing a consent record for the notary: nothing is signed that was not looked at as a whole first."""

from dataclasses import InitVar, dataclass, field
from typing import Final, NoReturn

from consent.receipt import ConsentRecord, Indication, RecordKind
from consent.scope import within

_PREPARED: Final = object()
_NEVER_HERS: Final = frozenset(
    {RecordKind.CLOSED, RecordKind.REVOKED, RecordKind.EXPIRED, RecordKind.USED_UP}
)


class PreparationError(Exception):
    """A record that does not hold together, or one that was not prepared, or was used before."""


class _Latch:
    __slots__ = ("_closed",)

    def __init__(self) -> None:
        self._closed = False

    def close(self) -> None:
        if self._closed:
            raise PreparationError("this record was signed already: one preparation, one signature")
        self._closed = True


@dataclass(frozen=True, slots=True)
class Prepared:
    """A record that holds together, to be signed once. Only `prepare` makes one."""

    _record: ConsentRecord
    seal: InitVar[object]
    _latch: _Latch = field(default_factory=_Latch, init=False, repr=False, compare=False)

    def __post_init__(self, seal: object) -> None:
        if seal is not _PREPARED:
            raise PreparationError("only prepare makes records ready to be signed")

    def __reduce_ex__(self, protocol: object) -> NoReturn:
        """Neither copied nor pickled: the double could be signed a second time."""
        raise PreparationError("a prepared record cannot be copied")

    def spend(self) -> ConsentRecord:
        """The record, to be signed now; PreparationError where that was done before."""
        self._latch.close()
        return self._record


def prepare(record: ConsentRecord) -> Prepared:
    """Look at a record as a whole, and make it ready for the notary.

    Raises:
        PreparationError: it speaks of two people, two organisations or two purposes, of more than was asked, of a will
            that nobody showed, or has a time without a zone.
    """
    for is_wrong, problem in _faults(record):
        if is_wrong:
            raise PreparationError(problem)
    return Prepared(record, seal=_PREPARED)


def _faults(record: ConsentRecord) -> list[tuple[bool, str]]:
    request, declaration, recipient = record.request, record.declaration, record.recipient
    asked = (request.declaration_id, request.declaration_version)
    faults = [
        (not record.events, "nothing has happened"),
        (any(event.at.tzinfo is None for event in record.events), "an event has a time without a zone"),
        (recipient.id != request.organisation, "it names another organisation than the one that asked"),
        (declaration.organisation != request.organisation, "the purpose is another organisation's"),
        (
            (declaration.id, declaration.version) != asked,
            "the purpose is another than the one that was asked with",
        ),
        (not recipient.name or not recipient.number, "the organisation is not named"),
        (record.follows == record.id, "it follows itself"),
    ]
    if not record.events:
        return faults
    return [*faults, *_will(record), *_terms(record)]


def _will(record: ConsentRecord) -> list[tuple[bool, str]]:
    nobody = record.indication is Indication.NOBODY
    hers = record.kind not in _NEVER_HERS
    return [
        (hers and nobody, "she has shown no will"),
        (record.kind in _NEVER_HERS and not nobody, "a will is shown where she had none to show"),
        (nobody and record.shown is not None, "a text is shown to nobody"),
        (record.shown is not None and not record.shown.text, "the text that was shown is empty"),
    ]


def _terms(record: ConsentRecord) -> list[tuple[bool, str]]:
    request, terms = record.request, record.terms
    if (terms is None) != (record.kind is RecordKind.REFUSED):
        return [(True, "a refusal has no terms, and everything else has")]
    if terms is None:
        return []
    purpose = (terms.declaration_id, terms.declaration_version)
    return [
        (terms.individual != request.individual, "it speaks of two people"),
        (terms.organisation != request.organisation, "the terms are another organisation's"),
        (terms.request_id != request.id, "the terms answer another question"),
        (purpose != (request.declaration_id, request.declaration_version), "the terms have another purpose"),
        (not all(within(scope, request.scopes) for scope in terms.scopes), "more is agreed than was asked"),
        (terms.until > request.until, "longer is agreed than was asked"),
    ]
