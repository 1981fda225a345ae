"""How an organisation comes to ask: the individual hands over a code, the organisation asks with it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from consent.declaration import PurposeDeclaration
from consent.errors import ScopeError
from consent.request import AccessRequest, Objection, RequestState, objections_to_asking
from consent.scope import MOST_SCOPES, Scope, is_general
from consent.terms import Ending
from consent.vocabulary import DeclarationId, GrantId, IndividualId, RequestId
from profile_service.actions.errors import (
    ContentError,
    OutsideDeclarationError,
    TooManyTriesError,
)
from profile_service.actions.holding_back import hold_back, is_held_back
from profile_service.actions.journaling import record
from profile_service.actions.ports import Desk, Work
from profile_service.domain.calendar import default_end, latest_end
from profile_service.domain.connection_code import (
    ALPHABET,
    FAILED_TRIES,
    LIFETIME,
    RANDOM_SIGNS,
    TRY_WINDOW,
    ConnectionCode,
    complete,
    normalise,
)
from profile_service.domain.event import Kind, Outcome
from profile_service.domain.people import Grantee
from profile_service.domain.sections import CATALOGUE, EVERYTHING, ORDINARY
from profile_service.domain.sent_question import KEPT_AFTER, SentQuestion


@dataclass(frozen=True, slots=True)
class Question:
    """What an organisation asks, as it came in at the door."""

    connection_code: str
    purpose_declaration: str
    scopes: tuple[str, ...]
    until: datetime | None
    case_reference: str
    message: str
    ending: Ending = Ending.DATE


@dataclass(frozen=True, slots=True)
class Weighed:
    """A question of which everything is right, whomever it is put to."""

    question: Question
    declaration: PurposeDeclaration
    scopes: tuple[Scope, ...]
    until: datetime


@dataclass(frozen=True, slots=True)
class WrongCode:
    """The code reached nobody. A value, so that the try is committed to the journal and counted."""


def make_connection_code(work: Work, desk: Desk, caller: IndividualId) -> tuple[str, datetime]:
    """A new one-time code, as it is shown to her, and when it dies."""
    code = complete(desk.ids.digits(ALPHABET, RANDOM_SIGNS))
    now = desk.clock.now()
    expires_at = now + LIFETIME
    work.codes.forget_expired(now)
    work.codes.put(code.replace("-", ""), ConnectionCode(caller, expires_at))
    record(work, desk, Kind.CODE, Outcome.DONE, caller)
    return code, expires_at


def ask(work: Work, desk: Desk, grantee: Grantee, question: Question) -> AccessRequest | WrongCode:
    """Put a question into the inbox of the individual who handed over the code.

    The code is spent only by a question that stands: a mistake in another field does not cost her a new code. A question
    that she has said no to looks sent, and does not reach her.

    Raises:
        ContentError: a field is missing or wrong.
        OutsideDeclarationError: more is asked than the organisation has declared.
        TooManyTriesError: the organisation has tried too many dead codes.
    """
    hold_back_guessing(work, desk, grantee)
    weighed = weigh(work, desk, grantee, question)
    code = take_code(work, desk, question.connection_code)
    if code is None:
        record(work, desk, Kind.CODE, Outcome.REFUSED, None, grantee.organisation.id)
        return WrongCode()
    return put(work, desk, grantee, weighed, code.individual)


def weigh(work: Work, desk: Desk, grantee: Grantee, question: Question) -> Weighed:
    """Whether the organisation may ask this at all.

    Raises:
        ContentError: a field is missing or wrong.
        OutsideDeclarationError: more is asked than the organisation has declared.
    """
    declaration = _declaration(work, grantee, question)
    scopes = read_scopes(question.scopes)
    until = _until(desk, question.until)
    objections = [*objections_to_asking(declaration, scopes)]
    if is_general(scopes, EVERYTHING):
        objections.append(Objection("/scopes", "this is everything", "the part that the purpose needs"))
    if objections:
        raise OutsideDeclarationError(objections)
    return Weighed(question, declaration, scopes, until)


def put(
    work: Work, desk: Desk, grantee: Grantee, weighed: Weighed, individual: IndividualId
) -> AccessRequest:
    """Put a question to somebody, unless she has said no to it before; then it is written down that it came again."""
    question, declaration = weighed.question, weighed.declaration
    request = AccessRequest(
        id=RequestId(desk.ids.new("req")),
        individual=individual,
        organisation=grantee.organisation.id,
        unit=grantee.unit,
        declaration_id=declaration.id,
        declaration_version=declaration.version,
        scopes=weighed.scopes,
        until=weighed.until,
        case_reference=question.case_reference,
        message=question.message,
        asked_at=desk.clock.now(),
        state=RequestState.PENDING,
        grant_id=GrantId(desk.ids.new("gra")),
        ending=question.ending,
    )
    _keep_as_asked(work, desk, request)
    if is_held_back(work, desk, request):
        hold_back(work, desk, request)
        return request
    work.requests.add(request)
    detail: dict[str, str | list[str]] = {
        "unit": grantee.unit,
        "scopes": [str(scope) for scope in weighed.scopes],
    }
    record(work, desk, Kind.REQUEST, Outcome.DONE, individual, grantee.organisation.id, detail=detail)
    return request


def _keep_as_asked(work: Work, desk: Desk, request: AccessRequest) -> None:
    """In the organisation's own book, whether it reaches her or not; what is long over goes out of it."""
    work.sent_questions.forget_before(desk.clock.now() - KEPT_AFTER)
    work.sent_questions.add(
        SentQuestion(
            organisation=request.organisation,
            id=request.id,
            grant=request.grant_id,
            unit=request.unit,
            declaration_id=request.declaration_id,
            declaration_version=request.declaration_version,
            asked_at=request.asked_at,
            until=request.until,
            case_reference=request.case_reference,
        )
    )


