"""Keep a form while she signs in again, and give it back to the very session that sent it."""

from collections.abc import Iterable

from profile_service.actions.errors import NotAvailableError
from profile_service.actions.ports import Desk, Work
from profile_service.domain.kept_form import LARGEST, KeptForm, KeptFormId
from profile_service.domain.session import Session


def keep_form(
    work: Work, desk: Desk, session: Session, path: str, fields: Iterable[tuple[str, str]]
) -> KeptForm | None:
    """Keep what she posted, sealed with her key, in place of what waits for the same path; None where it is too large."""
    if session.individual is None:
        return None
    kept = KeptForm(
        KeptFormId(desk.ids.new("kpt")),
        session.individual,
        session.id,
        path,
        tuple(fields),
        desk.clock.now(),
    )
    if kept.size > LARGEST:
        return None
    work.kept_forms.keep(kept)
    return kept


def kept_form(work: Work, desk: Desk, session: Session, kept_id: str) -> KeptForm:
    """The form that waits for this session.

    Raises:
        NotAvailableError: there is none, it is too old, or it was sent in another session.
    """
    if session.individual is None:
        raise NotAvailableError
    kept = work.kept_forms.find(session.individual, KeptFormId(kept_id))
    if kept is None or kept.session != session.id or not kept.waits(desk.clock.now()):
        raise NotAvailableError
    return kept
