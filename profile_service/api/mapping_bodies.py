"""What comes in about mapping sessions, as the actions take it."""

from collections.abc import Sequence

from profile_service.actions.mapping import Arrangement, GivenAnswer
from profile_service.domain.mapping_session import Circumstances, Interpreter, Place, Presence, Touch
from schemas.access import ArrangementBody, MappingAnswerBody, MappingCircumstances, OwnArrangementBody


def circumstances_of(body: MappingCircumstances) -> Circumstances:
    """How the conversation is held."""
    return Circumstances(
        body.languages,
        tuple(Presence(one) for one in body.present),
        Interpreter(body.interpreter),
        None if body.place is None else Place(body.place),
    )


def arrangement_of(body: OwnArrangementBody | ArrangementBody) -> Arrangement:
    """What is left out, and what is opened."""
    return Arrangement(
        None if body.hidden is None else frozenset(body.hidden),
        None if body.opened is None else frozenset(body.opened),
        None if body.circumstances is None else circumstances_of(body.circumstances),
    )


def given_of(answers: Sequence[MappingAnswerBody]) -> list[GivenAnswer]:
    """The answers."""
    return [GivenAnswer(one.item, Touch(one.touch), one.value) for one in answers]
