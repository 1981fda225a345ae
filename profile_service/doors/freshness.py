"""Where a fresh proof of who she is is missing, what she sent waits until she has given it."""

from fastapi import Request
from starlette.datastructures import UploadFile

from profile_service.actions.keeping import keep_form
from profile_service.domain.session import Session
from profile_service.doors.errors import NotFreshError
from profile_service.doors.forms import changes_something, read_form
from profile_service.doors.house import House

KEPT_PAGE = "/my/kept"
"""Where she finds the form again; without an id after it, the page that says that it could not be kept."""

WAYS_PAGE = "/my/ways"
_NEVER_KEPT = (WAYS_PAGE, "/my/join")
"""What is sent there may be a PIN, or an answer to a challenge that dies sooner: she begins again at the list of her ways in."""


async def insist_on_fresh(request: Request, house: House, session: Session) -> None:
    """Let a session through that was proved in the last minutes.

    Raises:
        NotFreshError: it was not. A posted form is kept, so that she finds her choices again (ASVS 5, 7.5.3).
    """
    if session.proof.fresh(house.desk.clock.now()):
        return
    if not changes_something(request):
        raise NotFreshError
    if request.url.path.startswith(_NEVER_KEPT):
        raise NotFreshError(WAYS_PAGE)
    form = await read_form(request)
    sent = [(name, value) for name, value in form.multi_items() if name != "form_token"]
    fields = [(name, value) for name, value in sent if not isinstance(value, UploadFile)]
    if len(fields) < len(sent):  # a file is not kept: she chooses it once more
        await form.close()
        raise NotFreshError(KEPT_PAGE)
    path = request.url.path
    kept = await house.write(lambda work: keep_form(work, house.desk, session, path, fields))
    raise NotFreshError(KEPT_PAGE if kept is None else f"{KEPT_PAGE}/{kept.id}")
