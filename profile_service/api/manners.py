"""What a program says that it showed her, as the manner of her answer."""

from fastapi import Request

from consent.receipt import Indication, Shown
from profile_service.actions.manner import Manner
from profile_service.api.bodies import read_model
from schemas.access import AnswerBody, ShownNotice


def manner_by(notice: ShownNotice | None) -> Manner:
    """Her own program's doing; the receipt holds the hash of the text that it says it showed."""
    shown = None if notice is None else Shown(notice.text, notice.language, notice.screen)
    return Manner(Indication.OWN_PROGRAM, shown)


async def read_manner(request: Request) -> Manner:
    """The same from a body that may be left out altogether (`AnswerBody`); raises as `read_model` does."""
    if not await request.body():
        return manner_by(None)
    body = await read_model(request, AnswerBody)
    return manner_by(body.notice)