def read_scopes(texts: Sequence[str]) -> tuple[Scope, ...]:
    """Parse and freeze scopes; ContentError names each that cannot be, and says where there are too many."""
    scopes: list[Scope] = []
    objections: list[Objection] = []
    if len(texts) > MOST_SCOPES:
        raise ContentError([Objection("/scopes", "there are too many scopes", f"at most {MOST_SCOPES}")])
    for at, text in enumerate(texts):
        try:
            scopes.append(Scope.parse(text).frozen(CATALOGUE, ORDINARY))
        except ScopeError as error:
            objections.append(Objection(f"/scopes/{at}", error.problem, error.expected))
    if objections:
        raise ContentError(objections)
    return tuple(dict.fromkeys(scopes))


def hold_back_guessing(work: Work, desk: Desk, grantee: Grantee) -> None:
    """TooManyTriesError where the organisation has tried too many dead codes."""
    since = desk.clock.now() - TRY_WINDOW
    if work.journal.failed_codes(grantee.organisation.id, since) >= FAILED_TRIES:
        raise TooManyTriesError(TRY_WINDOW)


def _declaration(work: Work, grantee: Grantee, question: Question) -> PurposeDeclaration:
    declaration = work.declarations.find(DeclarationId(question.purpose_declaration))
    if declaration is None or declaration.organisation != grantee.organisation.id or not declaration.approved:
        own = ", ".join(one.id for one in work.declarations.approved_of(grantee.organisation.id))
        raise ContentError(
            [
                Objection(
                    "/purpose_declaration",
                    "your organisation has no such approved purpose declaration",
                    f"one of: {own}" if own else "register a purpose declaration first",
                )
            ]
        )
    return declaration


def _until(desk: Desk, wanted: datetime | None) -> datetime:
    now = desk.clock.now()
    until = default_end(now, desk.zone) if wanted is None else wanted
    if until <= now:
        raise ContentError(
            [Objection("/until", "the end has passed already", "a time that is still to come")]
        )
    latest = latest_end(now, desk.zone)
    if until > latest:
        raise ContentError(
            [Objection("/until", "longer than twelve months", f"at the latest {latest.isoformat()}")]
        )
    return until


def take_code(work: Work, desk: Desk, typed: str) -> ConnectionCode | None:
    """Spend a code: whose it is; None where it reaches nobody."""
    word = normalise(typed)
    code = None if word is None else work.codes.take(word)
    if code is None or code.expires_at <= desk.clock.now():
        return None
    # Whoever has been erased since she made the code cannot be reached by it, and looks like nobody.
    return code if work.accounts.individual(code.individual) is not None else None
