"""What is new: what others did and time brought, each with the way to where it can be acted on."""

from typing import Annotated, Final

from fastapi import APIRouter, Query, Request, Response

from profile_service.actions.news import NewsList, news_of, see_news
from profile_service.doors import AtPortal, Here, House, PortalVisit
from profile_service.web.forms import first, posted
from profile_service.web.news_sentences import NewsLine, news_lines
from profile_service.web.rendering import go, page

router: Final = APIRouter(include_in_schema=False)
_HERE: Final = "/my/news"
_AT_HOME: Final = 5
_MOST_PAGES: Final = 10_000


@router.get(_HERE)
async def show_news(
    request: Request,
    visit: AtPortal,
    house: Here,
    number: Annotated[int, Query(alias="page", ge=1, le=_MOST_PAGES)] = 1,
) -> Response:
    """All of it that is kept, twenty to a page."""
    found = await house.read(lambda work: news_of(work, visit.individual, number))
    return page(
        request,
        visit,
        "news_list.html",
        lines=news_lines(found.news),
        number=number,
        more=found.more,
        waiting=found.unseen,
        newest=_newest(found),
    )


@router.post("/my/news/seen")
async def see(request: Request, visit: AtPortal, house: Here) -> Response:
    """She has seen what was on the page; what came after it stays new."""
    answers = posted(await request.form())
    until = first(answers, "until")
    await house.write(lambda work: see_news(work, house.desk, visit.individual, until))
    return go("/my" if first(answers, "then") == "home" else _HERE)


async def news_at_home(house: House, visit: PortalVisit) -> dict[str, object]:
    """What her first page tells of it: first readings on top, the rest below, and nothing that stands there by itself anyway."""
    found = await house.read(lambda work: news_of(work, visit.individual))
    fresh: list[NewsLine] = [line for line in news_lines(found.news) if line.new and not line.elsewhere]
    return {
        "first": [line for line in fresh if line.first],
        "lines": [line for line in fresh if not line.first][:_AT_HOME],
        "newest": _newest(found),
    }


def _newest(found: NewsList) -> str:
    return found.news[0].news.id if found.news else ""
