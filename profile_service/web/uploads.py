"""A file that comes in with a form: cleaned, kept, and from then on named by its id like any other answer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from starlette.datastructures import FormData, UploadFile

from consent.mandate import Power
from consent.request import Objection
from profile_service.actions.errors import ContentError
from profile_service.actions.evidence_files import keep_file
from profile_service.domain.evidence_file import FILE_FIELD, FILE_SECTION, KeptFile
from profile_service.doors import House, PortalVisit, cleaned, standing
from profile_service.web.forms import Answers, posted, without_controls

UPLOAD: Final = "upload"
"""The input that takes a file."""
_NONE: Final = f"{FILE_FIELD}.none"
"""The tick by which an entry lets go of its file."""


@dataclass(frozen=True, slots=True)
class Filled:
    """A form as it came, with the id of a file in the place of the file; and why a file was not taken."""

    answers: Answers
    objections: Sequence[Objection] = ()


async def filled(house: House, visit: PortalVisit, section: str, form: FormData) -> Filled:
    """What is in a form of an entry. A file is kept at once: if something else is wrong in the form, it need not be chosen again."""
    answers = posted(form)
    if section != FILE_SECTION:
        await form.close()
        return Filled(answers)
    if answers.get(_NONE):
        answers.pop(FILE_FIELD, None)
    try:
        kept = await kept_upload(house, visit, form)
    except ContentError as error:
        return Filled(answers, error.objections)
    finally:
        await form.close()
    return Filled(answers if kept is None else {**answers, FILE_FIELD: [kept.id]})


async def kept_upload(house: House, visit: PortalVisit, form: FormData) -> KeptFile | None:
    """The file that came with a form, as it is kept; None where none was chosen.

    Raises:
        ContentError: it is not taken.
    """
    file = form.get(UPLOAD)
    if not isinstance(file, UploadFile) or not file.filename:
        return None
    name = without_controls(file.filename)
    clean = await cleaned(house, await file.read())
    return await house.write(
        standing(
            house, visit, Power.WRITE, lambda work: keep_file(work, house.desk, visit.individual, clean, name)
        )
    )
