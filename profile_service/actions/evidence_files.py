"""Her files of evidence: bring one, look at it, take it away again."""

from collections.abc import Sequence

from consent.decision import OwnReading, decide
from consent.permit import Permit
from consent.request import Objection
from consent.scope import Scope
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError, NotAvailableError
from profile_service.actions.journaling import record
from profile_service.actions.own_profile import read_own_section, rewrite_item
from profile_service.actions.ports import Desk, Work
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.evidence_file import (
    FILE_FIELD,
    FILE_SECTION,
    FINGERPRINT,
    LONGEST_NAME,
    MOST_BYTES,
    MOST_FILES,
    CleanFile,
    FileId,
    KeptFile,
)
from profile_service.domain.profile import Assertion


def keep_file(work: Work, desk: Desk, caller: IndividualId, clean: CleanFile, name: str = "") -> KeptFile:
    """Keep a file that was written anew. No entry names it yet: that is a change of the entry.

    Raises:
        ContentError: she keeps as many files, or as much, as one person may.
    """
    kept = work.files.of_individual(caller)
    if len(kept) >= MOST_FILES:
        right = f"at most {MOST_FILES} files"
        raise ContentError([Objection(f"/{FILE_FIELD}", "there are too many files", right)])
    if sum(one.size for one in kept) + len(clean.content) > MOST_BYTES:
        right = f"at most {MOST_BYTES // 1024 // 1024} MiB in all"
        raise ContentError([Objection(f"/{FILE_FIELD}", "the files are too large together", right)])
    file = KeptFile(
        FileId(desk.ids.new("fil")),
        clean.kind,
        len(clean.content),
        clean.sha256,
        clean.pages,
        " ".join(name.split())[:LONGEST_NAME],
        desk.clock.now(),
    )
    work.files.add(caller, file, clean.content)
    record(work, desk, Kind.FILE, Outcome.DONE, caller, detail={"step": "added"})
    return file


def files_of(work: Work, caller: IndividualId) -> Sequence[KeptFile]:
    """What is known of each of her files, newest first."""
    return work.files.of_individual(caller)


def own_file(work: Work, caller: IndividualId, file: FileId) -> KeptFile:
    """What is known of one; NotAvailableError where she has no such file."""
    found = work.files.find(caller, file)
    if found is None:
        raise NotAvailableError
    return found


def open_own_file(work: Work, desk: Desk, caller: IndividualId, file: FileId) -> tuple[KeptFile, bytes]:
    """A file of hers with its bytes; NotAvailableError where she has no such file."""
    found = own_file(work, caller, file)
    reading = OwnReading(caller, caller, (Scope(FILE_SECTION, frozenset({FILE_FIELD})),))
    permit = decide(reading, None, desk.clock.now())
    if not isinstance(permit, Permit):
        raise NotAvailableError
    return found, work.files.open(permit, file)


def entries_with(work: Work, desk: Desk, caller: IndividualId, file: FileId) -> Sequence[Assertion]:
    """The entries of hers that name a file."""
    items, _ = read_own_section(work, desk, caller, FILE_SECTION)
    return [one for one in items if one.content.get(FILE_FIELD) == file]


def take_away(work: Work, desk: Desk, caller: IndividualId, file: FileId) -> None:
    """Delete a file. Whatever entry named it names it no more, and nobody opens it again.

    Raises:
        NotAvailableError: she has no such file.
    """
    own_file(work, caller, file)
    for entry in entries_with(work, desk, caller, file):
        nothing = {FILE_FIELD: None, FINGERPRINT: None}
        rewrite_item(work, desk, caller, FILE_SECTION, entry.id, nothing, None, entry.source)
    work.files.remove(caller, file)
    record(work, desk, Kind.FILE, Outcome.DONE, caller, detail={"step": "removed"})
