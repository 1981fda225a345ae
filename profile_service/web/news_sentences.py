"""News in plain words: a sentence, a sign beside it, and where she can act on it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Final

from profile_service.actions.news import NewsView
from profile_service.domain.news import NewsKind
from profile_service.language.marking import N_


@dataclass(frozen=True, slots=True)
class _Told:
    """`sentence` names the organisation where there is one, `without` is said where there is none. `{about}` in `href` is its id."""

    sentence: str
    href: str
    sign: str
    without: str = ""


@dataclass(frozen=True, slots=True)
class NewsLine:
    """One line of the page. `sentence` is a msgid whose places `names` fills."""

    id: str
    at: datetime
    sentence: str
    names: Mapping[str, str]
    href: str
    sign: str
    new: bool
    first: bool
    """Whether somebody read for the first time: that stands above everything else."""
    elsewhere: bool
    """Whether her first page shows it in a place of its own for as long as it waits."""
    times: int = 1


_LOG: Final = "/my/log"
_GRANT: Final = "/my/grants/{about}"
_LINKED: Final = N_("Somebody with your link looked for the first time.")
_LINKED_AGAIN: Final = N_("Somebody with your link looked again.")
_TOLD: Final[Mapping[NewsKind, _Told]] = {
    NewsKind.FIRST_READING: _Told(N_("{organisation} read for the first time."), _LOG, "eye", _LINKED),
    NewsKind.READ_AGAIN: _Told(N_("{organisation} read again."), _LOG, "eye", _LINKED_AGAIN),
    NewsKind.QUESTION: _Told(
        N_("{organisation} asked to read a part of your profile."), "/my/requests", "question"
    ),
    NewsKind.CONTACT_ASKED: _Told(
        N_("{organisation} has your link and asked who you are."),
        "/my/shares/{about}",
        "link",
        N_("Somebody with your link asked who you are."),
    ),
    NewsKind.MORE_ASKED: _Told(
        N_("{organisation} has your link and asks to see more."),
        "/my/shares/{about}",
        "link",
        N_("Somebody with your link asks to see more."),
    ),
    NewsKind.INQUIRY_ANSWERED: _Told(
        N_("{organisation} answered your question."), "/my/inquiries", "question"
    ),
    NewsKind.DRAFTS: _Told(N_("{organisation} wrote a draft for you. Is it right?"), "/my/drafts", "profile"),
    NewsKind.MAPPING_ENDED: _Told(
        N_("{organisation} ended a mapping session with you."), "/my/drafts", "profile"
    ),
    NewsKind.ASSESSMENT: _Told(N_("{organisation} wants to add an assessment."), "/my/assessments", "star"),
    NewsKind.ASSESSMENT_CHANGED: _Told(
        N_("{organisation} changed or took back an assessment."), "/my/assessments", "star"
    ),
    NewsKind.HELP: _Told(N_("{organisation} began to help you with your profile."), "/my/help", "desk"),
    NewsKind.HELP_ENDED: _Told(N_("The help from {organisation} came to its end."), "/my/help", "desk"),
    NewsKind.REPRESENTED: _Told(
        N_("Somebody can act for you. {organisation} has seen the paper."),
        "/my/representatives",
        "person",
        N_("Somebody began to act for you."),
    ),
    NewsKind.BY_LAW: _Told(N_("{organisation} may read a part by law."), "/my/by-law/{about}", "law"),
    NewsKind.BY_LAW_ENDED: _Told(
        N_("{organisation} may not read by law any more."), "/my/by-law/{about}", "law"
    ),
    NewsKind.CASE_CLOSED: _Told(
        N_("{organisation} closed the case. They cannot read any more."), _GRANT, "lock"
    ),
    NewsKind.TAKEN_BACK: _Told(
        N_("The purpose of {organisation} was taken back. They cannot read any more."), _GRANT, "lock"
    ),
    NewsKind.SHARING_OVER: _Told(N_("Sharing with {organisation} came to its end."), _GRANT, "lock"),
    NewsKind.ENDS_SOON: _Told(N_("Sharing with {organisation} ends soon."), _GRANT, "calendar"),
    NewsKind.ERASED_THERE: _Told(
        N_("{organisation} states that they have erased what they read."), _GRANT, "bin"
    ),
    NewsKind.GROWN_OLD: _Told(
        N_("Something in your profile is old. Is it still right?"), "/my/again", "calendar"
    ),
    NewsKind.WAY_IN: _Told(N_("A way to sign in was added or taken away."), "/my/ways", "key"),
    NewsKind.PIN: _Told(N_("You changed the PIN of your sheet."), "/my/ways", "key"),
    NewsKind.NEW_PLACE: _Told(N_("You signed in with another device or browser."), "/my/sessions", "phone"),
    NewsKind.UNREACHED: _Told(N_("We could not reach you where you want to be told."), "/my/reach", "bell"),
}


_ELSEWHERE: Final = frozenset(
    {NewsKind.QUESTION, NewsKind.CONTACT_ASKED, NewsKind.ASSESSMENT, NewsKind.GROWN_OLD}
)


def news_lines(views: Sequence[NewsView]) -> list[NewsLine]:
    """The lines of a page. The same news several times in a row is one line, with the newest moment."""
    groups = (list(same) for _, same in groupby(views, key=_sameness))
    return [_line(same[0], len(same)) for same in groups]


def _sameness(view: NewsView) -> tuple[object, ...]:
    news = view.news
    return news.kind, news.organisation, news.about, news.seen_at is None


def _line(view: NewsView, times: int) -> NewsLine:
    news, told = view.news, _TOLD[view.news.kind]
    name = "" if view.organisation is None else view.organisation.name
    sentence = told.sentence if name or not told.without else told.without
    names = {"organisation": name or "–"} if "{organisation}" in sentence else {}
    href = told.href.format(about=news.about) if news.about or "{" not in told.href else _LOG
    return NewsLine(
        id=news.id,
        at=news.at,
        sentence=sentence,
        names=names,
        href=href,
        sign=told.sign,
        new=news.seen_at is None,
        first=news.kind is NewsKind.FIRST_READING,
        elsewhere=news.kind in _ELSEWHERE,
        times=times,
    )
