"""A file that comes in is never met as it came: past this door there is only what was written anew."""

from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.domain.evidence_file import FILE_FIELD, CleanFile, FileRefusedError
from profile_service.doors.house import House


async def cleaned(house: House, raw: bytes) -> CleanFile:
    """What is kept of a file.

    Raises:
        ContentError: it is not taken; says why and what would be right.
    """
    try:
        return await house.cleaner.clean(raw)
    except FileRefusedError as refused:
        fault = refused.fault
    # Outside the handler, so that the refusal carries nothing of the file along.
    raise ContentError([Objection(f"/{FILE_FIELD}", fault.value, fault.right)])
