"""An item of evidence names a file of hers, and carries the fingerprint of that very file."""

from consent.request import Objection
from consent.vocabulary import IndividualId
from profile_service.actions.errors import ContentError
from profile_service.actions.ports import Work
from profile_service.domain.evidence_file import FILE_FIELD, FINGERPRINT, FileId
from profile_service.domain.profile import Content


def attached(work: Work, caller: IndividualId, content: Content, before: Content | None = None) -> Content:
    """What she writes about a proof, with the fingerprint of the file that it names; without the one of a file that it names no more.

    Args:
        before: what stood there.

    Raises:
        ContentError: it names a file that is not hers, or is not there any more.
    """
    was = {} if before is None else before
    named = content.get(FILE_FIELD)
    if named is None:
        gone = FILE_FIELD in was and content.get(FINGERPRINT) == was.get(FINGERPRINT)
        return {name: value for name, value in content.items() if not (gone and name == FINGERPRINT)}
    kept = work.files.find(caller, FileId(str(named)))
    if kept is None:
        right = "the id of a file that she has brought"
        raise ContentError([Objection(f"/{FILE_FIELD}", "there is no such file", right)])
    return {**content, FINGERPRINT: kept.sha256}
